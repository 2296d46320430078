"""Rate cards with their dated rows, and reference limits."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.foundation.database import Model, WithId, WithVersion

UNSURE = ("D", "R")  # worked out or recalled: not used before an administrator has confirmed it


class RateCard(WithId, WithVersion, Model):
    """One scheme of payment. The rows of a `shared` one stand behind those of every card: miles, limits on costs."""

    scheme: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    source_note: Mapped[str] = mapped_column(Text)
    shared: Mapped[bool] = mapped_column(default=False)
    in_use: Mapped[bool] = mapped_column(default=False)
    confirmed_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    confirmed_at: Mapped[dt.datetime | None]
    rates: Mapped[list["RateRow"]] = relationship(back_populates="card", order_by="RateRow.effective_from")

    __table_args__ = (
        CheckConstraint("(confirmed_by IS NULL) = (confirmed_at IS NULL)", name="confirmed_by_someone"),
    )


class RateRow(WithId, Model):
    """One amount from a day on, in tenths of a penny. Never edited: a newer row ends it the day before it begins.

    The only later changes are that last day and the confirmation. Claim lines name the row that priced them.
    """

    __tablename__ = "rate"

    card_id: Mapped[str] = mapped_column(ForeignKey("rate_card.id"), index=True)
    code: Mapped[str] = mapped_column(String(20))
    label: Mapped[str] = mapped_column(String(80))
    unit: Mapped[str] = mapped_column(String(20))
    from_min: Mapped[int] = mapped_column(default=0)
    to_min: Mapped[int | None]
    block_minutes: Mapped[int | None]
    up_to_miles: Mapped[int | None]
    amount_tenths: Mapped[int]
    preparation: Mapped[str] = mapped_column(String(10))
    effective_from: Mapped[dt.date]
    effective_to: Mapped[dt.date | None]
    source: Mapped[str] = mapped_column(String(120))
    confidence: Mapped[str] = mapped_column(String(1))
    added_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))  # None: shipped with the portal
    added_at: Mapped[dt.datetime]
    why: Mapped[str] = mapped_column(String(500), default="")
    confirmed_at: Mapped[dt.datetime | None]
    card: Mapped[RateCard] = relationship(back_populates="rates")

    __table_args__ = (
        UniqueConstraint("card_id", "code", "effective_from", "from_min"),
        CheckConstraint("amount_tenths > 0", name="amount"),
        CheckConstraint("effective_to IS NULL OR effective_to >= effective_from", name="dates_in_order"),
        CheckConstraint("to_min IS NULL OR to_min >= from_min", name="minutes_in_order"),
        CheckConstraint("(unit = 'per_block') = (block_minutes IS NOT NULL)", name="block_length"),
        CheckConstraint("confidence IN ('A', 'B', 'D', 'R', 'L')", name="confidence"),
    )


class ReferenceLimit(WithId, Model):
    """A published figure that is not a payment, in pence or minutes as `unit` says, in force until the next one."""

    code: Mapped[str] = mapped_column(String(20))
    label: Mapped[str] = mapped_column(String(80))
    amount: Mapped[int]
    unit: Mapped[str] = mapped_column(String(20))
    effective_from: Mapped[dt.date]
    source: Mapped[str] = mapped_column(String(120))
    confidence: Mapped[str] = mapped_column(String(1))

    __table_args__ = (
        UniqueConstraint("code", "effective_from"),
        CheckConstraint("amount > 0", name="amount"),
    )
