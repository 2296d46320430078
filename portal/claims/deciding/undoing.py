"""Taking a decision back before the line is in a payment run. Locks: person, claim, line."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.claims import hands, rules
from portal.claims.deciding import authority
from portal.claims.locks import lock_line, lock_sent
from portal.claims.models import Claim, ClaimLine
from portal.foundation import audit, calendar
from portal.foundation.database import check_version, writing
from portal.foundation.once import once_only
from portal.foundation.pages import Refused
from portal.ledger import service as ledger
from portal.messages import service as messages
from portal.organisation.queries import setting


def why_not(claim: Claim, line: ClaimLine, by: str) -> hands.Refusal | None:
    """Why `by` cannot take this line's decision back; None when they can. The page and the service ask the same."""
    touched = frozenset({line.claimed_by, line.typed_by, claim.made_by, claim.sent_by})
    budget = by != line.decided_by and authority.holds_budget(claim, by)
    return hands.why_not_undo(
        hands.Undoing(line.decision, line.payment, line.decided_by, touched, budget), by
    )


@once_only
def undo(ref: str, number: int, why: str, seen: int, *, by: str) -> str:
    """The line waits for a decision again, and the person hears why. The claim's number.

    Raises Refused (hands.why_not_undo), Stale when the claim changed meanwhile.
    """
    with writing() as session:
        claim = lock_sent(session, ref)
        check_version(claim, seen)
        line = lock_line(session, claim, number)
        if refusal := why_not(claim, line, by) or _follows(session, line):
            raise Refused(refusal.code, refusal.text, f"/queue/{ref}", "Go back to the claim")
        told = line.decision != "approved" or bool(line.approved_pence)
        _clear(claim, line, why, by)
        _promise_again(claim)
        session.flush()
        if told:
            _tell(claim, line, why)
        return ref


def _follows(session: Session, line: ClaimLine) -> hands.Refusal | None:
    """What would be left hanging: money paid before, a top-up, or the session claimed again (C4)."""
    if line.cleared_pence or line.kind == "advance":
        return hands.Refusal(
            "paid-before", "Money that was paid before hangs on this, so the decision stands."
        )
    topped_up = select(ClaimLine.id).where(ClaimLine.tops_up_id == line.id, ClaimLine.live)
    if line.tops_up_id or session.scalar(topped_up.limit(1)):
        return hands.Refusal(
            "topped-up", "More was approved for this when its rate changed, so the decision stands."
        )
    if line.once_key is None:
        return None
    other = select(ClaimLine.id).where(
        ClaimLine.once_key == line.once_key, ClaimLine.live, ClaimLine.id != line.id
    )
    if session.scalar(other.limit(1)) is None:
        return None
    return hands.Refusal("claimed-again", "This was claimed again on another claim. Decide it there.")


def _clear(claim: Claim, line: ClaimLine, why: str, by: str) -> None:
    kind, approved = rules.kind_of(line.kind), line.approved_pence or 0
    ledger.line_undone(line.id, claim.person_id, kind, approved, by, line.undone)
    audit.record(
        "claim decision undone", "claim", claim.id, by=by, person_id=claim.person_id, ref=claim.ref,
        line=line.number, what=line.what, why=why,
        before={"decision": line.decision, "approved_pence": approved, "decided_by": line.decided_by,
                "reason": line.reason},
    )  # fmt: skip
    if line.payment == "ready":
        line.payment = rules.after("payment", "undo", line.payment, "coordinator")
    line.decision, line.approved_pence, line.reason = "undecided", None, ""
    line.decided_by, line.decided_at, line.staff_note = None, None, ""
    line.live, line.undone = True, line.undone + 1
    line.version += 1


def _promise_again(claim: Claim) -> None:
    """The days we promised count anew where they would be too near."""
    if claim.state == "decided":
        claim.state, claim.decided_at = rules.after("decision", "undo", claim.state, "coordinator"), None
    anew = rules.promise(calendar.today(), int(setting("check_days")), int(setting("pay_days")))
    claim.check_by = max(claim.check_by or anew.check_by, anew.check_by)
    claim.pay_by = max(claim.pay_by or anew.pay_by, anew.pay_by)
    claim.version += 1


def _tell(claim: Claim, line: ClaimLine, why: str) -> None:
    messages.tell(
        claim.person_id, "E-46", f"{line.id}-{line.undone}", ref=rules.shown_ref(claim.ref),
        what=f"{line.what}, {calendar.short_date(line.on_date)}", reason=why,
        date=calendar.short_date(claim.check_by or calendar.today()), link=f"/claims/{claim.ref}",
    )  # fmt: skip
