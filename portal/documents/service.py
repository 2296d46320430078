"""Issuing a document: its value is handed over once, inside the transaction of what it tells."""

import datetime as dt
import secrets
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from portal.documents.models import Document, DocumentState
from portal.documents.rules import CODE_ALPHABET, CODE_LENGTH, Format, content_hash, frozen
from portal.foundation import audit, calendar, jobs
from portal.foundation.database import db, writing

STANDARD = Format()
DRAW = "documents.jobs.draw"


def issue(
    kind: str,
    title: str,
    template: str,
    content: Mapping[str, Any],
    format: Format = STANDARD,
    person_id: str | None = None,
    *,
    by: str,
    total_pence: int | None = None,
    dated: dt.date | None = None,
    csv: str | None = None,
) -> str:
    """The id of a document with this content, drawn by the worker from templates/print/<template>.html.

    `content`: the template's variables, plain values (dates, dataclasses, lists and dictionaries of them; money in
    pence). `kind` ("statement") begins the file's name; `csv` goes inside the PDF. The same value in the same format
    for the same person is the same document again, with the same code. `dated` is today unless given, and is not part
    of what makes a document the same.
    """
    look = frozen(format)
    value = {
        "kind": kind,
        "title": title,
        "template": template,
        "content": frozen(content),
        "data_csv": csv,
        "format": look,
        "person_id": person_id,
        "total_pence": total_pence,
    }
    asked = {
        **value,
        "content_hash": content_hash(value),
        "requested_by": by,
        "dated": dated or calendar.today(),
    }
    with writing():
        return _new(asked) or _again(asked["content_hash"])


def _new(asked: dict[str, Any]) -> str | None:
    """None when the same document is there already, even if another writer issues it at this moment."""
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    row = insert(Document).values(**asked, code=_code())
    document_id = db.session.scalar(
        row.on_conflict_do_nothing(index_elements=["content_hash"]).returning(Document.id)
    )
    if document_id:
        audit.record("document issued", "document", document_id, by=asked["requested_by"], **_about(asked))
        jobs.later(DRAW, document_id)
    return document_id


def _about(asked: dict[str, Any]) -> dict[str, Any]:
    return {"person_id": asked["person_id"], "document": asked["kind"]}


def _again(same: str) -> str:
    found = db.session.scalars(select(Document).where(Document.content_hash == same).with_for_update()).one()
    if found.state is DocumentState.FAILED:
        found.state, found.asked_at = DocumentState.WAITING, calendar.now()
        jobs.later(DRAW, found.id)
    return found.id


def _code() -> str:
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
