"""For whom a trusted person may act, and in whose name they act now."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, or_, select

from portal.accounts.models import Person
from portal.foundation import access, calendar
from portal.foundation.access import Helping
from portal.foundation.database import db
from portal.people.models import TrustedGrant


@dataclass(frozen=True)
class GrantRow:
    """One grant, as either side reads it: `name` is the other person's."""

    id: str
    person_id: str
    name: str
    powers: tuple[str, ...]
    until: dt.date | None

    @property
    def may(self) -> tuple[str, ...]:
        """What was ticked, in words."""
        return tuple(words for power, words in access.HELPER_POWERS.items() if power in self.powers)


def in_force(grant_id: str, helper_id: str) -> Helping | None:
    """The grant under which somebody acts now; None once it has ended, for whatever reason. One statement."""
    row = db.session.execute(_grants_of(helper_id).where(TrustedGrant.id == grant_id)).first()
    if row is None:
        return None
    grant, name = row
    return Helping(grant.id, grant.person_id, name, frozenset(grant.powers))


def people_helped(helper_id: str) -> list[GrantRow]:
    """Whom somebody may help now, by name. One statement."""
    rows = db.session.execute(_grants_of(helper_id).order_by(Person.name, TrustedGrant.id))
    return [
        GrantRow(grant.id, grant.person_id, name, tuple(grant.powers), grant.until) for grant, name in rows
    ]


def helpers_of(person_id: str) -> list[GrantRow]:
    """Who may act for somebody now, by name; `name` is the trusted person's. One statement."""
    rows = db.session.execute(
        select(TrustedGrant, Person.name)
        .join(Person, Person.id == TrustedGrant.helper_id)
        .where(TrustedGrant.person_id == person_id, *_still_given())
        .order_by(Person.name, TrustedGrant.id)
    )
    return [
        GrantRow(grant.id, grant.person_id, name, tuple(grant.powers), grant.until) for grant, name in rows
    ]


def _grants_of(helper_id: str) -> Select[TrustedGrant, str]:
    """Grants that somebody may act under; never for somebody who has left."""
    return (
        select(TrustedGrant, Person.name)
        .join(Person, Person.id == TrustedGrant.person_id)
        .where(TrustedGrant.helper_id == helper_id, Person.left_at.is_(None), *_still_given())
    )


def _still_given() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Not ended, and up to the last day, which still counts."""
    until = or_(TrustedGrant.until.is_(None), TrustedGrant.until >= calendar.today())
    return TrustedGrant.ended_at.is_(None), until
