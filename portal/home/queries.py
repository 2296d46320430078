"""What the first pages show, gathered from the rooms in as few statements as can be."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from portal.foundation import calendar
from portal.foundation.access import Actor, Helping
from portal.foundation.shown import Task
from portal.home import needs as waiting
from portal.home import rules
from portal.home.facts import Facts, facts_of
from portal.home.needs import Need
from portal.openings import queries as openings
from portal.openings.finding import queries as finding

OPENINGS_SHOWN = 3


@dataclass(frozen=True)
class DateRow:
    """A coming session in words."""

    name: str
    href: str
    when: str
    where: str
    called_off: bool


@dataclass(frozen=True)
class Home:
    """A participant's first page (P-07); what a trusted person may not see is empty."""

    name: str
    needs: list[Need] = field(default_factory=list)
    drafts: list[Need] = field(default_factory=list)
    waits: list[Need] = field(default_factory=list)  # for our answer
    may_log: bool = True
    may_claim: bool = True
    dates: list[DateRow] = field(default_factory=list)
    openings: list[Any] = field(default_factory=list)
    thanks: str = ""
    thanks_by: str = ""
    tasks: list[Task] = field(default_factory=list)


def home(person_id: str, actor: Actor, helping: Helping | None) -> Home:
    """Six statements beside those of every page; for a trusted person, what was ticked."""
    asked = waiting.of_person(person_id, rules.kinds_for(helping.powers if helping else None))
    sees = helping is None or "see" in helping.powers
    facts = Facts() if helping else facts_of(person_id)
    return Home(
        name=helping.person_name if helping else actor.name,
        needs=_unconfirmed(actor, helping) + [need for need in asked if not (need.is_draft or need.is_ours)],
        drafts=[need for need in asked if need.is_draft],
        waits=[need for need in asked if need.is_ours],
        may_log=helping is None or "log" in helping.powers,
        may_claim=helping is None or bool({"fill", "send"} & helping.powers),
        dates=[_date(one) for one in openings.next_dates(person_id)] if sees else [],
        openings=finding.matches(person_id, OPENINGS_SHOWN) if sees else [],
        thanks=facts.thanks,
        thanks_by=facts.thanks_by,
        tasks=rules.tasks(facts.done(), actor.confirmed) if not helping and not facts.hidden else [],
    )


def _unconfirmed(actor: Actor, helping: Helping | None) -> list[Need]:
    if actor.confirmed or helping:
        return []
    words = "Open the link that we sent you, so that we know the address is yours"
    return [Need("confirm", words, "/join/done", "See where we sent it")]


def _date(row: openings.NextDate) -> DateRow:
    where = f"{row.place}, or online" if row.online and row.place else row.place or "Online"
    when = f"{calendar.long_date(row.starts_at)}, {_times(row.starts_at, row.ends_at)}"
    return DateRow(row.name, row.href, when, where, row.called_off)


def _times(starts_at: dt.datetime, ends_at: dt.datetime) -> str:
    return calendar.time_range(starts_at, ends_at)


def some_openings() -> list[Any]:
    """Three current openings for who is not signed in (P-01). Two statements."""
    return list(finding.openings_page(finding.Asked()).cards[:OPENINGS_SHOWN])
