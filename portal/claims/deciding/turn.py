"""Claims in their turn: promised first, then sent first. Read from an index, a page at a time, so that what a page
costs doesn't grow with what waits.

A reach of several teams is asked team by team, each from where the index has it, and the few found are put in order:
one condition for all of them ("one of these teams, or none") would read every claim that waits.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    func,
    literal_column,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import aliased

from portal.accounts.models import Person
from portal.claims.deciding import authority
from portal.claims.models import Claim
from portal.foundation import calendar
from portal.foundation.database import db

_Sooner = aliased(Claim)  # made once: an alias made for each question costs more than the question

PAGE = 20
COUNTED = 100  # counts go no further: "99+"
IN_TURN = (Claim.check_by, Claim.sent_at, Claim.id)
SEEN = dt.timedelta(minutes=15)  # how long "Cora is looking at this" stays
LARGE = Claim.total_pence > literal_column(
    "10000"
)  # a number in the text: SQLite takes no partial index for a parameter

TABS = {"to-check": "To check", "waiting": "Waiting for an answer", "decided": "Decided today"}
SHOWS = {"all": "all", "late": "late or due today", "over": "over £100"}


@dataclass(frozen=True)
class Wanted:
    """What the page asks for. `teams` None: every team. `after`: the id of the last claim of the page before."""

    teams: frozenset[str] | None
    tab: str = "to-check"
    show: str = "all"  # all, late, over
    words: str = ""
    after: str = ""
    by: str = ""  # who looks


def in_reach(teams: frozenset[str] | None) -> ColumnElement[bool]:
    """Claims of these teams, and those that belong to none."""
    if teams is None:
        return Claim.id.is_not(None)
    return or_(Claim.team_id.in_(teams), Claim.team_id.is_(None))


def page_of(wanted: Wanted) -> Subquery:
    """The ids of one page, and one more, so that there is a link to go on."""
    conditions = [_of_tab(wanted.tab), *_of_filters(wanted)]
    return _first(wanted.teams, conditions, PAGE + 1, Claim.id)


def _of_filters(wanted: Wanted) -> list[ColumnElement[bool]]:
    asked = []
    if wanted.show == "late":
        asked.append(Claim.check_by <= calendar.today())
    if wanted.show == "over":
        asked.append(LARGE)
    if wanted.words:
        asked.append(_holds(wanted.words))
    if wanted.after:
        asked.append(_comes_after(wanted.after))
    return asked


def _first(
    teams: frozenset[str] | None, conditions: list[ColumnElement[bool]], limit: int, *columns: Any
) -> Subquery:
    """The first `limit` claims in turn, of all these teams together."""
    few = [_of_one(team, conditions, limit) for team in _each(teams)]
    joined = union_all(*few).subquery() if len(few) > 1 else few[0].subquery()
    wanted = [joined.c[column.key] for column in columns]
    order = [joined.c[column.key] for column in IN_TURN]
    return select(*wanted).order_by(*order).limit(limit).subquery()


def _each(teams: frozenset[str] | None) -> list[ColumnElement[bool] | None]:
    """One condition for each place in the index; None: the index of all."""
    if teams is None:
        return [None]
    return [Claim.team_id.is_(None), *(Claim.team_id == team for team in sorted(teams))]


def _of_one(
    team: ColumnElement[bool] | None, conditions: list[ColumnElement[bool]], limit: int
) -> Select[Any]:
    asked = select(*IN_TURN, Claim.ref).where(*conditions)
    if team is None:
        ordered = asked.order_by(*IN_TURN)
    else:  # PostgreSQL reads "IS NULL" in order only when the order names the column
        ordered = asked.where(team).order_by(Claim.team_id, *IN_TURN)
    few = ordered.limit(limit).subquery()
    return select(few)


def _of_tab(tab: str) -> ColumnElement[bool]:
    if tab == "waiting":
        return Claim.state == "question"
    if tab == "decided":
        start, end = calendar.uk_day(calendar.today())
        return and_(Claim.state == "decided", Claim.decided_at >= start, Claim.decided_at < end)
    return Claim.state == "sent"


def _holds(words: str) -> ColumnElement[bool]:
    number = "".join(letter for letter in words if letter.isdigit())
    named = select(Person.id).where(Person.name.icontains(words, autoescape=True))
    name = Claim.person_id.in_(named)
    return or_(name, Claim.ref.contains(number)) if number else name


def _comes_after(claim_id: str) -> ColumnElement[bool]:
    """Behind a claim in the order of IN_TURN."""
    last = [
        select(column).where(Claim.id == claim_id).correlate(None).scalar_subquery()
        for column in (Claim.check_by, Claim.sent_at)
    ]
    return tuple_(*IN_TURN) > tuple_(*last, claim_id)


def counts(teams: frozenset[str] | None) -> tuple[dict[str, int], dt.date | None]:
    """How many in each tab, COUNTED at most; and the promised day of the oldest to check. One statement."""
    few = [_first(teams, [_of_tab(tab)], COUNTED, Claim.check_by) for tab in TABS]
    ones = [select(func.count()).select_from(one).scalar_subquery() for one in few]
    oldest = select(func.min(few[0].c.check_by)).scalar_subquery()
    *found, first = db.session.execute(select(*ones, oldest)).one()
    tabs = {tab: int(count) for tab, count in zip(TABS, found, strict=True)}
    return tabs, first if isinstance(first, dt.date) else None


def next_ref(teams: frozenset[str] | None, by: str, after: str = "") -> str | None:
    """The number of the next claim to check that nobody else looks at and that is not one's own."""
    free = or_(Claim.looking_id.is_(None), Claim.looking_id == by, Claim.looking_at <= calendar.now() - SEEN)
    strange = and_(Claim.person_id != by, Claim.sent_by != by, Claim.made_by != by)
    strange &= ~authority.over_for(by)
    one = _first(teams, [Claim.state == "sent", free, Claim.ref != after, strange], 1, Claim.ref)
    return db.session.scalar(select(one.c.ref))


def sent_before() -> ColumnElement[bool]:
    """Whether the person of Claim had sent another one before it."""
    sooner = (_Sooner.sent_at < Claim.sent_at) | (_Sooner.ref < Claim.ref)
    sent = _Sooner.state.in_(("sent", "question", "decided"))
    return (
        select(_Sooner.id)
        .where(_Sooner.person_id == Claim.person_id, _Sooner.sent_at <= Claim.sent_at, sooner, sent)
        .exists()
    )
