"""Who is interested in an opening, and the three answers (C-31)."""

from typing import Any

from flask import Blueprint, abort, g, redirect, render_template, request, url_for

from portal.foundation.access import requires
from portal.foundation.fields import VersionedForm
from portal.foundation.pages import success
from portal.foundation.shown import Pages
from portal.openings.offering.interests import queries, service
from portal.openings.offering.interests.forms import NotThisTimeForm, answer_form, picked_openings
from portal.openings.offering.interests.queries import Card
from portal.openings.offering.interests.rules import WAITING
from portal.openings.offering.publishing.queries import OpeningView
from portal.openings.offering.publishing.views import my_opening

page = Blueprint("interests", __name__, url_prefix="/manage/openings/<opening_id>/interests")


def my_interest(opening_id: str, interest_id: str) -> tuple[OpeningView, Card]:
    """404 for an interest in another team's opening, as for none."""
    opening = my_opening(opening_id)
    return opening, queries.interest(opening_id, interest_id) or abort(404)


def to_list(opening_id: str) -> Any:
    return redirect(url_for("interests.list_interests", opening_id=opening_id), 303)


@page.get("")
@requires("openings.manage")
def list_interests(opening_id: str) -> str:
    opening, number = my_opening(opening_id), max(request.args.get("page", 1, int), 1)
    answered = request.args.get("show") == "answered"
    cards, count = queries.interests(opening_id, answered, number)
    shown = {"answered": answered, "count": count, "pages": pages_of(opening_id, answered, number, count)}
    return render_template(
        "openings/list_interests.html", opening=opening, cards=cards, form=VersionedForm(), **shown
    )


def pages_of(opening_id: str, answered: bool, number: int, count: int) -> Pages:
    """Where the list goes on."""
    last = max(-(-count // queries.PER_PAGE), 1)
    show = "answered" if answered else None

    def to(page: int) -> str | None:
        inside = 1 <= page <= last and page != number
        return (
            url_for("interests.list_interests", opening_id=opening_id, show=show, page=page)
            if inside
            else None
        )

    return Pages(to(number - 1), to(number + 1), f"page {number} of {last}")


@page.post("/<interest_id>/accept")
@requires("openings.manage")
def accept_interest(opening_id: str, interest_id: str) -> Any:
    opening, card = my_interest(opening_id, interest_id)
    form = VersionedForm()
    form.validate()
    if opening.full and card.state in WAITING and not request.form.get("more"):
        return ask_one_more(opening, card, form)
    role = service.accept_interest(card.id, form.version.data, by=g.actor.id, once=form.once.data)
    success(f"{card.name} has a place. Now check the agreement and sign it first.")
    return redirect(url_for("agreements.show_agreement", opening_id=opening.id, role_id=role), 303)


def ask_one_more(opening: OpeningView, card: Card, form: VersionedForm) -> str:
    """All places are taken: one more is a wish that is asked for."""
    return render_template("openings/ask_one_more.html", opening=opening, card=card, form=form)


@page.post("/<interest_id>/talk")
@requires("openings.manage")
def talk_first(opening_id: str, interest_id: str) -> Any:
    _, card = my_interest(opening_id, interest_id)
    form = VersionedForm()
    form.validate()
    service.talk_first(card.id, form.version.data, by=g.actor.id, once=form.once.data)
    success(f"{card.name} sees that you are talking about it. Call or write to them.")
    return to_list(opening_id)


def not_this_time_page(opening: OpeningView, card: Card, form: NotThisTimeForm) -> str:
    return render_template("openings/ask_not_this_time.html", opening=opening, card=card, form=form)


@page.get("/<interest_id>/not-this-time")
@requires("openings.manage")
def ask_not_this_time(opening_id: str, interest_id: str) -> str:
    opening, card = my_interest(opening_id, interest_id)
    form = answer_form(card.version, queries.others_for(card.person_id, opening_id))
    return not_this_time_page(opening, card, form)


@page.post("/<interest_id>/not-this-time")
@requires("openings.manage")
def not_this_time(opening_id: str, interest_id: str) -> Any:
    opening, card = my_interest(opening_id, interest_id)
    form = answer_form(card.version, queries.others_for(card.person_id, opening_id))
    if not form.validate():
        return not_this_time_page(opening, card, form), 422
    seen, words, others = form.version.data, form.words.data, picked_openings(form)
    service.not_this_time(card.id, seen, words, others, by=g.actor.id, once=form.once.data)
    success(f"{card.name} has your answer.")
    return to_list(opening_id)
