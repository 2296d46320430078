"""Openings that people can join, and which of them fit somebody."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, String, case, cast, func, literal_column, or_, select
from sqlalchemy.orm import joinedload

from portal.foundation import calendar
from portal.foundation.database import db
from portal.openings.finding import rules
from portal.openings.finding.reach import goals_of
from portal.openings.models import Interest, Meeting, NotForMe, Opening, OpeningStrength, Role, SavedOpening
from portal.organisation.models import Team
from portal.people import queries as people
from portal.people.models import Availability, Profile, Strength
from portal.people.queries import FourWords, Said
from portal.people.rules import MEETING, TIMES, WAYS
from portal.rates.models import RateRow
from portal.rates.queries import as_rate, usable
from portal.rates.rules import Rate

PAGE = 20
CANDIDATES = 100  # more are not ranked: those left out share no more strengths than these
TRAVEL, GOAL, ROLE = "travel", "goal", "role"
LIVE_INTEREST = ("sent", "talking", "accepted")
ASKED = (*LIVE_INTEREST, "not this time")  # who was told "not this time" is not shown it as a match
HAS_PLACE = ("being written", "offered", "changes wanted", "agreed")


@dataclass(frozen=True)
class Card:
    """An opening as lists show it; `reasons` and `check_first` where it fits the person who looks."""

    row: Opening
    team: str
    next_meeting: dt.datetime | None
    pays: str
    reasons: tuple[str, ...] = ()
    check_first: str | None = None

    @property
    def id(self) -> str:
        return self.row.id

    @property
    def name(self) -> str:
        return self.row.name

    @property
    def href(self) -> str:
        return f"/openings/{self.row.id}"

    @property
    def when(self) -> str:
        """Its own words, or the day of the next meeting."""
        if self.row.when_words or self.next_meeting is None:
            return self.row.when_words
        return f"{calendar.long_date(self.next_meeting)}, {calendar.clock_time(self.next_meeting)}"

    @property
    def where(self) -> str:
        return where_words(self.row)

    @property
    def length(self) -> str:
        """How long one time is, unless its own words say so."""
        length = calendar.duration(self.row.minutes) if self.row.minutes else ""
        return "" if length in self.row.when_words else length


def where_words(row: Opening) -> str:
    """Where an opening takes place, in words."""
    place = row.place or "In person"
    return {"online": "Online", "at home": "In your own time at home", "both": f"{place}, or online"}.get(
        row.how, place
    )


@dataclass(frozen=True)
class Asked:
    """What somebody narrowed the list by; empty means anything. `saved_by`: only what this person keeps for later."""

    words: str = ""
    how: str = ""
    when: str = ""
    where: str = ""
    paid: bool = False
    new: bool = False
    saved_by: str | None = None


@dataclass(frozen=True)
class CardsPage:
    """A page of openings, and how many there are in all."""

    cards: tuple[Card, ...]
    total: int
    matches: tuple[Card, ...] = field(default=())


def open_now() -> ColumnElement[bool]:
    """Published, not closed; the closing day itself still counts."""
    still = or_(Opening.closes_on.is_(None), Opening.closes_on >= calendar.today())
    return Opening.published_at.is_not(None) & Opening.closed_at.is_(None) & still


def openings_page(asked: Asked, number: int = 1, matched_to: str | None = None) -> CardsPage:
    """One page of what is open, soonest to close first, and for a person the five that fit them best.

    Four statements with matches, two without.
    """
    rows = db.session.execute(
        _cards(func.count().over())
        .where(open_now(), *_chosen(asked))
        .order_by(Opening.closes_on.is_(None), Opening.closes_on, Opening.published_at.desc(), Opening.id)
        .limit(PAGE)
        .offset((number - 1) * PAGE)
    ).all()
    found = _matched(matched_to, 5) if matched_to else []
    rates = rates_of([*(row.Opening for row in rows), *(row.Opening for row, _match in found)])
    return CardsPage(
        tuple(_card(row, rates) for row in rows),
        rows[0].more if rows else 0,
        tuple(_with_reasons(_card(row, rates), match) for row, match in found),
    )


def matches(person_id: str, limit: int = 5) -> list[Card]:
    """The openings that fit somebody best, with reasons in words. Three statements."""
    found = _matched(person_id, limit)
    rates = rates_of([row.Opening for row, _match in found])
    return [_with_reasons(_card(row, rates), match) for row, match in found]


def _cards(more: Any) -> Select[Any]:
    """An opening, its team, its next meeting, and `more`."""
    coming = select(func.min(Meeting.starts_at)).where(
        Meeting.opening_id == Opening.id, Meeting.called_off_at.is_(None), Meeting.starts_at > calendar.now()
    )
    return select(
        Opening, Team.name.label("team"), coming.scalar_subquery().label("next_meeting"), more.label("more")
    ).join(Team, Team.id == Opening.team_id)


def _chosen(asked: Asked) -> list[ColumnElement[bool]]:
    said = Opening.name + " " + Opening.summary + " " + Opening.purpose + " " + Opening.tasks
    filters: list[ColumnElement[bool]] = [
        said.icontains(word, autoescape=True) for word in asked.words.split()
    ]
    if asked.how:
        both = ("both", asked.how.replace("-", " "))
        filters.append(Opening.how.in_(both if asked.how != "at-home" else ("at home",)))
    if asked.when:
        filters.append(Opening.when_code == asked.when)
    if asked.where:
        filters.append(Opening.place.icontains(asked.where, autoescape=True))
    filters += [Opening.pays_time.is_(True)] if asked.paid else []
    filters += [Opening.new_is_fine.is_(True)] if asked.new else []
    if asked.saved_by:
        saved = select(SavedOpening.opening_id).where(SavedOpening.person_id == asked.saved_by)
        filters.append(Opening.id.in_(saved))
    return filters


def rates_of(openings: Iterable[Opening]) -> dict[str, tuple[Rate, ...]]:
    """The usable rows of the cards that some openings pay by, by card. One statement, none where nothing is paid."""
    cards = {row.rate_card_id for row in openings if row.pays_time and row.rate_card_id}
    if not cards:
        return {}
    rows = db.session.scalars(
        select(RateRow)
        .where(RateRow.card_id.in_(cards))
        .options(joinedload(RateRow.card))
        .order_by(RateRow.effective_from, RateRow.from_min)
    ).all()
    return {
        card: tuple(as_rate(row) for row in rows if row.card_id == card and usable(row)) for card in cards
    }


def _card(row: Row[Any], rates: dict[str, tuple[Rate, ...]]) -> Card:
    opening = row.Opening
    own = rates.get(opening.rate_card_id or "", ())
    pays = rules.list_words(bool(opening.pays_time), own, opening.rate_code, calendar.today())
    return Card(opening, row.team, row.next_meeting, pays)


def _with_reasons(card: Card, match: rules.Match) -> Card:
    return replace(card, reasons=match.reasons, check_first=match.check_first)


# Matching


def _matched(person_id: str, limit: int) -> list[tuple[Row[Any], rules.Match]]:
    """Rows of the openings that fit somebody, best first. Two statements."""
    person = person_facts(person_id)
    rows = {row.Opening.id: row for row in db.session.execute(_candidates(person_id))}
    facts = [
        opening_facts(row.Opening, (row.more or "").split(","), row.next_meeting) for row in rows.values()
    ]
    best = rules.best(facts, person, calendar.today(), limit)
    return [(rows[match.opening_id], match) for match in best]


def _candidates(person_id: str) -> Select[Any]:
    """What is open, not hidden and not asked about yet, by strengths in common; `more` is what each would welcome."""
    welcome = select(func.aggregate_strings(OpeningStrength.code, ",")).where(
        OpeningStrength.opening_id == Opening.id
    )
    shared = (
        select(func.count())
        .select_from(OpeningStrength)
        .join(Strength, Strength.code == OpeningStrength.code)
        .where(OpeningStrength.opening_id == Opening.id, Strength.person_id == person_id)
        .scalar_subquery()
    )
    times = select(Availability.code).where(Availability.person_id == person_id)
    hidden = select(NotForMe.opening_id).where(NotForMe.person_id == person_id)
    asked = select(Interest.opening_id).where(Interest.person_id == person_id, Interest.state.in_(ASKED))
    return (
        _cards(welcome.scalar_subquery())
        .where(open_now(), Opening.id.not_in(hidden), Opening.id.not_in(asked))
        .order_by(
            shared.desc(), case((Opening.when_code.in_(times), 0), else_=1), Opening.closes_on, Opening.id
        )
        .limit(CANDIDATES)
    )


def opening_facts(
    row: Opening, strengths: Sequence[str], next_meeting: dt.datetime | None
) -> rules.OpeningFacts:
    """An opening as the rules see it."""
    return rules.OpeningFacts(
        id=row.id,
        strengths=frozenset(filter(None, strengths)),
        how=row.how,
        when_code=row.when_code,
        next_meeting=next_meeting,
        miles=row.miles,
        training=row.training,
        needs_met=frozenset(row.needs_we_can_meet or ()),
        text=f"{row.name} {row.summary} {row.purpose} {row.tasks}",
        closes_on=row.closes_on,
    )


def person_facts(person_id: str) -> rules.PersonFacts:
    """What somebody told that openings are matched by. One statement."""
    travel = select(_words(TRAVEL), func.coalesce(Profile.travel, ""), _words(""), _words(""))
    roles = select(_words(ROLE), Role.state, func.coalesce(cast(Role.ended_at, String), ""), _words(""))
    goals: list[FourWords] = goals_of(person_id)
    told = people.said(
        person_id,
        travel.where(Profile.person_id == person_id),
        roles.where(Role.person_id == person_id),
        *goals,
    )
    available = frozenset(said.code for said in told if said.kind == people.AVAILABILITY)
    return rules.PersonFacts(
        strengths=people.strengths_in(told),
        times=available & TIMES.keys(),
        ways=available & WAYS.keys(),
        travel=next((said.code for said in told if said.kind == TRAVEL), None),
        needs=frozenset(need.code for need in people.needs_in(told) if need.group == MEETING),
        goals=tuple(sorted(said.code for said in told if said.kind == GOAL)),
        has_place=any(said.kind == ROLE and said.code in HAS_PLACE for said in told),
        last_place_on=_last_place(told),
    )


def _words(text: str) -> ColumnElement[str]:
    return literal_column(f"'{text}'", String)


def _last_place(told: Iterable[Said]) -> dt.date | None:
    """The day on which their last place ended; both databases begin a moment's text with its UTC day."""
    ended = [said.detail[:10] for said in told if said.kind == ROLE and said.code == "ended" and said.detail]
    return dt.date.fromisoformat(max(ended)) if ended else None
