""" "I am interested" (P-22): three pages, a confirmation, what became of it, taking it back."""

from flask import abort, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal.foundation.access import requires
from portal.foundation.fields import PortalForm
from portal.foundation.pages import Refused, success
from portal.foundation.shown import Row
from portal.openings.finding import queries as finding
from portal.openings.finding.blueprint import Answer, page
from portal.openings.finding.interest import queries, rules, service
from portal.openings.finding.interest.forms import HelpForm, WordsForm
from portal.openings.models import Interest, Opening
from portal.people import queries as people
from portal.people.shown import help_rows


def to_join(opening_id: str) -> Opening:
    """404 for a draft as for none; a page that says so for one that has closed."""
    opening = queries.opening_to_join(opening_id) or abort(404)
    if refusal := rules.why_not_send(queries.is_open(opening), opening.closes_on):
        raise Refused(refusal.code, refusal.text, "/openings", "Look at other openings")
    return opening


def sent_already(opening_id: str) -> Response | None:
    """To the open interest, where there is one: a second would say nothing new."""
    before = queries.open_interest(opening_id, g.actor.id)
    return redirect(url_for("openings.show_interest", interest_id=before.id), 303) if before else None


@page.get("/openings/<opening_id>/interest")
@requires("openings.join")
def interest_words(opening_id: str) -> Answer:
    opening, kept = (
        to_join(opening_id),
        queries.draft(opening_id, g.actor.id) or Interest(words="", call_me=False),
    )
    form = WordsForm(data={"words": kept.words, "call_me": kept.call_me})
    return sent_already(opening_id) or render_template(
        "openings/interest_words.html", opening=opening, form=form
    )


@page.post("/openings/<opening_id>/interest")
@requires("openings.join")
def save_words(opening_id: str) -> Answer:
    opening, form = to_join(opening_id), WordsForm()
    if not form.validate():
        return render_template("openings/interest_words.html", opening=opening, form=form), 422
    service.save_words(opening_id, form.words.data or "", bool(form.call_me.data), by=g.actor.id)
    return redirect(url_for("openings.interest_help", opening_id=opening_id), 303)


@page.get("/openings/<opening_id>/interest/help")
@requires("openings.join")
def interest_help(opening_id: str) -> Answer:
    opening, kept = to_join(opening_id), queries.draft(opening_id, g.actor.id)
    if kept is None:
        return redirect(url_for("openings.interest_words", opening_id=opening_id), 303)
    return help_page(opening, HelpForm(data={"help_words": kept.help_words}))


@page.post("/openings/<opening_id>/interest/help")
@requires("openings.join")
def save_help(opening_id: str) -> Answer:
    opening, form = to_join(opening_id), HelpForm()
    if not form.validate():
        return help_page(opening, form), 422
    service.save_help(opening_id, form.help_words.data or "", by=g.actor.id)
    return redirect(url_for("openings.check_interest", opening_id=opening_id), 303)


def help_page(opening: Opening, form: HelpForm) -> str:
    told = people.profile(g.actor.id)
    return render_template(
        "openings/interest_help.html", opening=opening, form=form, told=told, rows=help_rows(told)
    )


@page.get("/openings/<opening_id>/interest/check")
@requires("openings.join")
def check_interest(opening_id: str) -> Answer:
    opening, kept = to_join(opening_id), queries.draft(opening_id, g.actor.id)
    if kept is None:
        return redirect(url_for("openings.interest_words", opening_id=opening_id), 303)
    values = {"opening": opening, "rows": answers(kept), "form": PortalForm()}
    return sent_already(opening_id) or render_template("openings/check_interest.html", **values)


def answers(kept: Interest) -> list[Row]:
    """What will be sent, each with its "Change"."""
    first = url_for("openings.interest_words", opening_id=kept.opening_id)
    second = url_for("openings.interest_help", opening_id=kept.opening_id)
    return [
        Row("What you would like us to know", kept.words or "Nothing", first),
        Row("Call you instead", "Yes" if kept.call_me else "No", first),
        Row("Help for this one", kept.help_words or "Nothing more", second),
    ]


@page.post("/openings/<opening_id>/interest/send")
@requires("openings.join")
def send_interest(opening_id: str) -> Answer:
    _opening, form = queries.opening_to_join(opening_id) or abort(404), PortalForm()
    form.validate()
    interest_id = service.send_interest(opening_id, by=g.actor.id, once=form.once.data)
    return redirect(url_for("openings.interest_sent", interest_id=interest_id), 303)


@page.get("/interests/<interest_id>/sent")
@requires("openings.join", helper="see")
def interest_sent(interest_id: str) -> Answer:
    interest = queries.interest_page(interest_id, g.person_id) or abort(404)
    return render_template("openings/interest_sent.html", interest=interest)


@page.get("/interests/<interest_id>")
@requires("openings.join", helper="see")
def show_interest(interest_id: str) -> Answer:
    interest = queries.interest_page(interest_id, g.person_id) or abort(404)
    events = queries.events(interest_id, g.person_id)
    others = finding.matches(g.person_id, 2) if interest.row.state == "not this time" else []
    return render_template("openings/show_interest.html", interest=interest, events=events, others=others)


@page.get("/interests/<interest_id>/withdraw")
@requires("openings.join")
def withdraw(interest_id: str) -> Answer:
    interest = queries.interest_page(interest_id, g.actor.id) or abort(404)
    return render_template("openings/withdraw.html", interest=interest, form=PortalForm())


@page.post("/interests/<interest_id>/withdraw")
@requires("openings.join")
def take_back(interest_id: str) -> Answer:
    interest, form = queries.interest_page(interest_id, g.actor.id) or abort(404), PortalForm()
    form.validate()
    service.withdraw(interest.id, by=g.actor.id, once=form.once.data)
    success(f"You withdrew from {interest.opening.name}.")
    return redirect(url_for("openings.show_interest", interest_id=interest.id), 303)
