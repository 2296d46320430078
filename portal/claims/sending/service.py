"""Sending a claim: once, whole, with its promises; and the reason for a late one."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.accounts import queries as accounts
from portal.claims import rules
from portal.claims.costs.passengers import settle_passengers
from portal.claims.costs.service import settle_miles
from portal.claims.locks import acts_as, lock_draft, lock_lines
from portal.claims.models import Claim, ClaimLine
from portal.claims.sending import queries
from portal.claims.sending.rules import already_claimed
from portal.claims.timing.service import settle
from portal.foundation import audit, calendar
from portal.foundation.calendar import long_date
from portal.foundation.database import writing
from portal.foundation.money import pounds
from portal.foundation.once import once_only
from portal.foundation.pages import Refused
from portal.messages import service as messages


@once_only
def send_claim(person_id: str, ref: str, *, by: str) -> str:
    """Sends a draft; its number. Raises Refused: something is missing, sent before, or a session claimed already."""
    with writing() as session:
        claim = lock_draft(session, person_id, ref)
        lines = lock_lines(session, claim)
        _refuse_unready(claim, lines, by)
        settle(claim, lines, by=by)
        settle_miles(claim, lines)
        settle_passengers(session, claim, lines, by=by)
        _claim_once(session, claim, lines)
        _send(claim, lines, by)
        _tell(claim, by)
        audit.record(
            "claim sent", "claim", claim.id, by=by, person_id=person_id, ref=ref, total_pence=claim.total_pence,
            lines=claim.line_count,
        )  # fmt: skip
        return claim.ref


def _refuse_unready(claim: Claim, lines: Sequence[ClaimLine], by: str) -> None:
    known = queries.how_paid(claim.person_id).known
    confirmed = accounts.person(by).confirmed_at is not None
    for blocker in queries.before_sending(claim, lines, knows_how_paid=known, confirmed=confirmed):
        raise Refused(blocker.code, blocker.text, blocker.href, blocker.link)


def _claim_once(session: Session, claim: Claim, lines: Sequence[ClaimLine]) -> None:
    """Payment for one session is claimed once (rule 17). The index holds it where two claims are sent at once."""
    for line in lines:
        if key := line.details.get("once_key"):
            if other := _holder(session, key, line.id):
                raise _twice(claim, other)
            line.once_key = key
    try:
        session.flush()
    except IntegrityError as problem:
        raise Refused(
            "already-claimed", already_claimed("another claim"), f"/claims/{claim.ref}/lines"
        ) from problem


def _holder(session: Session, key: str, line_id: str) -> str | None:
    """The number of another claim with a live line for the same session."""
    return session.scalar(
        select(Claim.ref)
        .join(ClaimLine, ClaimLine.claim_id == Claim.id)
        .where(ClaimLine.once_key == key, ClaimLine.live, ClaimLine.id != line_id)
    )


def _twice(claim: Claim, other: str) -> Refused:
    text = already_claimed(rules.shown_ref(other))
    return Refused("already-claimed", text, f"/claims/{claim.ref}/lines", "Go back to your claim")


def _send(claim: Claim, lines: Sequence[ClaimLine], by: str) -> None:
    claim.state = rules.after("decision", "send", claim.state, acts_as(claim, by))
    claim.version += 1
    claim.sent_by, claim.sent_at = by, calendar.now()
    days = queries.promised()
    claim.check_by, claim.pay_by = days.check_by, days.pay_by
    claim.total_pence, claim.line_count = sum(line.claimed_pence for line in lines), len(lines)


def _tell(claim: Claim, by: str) -> None:
    """The person hears of it, and of who sent it when that was somebody else (P-71)."""
    assert claim.check_by and claim.pay_by
    values = {
        "ref": rules.shown_ref(claim.ref),
        "total": pounds(claim.total_pence),
        "link": f"/claims/{claim.ref}",
        "check_by": long_date(claim.check_by),
        "pay_by": long_date(claim.pay_by),
    }
    key = f"{claim.id}-{claim.version}"  # a claim taken back and sent again is told again
    messages.tell(claim.person_id, "E-08", key, **values)
    if by != claim.person_id:
        messages.tell(claim.person_id, "E-17", key, helper=accounts.person(by).name, **values)


def say_why_late(person_id: str, ref: str, reason: str, *, by: str) -> None:
    """Keeps why a claim comes late (rule 24)."""
    with writing() as session:
        claim = lock_draft(session, person_id, ref)
        claim.late_reason = reason
        audit.record("claim late reason given", "claim", claim.id, by=by, person_id=person_id, ref=ref)
