"""The staff as an administrator sees them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from portal.accounts import rules
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


def person_at(email: str) -> str | None:
    """The id of whom a confirmed address belongs to."""
    owner = select(Person.id).where(
        Person.email_key == rules.email_key(email), Person.confirmed_at.is_not(None), Person.left_at.is_(None)
    )
    return db.session.scalar(owner)


def roles_of(person_id: str) -> Sequence[Role]:
    """Every role that somebody holds now."""
    one = member(person_id)
    return one.roles if one else ()


def why_not_give(asked: rules.RoleAsked, ending: str | None = None) -> str | None:
    """Why a role can't be given as things stand, in words; `ending` is the id of the role whose place it takes."""
    held = roles_of(asked.person_id)
    old = next((role for role in held if role.id == ending), None)
    if ending and old is None:
        return "Somebody changed this role meanwhile."
    if old and (problem := rules.why_not_end(asked.person_id, asked.by, old.role, _administrators())):
        return problem
    kept = [role for role in held if role is not old]
    if any((role.role, role.team_id) == (asked.role, asked.team_id) for role in kept):
        return "This person has this role already."
    return rules.why_not_give(asked, [role.role for role in kept])


def _administrators() -> list[str]:
    live = select(StaffRole.person_id).where(StaffRole.role == "administrator", StaffRole.ended_at.is_(None))
    return list(db.session.scalars(live))
