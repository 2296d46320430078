"""Money needed before: what staff see, answer, hand over and settle."""

from flask import Blueprint, abort, g, redirect, render_template, url_for
from werkzeug import Response

from portal.claims.first import clearing, hands, queries, rules, service
from portal.claims.first.forms import AnswerForm, BackForm
from portal.foundation.access import requires
from portal.foundation.fields import PortalForm
from portal.foundation.pages import success
from portal.organisation.queries import setting

page = Blueprint("first_queue", __name__)
Answer = str | Response | tuple[str, int]
DECIDE = "claims.decide"


@page.get("/queue/first")
@requires(DECIDE)
def list_first() -> Answer:
    found = queries.to_do(g.actor.teams(DECIDE))
    return render_template("claims/list_first.html", found=found, needs=rules.NEEDS)


@page.get("/queue/first/<first_id>")
@requires(DECIDE)
def check_first(first_id: str) -> Answer:
    view = _view(first_id)
    one = view.first
    start = {"version": one.version, "before_pence": one.asked_pence, "cash_pence": one.asked_pence}
    return _page(view, AnswerForm(data=start))


def _view(first_id: str) -> queries.FirstView:
    return queries.for_staff(first_id, g.actor.teams(DECIDE)) or abort(404)


def _page(view: queries.FirstView, form: PortalForm) -> str:
    one, me = view.first, g.actor.id
    answer = form if isinstance(form, AnswerForm) else AnswerForm(formdata=None)
    back = form if isinstance(form, BackForm) else BackForm(formdata=None)
    let_go = hands.why_not_let_go(
        one.person_id, one.let_go_by, view.open_pence, setting("let_go_up_to_pence"), me
    )
    return render_template(
        "claims/check_first.html", view=view, form=form, answer=answer, back_form=back, hands=queries.names(view),
        why_not=hands.why_not_decide(one.person_id, one.made_by, one.state, me), why_not_let_go=let_go,
        why_not_back=hands.why_not_came_back(one.person_id, (one.decided_by, one.given_by), me),
        needs=rules.NEEDS, hows=rules.HOW, settles=rules.SETTLES, own=one.person_id == me,
    )  # fmt: skip


@page.post("/queue/first/<first_id>")
@requires(DECIDE)
def answer_first(first_id: str) -> Answer:
    view, form = _view(first_id), AnswerForm()
    if not form.check():
        return _page(view, form), 422
    teams = g.actor.teams(DECIDE)
    said = form.answer()
    service.answer(first_id, said, form.version.data, teams, by=g.actor.id, once=form.once.data)
    success(f"Sent. {view.person_name.split()[0]} has been told.")
    return redirect(url_for(".list_first"), 303)


@page.post("/queue/first/<first_id>/cash")
@requires(DECIDE)
def give_cash(first_id: str) -> Answer:
    view = _view(first_id)
    service.hand_over(first_id, g.actor.teams(DECIDE), by=g.actor.id, once=PortalForm().once.data)
    success(f"Kept. {view.person_name.split()[0]} is asked to say that they got it.")
    return redirect(url_for(".check_first", first_id=first_id), 303)


@page.post("/queue/first/<first_id>/back")
@requires(DECIDE)
def money_back(first_id: str) -> Answer:
    view, form = _view(first_id), BackForm()
    if not form.validate():
        return _page(view, form), 422
    clearing.came_back(first_id, form.pence.data, form.reference.data, by=g.actor.id, once=form.once.data)
    success("Kept as paid back.")
    return redirect(url_for(".check_first", first_id=first_id), 303)


@page.post("/queue/first/<first_id>/let-go")
@requires(DECIDE)
def let_go(first_id: str) -> Answer:
    _view(first_id)
    step = clearing.let_go(first_id, by=g.actor.id, once=PortalForm().once.data)
    success("Let go." if step == "second" else "Kept. A second person says yes too.")
    return redirect(url_for(".check_first", first_id=first_id), 303)
