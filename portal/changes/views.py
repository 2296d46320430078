"""/admin/changes: what waits for a second person, what each change would mean, and the answer."""

from flask import Blueprint, abort, g, redirect, render_template, url_for
from werkzeug import Response

from portal.changes import queries, service
from portal.changes.forms import TurnDownForm
from portal.foundation.access import requires
from portal.foundation.fields import PortalForm
from portal.foundation.pages import success

page = Blueprint("changes", __name__, url_prefix="/admin/changes")
Answer = str | Response | tuple[str, int]
answers = requires(queries.CONFIRM)
answers_fresh = requires(queries.CONFIRM, fresh=True)


@page.get("")
@answers
def list_changes() -> Answer:
    waiting, answered = queries.all_changes()
    return render_template("changes/list_changes.html", waiting=waiting, answered=answered)


@page.get("/<change_id>")
@answers
def see_change(change_id: str) -> Answer:
    return render_template("changes/see_change.html", change=_change(change_id), form=PortalForm())


@page.post("/<change_id>/confirm")
@answers_fresh
def confirm(change_id: str) -> Answer:
    """A second press meets the service's once-only key, not its own first one."""
    title = _change(change_id).title
    service.confirm(change_id, by=g.actor.id, once=PortalForm().once.data)
    success(f"Confirmed: {title}.")
    return redirect(url_for(".list_changes"), 303)


@page.get("/<change_id>/turn-down")
@answers
def turn_down(change_id: str) -> Answer:
    return render_template("changes/turn_down.html", change=_change(change_id), form=TurnDownForm())


@page.post("/<change_id>/turn-down")
@answers
def send_turned_down(change_id: str) -> Answer:
    change, form = _change(change_id), TurnDownForm()
    if not form.validate():
        return render_template("changes/turn_down.html", change=change, form=form), 422
    service.turn_down(change_id, form.reason.data, by=g.actor.id, once=form.once.data)
    success(f"Turned down: {change.title}. {change.proposed_by} reads why.")
    return redirect(url_for(".list_changes"), 303)


@page.post("/<change_id>/take-back")
@answers
def take_back(change_id: str) -> Answer:
    title = _change(change_id).title
    service.take_back(change_id, by=g.actor.id, once=PortalForm().once.data)
    success(f"Taken back: {title}.")
    return redirect(url_for(".list_changes"), 303)


def _change(change_id: str) -> queries.ChangePage:
    return queries.change_page(change_id, g.actor.id) or abort(404)
