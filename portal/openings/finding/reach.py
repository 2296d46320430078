"""What rooms tell each other of people: further down, openings hear what a person wants to learn; further up, the
list of people hears who turned to a team. Both are handed in at start.
"""

from collections.abc import Callable

from sqlalchemy import Select, func, select

from portal.messages.models import StaffTodo
from portal.openings.models import Interest, Opening
from portal.people.queries import FourWords

_goals: list[Callable[[str], FourWords]] = []


def register_goals(select_goals: Callable[[str], FourWords]) -> None:
    """`select_goals(person_id)` selects ("goal", what they want in their own words, "", "") for each open goal."""
    if select_goals not in _goals:
        _goals.append(select_goals)


def goals_of(person_id: str) -> list[FourWords]:
    """The selects of somebody's goals, to be asked together with the rest that they told."""
    return [select_goals(person_id) for select_goals in _goals]


def people_with_interest(teams: frozenset[str]) -> Select[str]:
    """Who sent an interest in an opening of these teams, whatever came of it; every role began with one."""
    return (
        select(Interest.person_id)
        .join(Opening, Opening.id == Interest.opening_id)
        .where(Opening.team_id.in_(teams), Interest.state != "draft")
    )


def people_who_asked(teams: frozenset[str]) -> Select[str]:
    """Whom an open to-do of these teams is about: who asks a question can be answered."""
    return select(func.coalesce(StaffTodo.person_id, "")).where(
        StaffTodo.team_id.in_(teams), StaffTodo.done_at.is_(None), StaffTodo.person_id.is_not(None)
    )
