"""What a participant's pages fetch first: the claim or line, scoped to the person. Not theirs and not there: 404."""

from dataclasses import dataclass

from flask import abort, g
from sqlalchemy import select

from portal.claims.costs.rules import steps
from portal.claims.locks import no_draft
from portal.claims.models import Claim, ClaimLine
from portal.foundation.database import db
from portal.foundation.pages import Refused


@dataclass(frozen=True)
class MyLine:
    """A line of a draft with its claim."""

    claim: Claim
    line: ClaimLine


def my_claim(ref: str) -> Claim:
    """A claim of the person whose page this is, in any state."""
    claim = db.session.scalar(select(Claim).where(Claim.ref == ref, Claim.person_id == g.person_id))
    return claim or abort(404)


def my_draft(ref: str) -> Claim:
    """A claim that can be changed. Raises Refused once it was sent or cancelled: an old page leads on."""
    claim = my_claim(ref)
    if claim.state != "draft":
        raise no_draft(claim)
    return claim


def my_line(ref: str, number: int) -> MyLine:
    """A line of a draft."""
    claim = my_draft(ref)
    return MyLine(claim, _line(claim, number))


def my_cost(ref: str, number: int) -> MyLine:
    """A line of a draft that has the pages of a cost. Payment for time has pages of its own, passengers have none."""
    mine = my_line(ref, number)
    return mine if steps(mine.line.kind, mine.line.details) else abort(404)


def _line(claim: Claim, number: int) -> ClaimLine:
    line = db.session.scalar(
        select(ClaimLine).where(
            ClaimLine.claim_id == claim.id, ClaimLine.number == number, ClaimLine.removed_at.is_(None)
        )
    )
    return line or abort(404)


def you() -> str:
    """How questions speak to whoever fills in: "you", or the name of the person they help (P-71)."""
    return g.helping.person_name.split()[0] if g.helping else "you"


def your() -> str:
    """ "your", or "Amina's"."""
    return f"{you()}'s" if g.helping else "your"


def my_open_line(ref: str, number: int) -> MyLine:
    """A line to which a receipt can still be added: of a draft, or sent and not decided."""
    claim = my_claim(ref)
    line = _line(claim, number)
    if line.kind == "time":
        abort(404)
    if claim.state not in ("draft", "sent", "question") or line.decision != "undecided":
        raise Refused("decided", "We have already decided this cost.", f"/claims/{ref}", "See your claim")
    return MyLine(claim, line)
