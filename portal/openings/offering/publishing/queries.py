"""What a coordinator sees of their teams' openings."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, select, true
from sqlalchemy.orm import aliased

from portal.foundation import calendar
from portal.foundation.database import db
from portal.openings.models import Interest, Meeting, Opening, OpeningStrength, Role, RoleAgreement
from portal.openings.offering.publishing.rules import OpeningFacts
from portal.openings.rules import opening_state
from portal.organisation.models import Team
from portal.projects.models import Project
from portal.projects.queries import OpeningOfProject
from portal.rates import queries as rates
from portal.rates import rules as pricing

Teams = frozenset[str] | None  # None: every team


def within(teams: Teams) -> ColumnElement[bool]:
    """Narrows a statement over openings to somebody's teams."""
    return true() if teams is None else Opening.team_id.in_(teams)


@dataclass(frozen=True)
class OpeningView:
    """One opening with all its words, as the coordinator's pages show it."""

    row: Opening
    project_name: str
    team_name: str
    dated_meetings: int
    waiting: int  # people whose interest nobody has answered
    taken: int  # places: roles offered, being written or agreed

    @property
    def id(self) -> str:
        return self.row.id

    @property
    def name(self) -> str:
        return self.row.name

    @property
    def version(self) -> int:
        return self.row.version

    @property
    def state(self) -> str:
        row = self.row
        return opening_state(bool(row.published_at), bool(row.closed_at), row.closes_on, calendar.today())

    @property
    def full(self) -> bool:
        return self.row.places is not None and self.taken >= self.row.places

    @property
    def facts(self) -> OpeningFacts:
        return facts_of(self.row, self.dated_meetings)


def facts_of(row: Opening, dated_meetings: int) -> OpeningFacts:
    """An opening as the rules see it."""
    same = {
        name: getattr(row, name) for name in OpeningFacts.__dataclass_fields__ if name != "dated_meetings"
    }
    return OpeningFacts(**same, dated_meetings=dated_meetings)


def meetings_held(opening_id: Any) -> Select[int]:
    """How many dated meetings an opening has that were not called off."""
    return select(func.count(Meeting.id)).where(
        Meeting.opening_id == opening_id, Meeting.called_off_at.is_(None)
    )


def taken() -> Select[int]:
    """How many places of Opening are taken."""
    live = Role.state.not_in(("said no", "ended"))
    return select(func.count(Role.id)).where(Role.opening_id == Opening.id, live)


def _waiting() -> Select[int]:
    unanswered = Interest.state.in_(("sent", "talking"))
    return select(func.count(Interest.id)).where(Interest.opening_id == Opening.id, unanswered)


def opening(opening_id: str, teams: Teams) -> OpeningView | None:
    """None where it is not there or not of these teams. One statement."""
    row = db.session.execute(
        select(
            Opening,
            Project.name,
            Team.name,
            meetings_held(Opening.id).scalar_subquery(),
            _waiting().scalar_subquery(),
            taken().scalar_subquery(),
        )
        .join(Project, Project.id == Opening.project_id)
        .join(Team, Team.id == Opening.team_id)
        .where(Opening.id == opening_id, within(teams))
    ).first()
    return OpeningView(*row) if row else None


def paid_roles(opening_id: str) -> int:
    """How many roles, offered or agreed, pay for time by their newest agreement."""
    later = aliased(RoleAgreement)
    newest = ~select(later.id).where(later.role_id == Role.id, later.number > RoleAgreement.number).exists()
    live = (Role.opening_id == opening_id) & Role.state.not_in(("said no", "ended"))
    found = (
        select(func.count(Role.id))
        .join(RoleAgreement, RoleAgreement.role_id == Role.id)
        .where(live, newest, RoleAgreement.pays_time)
    )
    return db.session.scalar(found) or 0


def strengths_of(opening_id: str) -> list[str]:
    """Codes of the strengths that an opening would welcome."""
    found = select(OpeningStrength.code).where(OpeningStrength.opening_id == opening_id)
    return sorted(db.session.scalars(found))


class ListedOpening(NamedTuple):
    """One row of the coordinator's list."""

    id: str
    name: str
    project_name: str
    published_at: dt.datetime | None
    closed_at: dt.datetime | None
    closes_on: dt.date | None
    waiting: int
    agreed: int
    next_meeting: dt.datetime | None

    @property
    def state(self) -> str:
        return opening_state(bool(self.published_at), bool(self.closed_at), self.closes_on, calendar.today())


STATE_WORDS = {"draft": ("Draft", "info"), "open": ("Open", "good"), "closed": ("Closed", "plain")}
PER_PAGE = 20


def listed(teams: Teams, page: int = 1) -> tuple[list[ListedOpening], int]:
    """A page of the openings of some teams, those that wait for the coordinator first, and how many there are in all.
    Two statements."""
    count = db.session.scalar(select(func.count(Opening.id)).where(within(teams))) or 0
    rows = db.session.execute(
        _list_columns()
        .join(Project, Project.id == Opening.project_id)
        .where(within(teams))
        .order_by(
            Opening.closed_at.is_not(None),
            func.coalesce(Opening.published_at, Opening.made_at).desc(),
            Opening.id,
        )
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    return [ListedOpening(*row) for row in rows], count


def _list_columns() -> Select[*tuple[Any, ...]]:
    agreed = select(func.count(Role.id)).where(Role.opening_id == Opening.id, Role.state == "agreed")
    coming = select(func.min(Meeting.starts_at)).where(
        Meeting.opening_id == Opening.id, Meeting.called_off_at.is_(None), Meeting.ends_at > calendar.now()
    )
    return select(
        Opening.id, Opening.name, Project.name, Opening.published_at, Opening.closed_at, Opening.closes_on,
        _waiting().scalar_subquery(), agreed.scalar_subquery(), coming.scalar_subquery(),
    )  # fmt: skip


def openings_of_project(project_id: str) -> list[OpeningOfProject]:
    """For the project's page, newest first. One statement."""
    rows = db.session.execute(
        _list_columns()
        .join(Project, Project.id == Opening.project_id)
        .where(Opening.project_id == project_id)
        .order_by(Opening.made_at.desc(), Opening.id)
    )
    return [_of_project(ListedOpening(*row)) for row in rows]


def _of_project(row: ListedOpening) -> OpeningOfProject:
    words = f"{STATE_WORDS[row.state][0]}, {row.agreed} taking part"
    return OpeningOfProject(row.name, f"/manage/openings/{row.id}", words, row.state == "open")


def session_price(row: Opening, day: dt.date) -> pricing.Priced | None:
    """What one session pays on a day; None while the rate or the length is not chosen, or no amount is in force."""
    if not (row.rate_card_id and row.rate_code and row.minutes):
        return None
    return price_with(rates.rates_for_pricing(row.rate_card_id), row, day)


def price_with(rows: Iterable[pricing.Rate], row: Opening, day: dt.date) -> pricing.Priced | None:
    """The same with the rows at hand. Preparation counts where the card says so (rule 6)."""
    if not (row.rate_code and row.minutes):
        return None
    try:
        return pricing.price_time(rows, row.rate_code, row.minutes, row.preparation_minutes or 0, day)
    except pricing.NoRate:
        return None
