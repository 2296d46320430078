"""Pages that start a claim and gather what is in it (P-51 to P-53 and the list of costs)."""

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug import Response

from portal.claims.costs.queries import food_limits
from portal.claims.costs.rules.choices import MEALS
from portal.claims.making import flow, queries, service
from portal.claims.making.forms import KindsForm, MoreForm, WhatForForm
from portal.claims.making.rules import Subject
from portal.claims.making.shown import carry_on, line_cards, totals
from portal.claims.models import Claim
from portal.claims.reach import my_draft, my_line
from portal.foundation import calendar
from portal.foundation.access import requires
from portal.foundation.fields import Pick, PortalForm
from portal.organisation.queries import setting

page = Blueprint("making", __name__)
Answer = Response | tuple[str, int]


@page.get("/claims/start")
@requires("claims.own", helper="fill")
def start() -> str:
    """What can be claimed and with which limits, what is needed, how long it takes (P-51)."""
    most = food_limits(calendar.today())
    return render_template(
        "claims/start.html",
        limits=[(MEALS[code], pence) for code, pence in most.items()],
        days=setting("pay_days"),
        months=setting("claim_months"),
        first_days=setting("first_days"),
    )


@page.get("/claims/new/for")
@requires("claims.own", helper="fill")
def what_for() -> str:
    form, _ = _what_for_form()
    if form.what_for.data is None and request.args.get("entry"):
        form.what_for.data = f"entry:{request.args['entry']}"
    if form.what_for.data is None and request.args.get("meeting"):
        form.what_for.data = f"meeting:{request.args['meeting']}"
    return render_template("claims/what_for.html", form=form)


@page.post("/claims/new/for")
@requires("claims.own", helper="fill")
def choose_what_for() -> Answer:
    form, subjects = _what_for_form()
    if not form.validate():
        return render_template("claims/what_for.html", form=form), 422
    other = Subject(form.what.data or "", form.when.data or calendar.today())
    subject = subjects.get(form.what_for.data, other)
    ref = service.start_claim(g.person_id, subject, by=g.actor.id, once=form.once.data)
    return redirect(url_for("making.what", ref=ref), 303)


def _what_for_form() -> tuple[WhatForForm, dict[str, Subject]]:
    form, found = WhatForForm(), queries.choices(g.person_id, calendar.today())
    other = Pick("other", "Something else", before="or" if found else "")
    form.what_for.choices = [*(Pick(choice.value, choice.label) for choice in found), other]
    return form, {choice.value: choice.subject for choice in found}


@page.get("/claims/<ref>/what")
@requires("claims.own", helper="fill")
def what(ref: str) -> str:
    claim = my_draft(ref)
    begun = queries.draft_lines(claim.id)
    return _what_page(
        claim, KindsForm(data={"kinds": claim.to_claim + queries.kinds_begun(begun)}), bool(begun)
    )


@page.post("/claims/<ref>/what")
@requires("claims.own", helper="fill")
def choose_what(ref: str) -> Answer:
    claim, form = my_draft(ref), KindsForm()
    form.kinds.choices = queries.kinds_offered(claim, queries.offered(claim))
    if not form.validate():
        return _what_page(claim, form, bool(queries.draft_lines(claim.id))), 422
    service.choose_kinds(g.person_id, ref, form.kinds.data, by=g.actor.id, once=form.once.data)
    return redirect(flow.next_href(my_draft(ref)), 303)


def _what_page(claim: Claim, form: KindsForm, begun: bool) -> str:
    agreed = queries.offered(claim)
    form.kinds.choices = queries.kinds_offered(claim, agreed)
    back = f"/claims/{claim.ref}/lines" if begun else "/claims/new/for"
    return render_template("claims/what.html", claim=claim, form=form, back=back, agreed=agreed)


@page.get("/claims/<ref>/lines")
@requires("claims.own", helper="fill")
def lines(ref: str) -> str:
    """What is in the claim so far, its totals, and whether there is more (add to a list)."""
    return _lines_page(my_draft(ref), MoreForm())


@page.post("/claims/<ref>/lines")
@requires("claims.own", helper="fill")
def add_or_check(ref: str) -> Answer:
    claim, form = my_draft(ref), MoreForm()
    if flow.leaving():
        return redirect(flow.left(), 303)
    if not form.validate():
        return _lines_page(claim, form), 422
    where = "what" if form.more.data == "yes" else "check"
    return redirect(f"/claims/{ref}/{where}", 303)


def _lines_page(claim: Claim, form: MoreForm) -> str:
    found = queries.draft_lines(claim.id)
    own = g.helping is None
    cards = line_cards(claim, found, own=own)
    return render_template(
        "claims/lines.html", claim=claim, form=form, cards=cards, totals=totals(found, own=own),
        carry_on=carry_on(claim, cards), time_to_add="time" in claim.to_claim,
    )  # fmt: skip


@page.get("/claims/<ref>/lines/<int:number>/remove")
@requires("claims.own", helper="fill")
def remove(ref: str, number: int) -> str:
    mine = my_line(ref, number)
    listed = f"/claims/{ref}/{'check' if flow.to_check() else 'lines'}"
    return render_template("claims/remove.html", form=PortalForm(), line=mine.line, list_href=listed)


@page.post("/claims/<ref>/lines/<int:number>/remove")
@requires("claims.own", helper="fill")
def remove_line(ref: str, number: int) -> Response:
    mine = my_line(ref, number)
    service.remove_line(g.person_id, ref, mine.line.number, by=g.actor.id)
    return redirect(flow.after_removal(mine), 303)
