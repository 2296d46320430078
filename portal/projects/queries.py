"""What pages and other rooms ask about projects. A coordinator sees the projects of their own teams."""

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import ColumnElement, case, select, true

from portal.foundation.database import db
from portal.organisation.models import Team
from portal.projects.models import Project
from portal.projects.rules import STAGES

Teams = frozenset[str] | None  # None: every team


class ProjectRow(NamedTuple):
    """One project as lists show it."""

    id: str
    name: str
    aim: str
    stage: str
    team_id: str
    team_name: str
    cost_centre: str
    version: int
    made_at: dt.datetime

    @property
    def stage_words(self) -> str:
        return STAGES[self.stage]


def within(teams: Teams) -> ColumnElement[bool]:
    """Narrows a statement over projects to somebody's teams."""
    return true() if teams is None else Project.team_id.in_(teams)


_IN_ORDER = case({stage: place for place, stage in enumerate(STAGES)}, value=Project.stage)
_ROW = select(
    Project.id, Project.name, Project.aim, Project.stage, Project.team_id, Team.name, Project.cost_centre,
    Project.version, Project.made_at,
).join(Team, Team.id == Project.team_id)  # fmt: skip


def projects(teams: Teams) -> list[ProjectRow]:
    """The projects of some teams, by stage and name."""
    rows = db.session.execute(_ROW.where(within(teams)).order_by(_IN_ORDER, Project.name))
    return [ProjectRow(*row) for row in rows]


def project(project_id: str, teams: Teams) -> ProjectRow | None:
    """One project, None where it is not there or not of these teams."""
    row = db.session.execute(_ROW.where(Project.id == project_id, within(teams))).first()
    return ProjectRow(*row) if row else None


class OpeningOfProject(NamedTuple):
    """An opening as its project's page shows it. The openings room answers with these."""

    name: str
    href: str
    words: str  # "Open, 3 people are interested"
    open: bool


_registered: dict[str, Callable[[str], list[OpeningOfProject]]] = {}


def register_openings(answer: Callable[[str], list[OpeningOfProject]]) -> None:
    """The openings room, which comes after this one, says how a project's openings are found."""
    _registered["openings"] = answer


def openings_of(project_id: str) -> list[OpeningOfProject]:
    """The openings of a project, newest first."""
    return _registered["openings"](project_id) if "openings" in _registered else []
