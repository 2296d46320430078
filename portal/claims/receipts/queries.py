"""Receipts: those of a line or claim, who may see one, and whether a photo was used before."""

from collections import defaultdict

from sqlalchemy import func, select

from portal.claims.models import Claim, ClaimLine, Receipt
from portal.foundation.access import Actor, Helping
from portal.foundation.database import db


def photos(claim_id: str) -> dict[str, list[Receipt]]:
    """A claim's receipts by line, in the order added."""
    found: dict[str, list[Receipt]] = defaultdict(list)
    rows = (
        select(Receipt)
        .where(Receipt.claim_id == claim_id, Receipt.removed_at.is_(None))
        .order_by(Receipt.added_at)
    )
    for receipt in db.session.scalars(rows):
        found[receipt.line_id or ""].append(receipt)
    return found


def lines_with_photos(claim_id: str) -> tuple[list[ClaimLine], dict[str, list[Receipt]]]:
    """A claim's lines in order, and their receipts by line in the order added. One statement."""
    theirs = (Receipt.line_id == ClaimLine.id) & Receipt.removed_at.is_(None)
    rows = db.session.execute(
        select(ClaimLine, Receipt)
        .outerjoin(Receipt, theirs)
        .where(ClaimLine.claim_id == claim_id, ClaimLine.removed_at.is_(None))
        .order_by(ClaimLine.number, Receipt.added_at)
    ).all()
    found: dict[str, list[Receipt]] = defaultdict(list)
    for line, receipt in rows:
        found[line.id] += [receipt] if receipt else []
    return list(dict.fromkeys(line for line, _ in rows)), found


def photo_of(line_id: str, receipt_id: str) -> Receipt | None:
    """One receipt of a line."""
    return db.session.scalar(
        select(Receipt).where(
            Receipt.id == receipt_id, Receipt.line_id == line_id, Receipt.removed_at.is_(None)
        )
    )


def used_before(person_id: str, receipt: Receipt) -> str | None:
    """The number of another claim of the person with the same file (rule 18)."""
    return db.session.scalar(
        select(Claim.ref)
        .join(Receipt, Receipt.claim_id == Claim.id)
        .where(Receipt.original_sha256 == receipt.original_sha256, Receipt.removed_at.is_(None))
        .where(Claim.person_id == person_id, Claim.id != receipt.claim_id, Claim.state != "withdrawn")
        .order_by(Claim.made_at.desc())
        .limit(1)
    )


def used_beside(receipt: Receipt) -> str | None:
    """Another cost of the same claim with the same file (rule 18): one photo may rightly show two costs."""
    return db.session.scalar(
        select(ClaimLine.what)
        .join(Receipt, Receipt.line_id == ClaimLine.id)
        .where(Receipt.original_sha256 == receipt.original_sha256, Receipt.removed_at.is_(None))
        .where(Receipt.claim_id == receipt.claim_id, ClaimLine.id != receipt.line_id)
        .order_by(ClaimLine.number)
        .limit(1)
    )


def visible(receipt_id: str, actor: Actor, helping: Helping | None) -> Receipt | None:
    """A receipt for its person, a helper who may fill in claims, staff who may decide the claim, or finance once the
    cost is in a run; None otherwise.
    """
    row = db.session.execute(
        select(Receipt, Claim)
        .join(Claim, Claim.id == Receipt.claim_id)
        .where(Receipt.id == receipt_id, Receipt.removed_at.is_(None))
    ).first()
    if row is None:
        return None
    receipt, claim = row
    seen = _is_own(claim, actor, helping) or _may_decide(claim, actor) or _may_pay(receipt, actor)
    return receipt if seen else None


def _is_own(claim: Claim, actor: Actor, helping: Helping | None) -> bool:
    if helping:
        return claim.person_id == helping.person_id and "fill" in helping.powers
    return claim.person_id == actor.id


def _may_decide(claim: Claim, actor: Actor) -> bool:
    """A draft is the person's own, and so is what they took back: staff see what was sent."""
    if not actor.may("claims.decide") or claim.sent_at is None or claim.state == "withdrawn":
        return False
    teams = actor.teams("claims.decide")
    return teams is None or claim.team_id is None or claim.team_id in teams


def _may_pay(receipt: Receipt, actor: Actor) -> bool:
    """Who approves a run opens some of its claims (F-10)."""
    if not actor.may("payments.see"):
        return False
    payment = db.session.scalar(select(ClaimLine.payment).where(ClaimLine.id == receipt.line_id))
    return payment in ("in a run", "sent", "paid")


def counts(claim_id: str, line_id: str) -> tuple[int, int]:
    """How many photos the line and the claim hold."""
    held = select(func.count()).where(Receipt.claim_id == claim_id, Receipt.removed_at.is_(None))
    of_line = db.session.scalar(held.where(Receipt.line_id == line_id))
    return of_line or 0, db.session.scalar(held) or 0
