"""Balances and payments out of the entries; kept nowhere else (L4)."""

import datetime as dt
from typing import NamedTuple

from sqlalchemy import func, select

from portal.foundation.database import db
from portal.ledger.models import Entry, Posting


class PaidRow(NamedTuple):
    """One line's payment: pence and the day it reaches the person."""

    line_id: str
    kind: str  # costs or time
    pence: int
    on_date: dt.date
    run_id: str | None


def owed(person_id: str) -> dict[str, int]:
    """What we owe a person now, in pence, costs and time apart."""
    rows = db.session.execute(
        select(Entry.kind, func.sum(Entry.pence))
        .where(Entry.person_id == person_id, Entry.account == "owed")
        .group_by(Entry.kind)
    )
    return {"costs": 0, "time": 0, **{kind: -int(pence) for kind, pence in rows}}


def paid_between(person_id: str, first: dt.date, last: dt.date) -> list[PaidRow]:
    """What reached a person from `first` to `last`, both included, newest first."""
    rows = db.session.execute(
        select(Entry.line_id, Entry.kind, -Entry.pence, Entry.on_date, Entry.run_id)
        .where(Entry.person_id == person_id, Entry.account == "bank", Entry.on_date.between(first, last))
        .order_by(Entry.on_date.desc(), Entry.id)
    )
    return [PaidRow(*row) for row in rows]


def first_paid(person_id: str) -> dt.date | None:
    """The day of the first payment to a person; None when nothing was paid yet."""
    return db.session.scalar(
        select(func.min(Entry.on_date)).where(Entry.person_id == person_id, Entry.account == "bank")
    )


def paid_by_run() -> dict[str, int]:
    """Pence that left the bank, by run."""
    rows = db.session.execute(
        select(Entry.run_id, func.sum(Entry.pence)).where(Entry.account == "bank").group_by(Entry.run_id)
    )
    return {str(run): -int(pence) for run, pence in rows}


def by_line(account: str) -> dict[str, int]:
    """The sum of one account's entries for every line, in pence."""
    rows = db.session.execute(
        select(Entry.line_id, func.sum(Entry.pence)).where(Entry.account == account).group_by(Entry.line_id)
    )
    return {line: int(pence) for line, pence in rows}


def unbalanced_postings() -> list[str]:
    """Names of postings that do not sum to zero: always none (L1)."""
    rows = db.session.scalars(
        select(Posting.name)
        .join(Entry, Entry.posting_id == Posting.id)
        .group_by(Posting.id, Posting.name)
        .having(func.sum(Entry.pence) != 0)
    )
    return list(rows)
