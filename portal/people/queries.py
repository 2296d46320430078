"""What people told about themselves, for their own pages and, as far as they share it, for staff."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import Select, String, literal_column, select, union_all

from portal.accounts.models import Person
from portal.foundation import calendar
from portal.foundation.audit import AuditEvent
from portal.foundation.database import db
from portal.people import rules
from portal.people.models import Availability, CommunicationNeed, Profile, Strength
from portal.people.reach import in_reach as in_reach
from portal.people.reach import register_reach as register_reach

FourWords = Select[str, str, str, str]
STRENGTH, AVAILABILITY, NEED = "strength", "availability", "need"


class Said(NamedTuple):
    """One thing that a person told: `kind` is STRENGTH, AVAILABILITY, NEED, or what another room adds."""

    kind: str
    code: str
    detail: str
    group: str


@dataclass(frozen=True)
class ProfileView:
    """All that a person told about themselves. Lists are codes in page order (people/rules)."""

    person_id: str
    name: str
    strengths: tuple[str, ...] = ()
    other_strengths: str = ""
    strength_language: str = ""
    strengths_at: dt.datetime | None = None
    times: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()
    travel: str | None = None
    place: str = ""
    how_much: str | None = None
    when_at: dt.datetime | None = None
    needs: tuple[rules.Need, ...] = field(default=())
    help_other: str = ""
    help_share: str | None = None
    help_checked_at: dt.datetime | None = None
    review_asked_at: dt.datetime | None = None
    no_money_words: bool = False
    paused_until: dt.date | None = None
    hidden_tasks: bool = False

    @property
    def travel_miles(self) -> int | None:
        """How far they can go; None where any distance is fine or they did not say."""
        return rules.travel_miles(self.travel)

    @property
    def checked_on(self) -> dt.date | None:
        return calendar.uk_date(self.help_checked_at) if self.help_checked_at else None

    @property
    def review_due(self) -> dt.date | None:
        """The day from which "Is this still right?" is asked (rule 55)."""
        return rules.review_due(self.checked_on)

    @property
    def review_is_due(self) -> bool:
        """Also before the 12 months are over, once a message did not reach them."""
        due = self.review_due is not None and self.review_due <= calendar.today()
        return due or self.review_asked_at is not None

    def picked(self, group: str) -> list[str]:
        """The codes of one group of needs."""
        return [need.code for need in self.needs if need.group == group]

    def detail(self, group: str, code: str) -> str:
        """The size, colour, language or own words of one need; empty where it is not picked."""
        return next((need.detail for need in self.needs if (need.group, need.code) == (group, code)), "")

    def words(self, group: str) -> tuple[str, ...]:
        """One group of needs as the person reads it."""
        return tuple(filter(None, (rules.need_words(need) for need in self.needs if need.group == group)))


def profile(person_id: str) -> ProfileView:
    """Somebody's profile; an empty one where they told nothing yet. Two statements. Raises NoResultFound."""
    row = db.session.execute(
        select(Person.name, Profile)
        .outerjoin(Profile, Profile.person_id == Person.id)
        .where(Person.id == person_id)
    ).one()
    told = said(person_id)
    codes = [one.code for one in told if one.kind == AVAILABILITY]
    return ProfileView(
        person_id=person_id,
        name=row.name,
        strengths=tuple(code for code in rules.STRENGTHS if code in strengths_in(told)),
        times=tuple(code for code in rules.TIMES if code in codes),
        ways=tuple(code for code in rules.WAYS if code in codes),
        needs=needs_in(told),
        **(_own_words(row.Profile) if row.Profile else {}),
    )


OWN_WORDS = (
    "other_strengths", "strength_language", "strengths_at", "travel", "place", "how_much", "when_at", "help_other",
    "help_share", "help_checked_at", "review_asked_at", "no_money_words", "paused_until", "hidden_tasks",
)  # fmt: skip


def _own_words(row: Profile) -> dict[str, Any]:
    return {name: getattr(row, name) for name in OWN_WORDS}


def said(person_id: str, *more: FourWords) -> list[Said]:
    """All coded answers of one person in one statement. `more`: selects of other rooms, of four strings as in Said."""
    own = (
        _said(STRENGTH, Strength.code, "''", "''").where(Strength.person_id == person_id),
        _said(AVAILABILITY, Availability.code, "''", "''").where(Availability.person_id == person_id),
        select(
            literal_column(f"'{NEED}'", String),
            CommunicationNeed.code,
            CommunicationNeed.detail,
            CommunicationNeed.group,
        ).where(CommunicationNeed.person_id == person_id),
    )
    rows: Any = db.session.execute(union_all(*own, *more))
    return [Said(*row) for row in rows]


def _said(kind: str, code: Any, detail: str, group: str) -> FourWords:
    return select(
        literal_column(f"'{kind}'", String),
        code,
        literal_column(detail, String),
        literal_column(group, String),
    )


def strengths_in(told: Iterable[Said]) -> frozenset[str]:
    """The strengths among what somebody said."""
    return frozenset(one.code for one in told if one.kind == STRENGTH)


def needs_in(told: Iterable[Said]) -> tuple[rules.Need, ...]:
    """The needs among what somebody said, in the order of the lists."""
    return in_list_order(rules.Need(one.group, one.code, one.detail) for one in told if one.kind == NEED)


def in_list_order(needs: Iterable[rules.Need]) -> tuple[rules.Need, ...]:
    """Needs as the pages list them, "Something else" last."""
    order = {(group, code): place for group, known in rules.LISTS.items() for place, code in enumerate(known)}
    return tuple(sorted(needs, key=lambda need: (need.group, order.get((need.group, need.code), 99))))


def needs_words(person_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """What staff may see of each person's needs, in words, as each of them shares it. One statement.

    Everybody asked for has an entry; an empty one means that nothing is needed or shared.
    """
    ids = set(person_ids)
    rows = db.session.execute(
        select(CommunicationNeed, Profile.help_share)
        .outerjoin(Profile, Profile.person_id == CommunicationNeed.person_id)
        .where(CommunicationNeed.person_id.in_(ids))
    )
    needs: dict[str, list[rules.Need]] = {person_id: [] for person_id in ids}
    share: dict[str, str | None] = {}
    for need, sharing in rows:
        needs[need.person_id].append(rules.Need(need.group, need.code, need.detail))
        share[need.person_id] = sharing
    return {one: rules.staff_words(in_list_order(own), share.get(one)) for one, own in needs.items()}


def print_format(person_id: str) -> rules.Format:
    """How letters and PDFs are printed for somebody. One statement."""
    rows = select(CommunicationNeed).where(
        CommunicationNeed.person_id == person_id, CommunicationNeed.group == rules.FORMAT
    )
    return rules.print_format(rules.Need(row.group, row.code, row.detail) for row in db.session.scalars(rows))


class Look(NamedTuple):
    """A member of staff looked at somebody's page."""

    name: str
    at: dt.datetime


def who_looked(person_id: str, limit: int = 5) -> list[Look]:
    """Who opened a person's page, newest first, for "who looked at your details"."""
    rows = (
        select(Person.name, AuditEvent.at)
        .join(Person, Person.id == AuditEvent.by)
        .where(AuditEvent.verb == "person viewed", AuditEvent.person_id == person_id)
        .order_by(AuditEvent.seq.desc())
        .limit(limit)
    )
    return [Look(*row) for row in db.session.execute(rows)]
