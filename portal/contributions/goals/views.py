"""Goals and their pages (P-35). A trusted person has no part in them."""

import datetime as dt

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug import Response

from portal.contributions import reach
from portal.contributions.goals import queries, rules, service
from portal.contributions.goals.forms import GoalForm, GoalsOfEntryForm, GoingForm, LinkForm, StepForm
from portal.contributions.log.queries import goals_for
from portal.contributions.models import Goal, LogEntry
from portal.contributions.queries import coordinator
from portal.foundation import calendar
from portal.foundation.access import requires
from portal.foundation.fields import Pick, PortalForm
from portal.foundation.pages import success
from portal.openings.queries import roles_of

page = Blueprint("goals", __name__)
Answer = Response | str | tuple[str, int]


def my_goal(goal_id: str) -> Goal:
    """A goal of the person; 404 otherwise."""
    return queries.goal(g.person_id, goal_id) or abort(404)


@page.get("/goals")
@requires("goals.own")
def list_goals() -> str:
    return render_template("contributions/list_goals.html", goals=queries.goals(g.person_id), rules=rules)


@page.get("/goals/new")
@requires("goals.own")
def new_goal() -> str:
    return render_template("contributions/new_goal.html", form=GoalForm(), goal=None)


@page.post("/goals/new")
@requires("goals.own")
def add_goal() -> Answer:
    form = GoalForm()
    if not form.validate():
        return render_template("contributions/new_goal.html", form=form, goal=None), 422
    goal_id = service.add_goal(g.person_id, *_answers(form), by=g.actor.id, once=form.once.data)
    success("Goal added. You can break it into small steps.")
    return redirect(url_for("goals.show_goal", goal_id=goal_id), 303)


def _answers(form: GoalForm) -> tuple[str, str, list[str], dt.date | None]:
    again = rules.look_again_on(form.again.data, calendar.today())
    return form.what.data, form.why.data or "", form.helps.data, again


@page.get("/goals/<goal_id>/edit")
@requires("goals.own")
def edit_goal(goal_id: str) -> str:
    goal = my_goal(goal_id)
    form = GoalForm(data={name: getattr(goal, name) for name in ("what", "why", "helps", "version")})
    _offer_same_day(form, goal)
    return render_template("contributions/edit_goal.html", form=form, goal=goal)


@page.post("/goals/<goal_id>/edit")
@requires("goals.own")
def save_goal(goal_id: str) -> Answer:
    goal, form = my_goal(goal_id), GoalForm()
    _offer_same_day(form, goal)
    if not form.validate():
        return render_template("contributions/edit_goal.html", form=form, goal=goal), 422
    what, why, helps, again = _answers(form)
    day = goal.look_again_on if form.again.data == "same" else again
    service.change_goal(g.person_id, goal_id, what, why, helps, day, seen=form.version.data, by=g.actor.id)
    success("Saved.")
    return redirect(url_for("goals.show_goal", goal_id=goal_id), 303)


def _offer_same_day(form: GoalForm, goal: Goal) -> None:
    """The day stays as it is unless another is picked."""
    if goal.look_again_on:
        same = Pick("same", f"On {calendar.full_date(goal.look_again_on)}, as now")
        form.again.choices = [same, *rules.LOOK_AGAIN.items()]
    form.again.data = form.again.data or ("same" if goal.look_again_on else "none")


@page.get("/goals/<goal_id>")
@requires("goals.own")
def show_goal(goal_id: str) -> str:
    goal = my_goal(goal_id)
    return _goal_page(goal, StepForm(), GoingForm(formdata=None, data={"going": goal.going or None}))


def _goal_page(goal: Goal, step: StepForm, going: GoingForm) -> str:
    """Two forms on one page: the summary is of the one that was sent."""
    sent = going if going.errors else step
    return render_template(
        "contributions/show_goal.html", found=queries.whole(goal), goal=goal, form=sent, step=step, going=going,
        rules=rules, coordinator=coordinator(_team()),
    )  # fmt: skip


def _team() -> str | None:
    """The team of the person's newest role: its coordinator helps."""
    roles = roles_of(g.person_id)
    return roles[0].team_id if roles else None


@page.post("/goals/<goal_id>/steps")
@requires("goals.own")
def add_step(goal_id: str) -> Answer:
    goal, form = my_goal(goal_id), StepForm()
    if not form.validate():
        return _goal_page(goal, form, GoingForm(formdata=None, data={"going": goal.going or None})), 422
    service.add_step(g.person_id, goal_id, form.what.data, by=g.actor.id)
    success("Step added.")
    return _back_to(goal_id)


@page.post("/goals/<goal_id>/steps/<step_id>")
@requires("goals.own")
def set_step(goal_id: str, step_id: str) -> Response:
    if step_id not in {step.id for step in queries.whole(my_goal(goal_id)).steps}:
        abort(404)
    done = request.form.get("done") == "yes"
    service.set_step(g.person_id, goal_id, step_id, done, by=g.actor.id)
    return _back_to(goal_id)


@page.post("/goals/<goal_id>/going")
@requires("goals.own")
def say_how_it_goes(goal_id: str) -> Answer:
    goal, form = my_goal(goal_id), GoingForm()
    if not form.validate():
        return _goal_page(goal, StepForm(formdata=None), form), 422
    service.say_how_it_goes(g.person_id, goal_id, form.going.data, by=g.actor.id)
    success("Well done. Your goal is on your record." if form.going.data == "done" else "Saved.")
    return _back_to(goal_id)


@page.post("/goals/<goal_id>/help")
@requires("goals.own")
def ask_for_help(goal_id: str) -> Response:
    goal, team = my_goal(goal_id), _team()
    service.ask_for_help(g.person_id, goal.id, team_id=team, by=g.actor.id)
    who = coordinator(team)
    success(f"We have told {who}. They will get in touch.")
    return _back_to(goal_id)


@page.get("/goals/<goal_id>/stop")
@requires("goals.own")
def ask_stop(goal_id: str) -> str:
    return render_template("contributions/ask_stop.html", form=PortalForm(), goal=my_goal(goal_id))


@page.post("/goals/<goal_id>/stop")
@requires("goals.own")
def stop_goal(goal_id: str) -> Response:
    service.stop_goal(g.person_id, my_goal(goal_id).id, by=g.actor.id)
    success("Stopped. You can take it up again at any time.")
    return redirect(url_for("goals.list_goals"), 303)


def _back_to(goal_id: str) -> Response:
    return redirect(url_for("goals.show_goal", goal_id=goal_id), 303)


@page.get("/goals/<goal_id>/logs")
@requires("goals.own")
def link_logs(goal_id: str) -> str:
    goal, form = my_goal(goal_id), LinkForm()
    form.entries.data = [one.entry.id for one in _offer_entries(form, goal) if one.linked]
    return render_template("contributions/link_logs.html", form=form, goal=goal)


@page.post("/goals/<goal_id>/logs")
@requires("goals.own")
def save_links(goal_id: str) -> Answer:
    goal, form = my_goal(goal_id), LinkForm()
    offered = [one.entry.id for one in _offer_entries(form, goal)]
    if not form.validate():
        return render_template("contributions/link_logs.html", form=form, goal=goal), 422
    service.link_entries(g.person_id, goal_id, form.entries.data, offered, by=g.actor.id)
    success("Saved.")
    return _back_to(goal_id)


def _offer_entries(form: LinkForm, goal: Goal) -> list[queries.Linkable]:
    found = queries.linkable(goal)
    form.entries.choices = [Pick(e.id, f"{e.what}, {calendar.full_date(e.on_date)}") for e, _ in found]
    return found


@page.get("/log/<entry_id>/goals")
@requires("goals.own")
def goals_of_entry(entry_id: str) -> str:
    entry, form = reach.my_saved_entry(entry_id), GoalsOfEntryForm()
    _offer_goals(form, entry)
    return render_template("contributions/goals_of_entry.html", form=form, entry=entry)


@page.post("/log/<entry_id>/goals")
@requires("goals.own")
def save_goals_of_entry(entry_id: str) -> Answer:
    entry, form = reach.my_saved_entry(entry_id), GoalsOfEntryForm()
    _offer_goals(form, entry, picked=False)
    if not form.validate():
        return render_template("contributions/goals_of_entry.html", form=form, entry=entry), 422
    service.link_goals(g.person_id, entry_id, form.goals.data, by=g.actor.id)
    success("Saved.")
    return redirect(url_for("log.show_entry", entry_id=entry_id), 303)


def _offer_goals(form: GoalsOfEntryForm, entry: LogEntry, picked: bool = True) -> None:
    found = goals_for(entry.person_id, entry.id)
    form.goals.choices = [Pick(goal.id, goal.what) for goal in found]
    if picked:
        form.goals.data = [goal.id for goal in found if goal.linked]
