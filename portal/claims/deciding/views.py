"""The queue (C-01) and one claim (C-10)."""

from typing import Any

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.claims.deciding import evidence, facts, forms, queries, service, turn
from portal.claims.hands import Decider
from portal.claims.rules import shown_ref, stored_ref
from portal.foundation import pages
from portal.foundation.access import requires
from portal.foundation.database import Stale
from portal.foundation.fields import PortalForm
from portal.foundation.money import pounds
from portal.foundation.once import kept
from portal.foundation.pages import Refused
from portal.foundation.shown import Pages

page = Blueprint("queue", __name__)
Answer = str | Response | tuple[str, int]
DECIDE = "claims.decide"


@page.get("/queue")
@requires(DECIDE)
def list_claims() -> Answer:
    found = queries.queue(_wanted())
    return pages.part_or_page(
        "claims/_queue_part.html", "claims/list_claims.html", queue=found, tabs=turn.TABS, shows=turn.SHOWS,
        pages=Pages(None, _address(after=found.more) if found.more else None), start=PortalForm(), address=_address,
    )  # fmt: skip


def _wanted() -> turn.Wanted:
    asked = request.args
    tab = asked.get("tab", "to-check")
    show = asked.get("show", "all")
    return turn.Wanted(
        g.actor.teams(DECIDE), tab if tab in turn.TABS else "to-check", show if show in turn.SHOWS else "all",
        asked.get("find", "").strip()[:100], asked.get("after", "")[:16], g.actor.id,
    )  # fmt: skip


def _address(**changes: str) -> str:
    kept = {k: v for k, v in request.args.items() if k in ("tab", "show", "find") and v}
    values: dict[str, Any] = {**kept, **changes}
    return url_for("queue.list_claims", **values)


@page.post("/queue/next")
@requires(DECIDE)
def open_next() -> Answer:
    ref = turn.next_ref(g.actor.teams(DECIDE), g.actor.id)
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
    view = evidence.claim_view(stored_ref(ref), _decider()) or abort(404)
    all_of_it = request.args.get("approve") == "all" and view.nothing_to_look_at
    return claim_page(view, forms.fill(view, approve=all_of_it), ticked=all_of_it)


@page.post("/queue/<ref>/total")
@requires(DECIDE)
def decision_total(ref: str) -> str:
    """What the choices on the page add up to: a few words for the status line."""
    view = _view(ref)
    return _so_far(view, forms.DecideForm())


def _so_far(view: evidence.ClaimView, form: forms.DecideForm) -> str:
    return f"Approved so far {pounds(form.approved_pence(view))} of {pounds(view.claim.total_pence)}"


def claim_page(view: evidence.ClaimView, decisions: forms.DecideForm, **more: Any) -> str:
    """`form` is the one whose errors stand on top: the decisions, or the message."""
    by_line = {entry.form.line_id.data: entry.form for entry in decisions.lines}
    message = forms.MessageForm(formdata=None)
    shown = {"changed": None, "all_decided": [], "preview": False, "ticked": False, **more}
    shown = {"form": decisions, "message_form": message, "so_far": _so_far(view, decisions), **shown}
    return render_template(
        "claims/check_claim.html", view=view, decisions=decisions, by_line=by_line, **shown
    )


@page.post("/queue/<ref>")
@requires(DECIDE)
def decide_claim(ref: str) -> Answer:
    view = _view(ref)
    form = forms.DecideForm().for_claim(view)
    if request.form.get("act") in ("save", "hand on"):
        return _save(view, form)
    if kept(g.actor.id, form.once.data):
        return _sent(view)  # the same press again
    if form.version.data != view.claim.version:
        return _changed(view, form)
    _must_be_open(view)
    if not form.check(view, asking=request.form.get("act") == "ask"):
        return claim_page(view, form), 422
    return _preview(view, form) if request.form.get("act") == "preview" else _send(view, form)


def _must_be_open(view: evidence.ClaimView) -> None:
    """Raises Refused where no line is left for this person to decide."""
    if why := view.why_nothing:
        back = url_for(".check_claim", ref=view.claim.ref)
        raise Refused(why.code, why.text, back, "Go back to the claim")


def _view(ref: str) -> evidence.ClaimView:
    """404, or the words for a claim that its person took back while somebody read it."""
    stored, teams = stored_ref(ref), g.actor.teams(DECIDE)
    if view := evidence.claim_view(stored, _decider()):
        return view
    if words := facts.gone(stored, teams):
        text = f"{words} It comes to you again when it is sent again."
        raise Refused("claim-gone", text, url_for(".list_claims"), "Back to the queue")
    abort(404)


def _save(view: evidence.ClaimView, form: forms.DecideForm) -> Answer:
    over = view.over if request.form.get("act") == "hand on" else None
    service.save_for_later(view.claim.ref, forms.typed(form), by=g.actor.id, hand_on=bool(over))
    ref = shown_ref(view.claim.ref)
    words = (
        f"{over.names or 'The budget holder'} sees what you chose."
        if over
        else f"You can go on with {ref} at any time."
    )
    pages.success(f"Saved, not sent. {words}")
    return redirect(url_for(".list_claims"), 303)


def _preview(view: evidence.ClaimView, form: forms.DecideForm) -> Answer:
    return claim_page(view, form, preview=True)


def _send(view: evidence.ClaimView, form: forms.DecideForm) -> Answer:
    ref, note, seen = view.claim.ref, form.note.data or "", form.version.data
    try:
        service.decide(
            ref,
            form.choices(request.form.get("act") == "ask"),
            note,
            seen,
            _reach(),
            by=g.actor.id,
            once=form.once.data,
        )
    except Stale:
        return _changed(_view(ref), form)
    return _sent(view)


def _sent(view: evidence.ClaimView) -> Answer:
    ref = view.claim.ref
    pages.success(f"Sent. {view.first_name} has been told about {shown_ref(ref)}.")
    if request.form.get("act") == "next":
        return _open(turn.next_ref(g.actor.teams(DECIDE), g.actor.id, after=ref))
    return redirect(url_for(".list_claims"), 303)


def _changed(view: evidence.ClaimView, form: forms.DecideForm) -> Answer:
    """Both versions: the claim as it is now, and what was typed on top of it."""
    form.version.data = view.claim.version
    changed, decided = facts.changed_since(view.claim.id), facts.all_decided(view.claim.id)
    return claim_page(view, form.for_claim(view), changed=changed, all_decided=decided), 409


@page.post("/queue/<ref>/lines/<int:number>/receipt")
@requires(DECIDE)
def note_receipt(ref: str, number: int) -> Answer:
    view, form = _view(ref), PortalForm()
    if number not in {line.line.number for line in view.lines}:
        abort(404)
    service.receipt_arrived(view.claim.ref, number, _reach(), by=g.actor.id, once=form.once.data)
    pages.success("Noted: the receipt has come.")
    return redirect(url_for(".check_claim", ref=ref), 303)


@page.post("/queue/<ref>/messages")
@requires(DECIDE)
def answer_message(ref: str) -> Answer:
    view, form = _view(ref), forms.MessageForm()
    if not form.validate():
        return claim_page(view, forms.fill(view), form=form, message_form=form), 422
    rang = bool(form.rang.data)
    service.answer_message(view.claim.ref, form.words.data, by=g.actor.id, rang=rang, once=form.once.data)
    words = f"Your message is sent. {view.first_name} hears that it waits."
    pages.success(f"Noted: you rang {view.first_name}." if rang else words)
    return redirect(url_for(".check_claim", ref=ref), 303)


def _reach() -> list[str] | None:
    """The actor's teams as plain values; None: every team."""
    teams = g.actor.teams(DECIDE)
    return None if teams is None else sorted(teams)


def _decider() -> Decider:
    return Decider(g.actor.id, g.actor.teams(DECIDE))
