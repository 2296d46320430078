"""A document when it is ready, and the page on which anyone can check a code."""

import time

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from portal.documents import jobs as work
from portal.documents import queries, reach, rules
from portal.documents.forms import CodeForm
from portal.documents.queries import DocumentFacts
from portal.foundation import jobs
from portal.foundation.access import public, requires
from portal.foundation.stored_files import send_stored

page = Blueprint("documents", __name__)
limiter = Limiter(get_remote_address, storage_uri="memory://", headers_enabled=False)
PATIENCE = 5.0  # seconds: longer than nearly every document takes, shorter than people's


def answer_with(document_id: str, name: str = "") -> ResponseReturnValue:
    """For views of all rooms, after their own check of the right to it: the PDF, or, when the worker takes longer
    than five seconds, "We are making your file" with a link to this same address. `name` begins the file's name
    where the kind alone would not tell one from another ("statement-month-2026-11").
    """
    found = queries.document(document_id) or abort(404)
    key = found.file_key or _wait_for(document_id)
    if key:
        return send_stored(key, rules.file_name(name or found.kind, found.dated))
    return render_template("documents/show_document.html", document=found, again=request.full_path), 202


def _wait_for(document_id: str) -> str | None:
    jobs.here_if_no_worker(work.draw, document_id)
    until = time.monotonic() + PATIENCE
    while (key := queries.now_made(document_id)) is None and time.monotonic() < until:
        time.sleep(0.1)
    return key


@page.get("/documents/<document_id>")
@requires("account.own")
def show_document(document_id: str) -> ResponseReturnValue:
    return answer_with(_to_fetch(document_id).id)


def _to_fetch(document_id: str) -> DocumentFacts:
    """404 for what is not there and for what is not theirs."""
    found = queries.document(document_id)
    if found is None or not reach.may_fetch(found):
        abort(404)
    return found


@page.get("/verify")
@public
def ask_code() -> str:
    return render_template("documents/ask_code.html", form=CodeForm())


@page.post("/verify")
@public
@limiter.limit("20 per minute")
def find_code() -> ResponseReturnValue:
    form = CodeForm()
    if not form.validate() or (code := form.tidy()) is None:
        return render_template("documents/ask_code.html", form=form), 422
    return redirect(url_for("documents.check_code", code=code), 303)


@page.get("/verify/<code>")
@public
@limiter.limit("20 per minute")
def check_code(code: str) -> str:
    tidy = rules.tidy_code(code)
    found = queries.verified(tidy) if tidy else None
    return render_template("documents/check_code.html", code=tidy, found=found)
