"""Projects of a coordinator's teams: list, one project, add, change, move to another stage."""

from typing import Any

from flask import Blueprint, abort, g, redirect, render_template, url_for

from portal.foundation.access import requires
from portal.foundation.database import Stale
from portal.foundation.pages import success
from portal.organisation import queries as organisation
from portal.projects import queries, service
from portal.projects.forms import NewProjectForm, ProjectForm, StageForm
from portal.projects.queries import ProjectRow

page = Blueprint("projects", __name__, url_prefix="/manage/projects")


def my_project(project_id: str) -> ProjectRow:
    """404 for a project of another team, as for none."""
    return queries.project(project_id, g.actor.teams("openings.manage")) or abort(404)


@page.get("")
@requires("openings.manage")
def list_projects() -> str:
    rows = queries.projects(g.actor.teams("openings.manage"))
    return render_template("projects/list_projects.html", projects=rows)


@page.get("/<project_id>")
@requires("openings.manage")
def show_project(project_id: str) -> str:
    project = my_project(project_id)
    openings = queries.openings_of(project_id)
    return render_template("projects/show_project.html", project=project, openings=openings)


def new_project_form() -> NewProjectForm:
    """With the teams in which this coordinator may add a project; a single one is chosen already."""
    form, mine = NewProjectForm(), g.actor.teams("openings.manage")
    teams = [(key, name) for key, name in organisation.teams() if mine is None or key in mine]
    form.team.choices = teams
    if len(teams) == 1 and not form.is_submitted():
        form.team.data = teams[0][0]
    return form


@page.get("/new")
@requires("openings.manage")
def new_project() -> str:
    return render_template("projects/new_project.html", form=new_project_form())


@page.post("/new")
@requires("openings.manage")
def add_project() -> Any:
    form = new_project_form()
    if not form.validate():
        return render_template("projects/new_project.html", form=form), 422
    typed = (form.team.data, form.name.data, form.aim.data, form.stage.data, form.cost_centre.data or "")
    project_id = service.add_project(*typed, by=g.actor.id, once=form.once.data)
    success(f"{form.name.data} is added.")
    return redirect(url_for("projects.show_project", project_id=project_id), 303)


@page.get("/<project_id>/edit")
@requires("openings.manage")
def edit_project(project_id: str) -> str:
    project = my_project(project_id)
    form = ProjectForm(data=project._asdict())
    return render_template("projects/edit_project.html", form=form, project=project)


@page.post("/<project_id>/edit")
@requires("openings.manage")
def change_project(project_id: str) -> Any:
    project, form = my_project(project_id), ProjectForm()
    if not form.validate():
        return render_template("projects/edit_project.html", form=form, project=project), 422
    typed = (form.name.data, form.aim.data, form.cost_centre.data or "")
    try:
        service.change_project(project.id, form.version.data, *typed, by=g.actor.id, once=form.once.data)
    except Stale:
        return changed_meanwhile(form, project)
    success("Saved.")
    return redirect(url_for("projects.show_project", project_id=project_id), 303)


def changed_meanwhile(form: ProjectForm, project: ProjectRow) -> tuple[str, int]:
    """The page again with what was typed, and beside it what somebody else saved."""
    form.version.data = project.version
    return render_template("projects/edit_project.html", form=form, project=project, theirs=project), 409


@page.get("/<project_id>/stage")
@requires("openings.manage")
def edit_stage(project_id: str) -> str:
    project = my_project(project_id)
    form = StageForm(data={"stage": project.stage, "version": project.version})
    return render_template("projects/edit_stage.html", form=form, project=project)


@page.post("/<project_id>/stage")
@requires("openings.manage")
def move_project(project_id: str) -> Any:
    project, form = my_project(project_id), StageForm()
    if not form.validate():
        return render_template("projects/edit_stage.html", form=form, project=project), 422
    service.move_project(project.id, form.version.data, form.stage.data, by=g.actor.id, once=form.once.data)
    success("The stage is changed.")
    return redirect(url_for("projects.show_project", project_id=project_id), 303)
