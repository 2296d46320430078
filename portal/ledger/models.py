"""The ledger. What is always true, and where it is held.

L1  The entries of a posting sum to zero.                       service.post()
L2  A posting or entry is never changed or deleted.             triggers on both databases
L3  A posting has a name, and a name is posted once.            unique key
L4  What a person is owed is the sum of their entries.          queries.owed(), kept nowhere else
"""

import datetime as dt

from sqlalchemy import DDL, CheckConstraint, ForeignKey, String, event
from sqlalchemy.orm import Mapped, mapped_column

from portal.foundation import calendar
from portal.foundation.audit import NEVER_CHANGED
from portal.foundation.database import Model, WithId


class Posting(WithId, Model):
    """One happening in money: a line approved, a line paid."""

    name: Mapped[str] = mapped_column(String(80), unique=True)  # "line-7f3k:approved"
    at: Mapped[dt.datetime] = mapped_column(default=calendar.now)
    by: Mapped[str] = mapped_column(String(40))


class Entry(WithId, Model):
    """A signed amount on one account. What we owe is negative on "owed", what left the bank is negative on "bank".

    "advance" is what people have in hand of money paid before; it came out of the bank or the tin ("cash"), and goes
    again as costs that were shown, as money "paid back", or "let go".
    """

    __table_args__ = (
        CheckConstraint(
            "account IN ('costs', 'time', 'owed', 'bank', 'advance', 'cash', 'paid back', 'let go')",
            name="known_account",
        ),
        CheckConstraint("kind IN ('costs', 'time')", name="known_kind"),
        CheckConstraint("pence <> 0", name="not_nothing"),
    )

    posting_id: Mapped[str] = mapped_column(ForeignKey("posting.id"), index=True)
    account: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(10))  # costs and payment for time are never mixed
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    line_id: Mapped[str] = mapped_column(String(16), index=True)
    run_id: Mapped[str | None] = mapped_column(String(16), index=True)
    pence: Mapped[int]
    on_date: Mapped[dt.date] = mapped_column(
        index=True
    )  # UK date; for a payment, the day it reaches the person


class LedgerCheck(WithId, Model):
    """One look at whether every penny ties: when, and how many things did not."""

    at: Mapped[dt.datetime] = mapped_column(default=calendar.now, index=True)
    problems: Mapped[int]


def _refusals(table: str) -> dict[str, list[str]]:
    return {
        "sqlite": [
            f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'the ledger is never changed: reverse it'); END"
            for verb in ("update", "delete")
        ],
        "postgresql": [
            NEVER_CHANGED,
            f"CREATE TRIGGER {table}_never_changed BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION never_changed()",
        ],
    }


for _table in (Posting.__table__, Entry.__table__):
    for _dialect, _statements in _refusals(str(_table)).items():
        for _statement in _statements:  # DDL() formats with %: a bare one is doubled
            ddl = DDL(_statement.replace("%", "%%")).execute_if(dialect=_dialect)  # type: ignore[no-untyped-call]  # no types
            event.listen(_table, "after_create", ddl)
