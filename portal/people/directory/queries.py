"""The list of people who take part, as a coordinator of some teams sees it."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Row, Select, func, or_, select

from portal.accounts.models import Person
from portal.foundation import calendar
from portal.foundation.database import db
from portal.people import rules
from portal.people.models import Profile, Strength
from portal.people.queries import needs_words
from portal.people.reach import Teams, within_reach

PAGE = 20
SHOWN = {code: one for code, one in rules.STRENGTHS.items() if one.heading != "Knowing"}


@dataclass(frozen=True)
class PersonRow:
    """One person in the list. `needs`: what staff may see, in words. Strengths under "Knowing" tell of a person's own
    care and were given to suggest openings: they are neither shown nor searched here."""

    id: str
    name: str
    needs: tuple[str, ...]
    strengths: tuple[str, ...]
    checked_on: dt.date | None

    @property
    def checked(self) -> str:
        """When the help was last looked at, in words."""
        if self.checked_on is None:
            return "Not asked yet"
        return calendar.full_date(self.checked_on)

    @property
    def is_due(self) -> bool:
        due = rules.review_due(self.checked_on)
        return due is None or due <= calendar.today()


@dataclass(frozen=True)
class PeoplePage:
    """One page of the list, and how many people fit in all."""

    people: tuple[PersonRow, ...]
    total: int


def people_page(
    teams: Teams, name: str = "", strength: str = "", due: bool = False, number: int = 1
) -> PeoplePage:
    """People who take part, by name: `name` is part of it, `strength` a code, `due` those whose help was not looked
    at for 12 months or never (rule 55). Two statements."""
    asked = (
        select(
            Person.id, Person.name, Profile.help_checked_at, _strengths(), func.count().over().label("total")
        )
        .outerjoin(Profile, Profile.person_id == Person.id)
        .where(
            Person.takes_part, Person.left_at.is_(None), within_reach(teams), *_chosen(name, strength, due)
        )
        .order_by(func.lower(Person.name), Person.id)
        .limit(PAGE)
        .offset((number - 1) * PAGE)
    )
    rows = db.session.execute(asked).all()
    needs = needs_words([row.id for row in rows])
    return PeoplePage(tuple(_person(row, needs) for row in rows), rows[0].total if rows else 0)


def _strengths() -> ColumnElement[str]:
    mine: Select[str] = select(func.aggregate_strings(Strength.code, ",")).where(
        Strength.person_id == Person.id
    )
    return mine.scalar_subquery().label("strengths")


def _chosen(name: str, strength: str, due: bool) -> list[ColumnElement[bool]]:
    filters = [Person.name.icontains(word, autoescape=True) for word in name.split()]
    if strength in SHOWN:
        filters.append(Person.id.in_(select(Strength.person_id).where(Strength.code == strength)))
    if due:
        year_ago = calendar.add_months(calendar.today(), -rules.REVIEW_MONTHS)
        _start, after = calendar.uk_day(year_ago)
        filters.append(or_(Profile.help_checked_at.is_(None), Profile.help_checked_at < after))
    return filters


def _person(row: Row[str, str, dt.datetime | None, str, int], needs: dict[str, tuple[str, ...]]) -> PersonRow:
    strengths = rules.labels(SHOWN, (row.strengths or "").split(","))
    checked = calendar.uk_date(row.help_checked_at) if row.help_checked_at else None
    return PersonRow(row.id, row.name, needs[row.id], strengths, checked)
