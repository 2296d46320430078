"""Whose page a coordinator may open: people with an interest or a role in an opening of their teams.

Openings come later in the order of rooms, so that room hands in the select.
"""

from collections.abc import Callable

from sqlalchemy import ColumnElement, Select, false, or_, select, true

from portal.accounts.models import Person
from portal.foundation.database import db

Teams = frozenset[str] | None  # None: every team
_reach: list[Callable[[frozenset[str]], Select[str]]] = []


def register_reach(people_of: Callable[[frozenset[str]], Select[str]]) -> None:
    """`people_of(team_ids)` selects the ids of people whom staff of these teams work with. Called once at start."""
    if people_of not in _reach:
        _reach.append(people_of)


def within_reach(teams: Teams) -> ColumnElement[bool]:
    """Narrows a statement over Person: to those who take part and, but for the whole organisation, these teams'."""
    if teams is None:
        return true()
    return or_(false(), *(Person.id.in_(people_of(teams)) for people_of in _reach))


def in_reach(person_id: str, teams: Teams) -> bool:
    """Whether staff of these teams may open somebody's page. One statement."""
    asked = select(Person.id).where(Person.id == person_id, Person.takes_part, within_reach(teams))
    return db.session.scalar(asked) is not None
