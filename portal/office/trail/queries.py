"""Reads the trail: filtered by the database, a page at a time by the number of the event, so that page 1,000 is as
quick as page 1."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Select, or_, select, union_all

from portal.accounts import queries as accounts
from portal.accounts.models import Person
from portal.foundation import calendar
from portal.foundation.audit import AuditEvent
from portal.foundation.database import db
from portal.office.trail import rules
from portal.openings.models import Opening
from portal.organisation.models import Team

PAGE, IN_FILE = 50, 50_000


@dataclass(frozen=True)
class Asked:
    """What the administrator looks for; None or empty: everything."""

    who: str | None = None  # part of a name
    whom: str | None = None
    what: str | None = None  # a verb
    since: dt.date | None = None
    until: dt.date | None = None
    before: int | None = None  # older than this event
    after: int | None = None  # newer than this event


@dataclass(frozen=True)
class TrailRow:
    """One event in words."""

    number: int
    at: dt.datetime
    who: str
    what: str
    whom: str
    details: tuple[str, ...]

    @property
    def shown(self) -> list[tuple[str, str]]:
        """Each detail as the list shows it, with the whole of it where it was shortened."""
        pairs = [(rules.short(line), line) for line in self.details]
        return [(short, whole if short != whole else "") for short, whole in pairs]


@dataclass(frozen=True)
class TrailPage:
    """Some events, newest first, and whether there are newer and older ones."""

    rows: list[TrailRow]
    newer: bool
    older: bool


def trail(asked: Asked) -> TrailPage:
    """One page, in three statements: events, names, names among the details."""
    found = list(db.session.scalars(_page_of(asked)))
    more, events = len(found) > PAGE, found[:PAGE]
    if asked.after is not None:
        events.reverse()
        return TrailPage(_rows(events), newer=more, older=True)
    return TrailPage(_rows(events), newer=asked.before is not None, older=more)


def _page_of(asked: Asked) -> Select[AuditEvent]:
    wanted = select(AuditEvent).where(*_conditions(asked)).limit(PAGE + 1)
    if asked.after is not None:
        return wanted.where(AuditEvent.seq > asked.after).order_by(AuditEvent.seq)
    if asked.before is not None:
        wanted = wanted.where(AuditEvent.seq < asked.before)
    return wanted.order_by(AuditEvent.seq.desc())


def _conditions(asked: Asked) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if asked.who:
        found.append(or_(AuditEvent.by.in_(_called(asked.who)), AuditEvent.by == asked.who))
    if asked.whom:
        found.append(AuditEvent.person_id.in_(_called(asked.whom)))
    if asked.what:
        found.append(AuditEvent.verb == asked.what)
    if asked.since:
        found.append(AuditEvent.at >= calendar.uk_day(asked.since)[0])
    if asked.until:
        found.append(AuditEvent.at < calendar.uk_day(asked.until)[1])
    return found


def _called(part: str) -> Select[str]:
    return select(Person.id).where(Person.name.icontains(part, autoescape=True))


def _rows(events: list[AuditEvent]) -> list[TrailRow]:
    names = accounts.names({one for event in events for one in (event.by, event.person_id) if one})
    known = _known({one for event in events for one in rules.ids_in(event.details)})
    return [_row(event, names, known) for event in events]


def _known(ids: set[str]) -> dict[str, str]:
    """Names of the people, openings and teams among these ids. One statement."""
    kinds = [
        select(kind.id, kind.name).where(kind.id.in_(sorted(ids))) for kind in (Person, Opening, Team)
    ]  # fmt: skip
    return dict(db.session.execute(union_all(*kinds)).all()) if ids else {}


def _row(event: AuditEvent, names: dict[str, str], known: dict[str, str]) -> TrailRow:
    return TrailRow(
        number=event.seq,
        at=event.at,
        who=names[event.by],
        what=rules.sentence(event.verb),
        whom=names[event.person_id] if event.person_id else "",
        details=tuple(rules.detail_words(rules.named(event.details, known))),
    )


def verbs() -> list[str]:
    """Every kind of event there is, in order."""
    return list(db.session.scalars(select(AuditEvent.verb).distinct().order_by(AuditEvent.verb)))


def for_file(asked: Asked) -> Iterator[TrailRow]:
    """What a page shows, without an end but IN_FILE: newest first, a thousand at a time."""
    left, before = IN_FILE, None
    while left > 0:
        wanted = select(AuditEvent).where(*_conditions(replace(asked, before=None, after=None)))
        if before is not None:
            wanted = wanted.where(AuditEvent.seq < before)
        events = list(db.session.scalars(wanted.order_by(AuditEvent.seq.desc()).limit(min(left, 1000))))
        if not events:
            return
        yield from _rows(events)
        left, before = left - len(events), events[-1].seq
