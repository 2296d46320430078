"""The question pages of costs that should be agreed first."""

from flask import Blueprint

from portal.claims.costs import forms, rules
from portal.claims.costs.views import Answer, ask, take
from portal.claims.costs.words import words_for
from portal.claims.reach import my_cost
from portal.foundation.access import requires

page = Blueprint("agreed", __name__)


@page.get("/claims/<ref>/lines/<int:number>/need")
@requires("claims.own", helper="fill")
def need(ref: str, number: int) -> str:
    return ask("need", forms.NeedForm, my_cost(ref, number))


@page.post("/claims/<ref>/lines/<int:number>/need")
@requires("claims.own", helper="fill")
def save_need(ref: str, number: int) -> Answer:
    return take("need", forms.NeedForm, my_cost(ref, number))


@page.get("/claims/<ref>/lines/<int:number>/agreed")
@requires("claims.own", helper="fill")
def agreed(ref: str, number: int) -> str:
    return ask("agreed", forms.AgreedForm, my_cost(ref, number))


@page.post("/claims/<ref>/lines/<int:number>/agreed")
@requires("claims.own", helper="fill")
def save_agreed(ref: str, number: int) -> Answer:
    return take("agreed", forms.AgreedForm, my_cost(ref, number))


@page.get("/claims/<ref>/lines/<int:number>/stay")
@requires("claims.own", helper="fill")
def stay(ref: str, number: int) -> str:
    return ask("stay", forms.StayForm, my_cost(ref, number))


@page.post("/claims/<ref>/lines/<int:number>/stay")
@requires("claims.own", helper="fill")
def save_stay(ref: str, number: int) -> Answer:
    return take("stay", forms.StayForm, my_cost(ref, number))


@page.get("/claims/<ref>/lines/<int:number>/carer")
@requires("claims.own", helper="fill")
def carer(ref: str, number: int) -> str:
    return ask("carer", forms.CarerForm, my_cost(ref, number))


@page.post("/claims/<ref>/lines/<int:number>/carer")
@requires("claims.own", helper="fill")
def save_carer(ref: str, number: int) -> Answer:
    return take("carer", forms.CarerForm, my_cost(ref, number))


@page.get("/claims/<ref>/lines/<int:number>/hours")
@requires("claims.own", helper="fill")
def hours(ref: str, number: int) -> str:
    mine = my_cost(ref, number)
    return ask("hours", forms.HoursForm, mine, first={"when": mine.line.on_date.isoformat()})


@page.post("/claims/<ref>/lines/<int:number>/hours")
@requires("claims.own", helper="fill")
def save_hours(ref: str, number: int) -> Answer:
    return take("hours", forms.HoursForm, my_cost(ref, number))


@page.post("/claims/<ref>/lines/<int:number>/hours/total")
@requires("claims.own", helper="fill")
def hours_total(ref: str, number: int) -> str:
    """What the hours come to, as they are typed; the server works it out again on Continue."""
    form = forms.HourlyForm(words_for(my_cost(ref, number)))
    return rules.hours_words(form.answers()) if form.validate() else ""
