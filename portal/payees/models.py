"""How a person is paid: bank details in versions, and who confirmed them."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.foundation import calendar
from portal.foundation.database import Model, WithId


class BankDetails(WithId, Model):
    """One version of a person's account, never overwritten. Numbers are sealed; the page shows three digits."""

    __table_args__ = (
        UniqueConstraint("person_id", "number"),
        CheckConstraint("confirmed_by IS NULL OR confirmed_by <> made_by", name="second_person_confirms"),
        CheckConstraint("confirmed_by IS NULL OR confirmed_by <> person_id", name="never_confirms_own"),
        Index(
            "uq_bank_details_current", "person_id", unique=True,
            sqlite_where=text("ended_at IS NULL"), postgresql_where=text("ended_at IS NULL"),
        ),
    )  # fmt: skip

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    number: Mapped[int]  # 1, 2, …: the person's versions in order
    name_on_account: Mapped[bytes] = mapped_column(LargeBinary)  # sealed
    sort_code: Mapped[bytes] = mapped_column(LargeBinary)  # sealed
    account_number: Mapped[bytes] = mapped_column(LargeBinary)  # sealed
    roll_number: Mapped[bytes | None] = mapped_column(LargeBinary)  # sealed
    ending: Mapped[str] = mapped_column(String(3))  # the last three digits: "Account ending 345"
    account_digest: Mapped[str] = mapped_column(
        String(64), index=True
    )  # finds the same account on two people
    own_account: Mapped[bool]
    holder_name: Mapped[str] = mapped_column(String(100), default="")
    holder_relationship: Mapped[str] = mapped_column(String(40), default="")
    made_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)
    confirmed_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    confirmed_at: Mapped[dt.datetime | None]
    confirmed_how: Mapped[str] = mapped_column(String(20), default="")  # phone, face to face, letter
    confirmed_note: Mapped[str] = mapped_column(String(300), default="")
    ended_at: Mapped[dt.datetime | None]  # a newer version or a refusal took its place
    ended_why: Mapped[str] = mapped_column(String(300), default="")


class PayWish(Model):
    """How a person asked to be paid when it is not into a UK account (P-64)."""

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    how: Mapped[str] = mapped_column(String(20))  # bank, abroad, another
    asked_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)
