"""One opening in full (P-21), and a question about it."""

import datetime as dt
from urllib.parse import quote

from flask import abort, current_app, g, redirect, render_template, url_for

from portal.foundation.access import public, requires
from portal.foundation.calendar import long_date
from portal.foundation.pages import success
from portal.openings.finding.blueprint import Answer, finder, own, page
from portal.openings.finding.reading import queries, service
from portal.openings.finding.reading.forms import QuestionForm
from portal.openings.offering.publishing.rules import DECIDE_HOW


@page.get("/openings/<opening_id>")
@public
def show_opening(opening_id: str) -> Answer:
    opening = queries.opening_page(opening_id, finder()) or abort(404)
    decide = DECIDE_HOW.get(opening.row.decide_how, "")
    tell = friend_href(opening.row.name, opening_id)
    return render_template(
        "openings/show_opening.html", opening=opening, decide=decide, own=own(), tell_href=tell
    )


def friend_href(name: str, opening_id: str) -> str:
    """An e-mail that the person's own program writes: we neither ask for nor keep a friend's address."""
    public_url = current_app.extensions["settings"].public_url
    address = f"{public_url}{url_for('openings.show_opening', opening_id=opening_id)}"
    return f"mailto:?subject={quote(name)}&body={quote(f'I thought of you: {address}')}"


@page.get("/openings/<opening_id>/question")
@requires("openings.join")
def question(opening_id: str) -> Answer:
    opening = queries.opening_page(opening_id, None) or abort(404)
    return render_template("openings/question.html", opening=opening, form=QuestionForm())


@page.post("/openings/<opening_id>/question")
@requires("openings.join")
def ask_question(opening_id: str) -> Answer:
    opening, form = queries.opening_page(opening_id, None) or abort(404), QuestionForm()
    if not form.validate():
        return render_template("openings/question.html", opening=opening, form=form), 422
    day = service.ask_question(opening_id, form.words.data, by=g.actor.id, once=form.once.data)
    lead = opening.row.lead_name or "We"
    success(f"We have got your question. {lead} will answer by {long_date(dt.date.fromisoformat(day))}.")
    return redirect(url_for("openings.show_opening", opening_id=opening_id), 303)
