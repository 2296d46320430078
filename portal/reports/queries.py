"""Sums for reports, by team: in as many statements for one team as for a hundred."""

import datetime as dt
from collections import defaultdict
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select, union

from portal.claims.models import Claim, ClaimLine
from portal.contributions.models import LogEntry
from portal.contributions.queries import Story
from portal.contributions.queries import stories as stories_of
from portal.foundation import calendar
from portal.foundation.database import db
from portal.organisation import queries as organisation
from portal.reports.rules import Span, TeamSums

Teams = frozenset[str] | None
NO_TEAM = "No team"


def sums(span: Span, teams: Teams) -> tuple[list[TeamSums], int, int]:
    """Each team's sums, by name; how many people there are in all, and how many of them were paid."""
    log, paid, people = _log(span, teams), _paid_claims(span, teams), _people(span, teams)
    rows = [
        _team_sums(name, people.get(team, set()), log.get(team, (0, 0)), paid.get(team, []))
        for team, name in [*organisation.teams(), (None, NO_TEAM)]
        if (teams is None or team in teams) and (team or people.get(None))
    ]
    everybody_paid = {claim.person_id for claims in paid.values() for claim in claims}
    return rows, len(set().union(*people.values())), len(everybody_paid)


def _entries(columns: tuple[Any, ...], span: Span, teams: Teams) -> Select[Any]:
    asked = select(*columns).where(
        LogEntry.saved_at.is_not(None),
        LogEntry.deleted_at.is_(None),
        LogEntry.on_date.between(span.first, span.last),
    )
    return asked if teams is None else asked.where(LogEntry.team_id.in_(teams))


def _paid(columns: tuple[Any, ...], span: Span, teams: Teams) -> Select[Any]:
    asked = select(*columns).select_from(ClaimLine).join(Claim, Claim.id == ClaimLine.claim_id)
    asked = asked.where(ClaimLine.payment == "paid", ClaimLine.paid_on.between(span.first, span.last))
    return asked if teams is None else asked.where(Claim.team_id.in_(teams))


def _log(span: Span, teams: Teams) -> dict[str | None, tuple[int, int]]:
    columns = (LogEntry.team_id, func.sum(LogEntry.minutes), func.count(LogEntry.story_at))
    rows = db.session.execute(_entries(columns, span, teams).group_by(LogEntry.team_id))
    return {team: (int(minutes or 0), int(stories)) for team, minutes, stories in rows}


class PaidClaim(NamedTuple):
    """One claim's paid pence, and days from sending to the money."""

    person_id: str
    costs_pence: int
    time_pence: int
    days: int


def _paid_claims(span: Span, teams: Teams) -> dict[str | None, list[PaidClaim]]:
    """Claims with money in the span, by team."""
    time = func.coalesce(func.sum(ClaimLine.paid_pence).filter(ClaimLine.kind == "time"), 0)
    costs = func.coalesce(func.sum(ClaimLine.paid_pence).filter(ClaimLine.kind != "time"), 0)
    columns = (Claim.team_id, Claim.person_id, Claim.sent_at, func.max(ClaimLine.paid_on), costs, time)
    found: dict[str | None, list[PaidClaim]] = defaultdict(list)
    for team, person, sent_at, paid_on, cost, time_ in db.session.execute(
        _paid(columns, span, teams).group_by(Claim.id, Claim.team_id, Claim.person_id, Claim.sent_at)
    ):
        days = (paid_on - calendar.uk_date(sent_at)).days
        found[team].append(PaidClaim(person, int(cost), int(time_), days))
    return found


def _team_sums(name: str, people: set[str], log: tuple[int, int], paid: list[PaidClaim]) -> TeamSums:
    return TeamSums(
        name, len(people), *log, sum(p.costs_pence for p in paid), sum(p.time_pence for p in paid),
        tuple(p.days for p in paid), len({p.person_id for p in paid}),
    )  # fmt: skip


def _people(span: Span, teams: Teams) -> dict[str | None, set[str]]:
    """Who gave something or was paid, by team."""
    gave = _entries((LogEntry.team_id, LogEntry.person_id), span, teams)
    paid = _paid((Claim.team_id, Claim.person_id), span, teams)
    found: dict[str | None, set[str]] = defaultdict(set)
    for team, person in db.session.execute(union(gave, paid)):
        found[team].add(person)
    return found


def stories_to_show(span: Span, teams: Teams, limit: int = 6) -> list[Story]:
    """Stories that people said we can use, newest first, within the span."""
    first = calendar.uk_moment(span.first, dt.time())
    return [
        story
        for story in stories_of(teams, limit=200)
        if story.seen_by in ("no-name", "name") and story.story and story.story_at >= first
    ][:limit]
