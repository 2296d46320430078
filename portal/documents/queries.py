"""What is known of issued documents."""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select

from portal.documents.models import Document, DocumentState
from portal.foundation import stored_files
from portal.foundation.database import db


@dataclass(frozen=True)
class DocumentFacts:
    """What a view needs to judge who may fetch it, and to name the file."""

    id: str
    kind: str
    title: str
    person_id: str | None
    dated: dt.date
    state: DocumentState
    file_key: str | None


class Verified(NamedTuple):
    """All that a stranger learns from a code."""

    dated: dt.date
    total_pence: int | None


FACTS = (
    Document.id,
    Document.kind,
    Document.title,
    Document.person_id,
    Document.dated,
    Document.state,
    Document.file_key,
)


def document(document_id: str) -> DocumentFacts | None:
    """None when there is no such document."""
    row = db.session.execute(select(*FACTS).where(Document.id == document_id)).first()
    return DocumentFacts(*row) if row else None


def now_made(document_id: str) -> str | None:
    """The file's key as soon as it is there. On a connection of its own: the session's view of the data is older."""
    with db.engine.connect() as connection:
        return connection.scalar(select(Document.file_key).where(Document.id == document_id))


def file_of(document_id: str) -> bytes | None:
    """The PDF; None while it is not made."""
    found = document(document_id)
    return stored_files.read(found.file_key) if found and found.file_key else None


def verified(code: str) -> Verified | None:
    """What a stranger may learn: that we issued it, its date and its total."""
    row = db.session.execute(
        select(Document.dated, Document.total_pence).where(Document.code == code)
    ).first()
    return Verified(*row) if row else None


def waiting_since(moment: dt.datetime) -> list[str]:
    """Ids of documents asked for before `moment` that nobody has drawn: the sweep asks again."""
    waits = Document.state == DocumentState.WAITING, Document.asked_at < moment
    return list(db.session.scalars(select(Document.id).where(*waits).order_by(Document.asked_at).limit(200)))
