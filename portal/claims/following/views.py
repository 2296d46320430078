"""A person's claims (P-50), one claim (P-68), answering a question (P-69), taking back, cancelling, a copy."""

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug import Response

from portal.accounts import queries as accounts
from portal.claims import queries as claims
from portal.claims.following import paging, queries, service
from portal.claims.following.forms import FORMS, MessageForm
from portal.claims.following.service import Given
from portal.claims.locks import acts_as
from portal.claims.models import Claim, Question
from portal.claims.reach import my_claim
from portal.claims.receipts import keeping
from portal.documents import service as documents
from portal.documents.rules import Format
from portal.documents.views import answer_with
from portal.foundation.access import requires
from portal.foundation.calendar import long_date
from portal.foundation.fields import PortalForm
from portal.foundation.pages import Refused, success
from portal.foundation.stored_files import Accepted, BadFile, Waiting
from portal.people import queries as people

page = Blueprint("following", __name__)
Answer = Response | tuple[str, int]


@page.get("/claims")
@requires("claims.own", helper="fill")
def your_claims() -> str:
    rows = claims.of_person(g.person_id, own=g.helping is None)
    may_see_paid = g.helping is None or "paid" in g.helping.powers
    paid = [row for row in rows if row.public.label == "Paid"] if may_see_paid else []
    pages, shown = paging.page_of(paid, "/claims", request.args.get("page", 1, int))
    still_open = [row for row in rows if row.public.label != "Paid"]
    years = claims.totals_by_year(g.person_id) if may_see_paid else []
    return render_template("claims/your_claims.html", open=still_open, paid=shown, pages=pages, years=years)


@page.get("/claims/<ref>")
@requires("claims.own", helper="fill")
def claim(ref: str) -> str | Response:
    mine = my_claim(ref)
    if mine.state == "draft":
        return redirect(url_for("making.lines", ref=ref), 303)
    return _claim_page(mine, MessageForm())


def _claim_page(mine: Claim, form: MessageForm) -> str:
    shown = queries.claim_page(mine, role=acts_as(mine, g.actor.id), own=g.helping is None)
    may_send = g.helping is None or "send" in g.helping.powers
    return render_template("claims/claim.html", shown=shown, claim=mine, form=form, may_send=may_send)


@page.post("/claims/<ref>/messages")
@requires("claims.own", helper="fill")
def write_message(ref: str) -> Answer:
    mine, form = my_claim(ref), MessageForm()
    if not form.validate():
        return _claim_page(mine, form), 422
    service.write_message(g.person_id, ref, form.words.data, by=g.actor.id, once=form.once.data)
    success("Your message is sent.")
    return redirect(url_for("following.claim", ref=ref), 303)


@page.get("/claims/<ref>/questions/<question_id>")
@requires("claims.own", helper="fill")
def question(ref: str, question_id: str) -> str | Response:
    mine = my_claim(ref)
    asked = queries.my_question(mine, question_id) or abort(404)
    if asked.answered_at:
        return redirect(url_for("following.claim", ref=ref), 303)
    return _question_page(mine, asked, FORMS[_wants(asked)]())


def _question_page(mine: Claim, asked: Question, form: PortalForm) -> str:
    wants = _wants(asked)
    if wants == asked.wants:
        form["answer"].label.text = asked.words  # the h1 is the question in the coordinator's words
    return render_template(
        "claims/question.html",
        claim=mine,
        asked=asked,
        wants=wants,
        form=form,
        about=queries.asked_about(asked),
    )


@page.post("/claims/<ref>/questions/<question_id>")
@requires("claims.own", helper="fill")
def answer_question(ref: str, question_id: str) -> Answer:
    mine = my_claim(ref)
    asked = queries.my_question(mine, question_id) or abort(404)
    form = FORMS[_wants(asked)]()
    form.validate()
    photo = _photo(asked, form)
    if form.errors:
        return _question_page(mine, asked, form), 422
    given = _given(_wants(asked), form, photo)
    look_by = service.answer_question(g.person_id, ref, question_id, given, by=g.actor.id)
    name = accounts.names([asked.asked_by]).get(asked.asked_by, "").split(" ")[0] or "We"
    success(f"Thank you. {name} will look at it by {long_date(look_by)}.")
    return redirect(url_for("following.claim", ref=ref), 303)


def _wants(asked: Question) -> str:
    """What the page asks for: whoever would rather talk gives a number instead."""
    return "call" if request.args.get("instead") == "call" else asked.wants


def _photo(asked: Question, form: PortalForm) -> Accepted | Waiting | None:
    """The photo of the answer; kept also where another field has an error, so that it need not be chosen again."""
    if _wants(asked) != "photo" or form["answer"].errors:
        return None
    if form["answer"].data is None:
        before = keeping.kept_before(g.person_id, form["kept"].data or "")
        if form["kept"].data and not before:
            form.wrong("answer", "Select your photo again")
        return before
    try:
        photo = keeping.take(g.person_id, form["answer"].data)
    except BadFile as problem:
        form.wrong("answer", str(problem))
        return None
    if form.errors:
        form["kept"].data = keeping.add_to_tray(g.person_id, photo, by=g.actor.id)
    return photo


def _given(wants: str, form: PortalForm, photo: Accepted | Waiting | None) -> Given:
    """The answer in its shape."""
    answer = form["answer"].data
    if wants == "amount":
        return Given(pence=answer)
    if wants == "call":
        return Given(words=f"Call me on {answer}", call=True)
    if wants == "words":
        return Given(words=answer)
    return Given(words=form["words"].data or "", photo=photo)


@page.post("/claims/<ref>/take-back")
@requires("claims.own", helper="send")
def take_back(ref: str) -> Response:
    my_claim(ref)
    service.take_back(g.person_id, ref, by=g.actor.id)
    success("You have your claim back. Change what you like and send it again.")
    return redirect(url_for("sending.check", ref=ref), 303)


@page.get("/claims/<ref>/cancel")
@requires("claims.own", helper="send")
def cancel(ref: str) -> str:
    mine = my_claim(ref)
    if mine.state not in ("draft", "sent", "question"):
        raise Refused(
            "too-late", "You cannot cancel this claim now.", f"/claims/{ref}", "Go back to your claim"
        )
    return render_template("claims/cancel.html", claim=mine, form=PortalForm())


@page.post("/claims/<ref>/cancel")
@requires("claims.own", helper="send")
def cancel_claim(ref: str) -> Response:
    my_claim(ref)
    service.cancel(g.person_id, ref, by=g.actor.id)
    success("Your claim is cancelled.")
    return redirect(url_for("following.your_claims"), 303)


@page.get("/claims/<ref>/copy")
@requires("claims.own", helper="fill")
def copy(ref: str) -> ResponseReturnValue:
    """The claim as a PDF in the person's own format."""
    mine = my_claim(ref)
    shown = queries.claim_page(mine, role=acts_as(mine, g.actor.id), own=g.helping is None)
    name, look = accounts.person(g.person_id).name, people.print_format(g.person_id)
    form = Format(look.size_pt, look.paper, look.language)
    total, value = sum(shown.totals), queries.copy_of(shown, name)
    document = documents.issue(
        "claim", f"Claim {ref}", "claim", value, form, g.person_id, by=g.actor.id, total_pence=total
    )
    return answer_with(document)
