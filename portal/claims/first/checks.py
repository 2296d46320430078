"""What `flask ledger check` ties about money paid before: out, less cleared and come back, is what is open."""

from collections import Counter

from sqlalchemy import func, select

from portal.claims.first.models import MoneyBack, MoneyFirst
from portal.claims.models import ClaimLine
from portal.foundation.database import db
from portal.foundation.money import pounds
from portal.ledger import queries as ledger
from portal.ledger.queries import by_line


def advances() -> list[str]:
    """Each person's open balance is what they were advanced, less what costs cleared and what came back; never below
    nothing, for no advance.
    """
    open_, right = ledger.open_by_person(), _by_person()
    wrong = [
        f"advances of person {person}: {pounds(open_.get(person, 0))} open, and it should be {pounds(right[person])}"
        for person in sorted(open_.keys() | right.keys())
        if open_.get(person, 0) != right[person]
    ]
    wrong += [
        f"advance {line}: more came back than was paid"
        for line, pence in by_line("advance").items()
        if pence < 0
    ]
    return wrong + _cash()


def _by_person() -> Counter[str]:
    sums: Counter[str] = Counter()
    lines = select(
        ClaimLine.claimed_by,
        func.sum(ClaimLine.approved_pence).filter(ClaimLine.kind == "advance"),
        func.sum(ClaimLine.cleared_pence),
    ).group_by(ClaimLine.claimed_by)
    for person, out, cleared in db.session.execute(lines):
        sums[person] += (out or 0) - cleared
    backs = select(MoneyBack.person_id, func.sum(MoneyBack.pence)).group_by(MoneyBack.person_id)
    for person, pence in db.session.execute(backs):
        sums[person] -= pence
    return sums


def _cash() -> list[str]:
    """Cash left the tin exactly for advances that their person said yes to."""
    rows = select(ClaimLine.id, ClaimLine.paid_pence).where(ClaimLine.payment == "handed over")
    said = set(
        db.session.scalars(
            select(ClaimLine.id)
            .join(MoneyFirst, MoneyFirst.line_id == ClaimLine.id)
            .where(MoneyFirst.got_at.is_not(None))
        )
    )
    paid = {line: pence for line, pence in db.session.execute(rows)}  # noqa: C416  # typed as a dictionary
    left = {line: -pence for line, pence in by_line("cash").items()}
    odd = {
        line
        for line in paid.keys() | left.keys() | said
        if paid.get(line) != left.get(line) or line not in said
    }
    return [
        f"advance {line}: cash was given without both signatures, or not written down" for line in sorted(odd)
    ]
