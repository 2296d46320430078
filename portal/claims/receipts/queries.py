"""Receipts: those of a line, claim or person, who may see one, and whether a photo was used before."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import func, select

from portal.claims.models import Claim, ClaimLine, Receipt, ReceiptAlike, ReceiptUse
from portal.claims.receipts.rules import MOST_UNUSED, used_words
from portal.claims.rules import shown_ref
from portal.foundation.access import Actor, Helping
from portal.foundation.database import db

MOST_USED = 30  # of the newest photos that are on a cost already


def photos(claim_id: str) -> dict[str, list[Receipt]]:
    """A claim's receipts by line, in the order added."""
    found: dict[str, list[Receipt]] = defaultdict(list)
    rows = (
        select(ReceiptUse.line_id, Receipt)
        .join(Receipt, Receipt.id == ReceiptUse.receipt_id)
        .where(ReceiptUse.claim_id == claim_id, Receipt.removed_at.is_(None))
        .order_by(ReceiptUse.added_at, ReceiptUse.id)
    )
    for line_id, receipt in db.session.execute(rows):
        found[line_id or ""].append(receipt)
    return found


def lines_with_photos(claim_id: str) -> tuple[list[ClaimLine], dict[str, list[Receipt]]]:
    """A claim's lines in order, and their receipts by line in the order added. One statement."""
    rows = db.session.execute(
        select(ClaimLine, Receipt)
        .outerjoin(ReceiptUse, ReceiptUse.line_id == ClaimLine.id)
        .outerjoin(Receipt, (Receipt.id == ReceiptUse.receipt_id) & Receipt.removed_at.is_(None))
        .where(ClaimLine.claim_id == claim_id, ClaimLine.removed_at.is_(None))
        .order_by(ClaimLine.number, ReceiptUse.added_at, ReceiptUse.id)
    ).all()
    found: dict[str, list[Receipt]] = defaultdict(list)
    for line, receipt in rows:
        found[line.id] += [receipt] if receipt else []
    return list(dict.fromkeys(line for line, _ in rows)), found


def photo_of(line_id: str, receipt_id: str) -> Receipt | None:
    """One receipt of a line."""
    return db.session.scalar(
        select(Receipt)
        .join(ReceiptUse, ReceiptUse.receipt_id == Receipt.id)
        .where(Receipt.id == receipt_id, ReceiptUse.line_id == line_id, Receipt.removed_at.is_(None))
    )


def with_file(person_id: str, sha256: str) -> Receipt | None:
    """The person's receipt with this file, if they have sent it before and it was opened."""
    return db.session.scalar(
        select(Receipt).where(
            Receipt.person_id == person_id, Receipt.original_sha256 == sha256, Receipt.removed_at.is_(None),
            Receipt.state == "kept",
        )
    )  # fmt: skip


def of_person(person_id: str, receipt_id: str) -> Receipt | None:
    """A receipt of this person's, on a cost or not."""
    return db.session.scalar(
        select(Receipt).where(
            Receipt.id == receipt_id, Receipt.person_id == person_id, Receipt.removed_at.is_(None)
        )
    )


def has_others(person_id: str, held: Sequence[str]) -> bool:
    """Whether the person has photos beside these to choose from."""
    mine = select(Receipt.id).where(Receipt.person_id == person_id, Receipt.removed_at.is_(None))
    return db.session.scalar(mine.where(Receipt.id.not_in(held)).limit(1)) is not None


class TrayPhoto(NamedTuple):
    """A photo of a person's, and where it is used."""

    receipt: Receipt
    used: tuple[str, ...]  # "Bus, High Street to hospital (C 104 120)"

    @property
    def words(self) -> str:
        return used_words(self.used)


def tray(person_id: str) -> list[TrayPhoto]:
    """A person's photos, the newest first: those on no cost yet, then the newest that are on one. Two statements."""
    mine = select(Receipt).where(Receipt.person_id == person_id, Receipt.removed_at.is_(None))
    used = select(ReceiptUse.id).where(ReceiptUse.receipt_id == Receipt.id).exists()
    newest = mine.order_by(used, Receipt.added_at.desc(), Receipt.id).limit(MOST_UNUSED + MOST_USED)
    found = list(db.session.scalars(newest))
    where = _where_used(receipt.id for receipt in found)
    return [TrayPhoto(receipt, tuple(where.get(receipt.id, ()))) for receipt in found]


def _where_used(receipt_ids: Iterable[str]) -> dict[str, list[str]]:
    rows = db.session.execute(
        select(ReceiptUse.receipt_id, ClaimLine.what, Claim.ref, Claim.about)
        .join(Claim, Claim.id == ReceiptUse.claim_id)
        .outerjoin(ClaimLine, ClaimLine.id == ReceiptUse.line_id)
        .where(ReceiptUse.receipt_id.in_(list(receipt_ids)))
        .order_by(ReceiptUse.added_at, ReceiptUse.id)
    )
    found: dict[str, list[str]] = defaultdict(list)
    for receipt_id, what, ref, about in rows:
        found[receipt_id].append(f"{what or about} ({shown_ref(ref)})")
    return found


class Noted(NamedTuple):
    """Where else a person's photo is, for a note to them (rule 18): claims by number, a cost by its words."""

    used_on: str | None
    alike_on: str | None  # a claim of theirs with a photo that looks nearly the same
    beside: str | None  # another cost of the same claim: one photo may rightly show two


def noted(receipt: Receipt, line: ClaimLine) -> Noted:
    """One statement."""
    claims = select(Claim.ref).join(ReceiptUse, ReceiptUse.claim_id == Claim.id)
    claims = claims.where(
        Claim.person_id == receipt.person_id, Claim.id != line.claim_id, Claim.state != "withdrawn"
    )
    claims = claims.order_by(Claim.made_at.desc()).limit(1)
    alike = select(ReceiptAlike.other_id).where(ReceiptAlike.receipt_id == receipt.id)
    beside = select(ClaimLine.what).join(ReceiptUse, ReceiptUse.line_id == ClaimLine.id)
    beside = beside.where(ReceiptUse.receipt_id == receipt.id, ClaimLine.claim_id == line.claim_id)
    beside = beside.where(ClaimLine.id != line.id).order_by(ClaimLine.number).limit(1)
    row = db.session.execute(
        select(
            claims.where(ReceiptUse.receipt_id == receipt.id).scalar_subquery(),
            claims.where(ReceiptUse.receipt_id.in_(alike)).scalar_subquery(),
            beside.scalar_subquery(),
        )
    ).one()
    return Noted._make(row)


def waiting() -> list[tuple[str, str]]:
    """Receipts that the scanner has not answered about, with their file's key, the oldest first."""
    rows = select(Receipt.id, Receipt.file_key).where(
        Receipt.state == "waiting", Receipt.removed_at.is_(None)
    )
    return [(row.id, row.file_key) for row in db.session.execute(rows.order_by(Receipt.added_at, Receipt.id))]


def unread_file(receipt_id: str) -> str | None:
    """The key of a photo that nothing was read on yet."""
    return db.session.scalar(
        select(Receipt.file_key).where(
            Receipt.id == receipt_id,
            Receipt.state == "kept",
            Receipt.removed_at.is_(None),
            Receipt.hint == "",
        )
    )


def visible(receipt_id: str, actor: Actor, helping: Helping | None) -> Receipt | None:
    """A receipt for its person, a helper who may fill in claims, staff who may decide the claim, or finance once the
    cost is in a run; None otherwise.
    """
    receipt = db.session.scalar(
        select(Receipt).where(Receipt.id == receipt_id, Receipt.removed_at.is_(None), Receipt.state == "kept")
    )
    if receipt is None:
        return None
    seen = _is_own(receipt, actor, helping) or _may_decide_one(receipt, actor) or _may_pay(receipt, actor)
    return receipt if seen else None


def _is_own(receipt: Receipt, actor: Actor, helping: Helping | None) -> bool:
    if helping:
        return receipt.person_id == helping.person_id and "fill" in helping.powers
    return receipt.person_id == actor.id


def _may_decide_one(receipt: Receipt, actor: Actor) -> bool:
    """One of the claims that the receipt is on."""
    if not actor.may("claims.decide"):
        return False
    on = select(Claim).join(ReceiptUse, ReceiptUse.claim_id == Claim.id)
    return any(
        _may_decide(claim, actor)
        for claim in db.session.scalars(on.where(ReceiptUse.receipt_id == receipt.id))
    )


def _may_decide(claim: Claim, actor: Actor) -> bool:
    """A draft is the person's own, and so is what they took back: staff see what was sent."""
    if claim.sent_at is None or claim.state == "withdrawn":
        return False
    teams = actor.teams("claims.decide")
    return teams is None or claim.team_id is None or claim.team_id in teams


def _may_pay(receipt: Receipt, actor: Actor) -> bool:
    """Who approves a run opens some of its claims (F-10)."""
    if not actor.may("payments.see"):
        return False
    paid = (
        select(ClaimLine.id)
        .join(ReceiptUse, ReceiptUse.line_id == ClaimLine.id)
        .where(ReceiptUse.receipt_id == receipt.id, ClaimLine.payment.in_(("in a run", "sent", "paid")))
    )
    return db.session.scalar(paid.limit(1)) is not None


def counts(claim_id: str, line_id: str) -> tuple[int, int]:
    """How many photos the line and the claim hold."""
    held = select(func.count(ReceiptUse.receipt_id.distinct())).where(ReceiptUse.claim_id == claim_id)
    of_line = db.session.scalar(held.where(ReceiptUse.line_id == line_id))
    return of_line or 0, db.session.scalar(held) or 0
