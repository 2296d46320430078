"""One opening with all that its page shows."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Row, exists, func, select

from portal.foundation import calendar
from portal.foundation.database import db
from portal.openings.finding import queries as finding
from portal.openings.finding import rules
from portal.openings.models import Interest, Meeting, NotForMe, Opening, OpeningStrength, SavedOpening
from portal.openings.rules import opening_state
from portal.organisation.models import Team
from portal.people.rules import MEETING_NEEDS, STRENGTHS
from portal.projects.models import Project

NOBODY = ""


class MeetingRow(NamedTuple):
    """A meeting that is to come."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    place: str
    online: bool
    called_off: bool

    @property
    def words(self) -> str:
        """ "Tuesday 3 March 2026, 2pm to 4pm"."""
        return f"{calendar.long_date(self.starts_at)}, {calendar.time_range(self.starts_at, self.ends_at)}"

    @property
    def session(self) -> rules.Session:
        minutes = (self.ends_at - self.starts_at).total_seconds() // 60
        return rules.Session(calendar.uk_date(self.starts_at), int(minutes))


@dataclass(frozen=True)
class OpeningPage:
    """An opening in full, and what it is to the person who reads it."""

    row: Opening
    team: str
    project: str
    strengths: tuple[str, ...]
    meetings: tuple[MeetingRow, ...]
    pays: str
    example: str
    interest_id: str | None
    hidden: bool
    saved: bool
    match: rules.Match | None

    @property
    def closed(self) -> bool:
        row = self.row
        return opening_state(True, bool(row.closed_at), row.closes_on, calendar.today()) == "closed"

    @property
    def closed_on(self) -> dt.date:
        """The day it closed; its last day where nobody closed it by hand."""
        row = self.row
        days = [day for day in (row.closes_on, row.closed_at and calendar.uk_date(row.closed_at)) if day]
        return min(days)

    @property
    def where(self) -> str:
        return finding.where_words(self.row)

    @property
    def help(self) -> tuple[str, ...]:
        """Help at meetings that can be given, in words."""
        return tuple(
            need.phrase for code, need in MEETING_NEEDS.items() if code in self.row.needs_we_can_meet
        )


def opening_page(opening_id: str, person_id: str | None, *, draft: bool = False) -> OpeningPage | None:
    """A published opening, open or closed; None for a draft as for none at all. Four statements.

    `draft`: for the preview of those who write it, after their own check of the right to it.
    """
    found = db.session.execute(_opening(opening_id, person_id or NOBODY, draft)).first()
    if found is None:
        return None
    meetings = _meetings(opening_id)
    rates = finding.rates_of([found.Opening]).get(found.Opening.rate_card_id or "", ())
    row, today = found.Opening, calendar.today()
    sessions = [meeting.session for meeting in meetings if not meeting.called_off]
    return OpeningPage(
        row=row,
        team=found.team,
        project=found.project,
        strengths=_wanted((found.strengths or "").split(",")),
        meetings=meetings,
        pays=rules.list_words(bool(row.pays_time), rates, row.rate_code, today),
        example=rules.pay_example(rates, row.rate_code, sessions, row.minutes, today)
        if row.pays_time
        else "",
        interest_id=found.interest_id,
        hidden=found.hidden,
        saved=found.saved,
        match=_match(found, meetings, person_id),
    )


def _wanted(codes: Sequence[str]) -> tuple[str, ...]:
    """ "Good listeners", "Careful readers": whom an opening would welcome."""
    phrases = (strength.phrase for code, strength in STRENGTHS.items() if code in codes)
    return tuple(phrase[0].upper() + phrase[1:] for phrase in phrases)


def _opening(opening_id: str, person_id: str, draft: bool) -> Any:
    mine = (Interest.opening_id == opening_id, Interest.person_id == person_id)
    strengths = select(func.aggregate_strings(OpeningStrength.code, ",")).where(
        OpeningStrength.opening_id == opening_id
    )
    interest = select(Interest.id).where(*mine, Interest.state.in_(finding.LIVE_INTEREST))
    hidden = exists().where(NotForMe.opening_id == opening_id, NotForMe.person_id == person_id)
    saved = exists().where(SavedOpening.opening_id == opening_id, SavedOpening.person_id == person_id)
    return (
        select(
            Opening,
            Team.name.label("team"),
            Project.name.label("project"),
            strengths.scalar_subquery().label("strengths"),
            interest.scalar_subquery().label("interest_id"),
            hidden.label("hidden"),
            saved.label("saved"),
        )
        .join(Team, Team.id == Opening.team_id)
        .join(Project, Project.id == Opening.project_id)
        .where(Opening.id == opening_id, Opening.published_at.is_not(None) | draft)
    )


def _meetings(opening_id: str) -> tuple[MeetingRow, ...]:
    """What is to come, called-off ones marked so that nobody travels."""
    rows = db.session.execute(
        select(
            Meeting.starts_at,
            Meeting.ends_at,
            Meeting.place,
            Meeting.online,
            Meeting.called_off_at.is_not(None),
        )
        .where(Meeting.opening_id == opening_id, Meeting.starts_at > calendar.now())
        .order_by(Meeting.starts_at, Meeting.id)
        .limit(20)
    )
    return tuple(MeetingRow(*row) for row in rows)


def _match(found: Row[Any], meetings: tuple[MeetingRow, ...], person_id: str | None) -> rules.Match | None:
    if person_id is None:
        return None
    coming = next((meeting.starts_at for meeting in meetings if not meeting.called_off), None)
    facts = finding.opening_facts(found.Opening, (found.strengths or "").split(","), coming)
    return rules.match(facts, finding.person_facts(person_id), calendar.today())


def name_of(opening_id: str) -> str | None:
    """The name of a published opening. One statement."""
    return db.session.scalar(
        select(Opening.name).where(Opening.id == opening_id, Opening.published_at.is_not(None))
    )
