"""Balances and payments out of the entries; kept nowhere else (L4)."""

import datetime as dt
from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import func, select

from portal.foundation.database import db
from portal.ledger.models import Entry, LedgerCheck, Posting

PAID_FROM = ("bank", "cash")  # where money leaves us


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
        .where(Entry.person_id == person_id, Entry.account.in_(PAID_FROM), Entry.on_date.between(first, last))
        .order_by(Entry.on_date.desc(), Entry.id)
    )
    return [PaidRow(*row) for row in rows]


def first_paid(person_id: str) -> dt.date | None:
    """The day of the first payment to a person; None when nothing was paid yet."""
    return db.session.scalar(
        select(func.min(Entry.on_date)).where(Entry.person_id == person_id, Entry.account.in_(PAID_FROM))
    )


def by_line(account: str) -> dict[str, int]:
    """The sum of one account's entries for every line, in pence."""
    rows = db.session.execute(
        select(Entry.line_id, func.sum(Entry.pence)).where(Entry.account == account).group_by(Entry.line_id)
    )
    return {line: int(pence) for line, pence in rows}


Key = tuple[str, str, str]  # line, person, kind


def by_line_person_kind(*accounts: str) -> dict[Key, int]:
    """The sum of these accounts' entries for every line, person and kind, in pence."""
    rows = db.session.execute(
        select(Entry.line_id, Entry.person_id, Entry.kind, func.sum(Entry.pence))
        .where(Entry.account.in_(accounts))
        .group_by(Entry.line_id, Entry.person_id, Entry.kind)
    )
    return {(line, person, kind): int(pence) for line, person, kind, pence in rows}


def paid_by_run_and_line() -> dict[tuple[str, str], int]:
    """Pence that left the bank, by run and line."""
    rows = db.session.execute(
        select(Entry.run_id, Entry.line_id, func.sum(Entry.pence))
        .where(Entry.account == "bank")
        .group_by(Entry.run_id, Entry.line_id)
    )
    return {(str(run), line): -int(pence) for run, line, pence in rows}


def payment_days() -> dict[str, dt.date]:
    """The day on which each paid line reached its person."""
    rows = db.session.execute(select(Entry.line_id, Entry.on_date).where(Entry.account == "bank"))
    return {line: day for line, day in rows}  # noqa: C416  # typed as a dictionary


def open_advances(line_ids: Collection[str]) -> dict[str, int]:
    """What is open of each advance, by its line, in pence. One statement."""
    rows = db.session.execute(
        select(Entry.line_id, func.sum(Entry.pence))
        .where(Entry.account == "advance", Entry.line_id.in_(line_ids))
        .group_by(Entry.line_id)
    )
    return {line: int(pence) for line, pence in rows}


def open_by_person() -> dict[str, int]:
    """What each person has in hand of money paid before, in pence."""
    rows = db.session.execute(
        select(Entry.person_id, func.sum(Entry.pence))
        .where(Entry.account == "advance")
        .group_by(Entry.person_id)
    )
    return {person: int(pence) for person, pence in rows}


def last_check() -> LedgerCheck | None:
    """The newest look at whether every penny ties."""
    return db.session.scalar(select(LedgerCheck).order_by(LedgerCheck.at.desc()).limit(1))


def unbalanced_postings() -> list[str]:
    """Names of postings that do not sum to zero: always none (L1)."""
    rows = db.session.scalars(
        select(Posting.name)
        .join(Entry, Entry.posting_id == Posting.id)
        .group_by(Posting.id, Posting.name)
        .having(func.sum(Entry.pence) != 0)
    )
    return list(rows)
