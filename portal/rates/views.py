"""The administrator's pages about rates: see them, confirm a card, use it, give a rate a new amount."""

from typing import Any

from flask import Blueprint, abort, g, render_template, request, url_for
from werkzeug import Response

from portal.changes.answers import after
from portal.changes.queries import nobody_else_could_confirm
from portal.foundation.access import requires
from portal.foundation.calendar import full_date
from portal.foundation.fields import PortalForm
from portal.foundation.shown import Row
from portal.rates import queries, rules, service
from portal.rates.forms import ConfirmForm, UseForm, WhatItPaysForm, new_rate_form

page = Blueprint("rates", __name__, url_prefix="/admin/rates")
Answer = str | Response | tuple[str, int]


@page.get("")
@requires("rates.change")
def cards() -> Answer:
    """Every card, and the figures that are not payments."""
    return render_template("rates/cards.html", cards=queries.all_cards(), figures=queries.figures())


@page.get("/<card_id>")
@requires("rates.change")
def card(card_id: str) -> Answer:
    """One card: what it pays now, what comes, what has ended."""
    shown = _card(card_id)
    return _card_page(shown, UseForm(data={"version": shown.version}))


@page.get("/<card_id>/confirm")
@requires("rates.change")
def confirm(card_id: str) -> Answer:
    """The amounts that somebody must stand for."""
    shown = _card(card_id)
    form = ConfirmForm(data={"version": shown.version})
    return _confirm_page(shown, form)


@page.post("/<card_id>/confirm")
@requires("rates.change")
def confirm_card(card_id: str) -> Answer:
    """Stands for the amounts of a card."""
    shown, form = _card(card_id), ConfirmForm()
    if not form.validate():
        return _confirm_page(shown, form), 422
    change = service.confirm_card(card_id, version=form.version.data, by=g.actor.id, once=form.once.data)
    return after(change, f"You confirmed {shown.name}.", url_for("rates.card", card_id=card_id))


@page.post("/<card_id>/use")
@requires("rates.change")
def start_using(card_id: str) -> Answer:
    """Openings may pay by this card, once confirmed."""
    return _switched(service.start_using, card_id, "Openings can now pay by {}.")


@page.post("/<card_id>/put-aside")
@requires("rates.change")
def stop_using(card_id: str) -> Answer:
    """New openings don't offer this card."""
    return _switched(service.stop_using, card_id, "New openings cannot pay by {}.")


@page.get("/<card_id>/what-it-pays")
@requires("rates.change")
def what_it_pays(card_id: str) -> Answer:
    """A card tried out: one rate with minutes or miles, on a day. Nothing is kept."""
    shown, asked = _card(card_id), "code" in request.args or "day-day" in request.args
    form = WhatItPaysForm(request.args, meta={"csrf": False}) if asked else WhatItPaysForm()
    form.code.choices = [(rate.code, rate.label) for rate in _codes(shown)]
    words = form.what(queries.rates_for_pricing(card_id)) if asked else ""
    answer = render_template("rates/what_it_pays.html", card=shown, form=form, words=words)
    return (answer, 422) if form.errors else answer


def _codes(shown: queries.CardPage) -> list[rules.Rate]:
    """Each rate once that pays anything, by its newest amount."""
    return [line.rate for line in shown.lines if line.newest and line.usable]


@page.get("/<card_id>/<code>/new")
@requires("rates.change")
def new_rate(card_id: str, code: str) -> Answer:
    """How much, from when and why."""
    shown, rate = _rate(card_id, code)
    form = new_rate_form(rate, request.args or None)
    return render_template("rates/new_rate.html", card=shown, rate=rate, form=form)


@page.get("/<card_id>/<code>/check")
@requires("rates.change")
def check_rate(card_id: str, code: str) -> Answer:
    """What the new amount will mean, before it is saved."""
    shown, rate = _rate(card_id, code)
    form = new_rate_form(rate, request.args)
    if not _holds(form, shown, code):
        return render_template("rates/new_rate.html", card=shown, rate=rate, form=form), 422
    return render_template(
        "rates/check_rate.html", card=shown, rate=rate, form=PortalForm(), **_meaning(shown, rate, form)
    )


@page.post("/<card_id>/<code>/new")
@requires("rates.change")
def add_rate(card_id: str, code: str) -> Answer:
    """Saves it. A second press meets the service's once-only key, not its own first one."""
    shown, rate = _rate(card_id, code)
    form = new_rate_form(rate)
    if not form.validate():
        return render_template("rates/new_rate.html", card=shown, rate=rate, form=form), 422
    change = service.add_rate(card_id, code, **form.answers(), by=g.actor.id, once=form.once.data)
    return after(change, f"{rules.preview(form.as_rate(rate))}.", url_for("rates.card", card_id=card_id))


def _confirm_page(shown: queries.CardPage, form: ConfirmForm) -> str:
    alone = nobody_else_could_confirm(g.actor.id)
    return render_template("rates/confirm.html", card=shown, form=form, alone=alone)


def _switched(act: Any, card_id: str, done: str) -> Answer:
    """Puts it to use or aside, with the reason."""
    shown, form = _card(card_id), UseForm()
    if not form.validate():
        return _card_page(shown, form), 422
    change = act(card_id, version=form.version.data, why=form.why.data, by=g.actor.id, once=form.once.data)
    return after(change, done.format(shown.name), url_for("rates.card", card_id=card_id))


def _card_page(shown: queries.CardPage, form: UseForm) -> str:
    waiting = queries.changes_that_wait(shown)
    return render_template("rates/card.html", card=shown, form=form, waiting=waiting)


def _card(card_id: str) -> queries.CardPage:
    return queries.card_page(card_id) or abort(404)


def _rate(card_id: str, code: str) -> tuple[queries.CardPage, rules.Rate]:
    """A card and the newest amount of one of its rates."""
    shown = _card(card_id)
    newest = [line.rate for line in shown.lines if line.newest and line.rate.code == code]
    return shown, newest[0] if newest else abort(404)


def _meaning(shown: queries.CardPage, rate: rules.Rate, form: Any) -> dict[str, Any]:
    """A new amount beside the one that it follows, and what was typed."""
    new, change = (
        form.as_rate(rate),
        url_for("rates.new_rate", **(request.view_args or {}), **dict(form.typed())),
    )
    rates = _of_code(shown, rate.code)
    last = rules.day_before_next((one.effective_from for one in rates), new.effective_from)
    rows = [
        Row("New amount", new.pays_words, change, "new amount"),
        Row("From when", full_date(new.effective_from), change, "date"),
        Row("Until", full_date(last) if last else "No end"),
        Row("Why", form.why.data, change, "reason"),
    ]
    before = rules.row_on(rates, rate.code, new.effective_from)
    meaning = {"preview": rules.preview(new), "until_then": rules.preview(before) if before else None}
    alone = nobody_else_could_confirm(g.actor.id)
    return {**meaning, "rows": rows, "typed": form.typed(), "change_href": change, "alone": alone}


def _of_code(shown: queries.CardPage, code: str) -> list[rules.Rate]:
    return [line.rate for line in shown.lines if line.rate.code == code]


def _holds(form: Any, shown: queries.CardPage, code: str) -> bool:
    """Both what was typed and the day, so that everything wrong is said at once."""
    typed_well = bool(form.validate())
    return not form.refuse_start(_of_code(shown, code)) and typed_well
