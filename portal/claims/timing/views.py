"""Payment for time (P-61a to P-61c). Whoever helps never meets the questions that are the person's own."""

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug import Response

from portal.claims.making import flow
from portal.claims.models import Claim
from portal.claims.reach import my_claim, my_draft
from portal.claims.timing import queries, rules, service
from portal.claims.timing.forms import BenefitsForm, PayForm, SessionsForm
from portal.foundation.access import requires
from portal.foundation.fields import Pick, PortalForm
from portal.foundation.money import pounds
from portal.foundation.pages import Refused, success
from portal.openings import service as openings
from portal.organisation.queries import setting

WAITS = "This waits for an answer from the person you help"
page = Blueprint("timing", __name__)
Answer = Response | tuple[str, int]


@page.get("/claims/<ref>/time")
@requires("claims.own", helper="fill")
def time(ref: str) -> Response:
    """Leads to the first question that is still open: benefits, the wish to be paid, or which sessions."""
    claim = my_draft(ref)
    terms = _terms(claim)
    if g.helping:
        return redirect(url_for("timing.sessions", ref=ref), 303)
    if queries.must_meet_benefits(g.person_id):
        return redirect(url_for("timing.benefits", ref=ref), 303)
    asked = terms.said.decided and not terms.said.takes_nothing
    return redirect(url_for("timing.sessions" if asked else "timing.pay", ref=ref), 303)


def _terms(claim: Claim) -> queries.Terms:
    terms = queries.terms_of(claim)
    if terms is None:
        text = "You cannot claim payment for your time here, because no payment was agreed for this before."
        raise Refused("no-payment", text, f"/claims/{claim.ref}", "Go back to your claim")
    return terms


@page.get("/claims/<ref>/benefits")
@requires("claims.own")
def benefits(ref: str) -> str:
    return render_template("claims/benefits.html", claim=my_claim(ref), form=BenefitsForm())


@page.post("/claims/<ref>/benefits")
@requires("claims.own")
def answer_benefits(ref: str) -> Answer:
    claim, form = my_claim(ref), BenefitsForm()
    if not form.validate():
        return render_template("claims/benefits.html", claim=claim, form=form), 422
    openings.answer_benefits(_terms(claim).role_id, form.advice.data, by=g.actor.id)
    on = {"advice first": f"/claims/{ref}/advice", "limit": f"/me/limit?back=/claims/{ref}/pay"}
    return redirect(on.get(form.advice.data, f"/claims/{ref}/pay"), 303)


@page.get("/claims/<ref>/advice")
@requires("claims.own")
def advice(ref: str) -> str:
    """Free independent advice, the letter, and the way on. Nothing is stopped."""
    claim = my_claim(ref)
    return render_template("claims/advice.html", claim=claim, places=setting("advice"))


@page.get("/claims/<ref>/pay")
@requires("claims.own")
def pay(ref: str) -> str:
    claim = my_claim(ref)
    terms = _terms(claim)
    said = terms.said
    form = PayForm(
        data={"pay": said.answer or None, "less": said.less_pence, "charity": said.charity or None}
    )
    form.offer(setting("charities"), queries.offered_words(terms))
    return render_template("claims/pay.html", claim=claim, form=form)


@page.post("/claims/<ref>/pay")
@requires("claims.own")
def answer_pay(ref: str) -> Answer:
    claim, form = my_claim(ref), PayForm()
    terms = _terms(claim)
    form.offer(setting("charities"), queries.offered_words(terms))
    if not form.check(terms.offered_pence or 0):
        return render_template("claims/pay.html", claim=claim, form=form), 422
    service.answer_pay(g.person_id, ref, *form.answer(), by=g.actor.id, once=form.once.data)
    return redirect(_after_answer(claim, form.pay.data), 303)


def _after_answer(claim: Claim, answer: str) -> str:
    success("Thank you. We have your answer.")
    if claim.state != "draft":
        return f"/claims/{claim.ref}"
    if "time" not in claim.to_claim:
        return f"/claims/{claim.ref}/check"
    if rules.Answer(answer).takes_nothing:
        service.no_time(g.person_id, claim.ref, by=g.actor.id)
        return flow.next_href(my_draft(claim.ref))
    return f"/claims/{claim.ref}/sessions"


@page.get("/claims/<ref>/sessions")
@requires("claims.own", helper="fill")
def sessions(ref: str) -> str:
    claim = my_draft(ref)
    found = queries.sessions(claim)
    return _sessions_page(claim, found, _sessions_form(claim, found, {"sessions": found.ticked}))


def _sessions_form(
    claim: Claim, found: queries.Sessions, data: dict[str, list[str]] | None = None
) -> SessionsForm:
    """Each session with what it would pay; for whoever helps, with its time alone."""
    form, days = SessionsForm(data=data), setting("called_off_days")
    rates, code = ((), "") if g.helping else queries.rates_agreed(claim)

    def worth(one: rules.Session) -> str:
        minutes = rules.minutes_to_pay(one, days)
        return rules.worth_words(rates, code, minutes, one.on_date, one.preparation_minutes)

    form.sessions.choices = [Pick(one.key, one.label, worth(one)) for one in found.open]
    return form


def _sessions_page(claim: Claim, found: queries.Sessions, form: SessionsForm) -> str:
    back = f"/claims/{claim.ref}/what"
    return render_template("claims/sessions.html", claim=claim, form=form, found=found, back=back)


@page.post("/claims/<ref>/sessions")
@requires("claims.own", helper="fill")
def choose_sessions(ref: str) -> Answer:
    claim = my_draft(ref)
    found = queries.sessions(claim)
    form = _sessions_form(claim, found)
    if flow.leaving() and flow.left_empty():
        return redirect(flow.left(), 303)
    if not form.validate():
        return _sessions_page(claim, found, form), 422
    return redirect(_chosen(ref, form), 303)


def _chosen(ref: str, form: SessionsForm) -> str:
    keys = form.sessions.data
    if form.paid_by.data != "no":
        return url_for("timing.paid_already", ref=ref, session=keys)
    service.choose_sessions(g.person_id, ref, keys, by=g.actor.id, once=form.once.data)
    return flow.left() if flow.leaving() else flow.next_href(my_draft(ref))


@page.post("/claims/<ref>/sessions/total")
@requires("claims.own", helper="fill")
def sessions_total(ref: str) -> str:
    """The running total as sessions are ticked: a few words for the status line. Whoever helps reads no figure: it
    would tell the person's own answer."""
    if g.helping:
        return WAITS
    claim, ticked = my_draft(ref), set(request.form.getlist("sessions"))
    terms, days = _terms(claim), setting("called_off_days")
    chosen = [one for one in queries.sessions(claim).open if one.key in ticked]
    offers = [
        rules.offer(terms.rates, terms.code, rules.minutes_to_pay(s, days), s.on_date, terms.said)
        for s in chosen
    ]
    return f"Total {pounds(sum(one.accepted_pence for one in offers))}"


@page.get("/claims/<ref>/sessions/paid")
@requires("claims.own", helper="fill")
def paid_already(ref: str) -> str:
    """Somebody else pays for this time (rule 39): a page with two ways on."""
    claim = my_draft(ref)
    return render_template(
        "claims/paid_already.html", claim=claim, form=PortalForm(), chosen=request.args.getlist("session")
    )


@page.post("/claims/<ref>/sessions/paid")
@requires("claims.own", helper="fill")
def answer_paid_already(ref: str) -> Response:
    claim, form = my_draft(ref), PortalForm()
    if request.form.get("own") == "yes":
        keys = request.form.getlist("session")
        service.choose_sessions(g.person_id, ref, keys, "own time", by=g.actor.id, once=form.once.data)
    else:
        service.no_time(g.person_id, ref, by=g.actor.id)
    return redirect(flow.next_href(my_draft(claim.ref)), 303)
