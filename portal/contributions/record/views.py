"""The record, on the page and as a PDF (P-36)."""

from flask import Blueprint, abort, g, render_template, request
from flask.typing import ResponseReturnValue

from portal.contributions.record import queries, service
from portal.contributions.record.forms import RecordForm
from portal.contributions.record.rules import PARTS, Record
from portal.documents.views import answer_with
from portal.foundation.access import requires
from portal.people.queries import ProfileView, profile

page = Blueprint("record", __name__)


@page.get("/record")
@requires("goals.own")
def show_record() -> ResponseReturnValue:
    told = profile(g.person_id)
    form = _form(told)
    if request.args and not form.validate():
        return render_template("contributions/show_record.html", form=form, record=None, query=""), 422
    query = request.query_string.decode()
    return render_template(
        "contributions/show_record.html", form=form, record=_record(told, form), query=query
    )


@page.get("/record/pdf")
@requires("goals.own")
def save_record() -> ResponseReturnValue:
    told = profile(g.person_id)
    form = _form(told)
    if request.args and not form.validate():
        abort(404)
    return answer_with(service.issue(g.person_id, _record(told, form), by=g.actor.id))


def _form(told: ProfileView) -> RecordForm:
    """Everything under the person's own name, until they choose otherwise."""
    return RecordForm(request.args or None, data={"show": list(PARTS), "name": told.name})


def _record(told: ProfileView, form: RecordForm) -> Record:
    return queries.record(told, form.name.data, tuple(form.show.data))
