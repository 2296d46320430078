"""Who is interested in an opening, in the order in which they said so."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from portal.accounts.models import Person
from portal.foundation import calendar
from portal.foundation.database import db
from portal.openings.models import Interest, Opening, OpeningStrength, Role
from portal.openings.offering.interests.rules import WAITING, Other
from portal.openings.offering.publishing.queries import taken
from portal.openings.rules import INTEREST_STATES, ROLE_STATES
from portal.people import queries as people
from portal.people.models import Profile, Strength
from portal.people.rules import STRENGTHS

PER_PAGE = 20
ANSWERED = ("accepted", "not this time", "withdrew")


@dataclass(frozen=True)
class Card:
    """One person's interest: their words and their strengths side by side."""

    id: str
    version: int
    person_id: str
    name: str
    state: str
    words: str
    call_me: bool
    help_words: str
    sent_at: dt.datetime
    answer_by: dt.date | None
    answer_words: str
    role_id: str | None
    role_state: str | None
    strengths: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()

    @property
    def state_words(self) -> str:
        """As in the list of labels, or how far their role is."""
        if self.state == "accepted" and self.role_state:
            return ROLE_STATES[self.role_state]
        return INTEREST_STATES[self.state]

    @property
    def late(self) -> bool:
        return self.state in WAITING and self.answer_by is not None and self.answer_by < calendar.today()


def interests(opening_id: str, answered: bool, page: int = 1) -> tuple[list[Card], int]:
    """A page of cards, first come first, and how many there are in all. Four statements."""
    states = ANSWERED if answered else WAITING
    mine = (Interest.opening_id == opening_id) & Interest.state.in_(states)
    rows = db.session.execute(
        select(Interest, Person.name, Role.id, Role.state, func.count().over())
        .join(Person, Person.id == Interest.person_id)
        .outerjoin(Role, Role.interest_id == Interest.id)
        .where(mine)
        .order_by(Interest.sent_at, Interest.id)
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    ).all()
    ids = [row.person_id for row, *_ in rows]
    strengths, needs = strengths_shown(ids, opening_id), people.needs_words(ids)
    cards = [_card(row, name, role, state, strengths, needs) for row, name, role, state, _ in rows]
    return cards, rows[0][4] if rows else 0


def _card(
    row: Interest,
    name: str,
    role_id: str | None,
    role_state: str | None,
    strengths: dict[str, tuple[str, ...]],
    needs: dict[str, tuple[str, ...]],
) -> Card:
    return Card(
        row.id, row.version, row.person_id, name, row.state, row.words, row.call_me, row.help_words,
        row.sent_at or row.made_at, row.answer_by, row.answer_words, role_id, role_state,
        strengths.get(row.person_id, ()), needs.get(row.person_id, ()),
    )  # fmt: skip


def strengths_shown(person_ids: Sequence[str], opening_id: str) -> dict[str, tuple[str, ...]]:
    """Strengths in words. Those under "Knowing" tell of a person's care: they were given to suggest openings, so they
    are shown only where this opening asks for them. One statement."""
    welcome = select(OpeningStrength.code).where(OpeningStrength.opening_id == opening_id)
    rows = db.session.execute(
        select(Strength.person_id, Strength.code, Profile.other_strengths, Strength.code.in_(welcome))
        .outerjoin(Profile, Profile.person_id == Strength.person_id)
        .where(Strength.person_id.in_(person_ids))
    ).all()
    order, found = list(STRENGTHS), {}
    for person_id in person_ids:
        own = [(code, asked) for person, code, _, asked in rows if person == person_id and code in STRENGTHS]
        shown = [c for c, asked in own if asked or STRENGTHS[c].heading != "Knowing"]
        words = [STRENGTHS[code].label for code in sorted(shown, key=order.index)]
        other = next((more for person, _, more, _ in rows if person == person_id and more), "")
        found[person_id] = tuple([*words, other] if other else words)
    return found


def interest(opening_id: str, interest_id: str) -> Card | None:
    """One card of an opening; the opening was fetched within the coordinator's teams."""
    found = db.session.execute(
        select(Interest, Person.name, Role.id, Role.state)
        .join(Person, Person.id == Interest.person_id)
        .outerjoin(Role, Role.interest_id == Interest.id)
        .where(Interest.id == interest_id, Interest.opening_id == opening_id, Interest.state != "draft")
    ).first()
    return _card(*found, {}, {}) if found else None


def others_for(person_id: str, opening_id: str) -> list[Other]:
    """Other openings that with a free place that this person has not asked about, newest first. One statement."""
    asked = select(Interest.opening_id).where(Interest.person_id == person_id, Interest.state != "draft")
    shared = (
        select(func.count())
        .select_from(OpeningStrength)
        .join(Strength, Strength.code == OpeningStrength.code)
        .where(OpeningStrength.opening_id == Opening.id, Strength.person_id == person_id)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Opening.id, Opening.name, shared)
        .where(Opening.id != opening_id, Opening.id.not_in(asked))
        .where(Opening.published_at.is_not(None), Opening.closed_at.is_(None))
        .where(Opening.closes_on.is_(None) | (Opening.closes_on >= calendar.today()))
        .where(Opening.places.is_(None) | (taken().correlate(Opening).scalar_subquery() < Opening.places))
        .order_by(Opening.published_at.desc(), Opening.id)
        .limit(30)
    )
    return [Other(*row) for row in rows]
