"""The question pages of costs, one question a page. Every Continue saves."""

from typing import Any

from flask import Blueprint, abort, g, redirect, render_template, url_for
from werkzeug import Response

from portal.claims.costs import forms, queries, rules, service
from portal.claims.costs.rules.families import PAGES
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


FORMS = {
    "vehicle": forms.VehicleForm, "when": forms.WhenForm, "cost": forms.PaidForm, "charge": forms.ChargeForm,
    "meal": forms.MealForm, "away": forms.AwayForm, "other": forms.OtherForm, "need": forms.NeedForm,
    "agreed": forms.AgreedForm, "stay": forms.StayForm, "carer": forms.CarerForm, "hours": forms.HoursForm,
}  # fmt: skip


@requires("claims.own", helper="fill")
def question(ref: str, number: int, step: str) -> str | Response:
    """One page of a line, with what was answered before."""
    mine = _asked(ref, number, step)
    around = _around(step, mine)
    if around.get("said") == ASK_FIRST:
        return redirect(flow.line_href(ref, number, "elsewhere"), 303)
    form = _form(step, mine)(words_for(mine), {**around.pop("first", {}), **mine.line.details})
    return show(step, form, mine, **around)


@requires("claims.own", helper="fill")
def answer(ref: str, number: int, step: str) -> Answer:
    """Saves one page and leads to the next question, or to what looks like a slip."""
    mine = _asked(ref, number, step)
    form = _form(step, mine)(words_for(mine))
    if flow.leaving() and flow.left_empty():
        return redirect(flow.left(), 303)
    if not form.validate():
        return show(step, form, mine, **_around(step, mine)), 422
    if step == "charge" and rules.is_fine(form.answers()):
        return redirect(url_for("costs.fine", ref=ref, number=number), 303)
    service.answer(g.person_id, ref, number, form.answers(), by=g.actor.id)
    return redirect(flow.left() if flow.leaving() else _onward(step, my_cost(ref, number)), 303)


for _step in PAGES.keys() - {"receipt"}:  # the receipt's page is that of receipts
    _address, _names = f"/claims/<ref>/lines/<int:number>/{_step}", {"step": _step}
    page.add_url_rule(_address, _step, question, methods=["GET"], defaults=_names)
    page.add_url_rule(_address, f"save_{_step}", answer, methods=["POST"], defaults=_names)


def _asked(ref: str, number: int, step: str) -> MyLine:
    """404 for a page that this kind of cost does not have."""
    mine = my_cost(ref, number)
    return mine if step in rules.steps(mine.line.kind, mine.line.details) else abort(404)


def _form(step: str, mine: MyLine) -> type[forms.CostForm]:
    """A ticket says by what, and whoever drove was asked before; a car takes others along."""
    if step == "journey":
        return forms.RideForm if mine.line.kind == "public transport" else forms.JourneyForm
    if step == "miles":
        return forms.CarMilesForm if mine.line.details.get("vehicle") == Vehicle.CAR else forms.MilesForm
    return FORMS[step]


def _around(step: str, mine: MyLine) -> dict[str, Any]:
    """What a page shows beside its form. `first`: what stands in it before it was answered."""
    if step == "journey":
        return queries.journey_before(mine.claim)
    if step in ("when", "cost", "hours"):
        return {"first": {"when": mine.line.on_date.isoformat()}}
    if step == "miles":
        return _said_elsewhere(mine)
    return {"heading": kind_on(mine.line.kind, mine.line.on_date).short} if step == "other" else {}


def show(step: str, form: forms.CostForm, mine: MyLine, first: Any = None, **around: Any) -> str:
    if isinstance(form, forms.MealForm):
        form.limit(queries.food_limits(mine.line.on_date, mine.claim.role_id))
    back = flow.back_from(mine, step)
    return render_template(
        f"claims/{step}.html", form=form, claim=mine.claim, line=mine.line, back=back, **around
    )


def _said_elsewhere(mine: MyLine) -> dict[str, str]:
    """By car, what was said of miles claimed from others; ASK_FIRST where it was not asked for this tax year."""
    if mine.line.details.get("vehicle") != Vehicle.CAR:
        return {"said": ""}
    tenths = queries.miles_elsewhere(mine.claim.person_id, mine.line.on_date)
    return {"said": ASK_FIRST if tenths is None else elsewhere_said(mine, tenths)}


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


@page.get("/claims/<ref>/lines/<int:number>/elsewhere")
@requires("claims.own", helper="fill")
def elsewhere(ref: str, number: int) -> str:
    """Rule 10: once a tax year before the miles of a car, and whenever the person wants to change it."""
    mine = _asked(ref, number, "miles")
    said = forms.ElsewhereForm.filled(queries.miles_elsewhere(mine.claim.person_id, mine.line.on_date))
    return _elsewhere_page(mine, forms.ElsewhereForm(elsewhere_words(mine), said))


@page.post("/claims/<ref>/lines/<int:number>/elsewhere")
@requires("claims.own", helper="fill")
def save_elsewhere(ref: str, number: int) -> Answer:
    mine = _asked(ref, number, "miles")
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


@page.get("/claims/<ref>/lines/<int:number>/fine")
@requires("claims.own", helper="fill")
def fine(ref: str, number: int) -> str:
    """Rule 22 as a page, not an error."""
    mine = _asked(ref, number, "charge")
    return render_template("claims/fine.html", claim=mine.claim, line=mine.line)


# What is shown early, as somebody types; the server works it out again on Continue


@page.post("/claims/<ref>/lines/<int:number>/cost/total")
@requires("claims.own", helper="fill")
def running_total(ref: str, number: int) -> str:
    """The claim's costs with this one: a few words for the status line, nothing while it is no amount."""
    mine = _asked(ref, number, "cost")
    form = forms.CostAmountForm(words_for(mine))
    if not form.validate():
        return ""
    return f"Total so far {pounds(queries.other_costs(mine.claim.id, number) + form.cost.data)}"


@page.post("/claims/<ref>/lines/<int:number>/miles/amount")
@requires("claims.own", helper="fill")
def miles_amount(ref: str, number: int) -> str:
    """What the miles come to at the rate of the journey's day."""
    mine = _asked(ref, number, "miles")
    form = forms.MilesForm(words_for(mine))
    return service.priced(mine.claim, mine.line, form.answers()).priced_words if form.validate() else ""


@page.post("/claims/<ref>/lines/<int:number>/hours/total")
@requires("claims.own", helper="fill")
def hours_total(ref: str, number: int) -> str:
    """What the hours come to."""
    form = forms.HourlyForm(words_for(_asked(ref, number, "hours")))
    return rules.hours_words(form.answers()) if form.validate() else ""
