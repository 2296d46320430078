"""The question pages of costs, one question a page. Every Continue saves."""

from typing import Any

from flask import Blueprint, g, redirect, render_template, url_for
from werkzeug import Response

from portal.claims.costs import forms, queries, rules, service
from portal.claims.costs.words import elsewhere_said, elsewhere_words, words_for
from portal.claims.kinds.queries import kind_on
from portal.claims.making import flow
from portal.claims.making.flow import after_line
from portal.claims.reach import MyLine, my_cost
from portal.foundation import calendar
from portal.foundation.access import requires
from portal.foundation.money import pounds
from portal.rates.rules import Vehicle

page = Blueprint("costs", __name__)
Answer = Response | tuple[str, int]
ASK_FIRST = "ask first"


def ask(step: str, kind: type[forms.CostForm], mine: MyLine, **more: Any) -> str:
    """One question of a line, with what was answered before."""
    form = kind(words_for(mine), {**more.pop("first", {}), **mine.line.details})
    return show(step, form, mine, **more)


def show(step: str, form: forms.CostForm, mine: MyLine, **more: Any) -> str:
    if isinstance(form, forms.MealForm):
        form.limit(queries.food_limits(mine.line.on_date, mine.claim.role_id))
    return render_template(
        f"claims/{step}.html",
        form=form,
        claim=mine.claim,
        line=mine.line,
        back=flow.back_from(mine, step),
        **more,
    )


def take(step: str, kind: type[forms.CostForm], mine: MyLine, **more: Any) -> Answer:
    """Saves the answers of one page and leads to the next question, or to what looks like a slip."""
    more.pop("first", None)
    form, ref, number = kind(words_for(mine)), mine.claim.ref, mine.line.number
    if flow.leaving() and flow.left_empty():
        return redirect(flow.left(), 303)
    if not form.validate():
        return show(step, form, mine, **more), 422
    if step == "charge" and rules.is_fine(form.answers()):
        return redirect(url_for("costs.fine", ref=ref, number=number), 303)
    service.answer(g.person_id, ref, number, form.answers(), by=g.actor.id)
    return redirect(flow.left() if flow.leaving() else _onward(step, my_cost(ref, number)), 303)


def _onward(step: str, mine: MyLine) -> str:
    if (
        step in ("vehicle", "when")
        and mine.line.details.get("miles")
        and _said_elsewhere(mine)["said"] == ASK_FIRST
    ):
        return flow.line_href(mine.claim.ref, mine.line.number, "elsewhere")
    if doubt_about(step, mine):
        return flow.line_href(mine.claim.ref, mine.line.number, f"is-it-right/{step}")
    return after_line(mine, step)


def doubt_about(step: str, mine: MyLine) -> rules.Doubt | None:
    line = mine.line
    priced = rules.Priced(line.claimed_pence, line.payable_pence, line.cut_words)
    return rules.doubt(step, line.details, priced, queries.usual(line.kind, line.on_date), calendar.today())


@page.get("/claims/<ref>/lines/<int:number>/is-it-right/<step>")
@requires("claims.own", helper="fill")
def is_it_right(ref: str, number: int, step: str) -> str | Response:
    """A likely mistake is a question with two ways on, never an error."""
    mine = my_cost(ref, number)
    doubt = doubt_about(step, mine) if rules.answered(step, mine.line.details) else None
    if doubt is None:
        return redirect(after_line(mine, step), 303)
    change = flow.line_href(ref, number, step)
    return render_template("claims/is_it_right.html", doubt=doubt, yes=after_line(mine, step), change=change)


@page.get("/claims/<ref>/lines/<int:number>/vehicle")
@requires("claims.own", helper="fill")
def vehicle(ref: str, number: int) -> str:
    return ask("vehicle", forms.VehicleForm, my_cost(ref, number))


@page.post("/claims/<ref>/lines/<int:number>/vehicle")
@requires("claims.own", helper="fill")
def save_vehicle(ref: str, number: int) -> Answer:
    return take("vehicle", forms.VehicleForm, my_cost(ref, number))


@page.get("/claims/<ref>/lines/<int:number>/journey")
@requires("claims.own", helper="fill")
def journey(ref: str, number: int) -> str:
    mine = my_cost(ref, number)
    return ask("journey", _journey_form(mine), mine, **queries.journey_before(mine.claim))


@page.post("/claims/<ref>/lines/<int:number>/journey")
@requires("claims.own", helper="fill")
def save_journey(ref: str, number: int) -> Answer:
    mine = my_cost(ref, number)
    return take("journey", _journey_form(mine), mine, **queries.journey_before(mine.claim))


def _journey_form(mine: MyLine) -> type[forms.CostForm]:
    """A ticket says by what; whoever drove was asked before."""
    return forms.RideForm if mine.line.kind == "public transport" else forms.JourneyForm


@page.get("/claims/<ref>/lines/<int:number>/when")
@requires("claims.own", helper="fill")
def when(ref: str, number: int) -> str:
    mine = my_cost(ref, number)
    return ask("when", forms.WhenForm, mine, first={"when": mine.line.on_date.isoformat()})


@page.post("/claims/<ref>/lines/<int:number>/when")
@requires("claims.own", helper="fill")
def save_when(ref: str, number: int) -> Answer:
    return take("when", forms.WhenForm, my_cost(ref, number))


@page.get("/claims/<ref>/lines/<int:number>/cost")
@requires("claims.own", helper="fill")
def cost(ref: str, number: int) -> str:
    mine = my_cost(ref, number)
    return ask("cost", forms.PaidForm, mine, first={"when": mine.line.on_date.isoformat()})


@page.post("/claims/<ref>/lines/<int:number>/cost")
@requires("claims.own", helper="fill")
def save_cost(ref: str, number: int) -> Answer:
    return take("cost", forms.PaidForm, my_cost(ref, number))


@page.get("/claims/<ref>/lines/<int:number>/miles")
@requires("claims.own", helper="fill")
def miles(ref: str, number: int) -> str | Response:
    mine = my_cost(ref, number)
    said = _said_elsewhere(mine)
    if said["said"] == ASK_FIRST:
        return redirect(flow.line_href(ref, number, "elsewhere"), 303)
    return ask("miles", _miles_form(mine), mine, **said)


@page.post("/claims/<ref>/lines/<int:number>/miles")
@requires("claims.own", helper="fill")
def save_miles(ref: str, number: int) -> Answer:
    mine = my_cost(ref, number)
    return take("miles", _miles_form(mine), mine, **_said_elsewhere(mine))


def _miles_form(mine: MyLine) -> type[forms.CostForm]:
    return forms.CarMilesForm if mine.line.details.get("vehicle") == Vehicle.CAR else forms.MilesForm


def _said_elsewhere(mine: MyLine) -> dict[str, str]:
    """By car, what was said of miles claimed from others; ASK_FIRST where it was not asked for this tax year."""
    if mine.line.details.get("vehicle") != Vehicle.CAR:
        return {"said": ""}
    tenths = queries.miles_elsewhere(mine.claim.person_id, mine.line.on_date)
    return {"said": ASK_FIRST if tenths is None else elsewhere_said(mine, tenths)}


@page.get("/claims/<ref>/lines/<int:number>/elsewhere")
@requires("claims.own", helper="fill")
def elsewhere(ref: str, number: int) -> str:
    """Rule 10: once a tax year before the miles of a car, and whenever the person wants to change it."""
    mine = my_cost(ref, number)
    said = forms.ElsewhereForm.filled(queries.miles_elsewhere(mine.claim.person_id, mine.line.on_date))
    return _elsewhere_page(mine, forms.ElsewhereForm(elsewhere_words(mine), said))


@page.post("/claims/<ref>/lines/<int:number>/elsewhere")
@requires("claims.own", helper="fill")
def save_elsewhere(ref: str, number: int) -> Answer:
    mine = my_cost(ref, number)
    form = forms.ElsewhereForm(elsewhere_words(mine))
    if flow.leaving() and flow.left_empty():
        return redirect(flow.left(), 303)
    if not form.validate():
        return _elsewhere_page(mine, form), 422
    service.say_elsewhere(g.person_id, ref, number, form.tenths, by=g.actor.id)
    return redirect(flow.left() if flow.leaving() else flow.line_href(ref, number, "miles"), 303)


def _elsewhere_page(mine: MyLine, form: forms.ElsewhereForm) -> str:
    before = "when" if mine.line.details.get("miles") is None else "miles"
    back = flow.line_href(mine.claim.ref, mine.line.number, before)
    return render_template("claims/elsewhere.html", form=form, claim=mine.claim, line=mine.line, back=back)


@page.get("/claims/<ref>/lines/<int:number>/charge")
@requires("claims.own", helper="fill")
def charge(ref: str, number: int) -> str:
    return ask("charge", forms.ChargeForm, my_cost(ref, number))


@page.post("/claims/<ref>/lines/<int:number>/charge")
@requires("claims.own", helper="fill")
def save_charge(ref: str, number: int) -> Answer:
    return take("charge", forms.ChargeForm, my_cost(ref, number))


@page.get("/claims/<ref>/lines/<int:number>/fine")
@requires("claims.own", helper="fill")
def fine(ref: str, number: int) -> str:
    """Rule 22 as a page, not an error."""
    mine = my_cost(ref, number)
    return render_template("claims/fine.html", claim=mine.claim, line=mine.line)


@page.get("/claims/<ref>/lines/<int:number>/meal")
@requires("claims.own", helper="fill")
def meal(ref: str, number: int) -> str:
    return ask("meal", forms.MealForm, my_cost(ref, number))


@page.post("/claims/<ref>/lines/<int:number>/meal")
@requires("claims.own", helper="fill")
def save_meal(ref: str, number: int) -> Answer:
    return take("meal", forms.MealForm, my_cost(ref, number))


@page.get("/claims/<ref>/lines/<int:number>/away")
@requires("claims.own", helper="fill")
def away(ref: str, number: int) -> str:
    return ask("away", forms.AwayForm, my_cost(ref, number))


@page.post("/claims/<ref>/lines/<int:number>/away")
@requires("claims.own", helper="fill")
def save_away(ref: str, number: int) -> Answer:
    return take("away", forms.AwayForm, my_cost(ref, number))


@page.get("/claims/<ref>/lines/<int:number>/other")
@requires("claims.own", helper="fill")
def other(ref: str, number: int) -> str:
    mine = my_cost(ref, number)
    return ask("other", forms.OtherForm, mine, heading=_heading(mine))


@page.post("/claims/<ref>/lines/<int:number>/other")
@requires("claims.own", helper="fill")
def save_other(ref: str, number: int) -> Answer:
    mine = my_cost(ref, number)
    return take("other", forms.OtherForm, mine, heading=_heading(mine))


def _heading(mine: MyLine) -> str:
    return kind_on(mine.line.kind, mine.line.on_date).short


# What is shown early, as somebody types; the server works it out again on Continue


@page.post("/claims/<ref>/lines/<int:number>/cost/total")
@requires("claims.own", helper="fill")
def running_total(ref: str, number: int) -> str:
    """The claim's costs with this one: a few words for the status line, nothing while it is no amount."""
    mine = my_cost(ref, number)
    form = forms.CostAmountForm(words_for(mine))
    if not form.validate():
        return ""
    return f"Total so far {pounds(queries.other_costs(mine.claim.id, number) + form.cost.data)}"


@page.post("/claims/<ref>/lines/<int:number>/miles/amount")
@requires("claims.own", helper="fill")
def miles_amount(ref: str, number: int) -> str:
    """What the miles come to at the rate of the journey's day."""
    mine = my_cost(ref, number)
    form = forms.MilesForm(words_for(mine))
    return service.priced(mine.claim, mine.line, form.answers()).priced_words if form.validate() else ""
