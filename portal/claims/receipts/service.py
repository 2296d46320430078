"""Adding and taking off photos of receipts; saying how else, or why not."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from portal.claims import rules
from portal.claims.locks import acts_as, lock_claim, lock_line, typed_by
from portal.claims.models import Claim, ClaimLine, Receipt, ReceiptUse
from portal.claims.receipts import keeping, queries
from portal.claims.receipts.rules import MOST_FILES, MOST_PHOTOS, TOO_MANY, unread
from portal.foundation import audit, calendar
from portal.foundation.database import writing
from portal.foundation.pages import Refused
from portal.foundation.stored_files import Accepted, Waiting

OPEN = ("draft", "sent", "question")


def add_photo(person_id: str, ref: str, number: int, photo: Accepted | Waiting, *, by: str) -> str:
    """Ties a file already kept to a line; its receipt's id. The same file again is the same receipt."""
    with writing() as session:
        claim, line = _open_line(session, person_id, ref, number)
        receipt = keeping.keep(session, person_id, photo, by)
        if _use(session, claim, line, receipt, by):
            line.details = {**line.details, "unread": [*unread(line.details), receipt.id]}
        return receipt.id


def use_photos(person_id: str, ref: str, number: int, receipt_ids: Sequence[str], *, by: str) -> int:
    """Ties photos that the person picked among theirs to a line; how many are new to it. They saw them when picking."""
    with writing() as session:
        claim, line = _open_line(session, person_id, ref, number)
        theirs = select(Receipt).where(
            Receipt.id.in_(receipt_ids), Receipt.person_id == person_id, Receipt.removed_at.is_(None)
        )
        found = session.scalars(theirs.order_by(Receipt.id).with_for_update()).all()
        return sum([_use(session, claim, line, receipt, by) for receipt in found])


def _use(session: Session, claim: Claim, line: ClaimLine, receipt: Receipt, by: str) -> bool:
    """Whether the photo is new to the line."""
    if session.scalar(_uses(line).where(ReceiptUse.receipt_id == receipt.id)):
        return False
    of_line, of_claim = queries.counts(claim.id, line.id)
    if of_line >= MOST_PHOTOS or of_claim >= MOST_FILES:
        raise Refused("too-many-photos", TOO_MANY, f"/claims/{claim.ref}/lines", "Go back to your claim")
    session.add(ReceiptUse(receipt_id=receipt.id, claim_id=claim.id, line_id=line.id, added_by=by))
    session.flush()
    _say(claim, line, "add photo", "photo", by)
    line.receipt_words = ""
    audit.record(
        "receipt added", "claim", claim.id, by=by, person_id=claim.person_id, ref=claim.ref, line=line.number,
        receipt=receipt.id,
    )  # fmt: skip
    return True


def _uses(line: ClaimLine) -> Select[ReceiptUse]:
    return select(ReceiptUse).where(ReceiptUse.line_id == line.id)


def remove_photo(
    person_id: str, ref: str, number: int, receipt_id: str, *, by: str, unreadable: bool = False
) -> None:
    """Takes a photo off a line, which without another one waits for a receipt again. It stays among the person's
    photos, unless it was `unreadable` and shows no other cost.
    """
    with writing() as session:
        claim, line = _open_line(session, person_id, ref, number)
        use = session.scalar(_uses(line).where(ReceiptUse.receipt_id == receipt_id))
        if use is None:
            return
        session.delete(use)
        _read(line, receipt_id)
        session.flush()
        if queries.counts(claim.id, line.id)[0] == 0:
            _say(claim, line, "remove photo", None, by)
        audit.record(
            "receipt removed", "claim", claim.id, by=by, person_id=person_id, ref=ref, line=number, receipt=receipt_id,
        )  # fmt: skip
        if unreadable:
            keeping.throw_away(person_id, receipt_id, by=by)


def can_be_read(person_id: str, ref: str, number: int, receipt_id: str, *, by: str) -> None:
    """The person looked at a photo and can read it. Until then it is kept, and they are told that nobody looked."""
    with writing() as session:
        claim = lock_claim(session, person_id, ref)
        _read(lock_line(session, claim, number), receipt_id)
        audit.record(
            "receipt checked", "claim", claim.id, by=by, person_id=person_id, ref=ref, line=number, receipt=receipt_id,
        )  # fmt: skip


def _read(line: ClaimLine, receipt_id: str) -> None:
    rest = [other for other in unread(line.details) if other != receipt_id]
    line.details = {**line.details, "unread": rest}


def say_other_way(person_id: str, ref: str, number: int, way: str, words: str = "", *, by: str) -> None:
    """ "add later", "send by post" or "have none" with the reason in words."""
    with writing() as session:
        claim, line = _open_line(session, person_id, ref, number)
        _say(claim, line, way, way, by)
        line.receipt_words = words
        audit.record(
            "receipt answered", "claim", claim.id, by=by, person_id=person_id, ref=ref, line=number, way=way
        )


def _say(claim: Claim, line: ClaimLine, event: str, answer: str | None, by: str) -> None:
    try:
        line.receipt_state = rules.after("evidence", event, line.receipt_state, acts_as(claim, by))
    except rules.CannotMove as problem:
        raise Refused(
            "photo-first", "You have added a photo. Remove it first.", f"/claims/{claim.ref}"
        ) from problem
    line.details = {**line.details, "receipt": answer}
    line.version += 1
    typed_by(line, by)


def _open_line(session: Session, person_id: str, ref: str, number: int) -> tuple[Claim, ClaimLine]:
    """Receipts may come after the claim was sent, until the line is decided."""
    claim = lock_claim(session, person_id, ref)
    line = lock_line(session, claim, number)
    if claim.state not in OPEN or line.decision != "undecided":
        raise Refused("decided", "We have already decided this cost.", f"/claims/{ref}", "See your claim")
    claim.touched_at = calendar.now()
    claim.version += 1
    return claim, line
