"""What the worker does for documents: draws what waits."""

import datetime as dt
from typing import Any

from flask import current_app

from portal.documents import queries, rules
from portal.documents.models import Document, DocumentState
from portal.foundation import calendar, jobs, pdf, stored_files
from portal.foundation.database import db, writing
from portal.organisation.queries import organisation

OVERDUE = dt.timedelta(seconds=60)


@jobs.job
def draw(document_id: str) -> None:
    """Draws one document, unless it is there already. Twice at once makes two files, of which one is kept."""
    document = db.session.get(Document, document_id)
    if document is None or document.state is DocumentState.MADE:
        return
    try:
        made = drawn(document)
    except Exception:
        _mark_failed(document_id)
        raise
    key = stored_files.keep(made, "pdf")
    if not _mark_made(document_id, key):
        stored_files.remove(key)


def drawn(document: Document) -> bytes:
    """The PDF of a document's value."""
    look = document.format
    variables = {"footer": document.title, **rules.thawed(document.content), **_frame(document)}
    template = current_app.jinja_env.get_template(f"print/{document.template}.html")
    return pdf.draw(
        template.render(variables),
        pdf.Print(look["size_pt"], None if look["paper"] == "white" else look["paper"]),
        footer=variables["footer"],
        csv=document.data_csv,
        csv_name=f"{document.kind}.csv",
    )


def _frame(document: Document) -> dict[str, Any]:
    """What every document says beside its own content."""
    ours, look = organisation(), document.format
    return {
        "organisation_name": ours.name,
        "service_name": ours.service_name,
        "organisation_phone": ours.phone,
        "language": look["language"],
        "paper": None if look["paper"] == "white" else look["paper"],
        "points": look["size_pt"],
        "title": document.title,
        "dated": document.dated,
        "code": rules.shown_code(document.code),
        "verify_address": current_app.extensions["settings"].public_url.split("://")[-1] + "/verify",
        "has_total": document.total_pence is not None,
        "has_csv": document.data_csv is not None,
    }


def _mark_made(document_id: str, key: str) -> bool:
    with writing() as session:
        document = session.get_one(Document, document_id, with_for_update=True, populate_existing=True)
        if document.state is DocumentState.MADE:
            return False
        document.state, document.file_key, document.made_at = DocumentState.MADE, key, calendar.now()
        return True


def _mark_failed(document_id: str) -> None:
    with writing() as session:
        document = session.get_one(Document, document_id, with_for_update=True, populate_existing=True)
        if document.state is DocumentState.WAITING:
            document.state = DocumentState.FAILED


@jobs.every_minute
def draw_what_waits() -> None:
    """Asks again for what a crash between commit and queue, or a lost queue, left behind."""
    if jobs.nothing_waits():
        for document_id in queries.waiting_since(calendar.now() - OVERDUE):
            jobs.ask(draw, document_id)
