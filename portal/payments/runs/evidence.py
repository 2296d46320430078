"""One claim of a run with its receipts, for the second person who opens some of them (F-10, 4)."""

import datetime as dt
from collections import defaultdict
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, case, select

from portal.accounts.models import Person
from portal.claims.models import Claim, ClaimLine, Receipt, ReceiptUse
from portal.foundation.database import db
from portal.payments.models import RunLine


def _reason() -> ColumnElement[str]:
    """Why less was approved than claimed. What the person themselves took less of is theirs to know."""
    own = and_(ClaimLine.kind == "time", ClaimLine.reason == ClaimLine.cut_words)
    return case((own, ""), else_=ClaimLine.reason)


class LineSeen(NamedTuple):
    """One line of the claim that is in the run; pence."""

    id: str
    what: str
    on_date: dt.date
    claimed_pence: int
    pence: int
    reason: str
    priced_words: str
    receipt_state: str
    receipt_words: str
    approver: str
    decided_at: dt.datetime


class ClaimSeen(NamedTuple):
    """The lines of one claim that a run pays, with the photos of each."""

    ref: str
    person_name: str
    about: str
    about_date: dt.date
    lines: list[LineSeen]
    photos: dict[str, list[str]]


def claim_in_run(run_id: str, ref: str) -> ClaimSeen | None:
    """None for a claim that has no line in the run. Three statements."""
    claim = db.session.execute(
        select(Claim.ref, Person.name, Claim.about, Claim.about_date)
        .join(Person, Person.id == Claim.person_id)
        .where(Claim.ref == ref)
    ).first()
    lines = _lines(run_id, ref)
    if claim is None or not lines:
        return None
    return ClaimSeen(*claim, lines, _photos([line.id for line in lines]))


def _lines(run_id: str, ref: str) -> list[LineSeen]:
    rows = db.session.execute(
        select(
            ClaimLine.id, ClaimLine.what, ClaimLine.on_date, ClaimLine.claimed_pence, RunLine.pence,
            _reason(),
            ClaimLine.priced_words, ClaimLine.receipt_state, ClaimLine.receipt_words, Person.name, ClaimLine.decided_at,
        )
        .join(RunLine, RunLine.line_id == ClaimLine.id)
        .join(Claim, Claim.id == ClaimLine.claim_id)
        .join(Person, Person.id == ClaimLine.decided_by)
        .where(RunLine.run_id == run_id, Claim.ref == ref)
        .order_by(ClaimLine.number)
    )  # fmt: skip
    return [LineSeen._make(row) for row in rows]


def _photos(line_ids: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    rows = db.session.execute(
        select(ReceiptUse.line_id, Receipt.id)
        .join(Receipt, Receipt.id == ReceiptUse.receipt_id)
        .where(ReceiptUse.line_id.in_(line_ids), Receipt.removed_at.is_(None), Receipt.state == "kept")
        .order_by(ReceiptUse.added_at, ReceiptUse.id)
    )
    for line_id, receipt_id in rows:
        found[str(line_id)].append(receipt_id)
    return found
