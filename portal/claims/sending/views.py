"""Check answers (P-65), the reason for a late claim, sending it, and what happens next (P-67)."""

from flask import Blueprint, g, redirect, render_template, url_for
from werkzeug import Response

from portal.claims.limits.queries import over_limit
from portal.claims.making.shown import line_cards, totals
from portal.claims.models import Claim
from portal.claims.reach import my_claim, my_draft
from portal.claims.receipts.queries import lines_with_photos
from portal.claims.sending import queries, service
from portal.claims.sending.forms import LateForm
from portal.foundation.access import requires
from portal.foundation.fields import PortalForm
from portal.organisation.queries import setting

page = Blueprint("sending", __name__)
Answer = Response | tuple[str, int]


@page.get("/claims/<ref>/check")
@requires("claims.own", helper="fill")
def check(ref: str) -> str:
    claim = my_draft(ref)
    lines, photos = lines_with_photos(claim.id)
    paid, own = queries.how_paid(g.person_id), g.helping is None
    cards = line_cards(claim, lines, photos, to_check=True, own=own)
    blockers = queries.before_sending(claim, lines, knows_how_paid=paid.known, confirmed=g.actor.confirmed)
    return render_template(
        "claims/check.html", form=PortalForm(), claim=claim, cards=cards, totals=totals(lines, own=own),
        paid=paid, blockers=blockers, promise=queries.promised(), may_send=_may_send(),
    )  # fmt: skip


def _may_send() -> bool:
    return g.helping is None or "send" in g.helping.powers


@page.post("/claims/<ref>/send")
@requires("claims.own", helper="send")
def send_claim(ref: str) -> Response:
    claim = my_claim(ref)
    form = PortalForm()
    if over_limit(claim, reader=g.actor.id):
        return redirect(f"/claims/{ref}/limit", 303)
    service.send_claim(g.person_id, ref, by=g.actor.id, once=form.once.data)
    return redirect(url_for("sending.sent", ref=ref), 303)


@page.get("/claims/<ref>/sent")
@requires("claims.own", helper="fill")
def sent(ref: str) -> str | Response:
    """The same page whenever it is opened again."""
    claim = my_claim(ref)
    if claim.sent_at is None:
        return redirect(url_for("sending.check", ref=ref), 303)
    return render_template("claims/sent.html", claim=claim)


@page.get("/claims/<ref>/late")
@requires("claims.own", helper="fill")
def late(ref: str) -> str:
    claim = my_draft(ref)
    return _late_page(claim, LateForm(data={"reason": claim.late_reason or None}))


@page.post("/claims/<ref>/late")
@requires("claims.own", helper="fill")
def say_why_late(ref: str) -> Answer:
    claim, form = my_draft(ref), LateForm()
    if not form.validate():
        return _late_page(claim, form), 422
    service.say_why_late(g.person_id, ref, form.reason.data, by=g.actor.id)
    return redirect(url_for("sending.check", ref=ref), 303)


def _late_page(claim: Claim, form: LateForm) -> str:
    return render_template("claims/late.html", claim=claim, form=form, months=setting("claim_months"))
