"""What pages and other rooms ask about proposed changes."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import Person, StaffRole
from portal.accounts.queries import names
from portal.changes import rules
from portal.changes.models import ProposedChange
from portal.foundation import calendar
from portal.foundation.access import PERMISSIONS
from portal.foundation.database import db

CONFIRM = "changes.confirm"
ROLES = tuple(role for role, permissions in PERMISSIONS.items() if CONFIRM in permissions)
LEFT_LATELY = dt.timedelta(days=30)
SHOWN = 200  # answered changes on the list


@dataclass(frozen=True)
class ChangeRow:
    """One change in the list."""

    id: str
    title: str
    state: str
    state_words: str
    tone: str
    starts: dt.date | None
    proposed_by: str
    proposed_at: dt.datetime
    answered_at: dt.datetime | None
    answered_by: str


@dataclass(frozen=True)
class ChangePage(ChangeRow):
    """One change with all that its reader needs; `effect` and `problem` only while it waits."""

    why: str
    rows: tuple[tuple[str, str, str], ...]
    reason: str
    own: bool
    effect: tuple[str, ...]
    problem: str | None

    @property
    def waits(self) -> bool:
        return self.state == rules.WAITING


def confirmers(session: Session, besides: str) -> list[str]:
    """Ids of those who could confirm what `besides` proposes: who has been here once, and still is on the staff."""
    found = (
        select(Person.id)
        .join(StaffRole, StaffRole.person_id == Person.id)
        .where(StaffRole.role.in_(ROLES), StaffRole.ended_at.is_(None))
        .where(Person.left_at.is_(None), Person.confirmed_at.is_not(None), Person.id != besides)
    )
    return list(session.scalars(found.distinct().order_by(Person.id)))


def nobody_else_could_confirm(person_id: str, session: Session | None = None) -> bool:
    """Whether somebody acts alone: nobody else can confirm, nor could within the last 30 days, so that taking the
    second person's role away does not open the way. Pages say so before somebody proposes a change."""
    held = StaffRole.ended_at.is_(None) | (StaffRole.ended_at > calendar.now() - LEFT_LATELY)
    found = (
        select(Person.id)
        .join(StaffRole, StaffRole.person_id == Person.id)
        .where(StaffRole.role.in_(ROLES), held, Person.confirmed_at.is_not(None), Person.id != person_id)
    )
    return (session or db.session()).scalar(found.limit(1)) is None


def state_of(change_id: str) -> str:
    """Whether it waits, or took effect at once."""
    return db.session.scalars(select(ProposedChange.state).where(ProposedChange.id == change_id)).one()


def waiting_for(thing_ids: list[str]) -> list[tuple[str, str]]:
    """(id, title) of the changes of these things that wait: the page of a thing leads to them. One statement."""
    found = (
        select(ProposedChange.id, ProposedChange.title)
        .where(ProposedChange.state == rules.WAITING, ProposedChange.thing_id.in_(thing_ids))
        .order_by(ProposedChange.proposed_at)
    )
    return [(row.id, row.title) for row in db.session.execute(found)]


def all_changes() -> tuple[list[ChangeRow], list[ChangeRow]]:
    """Those that wait, the longest waiting first, and the newest of those that were answered. Three statements."""
    waits = select(ProposedChange).where(ProposedChange.state == rules.WAITING)
    done = select(ProposedChange).where(ProposedChange.state != rules.WAITING)
    waiting = list(db.session.scalars(waits.order_by(ProposedChange.proposed_at, ProposedChange.id)))
    order = (ProposedChange.answered_at.desc(), ProposedChange.id)
    answered = list(db.session.scalars(done.order_by(*order).limit(SHOWN)))
    called = _called(*waiting, *answered)
    return [ChangeRow(**_facts(row, called)) for row in waiting], [
        ChangeRow(**_facts(row, called)) for row in answered
    ]


def change_page(change_id: str, reader_id: str) -> ChangePage | None:
    """One change, with what it would mean as of now while it waits."""
    row = db.session.get(ProposedChange, change_id, populate_existing=True)
    if row is None:
        return None
    waits, kind = row.state == rules.WAITING, rules.KINDS[row.kind]
    asked = {**row.asked, "proposed_by": row.proposed_by}
    problem = kind.why_not(row.thing_id, asked) if waits else None
    meant = waits and not problem
    return ChangePage(
        **_facts(row, _called(row)),
        why=row.why,
        rows=tuple((label, before, after) for label, before, after in row.rows),
        reason=row.reason,
        own=row.proposed_by == reader_id,
        effect=rules.effect_words(kind.effect(row.thing_id, asked)) if meant else (),
        problem=problem,
    )


def _called(*rows: ProposedChange) -> dict[str, str]:
    return names({one for row in rows for one in (row.proposed_by, row.answered_by) if one})


def _facts(row: ProposedChange, called: dict[str, str]) -> dict[str, Any]:
    words, tone = rules.STATES[row.state]
    return {
        "id": row.id, "title": row.title, "state": row.state, "state_words": words, "tone": tone,
        "starts": row.starts, "proposed_by": called[row.proposed_by], "proposed_at": row.proposed_at,
        "answered_at": row.answered_at, "answered_by": called[row.answered_by] if row.answered_by else "",
    }  # fmt: skip
