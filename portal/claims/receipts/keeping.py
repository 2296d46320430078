"""Receipts before and beside their costs: kept once however often they are sent, compared, and waiting for the
scanner. Every function that takes a session wants the person locked already.
"""

from flask import current_app
from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from portal.accounts.models import Person
from portal.claims import rules
from portal.claims.models import Claim, ClaimLine, Receipt, ReceiptAlike, ReceiptBand, ReceiptUse
from portal.claims.receipts import queries
from portal.claims.receipts.rules import MOST_UNUSED, NEAR, apart, bands
from portal.foundation import audit, calendar, jobs, stored_files
from portal.foundation.database import once_kept, writing
from portal.foundation.pages import Refused
from portal.foundation.stored_files import Accepted, BadFile, Waiting
from portal.messages import service as messages

MOST_COMPARED = 2_000  # receipts that share a part of their look
READ = "claims.receipts.jobs.read_photo"
TRAY_FULL = "You have many photos that are on no cost yet. Use some of them, or remove them."


def take(person_id: str, upload: FileStorage) -> Accepted | Waiting:
    """What somebody sent, opened and stored; a file of theirs that came again is not opened again. Raises BadFile.
    Before `writing()`, never inside.
    """
    content = upload.read()
    known = queries.with_file(person_id, stored_files.fingerprint(content))
    if known is None:
        return stored_files.accept_or_wait(content, upload.filename or "")
    return _as_taken(known)


def kept_before(person_id: str, receipt_id: str) -> Accepted | Waiting | None:
    """A photo of theirs that is kept already, as take() would give it."""
    known = queries.of_person(person_id, receipt_id)
    if known is None:
        return None
    return _as_taken(known) if known.state == "kept" else Waiting(known.file_key, known.original_sha256)


def _as_taken(known: Receipt) -> Accepted:
    kind: stored_files.Kind = "pdf" if known.file_key.endswith(".pdf") else "photo"
    return Accepted(
        known.file_key, kind, known.original_sha256, known.width or 0, known.height or 0, known.small_key or "",
        0, 1, "", known.look,
    )  # fmt: skip


def add_to_tray(person_id: str, photo: Accepted | Waiting, *, by: str) -> str:
    """Keeps a photo that is on no cost yet; its receipt's id. The same file again is the same receipt."""
    with writing() as session:
        session.get_one(Person, person_id, with_for_update=True)
        return keep(session, person_id, photo, by).id


def keep(session: Session, person_id: str, photo: Accepted | Waiting, by: str) -> Receipt:
    """The person's receipt with this file: the one they have, or a new one. Raises Refused when the tray is full."""
    before = session.scalar(
        select(Receipt)
        .where(
            Receipt.person_id == person_id,
            Receipt.original_sha256 == photo.sha256,
            Receipt.removed_at.is_(None),
        )
        .with_for_update()
    )
    if before:
        if before.state == "waiting" and isinstance(photo, Accepted):
            _open(session, before, photo)
        return before
    if unused(session, person_id) >= MOST_UNUSED:
        raise Refused("tray-full", TRAY_FULL, "/claims/receipts", "See your photos")
    receipt = Receipt(
        person_id=person_id, state="waiting", file_key=photo.key, original_sha256=photo.sha256, added_by=by
    )
    session.add(receipt)
    session.flush()
    if isinstance(photo, Accepted):
        _open(session, receipt, photo)
    audit.record("receipt kept", "receipt", receipt.id, by=by, person_id=person_id)
    return receipt


def unused(session: Session, person_id: str) -> int:
    """How many receipts of the person are on no cost."""
    mine = select(func.count()).where(Receipt.person_id == person_id, Receipt.removed_at.is_(None))
    used = select(ReceiptUse.id).where(ReceiptUse.receipt_id == Receipt.id).exists()
    return session.scalar(mine.where(~used)) or 0


def _open(session: Session, receipt: Receipt, photo: Accepted) -> None:
    """What the decoder made of the file; what waited in its place goes."""
    raw = receipt.file_key
    receipt.state, receipt.file_key, receipt.small_key = "kept", photo.key, photo.small_key
    receipt.width, receipt.height, receipt.look = photo.width, photo.height, photo.look
    if raw != photo.key:
        once_kept(lambda: stored_files.remove(raw))
    session.flush()
    _compare(session, receipt)
    if current_app.extensions["settings"].read_photos:
        jobs.later(READ, receipt.id)


def _compare(session: Session, receipt: Receipt) -> None:
    """Notes what looks nearly the same among all receipts, of whoever."""
    parts = bands(receipt.look)
    if not parts:
        return
    alike = (
        select(Receipt.id, Receipt.look)
        .join(ReceiptBand, ReceiptBand.receipt_id == Receipt.id)
        .where(or_(*[and_(ReceiptBand.band == band, ReceiptBand.part == part) for band, part in parts]))
        .where(Receipt.original_sha256 != receipt.original_sha256, Receipt.removed_at.is_(None))
        .distinct()
        .limit(MOST_COMPARED)
    )
    for other_id, look in session.execute(alike).all():
        points = apart(receipt.look, look)
        if points <= NEAR:
            pairs = ((receipt.id, other_id), (other_id, receipt.id))
            session.add_all(ReceiptAlike(receipt_id=one, other_id=two, apart=points) for one, two in pairs)
    session.add_all(ReceiptBand(band=band, part=part, receipt_id=receipt.id) for band, part in parts)


def note_hint(receipt_id: str, hint: str) -> None:
    """What was read on the photo, for staff; nothing where nothing was read."""
    with writing() as session:
        receipt = session.get(Receipt, receipt_id, with_for_update=True, populate_existing=True)
        if receipt and hint:
            receipt.hint = hint


def throw_away(person_id: str, receipt_id: str, *, by: str) -> bool:
    """Takes a photo that is on no cost out of the tray; whether it went. What a cost needs stays."""
    with writing() as session:
        session.get_one(Person, person_id, with_for_update=True)
        receipt = session.get(Receipt, receipt_id, with_for_update=True, populate_existing=True)
        if receipt is None or receipt.person_id != person_id or receipt.removed_at:
            return False
        if uses(session, receipt_id):
            return False
        receipt.removed_at = calendar.now()
        audit.record("receipt thrown away", "receipt", receipt_id, by=by, person_id=person_id)
        return True


def uses(session: Session, receipt_id: str) -> list[ReceiptUse]:
    """Every cost or claim that this receipt is on."""
    return list(session.scalars(select(ReceiptUse).where(ReceiptUse.receipt_id == receipt_id)))


def settle(receipt_id: str, file_key: str) -> bool:
    """Asks the scanner once more about a file that waits. False while it is silent."""
    try:
        photo = stored_files.open_waiting(file_key)
    except FileNotFoundError:
        return True  # another worker was faster
    except BadFile as problem:
        _drop(receipt_id, str(problem))
        return True
    if photo is None:
        return False
    with writing() as session:
        receipt = _still_waiting(session, receipt_id)
        if receipt:
            _open(session, receipt, photo)
            audit.record("receipt scanned", "receipt", receipt.id, by="portal", person_id=receipt.person_id)
    return True


def _still_waiting(session: Session, receipt_id: str) -> Receipt | None:
    """Locked after its person; None once somebody else has settled it."""
    owner = session.scalar(select(Receipt.person_id).where(Receipt.id == receipt_id))
    session.get(Person, owner, with_for_update=True)
    receipt = session.get(Receipt, receipt_id, with_for_update=True, populate_existing=True)
    return receipt if receipt and receipt.state == "waiting" and not receipt.removed_at else None


def _drop(receipt_id: str, why: str) -> None:
    """Nothing of the file is kept. Its costs wait for a receipt again, and the person is told why."""
    with writing() as session:
        receipt = _still_waiting(session, receipt_id)
        if receipt is None:
            return
        raw, receipt.state, receipt.file_key, receipt.removed_at = (
            receipt.file_key,
            "dropped",
            "",
            calendar.now(),
        )
        once_kept(lambda: stored_files.remove(raw))
        for use in uses(session, receipt_id):
            _take_from(session, use)
        messages.tell(receipt.person_id, "E-39", receipt_id, why=why, link="/claims/receipts")
        audit.record(
            "receipt dropped", "receipt", receipt_id, by="portal", person_id=receipt.person_id, why=why
        )


def _take_from(session: Session, use: ReceiptUse) -> None:
    claim = session.get_one(Claim, use.claim_id, with_for_update=True, populate_existing=True)
    line = (
        session.get(ClaimLine, use.line_id, with_for_update=True, populate_existing=True)
        if use.line_id
        else None
    )
    session.delete(use)
    session.flush()
    claim.version += 1
    rest = select(ReceiptUse.id).where(ReceiptUse.line_id == use.line_id).limit(1)
    if line and line.decision == "undecided" and session.scalar(rest) is None:
        wait_again(line)


def wait_again(line: ClaimLine) -> None:
    """A line whose last photo went."""
    line.receipt_state = rules.after("evidence", "remove photo", line.receipt_state, "participant")
    line.details = {**line.details, "receipt": None}
    line.version += 1
