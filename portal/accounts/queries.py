"""What other rooms ask about people: who they are, what they are called, who on the staff may do what."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import or_, select

from portal.accounts.models import Person, StaffRole
from portal.foundation.access import PERMISSIONS
from portal.foundation.database import db

PORTAL = "the portal"  # who acts when nobody does: jobs, rules, commands
GONE = "Someone who has left"


class StaffMember(NamedTuple):
    """Somebody with a staff role."""

    id: str
    name: str


def person(person_id: str) -> Person:
    """One person. Raises NoResultFound for an id that isn't a person's."""
    return db.session.get_one(Person, person_id)


def person_or_none(person_id: str) -> Person | None:
    return db.session.get(Person, person_id)


def names(ids: Collection[str]) -> dict[str, str]:
    """What each is called; "the portal" for acts that nobody did; somebody gone has words too. One statement."""
    wanted = {one for one in ids if one}
    found = dict(db.session.execute(select(Person.id, Person.name).where(Person.id.in_(wanted))).all())
    return {one: found.get(one, PORTAL if one == "portal" else GONE) for one in wanted}


def staff_with(permission: str, team_id: str | None = None) -> list[StaffMember]:
    """Who holds a permission in a team (or everywhere), by name. Without a team: who holds it in any."""
    roles = [role for role, permissions in PERMISSIONS.items() if permission in permissions]
    asked = (
        select(Person.id, Person.name)
        .join(StaffRole, StaffRole.person_id == Person.id)
        .where(StaffRole.ended_at.is_(None), StaffRole.role.in_(roles), Person.left_at.is_(None))
    )
    if team_id:
        asked = asked.where(or_(StaffRole.team_id.is_(None), StaffRole.team_id == team_id))
    return [
        StaffMember(*row) for row in db.session.execute(asked.distinct().order_by(Person.name, Person.id))
    ]


def participants(ids: Sequence[str] | None = None) -> list[StaffMember]:
    """People who take part, by name; `ids` narrows it."""
    asked = select(Person.id, Person.name).where(Person.takes_part, Person.left_at.is_(None))
    if ids is not None:
        asked = asked.where(Person.id.in_(ids))
    return [StaffMember(*row) for row in db.session.execute(asked.order_by(Person.name, Person.id))]
