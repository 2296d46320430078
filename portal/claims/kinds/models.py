"""Kinds of cost as an organisation changed them. What the portal ships with stands behind: see shipped.py."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.foundation import calendar
from portal.foundation.database import Model, WithId


class KindRow(WithId, Model):
    """One kind from a day on, whole. Never edited: a later row takes its place."""

    __tablename__ = "cost_kind"
    __table_args__ = (
        UniqueConstraint("code", "effective_from"),
        CheckConstraint("receipt_above_pence >= 0 AND cap_pence > 0 AND ask_above_pence > 0", name="amounts"),
        CheckConstraint("(cap_pence IS NULL) OR (cap_per <> '')", name="cap_has_period"),
        CheckConstraint("agreement IN ('none', 'warn', 'hold')", name="known_agreement"),
    )

    code: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(80))
    short: Mapped[str] = mapped_column(String(60))
    unit: Mapped[str] = mapped_column(String(10))
    position: Mapped[int]
    receipt_above_pence: Mapped[int | None]
    cap_pence: Mapped[int | None]
    cap_per: Mapped[str] = mapped_column(String(10), default="")
    cap_codes: Mapped[str] = mapped_column(String(80), default="")  # of the rate card, with a space between
    ask_above_pence: Mapped[int | None]
    agreement: Mapped[str] = mapped_column(String(10))
    counts: Mapped[bool] = mapped_column(default=False)
    ledger_code: Mapped[str] = mapped_column(String(20), default="")
    effective_from: Mapped[dt.date]
    offered: Mapped[bool] = mapped_column(default=True)
    added_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)
    why: Mapped[str] = mapped_column(String(500))
