"""Starting a draft, choosing what is in it, taking a line off."""

import secrets

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.claims.costs.passengers import changed_lines, forget
from portal.claims.costs.queries import costs_only
from portal.claims.costs.rules import PASSENGERS, blank
from portal.claims.costs.service import reprice, settle_miles
from portal.claims.kinds.queries import kind_on
from portal.claims.locks import lock_draft, lock_line, lock_lines, next_number, take_off
from portal.claims.making.queries import kinds_offered, offered
from portal.claims.making.rules import MOST_LINES, Subject
from portal.claims.models import Claim, ClaimLine, ReceiptUse
from portal.foundation import audit
from portal.foundation.database import writing
from portal.foundation.once import once_only
from portal.foundation.pages import Refused


@once_only
def start_claim(person_id: str, subject: Subject, *, by: str) -> str:
    """A new draft about something that was done; its number."""
    with writing() as session:
        claim = Claim(
            ref=new_ref(session), person_id=person_id, team_id=subject.team_id, role_id=subject.role_id,
            meeting_id=subject.meeting_id, entry_id=subject.entry_id, about=subject.about[:200],
            about_date=subject.on_date, made_by=by,
        )  # fmt: skip
        session.add(claim)
        session.flush()
        audit.record("claim started", "claim", claim.id, by=by, person_id=person_id, ref=claim.ref)
        return claim.ref


def new_ref(session: Session) -> str:
    """C and six digits, by chance: a number tells nothing of how many there are."""
    while True:
        ref = f"C{secrets.randbelow(900_000) + 100_000}"
        if session.scalar(select(Claim.id).where(Claim.ref == ref)) is None:
            return ref


@once_only
def choose_kinds(person_id: str, ref: str, kinds: list[str], *, by: str) -> list[int]:
    """A line for each cost newly ticked; lines without an answer whose tick went are taken off. New lines' numbers."""
    with writing() as session:
        claim = lock_draft(session, person_id, ref)
        lines = lock_lines(session, claim)
        empty = {line.kind: line for line in lines if blank(line.details) and line.kind != "time"}
        for kind in empty.keys() - set(kinds):
            take_off(empty[kind])
        new = [kind for kind in kinds if kind != "time" and kind not in empty]
        if "online" in new and "online" not in dict(kinds_offered(claim, offered(claim))):
            raise Refused("no-allowance", "We pay no allowance for this meeting.")
        if len(lines) + len(new) > MOST_LINES:
            raise Refused(
                "too-many", f"A claim can have up to {MOST_LINES} costs. Send it and start another."
            )
        claim.to_claim = [kind for kind in kinds if kind == "time"]
        return [_add_line(session, claim, kind, by) for kind in new]


def _add_line(session: Session, claim: Claim, kind: str, by: str) -> int:
    """Whoever asked for costs alone gets fuel by receipt in place of miles (rule 35)."""
    of = kind_on(kind, claim.about_date)
    fuel_only = of.family == "own vehicle" and costs_only(claim.role_id)
    no_receipt = of.receipt_above_pence is None and not fuel_only
    line = ClaimLine(
        claim_id=claim.id, number=next_number(session, claim), kind=kind, what=of.short, on_date=claim.about_date,
        details={"fuel_only": True} if fuel_only else {}, claimed_pence=0, payable_pence=0,
        claimed_by=claim.person_id, typed_by=by,
        receipt_state="none needed" if no_receipt else "waiting",
    )  # fmt: skip
    session.add(line)
    if of.family == "online":
        line.details = {"once_key": f"online:{claim.person_id}:{claim.meeting_id}"}  # once a meeting (rule 7)
        reprice(claim, line)
    session.flush()
    return line.number


def remove_line(person_id: str, ref: str, number: int, *, by: str) -> None:
    """Takes a line off a draft. Its photos stay among the person's, on no cost."""
    with writing() as session:
        claim = lock_draft(session, person_id, ref)
        line = lock_line(session, claim, number)
        take_off(line)
        session.execute(delete(ReceiptUse).where(ReceiptUse.line_id == line.id))
        session.flush()
        if line.kind == PASSENGERS:
            forget(lock_lines(session, claim), line)
            session.flush()
        settle_miles(claim, changed_lines(session, claim, by=by))
        audit.record(
            "claim line removed", "claim", claim.id, by=by, person_id=person_id, ref=ref, line=number
        )
