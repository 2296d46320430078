"""Adding and taking off photos of receipts; saying how else, or why not."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.claims import rules
from portal.claims.locks import acts_as, lock_claim, lock_line, typed_by
from portal.claims.models import Claim, ClaimLine, Receipt
from portal.claims.receipts import queries
from portal.claims.receipts.rules import MOST_FILES, MOST_PHOTOS, TOO_MANY, unread
from portal.foundation import audit, calendar
from portal.foundation.database import writing
from portal.foundation.pages import Refused
from portal.foundation.stored_files import Accepted

OPEN = ("draft", "sent", "question")


def add_photo(person_id: str, ref: str, number: int, photo: Accepted, *, by: str) -> str:
    """Ties a file already kept to a line; its receipt's id. The same file again is the same receipt."""
    with writing() as session:
        claim, line = _open_line(session, person_id, ref, number)
        before = _same(session, line, photo)
        return before.id if before else _add(session, claim, line, photo, by)


def _add(session: Session, claim: Claim, line: ClaimLine, photo: Accepted, by: str) -> str:
    of_line, of_claim = queries.counts(claim.id, line.id)
    if of_line >= MOST_PHOTOS or of_claim >= MOST_FILES:
        raise Refused("too-many-photos", TOO_MANY, f"/claims/{claim.ref}/lines", "Go back to your claim")
    receipt = Receipt(
        person_id=claim.person_id, claim_id=claim.id, line_id=line.id, file_key=photo.key, small_key=photo.small_key,
        width=photo.width, height=photo.height, original_sha256=photo.sha256, added_by=by,
    )  # fmt: skip
    session.add(receipt)
    session.flush()
    _say(claim, line, "add photo", "photo", by)
    line.details = {**line.details, "unread": [*unread(line.details), receipt.id]}
    line.receipt_words = ""
    audit.record(
        "receipt added", "claim", claim.id, by=by, person_id=claim.person_id, ref=claim.ref, line=line.number,
        receipt=receipt.id,
    )  # fmt: skip
    return receipt.id


def _same(session: Session, line: ClaimLine, photo: Accepted) -> Receipt | None:
    return session.scalar(
        select(Receipt).where(
            Receipt.line_id == line.id, Receipt.original_sha256 == photo.sha256, Receipt.removed_at.is_(None)
        )
    )


def remove_photo(person_id: str, ref: str, number: int, receipt_id: str, *, by: str) -> None:
    """Takes a photo off; without another one the line waits for a receipt again."""
    with writing() as session:
        claim, line = _open_line(session, person_id, ref, number)
        receipt = session.get(Receipt, receipt_id, populate_existing=True)
        if receipt is None or receipt.line_id != line.id or receipt.removed_at:
            return
        receipt.removed_at = calendar.now()
        _read(line, receipt_id)
        session.flush()
        if queries.counts(claim.id, line.id)[0] == 0:
            _say(claim, line, "remove photo", None, by)
        audit.record(
            "receipt removed",
            "claim",
            claim.id,
            by=by,
            person_id=person_id,
            ref=ref,
            line=number,
            receipt=receipt_id,
        )


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
