"""Sums for reports, by team: in as many statements for one team as for a hundred."""

import datetime as dt
from collections import defaultdict
from typing import Any

from sqlalchemy import Select, distinct, func, select, union

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


def sums(span: Span, teams: Teams) -> tuple[list[TeamSums], int]:
    """Each team's sums, by name, and how many people there are in all."""
    log, money, days = _log(span, teams), _money(span, teams), _days(span, teams)
    people, together = _people(span, teams)
    rows = [
        TeamSums(
            name,
            people.get(team, 0),
            *log.get(team, (0, 0)),
            *money.get(team, (0, 0)),
            tuple(days.get(team, ())),
        )
        for team, name in [*organisation.teams(), (None, NO_TEAM)]
        if (teams is None or team in teams) and (team or people.get(None))
    ]
    return rows, together


def _entries(columns: tuple[Any, ...], span: Span, teams: Teams) -> Select[Any]:
    asked = select(*columns).where(
        LogEntry.saved_at.is_not(None),
        LogEntry.deleted_at.is_(None),
        LogEntry.on_date.between(span.first, span.last),
    )
    return asked if teams is None else asked.where(LogEntry.team_id.in_(teams))


def _paid(columns: tuple[Any, ...], span: Span, teams: Teams) -> Select[Any]:
    asked = select(*columns).join(Claim, Claim.id == ClaimLine.claim_id)
    asked = asked.where(ClaimLine.payment == "paid", ClaimLine.paid_on.between(span.first, span.last))
    return asked if teams is None else asked.where(Claim.team_id.in_(teams))


def _log(span: Span, teams: Teams) -> dict[str | None, tuple[int, int]]:
    columns = (LogEntry.team_id, func.sum(LogEntry.minutes), func.count(LogEntry.story_at))
    rows = db.session.execute(_entries(columns, span, teams).group_by(LogEntry.team_id))
    return {team: (int(minutes or 0), int(stories)) for team, minutes, stories in rows}


def _money(span: Span, teams: Teams) -> dict[str | None, tuple[int, int]]:
    time = func.sum(ClaimLine.paid_pence).filter(ClaimLine.kind == "time")
    costs = func.sum(ClaimLine.paid_pence).filter(ClaimLine.kind != "time")
    rows = db.session.execute(_paid((Claim.team_id, costs, time), span, teams).group_by(Claim.team_id))
    return {team: (int(c or 0), int(t or 0)) for team, c, t in rows}


def _days(span: Span, teams: Teams) -> dict[str | None, list[int]]:
    """Days from sending to the money, a claim once."""
    columns = (Claim.id, Claim.team_id, Claim.sent_at, func.max(ClaimLine.paid_on))
    found: dict[str | None, list[int]] = defaultdict(list)
    for _, team, sent_at, paid_on in db.session.execute(
        _paid(columns, span, teams).group_by(Claim.id, Claim.team_id, Claim.sent_at)
    ):
        found[team].append((paid_on - calendar.uk_date(sent_at)).days)
    return found


def _people(span: Span, teams: Teams) -> tuple[dict[str | None, int], int]:
    """How many people gave something or were paid: by team, and each once in all."""
    gave = _entries((LogEntry.team_id, LogEntry.person_id), span, teams)
    paid = _paid((Claim.team_id, Claim.person_id), span, teams)
    both = union(gave, paid).subquery()
    team, person = both.c
    by_team = db.session.execute(select(team, func.count(distinct(person))).group_by(team))
    together = db.session.scalar(select(func.count(distinct(person))).select_from(both))
    return {key: int(count) for key, count in by_team}, int(together or 0)


def stories_to_show(span: Span, teams: Teams, limit: int = 6) -> list[Story]:
    """Stories that people said we can use, newest first, within the span."""
    first = calendar.uk_moment(span.first, dt.time())
    return [
        story
        for story in stories_of(teams, limit=200)
        if story.seen_by in ("no-name", "name") and story.story and story.story_at >= first
    ][:limit]
