"""A limit for yourself (P-61d) and the page for a payment that is over it. For the person alone, never a helper."""

from flask import Blueprint, g, redirect, render_template, request
from werkzeug import Response

from portal.claims.limits import queries, service
from portal.claims.limits.forms import LimitForm, OverForm
from portal.claims.models import Claim
from portal.claims.reach import my_draft
from portal.foundation import pages
from portal.foundation.access import requires
from portal.foundation.fields import PortalForm
from portal.foundation.money import pounds

page = Blueprint("limits", __name__)
Answer = str | Response | tuple[str, int]


@page.get("/me/limit")
@requires("claims.own", helper=None)
def my_limit() -> Answer:
    pages.remember_way_back()
    return _limit_page(LimitForm.filled(queries.own_limit(g.actor.id, reader=g.actor.id)))


@page.post("/me/limit")
@requires("claims.own", helper=None)
def keep_limit() -> Answer:
    form = LimitForm()
    if not form.validate():
        return _limit_page(form), 422
    service.keep_limit(g.actor.id, form.limit(), by=g.actor.id)
    pages.success("Saved. Only you can see your limit.")
    return redirect(pages.back_again("/me"), 303)


def _limit_page(form: LimitForm) -> str:
    now = queries.own_limit(g.actor.id, reader=g.actor.id)
    return render_template("claims/my_limit.html", form=form, limit=now, way_back=pages.way_back("/me"))


@page.get("/me/limit/remove")
@requires("claims.own", helper=None)
def ask_remove() -> Answer:
    return render_template("claims/ask_remove.html", form=PortalForm())


@page.post("/me/limit/remove")
@requires("claims.own", helper=None)
def remove_limit() -> Answer:
    service.keep_limit(g.actor.id, None, by=g.actor.id)
    pages.success("Your limit is gone. We will not compare payments with it any more.")
    return redirect("/me", 303)


@page.get("/claims/<ref>/limit")
@requires("claims.own", helper=None)
def over_limit(ref: str) -> Answer:
    claim = my_draft(ref)
    found = queries.over_limit(claim, reader=g.actor.id)
    if found is None:
        return redirect(f"/claims/{ref}/check", 303)
    return render_template("claims/over_limit.html", claim=claim, found=found, form=OverForm())


@page.post("/claims/<ref>/limit")
@requires("claims.own", helper=None)
def choose_over(ref: str) -> Answer:
    claim = my_draft(ref)
    found, form = queries.over_limit(claim, reader=g.actor.id), OverForm()
    if found is None:
        return redirect(f"/claims/{ref}/check", 303)
    choice = request.form.get("choice", "")
    if not form.check(choice, found.pence, pounds(found.pence)):
        return render_template("claims/over_limit.html", claim=claim, found=found, form=form), 422
    return _chosen(claim, found.number, choice, form)


def _chosen(claim: Claim, number: int, choice: str, form: OverForm) -> Answer:
    """Back to the same page while another payment of the claim is over, then on to check answers."""
    service.choose(
        g.actor.id, claim.ref, number, choice, form.took(choice), by=g.actor.id, once=form.once.data
    )
    return redirect(f"/claims/{claim.ref}/limit", 303)
