"""How services of this room load what they change: scoped to the person, locked in the order person, claim, line."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.models import Person
from portal.claims.models import Claim, ClaimLine
from portal.claims.rules import may
from portal.foundation import calendar
from portal.foundation.pages import Refused

AGAIN = {"populate_existing": True}


def lock_claim(session: Session, person_id: str, ref: str) -> Claim:
    """The person's claim, after the person. Raises NoResultFound for a claim that isn't theirs."""
    session.get_one(Person, person_id, with_for_update=True)
    mine = select(Claim).where(Claim.ref == ref, Claim.person_id == person_id).with_for_update()
    return session.scalars(mine.execution_options(**AGAIN)).one()


def lock_sent(session: Session, ref: str) -> Claim:
    """Anybody's claim, for staff: after its person. Raises NoResultFound."""
    return lock_claim(session, session.scalars(select(Claim.person_id).where(Claim.ref == ref)).one(), ref)


def lock_draft(session: Session, person_id: str, ref: str) -> Claim:
    """A claim that can still be changed. Raises Refused once it was sent or cancelled."""
    claim = lock_claim(session, person_id, ref)
    if claim.state != "draft":
        raise no_draft(claim)
    claim.touched_at = calendar.now()
    return claim


def no_draft(claim: Claim) -> Refused:
    """For a second sending, and for a draft's page opened when the claim has moved on: what is true of it now."""
    if claim.state == "withdrawn":
        rest = "We will not pay it." if claim.sent_at else "Nothing was sent."
        return Refused(
            "cancelled", f"You cancelled this claim. {rest}", "/claims/start", "Start another claim"
        )
    rest = {"question": " We have a question about it.", "decided": " We have decided it."}.get(
        claim.state, ""
    )
    return Refused(
        "already-sent", f"You have already sent this.{rest}", f"/claims/{claim.ref}", "See your claim"
    )


def lock_line(session: Session, claim: Claim, number: int) -> ClaimLine:
    """One line of a claim already locked. Raises NoResultFound."""
    mine = select(ClaimLine).where(
        ClaimLine.claim_id == claim.id, ClaimLine.number == number, ClaimLine.removed_at.is_(None)
    )
    return session.scalars(mine.with_for_update().execution_options(**AGAIN)).one()


def lock_lines(session: Session, claim: Claim) -> list[ClaimLine]:
    """Every line of a claim already locked, in the order of the page."""
    mine = select(ClaimLine).where(ClaimLine.claim_id == claim.id, ClaimLine.removed_at.is_(None))
    ordered = mine.order_by(ClaimLine.id).with_for_update().execution_options(**AGAIN)
    return sorted(session.scalars(ordered), key=lambda line: line.number)


def take_off(line: ClaimLine) -> None:
    """A line goes from its draft: it is shown nowhere any more, and holds no session that could be claimed."""
    line.live, line.removed_at, line.once_key = False, calendar.now(), None


def next_number(session: Session, claim: Claim) -> int:
    """A number that no line of the claim has had (C1)."""
    newest = session.scalar(select(func.max(ClaimLine.number)).where(ClaimLine.claim_id == claim.id))
    return (newest or 0) + 1


def typed_by(line: ClaimLine, by: str) -> None:
    """Remembers somebody else who typed in this line, also when the person goes on with it (C3)."""
    if by != line.claimed_by:
        line.typed_by = by


def acts_as(claim: Claim, by: str) -> str:
    """The role of whoever acts on a person's own page."""
    return "participant" if by == claim.person_id else "helper"


def must_be_able(claim: Claim, event: str, by: str, words: str) -> None:
    """Raises Refused with `words` unless the event leads on from the claim's state."""
    if not may("decision", event, claim.state, acts_as(claim, by)):
        raise Refused("moved-on", words, f"/claims/{claim.ref}", "See your claim")
