"""A coordinator's openings: list, begin, the parts, preview, publish, take back, close (C-30)."""

from typing import Any

from flask import Blueprint, abort, g, redirect, render_template, request, url_for

from portal.foundation.access import requires
from portal.foundation.database import Stale
from portal.foundation.fields import VersionedForm
from portal.foundation.pages import answers_sent, success
from portal.openings.finding.reading.queries import opening_page
from portal.openings.offering.publishing import queries, service
from portal.openings.offering.publishing.forms import (
    FORMS,
    NewOpeningForm,
    ask_for_days_to_come,
    set_choices,
    stored,
    values_of,
)
from portal.openings.offering.publishing.queries import OpeningView
from portal.openings.offering.publishing.rules import DECIDE_HOW, PARTS, changes_pay
from portal.openings.offering.publishing.shown import pages_of, state_of, tasks_of, their_words
from portal.organisation.queries import setting
from portal.projects.queries import projects
from portal.rates.queries import offers

page = Blueprint("publishing", __name__, url_prefix="/manage/openings")


def my_teams() -> frozenset[str] | None:
    """The teams whose openings this coordinator runs; None: all."""
    teams: frozenset[str] | None = g.actor.teams("openings.manage")
    return teams


def my_opening(opening_id: str) -> OpeningView:
    """404 for an opening of another team, as for none."""
    return queries.opening(opening_id, my_teams()) or abort(404)


def to_opening(opening_id: str) -> Any:
    """Back to the opening's task list."""
    return redirect(url_for("publishing.edit_opening", opening_id=opening_id), 303)


@page.get("")
@requires("openings.manage")
def manage_openings() -> str:
    number = max(request.args.get("page", 1, int), 1)
    rows, count = queries.listed(my_teams(), number)
    pages = pages_of(number, count)
    return render_template("openings/manage_openings.html", openings=rows, count=count, pages=pages)


def new_form() -> NewOpeningForm:
    """With the projects of the coordinator's teams."""
    form = NewOpeningForm(project_id=request.args.get("project"))
    set_choices(form, projects(my_teams()), ())
    return form


@page.get("/new")
@requires("openings.manage")
def new_opening() -> str:
    return render_template("openings/new_opening.html", form=new_form())


@page.post("/new")
@requires("openings.manage")
def begin_opening() -> Any:
    form = new_form()
    if not form.validate():
        return render_template("openings/new_opening.html", form=form), 422
    typed = (form.project_id.data, form.name.data, g.actor.name, setting("answer_days"))
    return to_opening(service.begin_opening(*typed, by=g.actor.id, once=form.once.data))


@page.get("/<opening_id>")
@requires("openings.manage")
def edit_opening(opening_id: str) -> str:
    opening = my_opening(opening_id)
    shown = {"tasks": tasks_of(opening), "form": VersionedForm(data={"version": opening.version})}
    return render_template("openings/edit_opening.html", opening=opening, **shown, **state_of(opening))


def part_form(part: str, opening: OpeningView, **more: Any) -> VersionedForm:
    """The form of one part over what is stored. 404 for a part that is not there. `formdata=None`: as stored."""
    kind = FORMS.get(part) or abort(404)
    strengths = queries.strengths_of(opening.id) if part == "strengths" else []
    form = kind(data=stored(opening.row, strengths), **more)
    mine = projects(my_teams()) if part == "name" else ()
    set_choices(form, mine, offers() if part == "pay" else ())
    ask_for_days_to_come(form, opening.row)
    return form


@page.get("/<opening_id>/parts/<part>")
@requires("openings.manage")
def edit_part(opening_id: str, part: str) -> str:
    opening = my_opening(opening_id)
    form = part_form(part, opening)
    return render_template(
        "openings/edit_part.html", opening=opening, part=part, title=PARTS[part], form=form
    )


@page.post("/<opening_id>/parts/<part>")
@requires("openings.manage")
def save_part(opening_id: str, part: str) -> Any:
    opening = my_opening(opening_id)
    form = part_form(part, opening)
    if not form.validate():
        shown = {"opening": opening, "part": part, "title": PARTS[part], "form": form}
        return render_template("openings/edit_part.html", **shown), 422
    try:
        return keep_part(opening, part, form)
    except Stale:
        return changed_meanwhile(opening, part, form)


def keep_part(opening: OpeningView, part: str, form: VersionedForm) -> Any:
    """Saved; on to the next part, or back to the list of parts."""
    values, seen = values_of(part, form), form.version.data
    if roles := roles_that_stay(opening, part, values):
        return ask_pay_change(opening, values, roles)
    service.save_part(opening.id, seen, part, values, by=g.actor.id, once=form.once.data)
    order = [*PARTS, ""]
    following = order[order.index(part) + 1]
    if request.form.get("next") and following:
        return redirect(url_for("publishing.edit_part", opening_id=opening.id, part=following), 303)
    success(f"“{PARTS[part]}” is saved.")
    return to_opening(opening.id)


def roles_that_stay(opening: OpeningView, part: str, values: dict[str, Any]) -> int:
    """How many roles go on being paid as they agreed after a change of pay that nobody has confirmed yet."""
    if part != "pay" or request.form.get("sure") or not changes_pay(opening.row, values):
        return 0
    return queries.paid_roles(opening.id)


def ask_pay_change(opening: OpeningView, values: dict[str, Any], roles: int) -> str:
    """Nothing is saved yet: what was typed goes along."""
    words: dict[Any, str] = {(one.card_id, one.code): one.words for one in offers()}
    now = words.get((opening.row.rate_card_id, opening.row.rate_code), "")
    new = words.get((values["rate_card_id"], values["rate_code"]), "")
    return render_template(
        "openings/ask_pay_change.html", opening=opening, roles=roles, now=now, new=new, answers=answers_sent()
    )


def changed_meanwhile(opening: OpeningView, part: str, form: VersionedForm) -> tuple[str, int]:
    """The page again: what was typed stays, beside it what somebody else saved; the next save counts."""
    theirs = their_words(part, form, part_form(part, opening, formdata=None))
    form.version.data = opening.version
    shown = {"opening": opening, "part": part, "title": PARTS[part], "form": form, "theirs": theirs}
    return render_template("openings/edit_part.html", **shown), 409


@page.get("/<opening_id>/preview")
@requires("openings.manage")
def preview_opening(opening_id: str) -> str:
    mine = my_opening(opening_id)
    shown = opening_page(mine.id, None, draft=True)
    decide = DECIDE_HOW.get(mine.row.decide_how, "")
    return render_template("openings/preview_opening.html", opening=shown, decide=decide)


@page.post("/<opening_id>/publish")
@requires("openings.manage")
def publish_opening(opening_id: str) -> Any:
    opening, form = my_opening(opening_id), VersionedForm()
    form.validate()
    service.publish_opening(opening.id, form.version.data, by=g.actor.id, once=form.once.data)
    success(f"{opening.name} is published. People can see it now.")
    return to_opening(opening_id)


@page.post("/<opening_id>/take-back")
@requires("openings.manage")
def take_back_opening(opening_id: str) -> Any:
    opening, form = my_opening(opening_id), VersionedForm()
    form.validate()
    service.take_back_opening(opening.id, form.version.data, by=g.actor.id, once=form.once.data)
    success(f"{opening.name} is a draft again. People cannot see it.")
    return to_opening(opening_id)


@page.get("/<opening_id>/close")
@requires("openings.manage")
def ask_close(opening_id: str) -> str:
    opening = my_opening(opening_id)
    form = VersionedForm(data={"version": opening.version})
    return render_template("openings/ask_close.html", opening=opening, form=form)


@page.post("/<opening_id>/close")
@requires("openings.manage")
def close_opening(opening_id: str) -> Any:
    opening, form = my_opening(opening_id), VersionedForm()
    form.validate()
    service.close_opening(opening.id, form.version.data, by=g.actor.id, once=form.once.data)
    success(f"{opening.name} is closed. Nobody new can join.")
    return to_opening(opening_id)
