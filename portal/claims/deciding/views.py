"""The queue (C-01) and one claim (C-10)."""

from typing import Any

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.claims.deciding import evidence, forms, queries, service
from portal.claims.models import Claim
from portal.claims.rules import Decider, shown_ref, stored_ref
from portal.foundation import pages
from portal.foundation.access import requires
from portal.foundation.database import Stale
from portal.foundation.fields import PortalForm
from portal.foundation.shown import Pages

page = Blueprint("queue", __name__)
Answer = str | Response | tuple[str, int]
DECIDE = "claims.decide"


@page.get("/queue")
@requires(DECIDE)
def list_claims() -> Answer:
    found = queries.queue(_wanted())
    return pages.part_or_page(
        "claims/_queue_part.html", "claims/list_claims.html", queue=found, tabs=queries.TABS, shows=queries.SHOWS,
        pages=Pages(None, _address(after=found.more) if found.more else None), start=PortalForm(), address=_address,
    )  # fmt: skip


def _wanted() -> queries.Wanted:
    asked = request.args
    tab = asked.get("tab", "to-check")
    show = asked.get("show", "all")
    return queries.Wanted(
        g.actor.teams(DECIDE), tab if tab in queries.TABS else "to-check", show if show in queries.SHOWS else "all",
        asked.get("find", "").strip()[:100], asked.get("after", "")[:16],
    )  # fmt: skip


def _address(**changes: str) -> str:
    kept = {k: v for k, v in request.args.items() if k in ("tab", "show", "find") and v}
    values: dict[str, Any] = {**kept, **changes}
    return url_for("queue.list_claims", **values)


@page.post("/queue/next")
@requires(DECIDE)
def open_next() -> Answer:
    ref = queries.next_ref(g.actor.teams(DECIDE), g.actor.id)
    return _open(ref)


def _open(ref: str | None) -> Response:
    if ref is None:
        pages.success("No more claims wait for you.")
        return redirect(url_for(".list_claims"), 303)
    service.take(ref, by=g.actor.id)
    return redirect(url_for(".check_claim", ref=ref), 303)


@page.get("/queue/<ref>")
@requires(DECIDE)
def check_claim(ref: str) -> Answer:
    claim = _claim(ref)
    view = evidence.claim_view(claim, _decider())
    return claim_page(view, forms.fill(view, service.saved(claim.id, g.actor.id)))


def claim_page(view: evidence.ClaimView, form: forms.DecideForm, **more: Any) -> str:
    by_line = {entry.form.line_id.data: entry.form for entry in form.lines}
    shown = {"changed": None, "preview": False, **more}
    return render_template("claims/check_claim.html", view=view, form=form, by_line=by_line, **shown)


@page.post("/queue/<ref>")
@requires(DECIDE)
def decide_claim(ref: str) -> Answer:
    view = evidence.claim_view(_claim(ref), _decider())
    form = forms.DecideForm().for_claim(view)
    if request.form.get("act") == "save":
        return _save(ref, form)
    if not form.check(view):
        return claim_page(view, form), 422
    if request.form.get("act") == "preview":
        return claim_page(view, form, preview=True)
    return _send(view, form)


def _save(ref: str, form: forms.DecideForm) -> Answer:
    service.save_for_later(ref, forms.typed(form), by=g.actor.id)
    pages.success(f"Saved, not sent. You can go on with {shown_ref(ref)} at any time.")
    return redirect(url_for(".list_claims"), 303)


def _send(view: evidence.ClaimView, form: forms.DecideForm) -> Answer:
    teams = g.actor.teams(DECIDE)
    reach = None if teams is None else sorted(teams)
    ref, seen = view.claim.ref, form.version.data
    try:
        service.decide(
            ref, form.choices(), form.note.data or "", seen, reach, by=g.actor.id, once=form.once.data
        )
    except Stale:
        return _changed(ref, form)
    pages.success(f"Sent. {view.first_name} has been told about {shown_ref(ref)}.")
    if request.form.get("act") == "next":
        return _open(queries.next_ref(teams, g.actor.id, after=ref))
    return redirect(url_for(".list_claims"), 303)


def _changed(ref: str, form: forms.DecideForm) -> Answer:
    """Both versions: the claim as it is now, and what was typed on top of it."""
    view = evidence.claim_view(_claim(ref), _decider())
    form.version.data = view.claim.version
    return claim_page(view, form.for_claim(view), changed=service.changed_since(view.claim)), 409


@page.post("/queue/<ref>/lines/<int:number>/receipt")
@requires(DECIDE)
def note_receipt(ref: str, number: int) -> Answer:
    service.receipt_arrived(_claim(ref).ref, number, by=g.actor.id)
    pages.success("Noted: the receipt has come.")
    return redirect(url_for(".check_claim", ref=ref), 303)


def _claim(ref: str) -> Claim:
    return evidence.find(stored_ref(ref), g.actor.teams(DECIDE)) or abort(404)


def _decider() -> Decider:
    return Decider(g.actor.id, g.actor.teams(DECIDE))
