"""What a person needs paid first: asking, following, showing what was spent, choosing about what is left (P-66)."""

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug import Response

from portal.claims.first import clearing, queries, rules, service
from portal.claims.first.forms import DetailsForm, GotForm, NeedForm, SettleForm
from portal.claims.making.rules import Subject
from portal.foundation import calendar
from portal.foundation.access import requires
from portal.foundation.fields import Pick, PortalForm
from portal.foundation.pages import success
from portal.organisation.queries import setting

page = Blueprint("first", __name__)
Answer = str | Response | tuple[str, int]


@page.get("/claims/first")
@requires("claims.own", helper="fill")
def money_first() -> Answer:
    form = _need_form()
    about = request.args.get("meeting")
    if about in {one.value for one in form.about.picks()}:
        form.about.data = about
    return _need_page(form)


def _need_form() -> NeedForm:
    form, found = NeedForm(), queries.choices(g.person_id)
    other = Pick("other", "Something else", before="or" if found else "")
    form.about.choices = [*(Pick(one.value, one.label) for one in found), other]
    return form


def _need_page(form: NeedForm) -> str:
    asked = queries.of_person(g.person_id)
    return render_template("claims/money_first.html", form=form, asked=asked, days=setting("first_days"))


@page.post("/claims/first")
@requires("claims.own", helper="fill")
def choose_need() -> Answer:
    form = _need_form()
    if not form.validate():
        return _need_page(form), 422
    return redirect(url_for(".first_details", need=form.need.data, about=form.about.data), 303)


@page.get("/claims/first/new")
@requires("claims.own", helper="fill")
def first_details() -> Answer:
    need, subject = _chosen()
    return _details_page(need, subject, _details_form(need, subject))


def _chosen() -> tuple[str, Subject | None]:
    """What the first page asked; the meeting, or None for something else. 404 for what was not offered."""
    need, about = request.args.get("need", ""), request.args.get("about", "")
    known = {one.value: one.subject for one in queries.choices(g.person_id)}
    if need not in rules.NEEDS or (about != "other" and about not in known):
        abort(404)
    return need, known.get(about)


def _details_form(need: str, subject: Subject | None) -> DetailsForm:
    form = DetailsForm(data={"end": subject.place if subject else ""})
    return form.shape(need, known=subject is not None, today=calendar.today())


def _details_page(need: str, subject: Subject | None, form: DetailsForm) -> str:
    days = setting("first_days")
    return render_template(
        "claims/first_details.html", need=need, title=rules.NEEDS[need], subject=subject, form=form, days=days
    )


@page.post("/claims/first/new")
@requires("claims.own", helper="fill")
def ask_first() -> Answer:
    need, subject = _chosen()
    form = _details_form(need, subject)
    if not form.validate():
        return _details_page(need, subject, form), 422
    about = subject or Subject(form.what.data, form.when.data)
    first_id = service.ask(g.person_id, about, form.asked(need), by=g.actor.id, once=form.once.data)
    success("We have got what you need.")
    return redirect(url_for(".first_asked", first_id=first_id), 303)


@page.get("/claims/first/<first_id>")
@requires("claims.own", helper="fill")
def first_asked(first_id: str) -> Answer:
    view = _mine(first_id)
    return _asked_page(view, PortalForm())


def _mine(first_id: str) -> queries.FirstView:
    return queries.mine(g.person_id, first_id) or abort(404)


def _asked_page(view: queries.FirstView, form: PortalForm) -> str:
    got = form if isinstance(form, GotForm) else GotForm(formdata=None)
    left = form if isinstance(form, SettleForm) else SettleForm.of(view)
    needs, hows = rules.NEEDS, rules.HOW
    return render_template(
        "claims/first_asked.html", view=view, form=form, got=got, left=left, needs=needs, hows=hows,
        days=setting("first_days"),
    )  # fmt: skip


@page.post("/claims/first/<first_id>/cancel")
@requires("claims.own", helper="fill")
def cancel_first(first_id: str) -> Answer:
    _mine(first_id)
    service.cancel(g.person_id, first_id, by=g.actor.id, once=PortalForm().once.data)
    success("Cancelled. We will not book or pay this.")
    return redirect(url_for(".money_first"), 303)


@page.post("/claims/first/<first_id>/got")
@requires("claims.own")
def got_cash(first_id: str) -> Answer:
    view, form = _mine(first_id), GotForm()
    if not form.validate():
        return _asked_page(view, form), 422
    service.got_it(first_id, form.got.data == "yes", by=g.actor.id, once=form.once.data)
    success("Thank you." if form.got.data == "yes" else "Thank you for telling us. We will talk with you.")
    return redirect(url_for(".first_asked", first_id=first_id), 303)


@page.post("/claims/first/<first_id>/spent")
@requires("claims.own", helper="fill")
def show_spent(first_id: str) -> Answer:
    _mine(first_id)
    ref = service.show_spent(g.person_id, first_id, by=g.actor.id, once=PortalForm().once.data)
    return redirect(f"/claims/{ref}/what", 303)


@page.post("/claims/first/<first_id>/left")
@requires("claims.own")
def choose_left(first_id: str) -> Answer:
    view = _mine(first_id)
    form = SettleForm.of(view)
    if not form.validate():
        return _asked_page(view, form), 422
    clearing.choose(first_id, form.settle.data, form.part.data, by=g.actor.id, once=form.once.data)
    success("Thank you. We have your answer.")
    return redirect(url_for(".first_asked", first_id=first_id), 303)
