"""The staff as an administrator sees them."""

import datetime as dt
from dataclasses import dataclass, field

from sqlalchemy import select

from portal.accounts.models import Person, StaffRole
from portal.foundation.database import db
from portal.organisation.models import Team


@dataclass(frozen=True)
class Role:
    """One role that somebody holds now."""

    id: str
    role: str
    team_id: str | None
    team: str | None

    @property
    def words(self) -> str:
        """Coordinator, Hearts; or the role alone where it holds everywhere."""
        name = self.role.capitalize()
        return f"{name}, {self.team}" if self.team else name


@dataclass
class StaffRow:
    """One member of staff with every role they hold."""

    id: str
    name: str
    email: str
    has_second_step: bool
    arrived: bool  # has used the invitation
    last_seen_at: dt.datetime | None
    roles: list[Role] = field(default_factory=list)


def staff(person_id: str | None = None) -> list[StaffRow]:
    """Everybody with a staff role now, by name; or one of them. One statement."""
    asked = (
        select(Person, StaffRole, Team.name)
        .join(StaffRole, StaffRole.person_id == Person.id)
        .outerjoin(Team, Team.id == StaffRole.team_id)
        .where(StaffRole.ended_at.is_(None), Person.left_at.is_(None))
        .order_by(Person.name, Person.id, StaffRole.given_at)
    )
    if person_id:
        asked = asked.where(Person.id == person_id)
    rows: dict[str, StaffRow] = {}
    for person, role, team in db.session.execute(asked):
        row = rows.setdefault(person.id, _row(person))
        row.roles.append(Role(role.id, role.role, role.team_id, team))
    return list(rows.values())


def _row(person: Person) -> StaffRow:
    arrived = person.password_hash is not None
    return StaffRow(
        person.id,
        person.name,
        person.email or "",
        person.totp_secret is not None,
        arrived,
        person.last_seen_at,
    )


def member(person_id: str) -> StaffRow | None:
    """One member of staff; None for anybody else."""
    return next(iter(staff(person_id)), None)
