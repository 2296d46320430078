"""A person's role: the agreement, their answers, papers (P-23, P-61a, P-61c). Never for a trusted person."""

from typing import Any

from flask import Blueprint, abort, g, redirect, render_template, request, url_for

from portal.documents.views import answer_with
from portal.foundation import calendar
from portal.foundation.access import requires
from portal.foundation.pages import success
from portal.openings.offering.agreements.papers import agreement_paper
from portal.openings.offering.agreements.rules import changed_words
from portal.openings.offering.roles import queries, service
from portal.openings.offering.roles.forms import AgreementForm, BenefitsForm, CallForm, PayForm, pay_form
from portal.openings.offering.roles.papers import letter_paper
from portal.openings.offering.roles.queries import MyRole
from portal.organisation.queries import setting

page = Blueprint("roles", __name__, url_prefix="/roles/<role_id>")


def my_role(role_id: str) -> MyRole:
    """404 for somebody else's role, as for none."""
    return queries.my_role(role_id, g.person_id) or abort(404)


def my_paid_role(role_id: str) -> MyRole:
    """404 also for a role that offers no payment for time: nobody is asked what was not offered."""
    mine = my_role(role_id)
    return mine if mine.newest.pays_time else abort(404)


def on(endpoint: str, mine: MyRole, **more: Any) -> Any:
    """The next page of the role's journey; "then=agree" is carried along."""
    then = request.args.get("then")
    return redirect(url_for(f"roles.{endpoint}", role_id=mine.id, then=then, **more), 303)


@page.get("")
@requires("openings.join", helper=None)
def show_role(role_id: str) -> str:
    mine = my_role(role_id)
    dates = queries.coming(queries.sessions(mine.id))
    return render_template("openings/show_role.html", mine=mine, dates=dates)


@page.get("/agree")
@requires("openings.join", helper=None)
def read_agreement(role_id: str) -> str:
    mine = my_role(role_id)
    said = "yes" if request.args.get("then") == "agree" and not mine.asks_pay else None
    return agreement_page(mine, AgreementForm(data={"version": mine.newest.number, "answer": said}))


def agreement_page(mine: MyRole, form: AgreementForm) -> str:
    changes = mine.role.signed_changes
    shown = {"changes": changes, "changed": changed_words(changes)}
    return render_template("openings/read_agreement.html", mine=mine, form=form, **shown)


@page.post("/agree")
@requires("openings.join", helper=None)
def answer_agreement(role_id: str) -> Any:
    mine, form = my_role(role_id), AgreementForm()
    if not form.validate():
        return agreement_page(mine, form), 422
    if form.answer.data == "yes" and mine.asks_pay:
        return redirect(url_for("roles.ask_benefits", role_id=mine.id, then="agree"), 303)
    typed = (form.version.data, form.answer.data, form.words.data or "")
    service.answer_agreement(mine.id, *typed, by=g.actor.id, once=form.once.data)
    return redirect(url_for("roles.agreement_answered", role_id=mine.id), 303)


@page.get("/answered")
@requires("openings.join", helper=None)
def agreement_answered(role_id: str) -> Any:
    mine = my_role(role_id)
    if not mine.newest.answer:
        return on("read_agreement", mine)
    dates = queries.coming(queries.sessions(mine.id))
    answer_by = calendar.add_working_days(
        calendar.day_of(mine.newest.answered_at or calendar.now()), setting("answer_days")
    )
    return render_template("openings/agreement_answered.html", mine=mine, dates=dates, answer_by=answer_by)


@page.get("/benefits")
@requires("openings.join", helper=None)
def ask_benefits(role_id: str) -> str:
    return render_template("openings/ask_benefits.html", mine=my_paid_role(role_id), form=BenefitsForm())


@page.post("/benefits")
@requires("openings.join", helper=None)
def answer_benefits(role_id: str) -> Any:
    mine, form = my_paid_role(role_id), BenefitsForm()
    if not form.validate():
        return render_template("openings/ask_benefits.html", mine=mine, form=form), 422
    service.answer_benefits(mine.id, form.advice.data, by=g.actor.id, once=form.once.data)
    if form.advice.data == "limit":
        return redirect(f"/me/limit?back=/roles/{mine.id}/pay", 303)
    return on("benefits_advice" if form.advice.data == "advice first" else "ask_pay", mine)


@page.get("/advice")
@requires("openings.join", helper=None)
def benefits_advice(role_id: str) -> str:
    then = request.args.get("then")
    return render_template(
        "openings/benefits_advice.html", mine=my_paid_role(role_id), advice=setting("advice"), then=then
    )


def my_pay_form(mine: MyRole) -> PayForm:
    """With the offer of the role and the organisation's charities."""
    return pay_form(mine.said, mine.newest.offered_words, mine.newest.offered_pence, setting("charities"))


@page.get("/pay")
@requires("openings.join", helper=None)
def ask_pay(role_id: str) -> str:
    mine = my_paid_role(role_id)
    return render_template("openings/ask_pay.html", mine=mine, form=my_pay_form(mine))


@page.post("/pay")
@requires("openings.join", helper=None)
def answer_pay(role_id: str) -> Any:
    mine = my_paid_role(role_id)
    form = my_pay_form(mine)
    if not form.validate():
        return render_template("openings/ask_pay.html", mine=mine, form=form), 422
    typed = (form.answer.data, form.less.data, form.charity.data or "")
    service.answer_pay(mine.id, *typed, by=g.actor.id, once=form.once.data)
    if mine.role.waits:
        return on("read_agreement", mine, _anchor="answer")
    success("We have your answer about payment.")
    return on("show_role", mine)


@page.get("/call")
@requires("openings.join", helper=None)
def ask_call(role_id: str) -> str:
    return render_template("openings/ask_call.html", mine=my_role(role_id), form=CallForm())


@page.post("/call")
@requires("openings.join", helper=None)
def ask_for_call(role_id: str) -> Any:
    mine, form = my_role(role_id), CallForm()
    if not form.validate():
        return render_template("openings/ask_call.html", mine=mine, form=form), 422
    service.ask_for_call(mine.id, form.words.data or "", by=g.actor.id, once=form.once.data)
    by = calendar.add_working_days(calendar.today(), 2)
    success(f"We will call you by {calendar.long_date(by)}.")
    return on("show_role", mine)


@page.get("/pdf")
@requires("openings.join", helper=None)
def own_agreement_file(role_id: str) -> Any:
    mine = my_role(role_id)
    return answer_with(agreement_paper(mine.role, mine.newest, by=g.actor.id))


@page.get("/jobcentre-letter")
@requires("openings.join", helper=None)
def jobcentre_letter(role_id: str) -> Any:
    return answer_with(letter_paper(my_role(role_id), by=g.actor.id))
