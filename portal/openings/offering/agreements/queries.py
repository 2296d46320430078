"""A role as its coordinator sees it: the person, the versions of the agreement, what is being written."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from portal.accounts.models import Person
from portal.foundation.database import db
from portal.openings.models import AgreementDraft, Meeting, Opening, Role, RoleAgreement
from portal.openings.offering.agreements.rules import MarkedPart, Part, marked
from portal.openings.offering.publishing.queries import Teams, within
from portal.openings.rules import ROLE_STATES


@dataclass(frozen=True)
class Version:
    """One signed version and what the person answered."""

    id: str
    number: int
    parts: tuple[Part, ...]
    offered_words: str
    pays_time: bool
    signed_name: str
    signed_at: dt.datetime
    answer: str  # "", yes, change, no
    answer_words: str
    answered_at: dt.datetime | None
    offered_pence: int | None


@dataclass(frozen=True)
class RoleView:
    """A role with its person, opening and agreement."""

    id: str
    state: str
    version: int
    opening_id: str
    opening_name: str
    team_id: str
    person_id: str
    person_name: str
    versions: tuple[Version, ...]  # oldest first
    draft: tuple[Part, ...] | None
    draft_version: int

    @property
    def newest(self) -> Version | None:
        return self.versions[-1] if self.versions else None

    @property
    def agreed_version(self) -> Version | None:
        """The version that holds: the last one the person agreed to."""
        return next((one for one in reversed(self.versions) if one.answer == "yes"), None)

    @property
    def waits(self) -> bool:
        """The newest version waits for the person's answer."""
        return self.newest is not None and self.newest.answer == "" and self.state not in ("said no", "ended")

    @property
    def state_words(self) -> str:
        return ROLE_STATES[self.state]

    @property
    def parts(self) -> tuple[Part, ...]:
        """What is being written, else the newest version."""
        return self.draft or (self.newest.parts if self.newest else ())

    @property
    def changes(self) -> list[MarkedPart]:
        """What the draft, or else the newest version, changed against the version before it."""
        if self.draft is None:
            return self.signed_changes
        return marked(self.newest.parts, self.draft) if self.newest else []

    @property
    def signed_changes(self) -> list[MarkedPart]:
        """What the newest signed version changed against the one before; nothing for the first."""
        if len(self.versions) < 2:
            return []
        return marked(self.versions[-2].parts, self.versions[-1].parts)


def role(role_id: str, teams: Teams, opening_id: str | None = None) -> RoleView | None:
    """None where it is not there, not of these teams, or not of this opening. Two statements."""
    there = (
        (Role.id == role_id) if opening_id is None else (Role.id == role_id) & (Role.opening_id == opening_id)
    )
    return _view(there & within(teams))


def own_role(role_id: str, person_id: str) -> RoleView | None:
    """The person's own role, once there is something signed to read. Two statements."""
    found = _view((Role.id == role_id) & (Role.person_id == person_id))
    return found if found and found.versions else None


def _view(there: ColumnElement[bool]) -> RoleView | None:
    row = db.session.execute(
        select(Role, Opening.name, Opening.team_id, Person.name, AgreementDraft)
        .join(Opening, Opening.id == Role.opening_id)
        .join(Person, Person.id == Role.person_id)
        .outerjoin(AgreementDraft, AgreementDraft.role_id == Role.id)
        .where(there)
    ).first()
    if row is None:
        return None
    role, opening_name, team_id, person_name, draft = row
    return RoleView(
        role.id, role.state, role.version, role.opening_id, opening_name, team_id, role.person_id, person_name,
        _versions(role.id), tuple(map(Part.of, draft.parts)) if draft else None, draft.version if draft else 0,
    )  # fmt: skip


def _versions(role_id: str) -> tuple[Version, ...]:
    rows = select(RoleAgreement).where(RoleAgreement.role_id == role_id).order_by(RoleAgreement.number)
    return tuple(
        Version(
            row.id, row.number, tuple(map(Part.of, row.parts)), row.offered_words, row.pays_time, row.signed_name,
            row.signed_at, row.answer, row.answer_words, row.answered_at, row.offered_pence,
        )
        for row in db.session.scalars(rows)
    )  # fmt: skip


def coming_dates(opening_id: str, now: dt.datetime) -> Sequence[Meeting]:
    """Meetings of an opening from now on that were not called off, soonest first."""
    rows = select(Meeting).where(
        Meeting.opening_id == opening_id, Meeting.ends_at > now, Meeting.called_off_at.is_(None)
    )
    return db.session.scalars(rows.order_by(Meeting.starts_at)).all()
