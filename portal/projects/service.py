"""What coordinators do with projects."""

from portal.foundation import audit, calendar
from portal.foundation.database import check_version, writing
from portal.foundation.once import once_only
from portal.foundation.pages import Refused
from portal.projects import queries, rules
from portal.projects.models import Project


@once_only
def add_project(team_id: str, name: str, aim: str, stage: str, cost_centre: str, *, by: str) -> str:
    """A new project of a team; its id."""
    with writing() as session:
        project = Project(team_id=team_id, name=name, aim=aim, stage=stage, cost_centre=cost_centre)
        session.add(project)
        session.flush()
        audit.record("project added", "project", project.id, by=by, name=name, stage=stage, team=team_id)
        return project.id


@once_only
def change_project(project_id: str, version: int, name: str, aim: str, cost_centre: str, *, by: str) -> str:
    """New words for a project. Raises Stale."""
    with writing() as session:
        project = session.get_one(Project, project_id, with_for_update=True, populate_existing=True)
        check_version(project, version)
        before = {"name": project.name, "aim": project.aim, "cost_centre": project.cost_centre}
        project.name, project.aim, project.cost_centre = name, aim, cost_centre
        audit.record("project changed", "project", project.id, by=by, before=before, name=name)
        return project.id


@once_only
def move_project(project_id: str, version: int, to: str, *, by: str) -> str:
    """The project goes to another stage. Raises Refused (rules.why_not_move), Stale."""
    with writing() as session:
        project = session.get_one(Project, project_id, with_for_update=True, populate_existing=True)
        check_version(project, version)
        still_open = sum(opening.open for opening in queries.openings_of(project_id))
        if refusal := rules.why_not_move(project.stage, to, still_open):
            raise Refused(
                refusal.code, refusal.text, f"/manage/projects/{project_id}", "Go back to the project"
            )
        audit.record("project moved", "project", project.id, by=by, before=project.stage, stage=to)
        project.stage = to
        project.ended_at = calendar.now() if to == "finished" else None
        return project.id
