"""Asks for money first as their pages show them, and what the morning looks for."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, or_, select, true

from portal.accounts import queries as accounts
from portal.accounts.models import Person
from portal.claims.first import rules
from portal.claims.first.models import MoneyFirst
from portal.claims.making.rules import Subject
from portal.claims.models import Claim, ClaimLine
from portal.claims.rules import HAVE_IT
from portal.foundation import calendar
from portal.foundation.calendar import add_working_days, long_date, uk_date
from portal.foundation.database import db
from portal.ledger.models import Entry
from portal.openings import queries as openings
from portal.organisation.queries import setting

MONTHS_AHEAD = 6


@dataclass(frozen=True)
class FirstView:
    """One ask with how far it is. `open_pence`: what the person has in hand, out of the ledger."""

    first: MoneyFirst
    person_name: str
    line: ClaimLine | None
    claim: Claim | None
    open_pence: int

    @property
    def paid(self) -> bool:
        return self.line is not None and self.line.payment in HAVE_IT

    @property
    def step(self) -> str:
        one = self.first
        claim_state = self.claim.state if self.claim else ""
        return rules.stage(
            rules.Facts(one.state, one.how, self.paid, bool(one.given_at), claim_state, self.open_pence)
        )

    @property
    def told(self) -> rules.Told:
        one = self.first
        return rules.told(
            self.step, agreed_pence=one.agreed_pence or 0, open_pence=self.open_pence, answer_by=self.answer_by,
            needed_by=one.needed_by, proof_by=one.proof_by, settle=one.settle, part_pence=one.part_pence or 0,
        )  # fmt: skip

    @property
    def answer_by(self) -> dt.date:
        """Within our days of an answer, and not after it is needed."""
        asked = uk_date(self.first.made_at)
        return max(asked, min(add_working_days(asked, setting("answer_days")), self.first.needed_by))

    @property
    def in_time(self) -> bool:
        return rules.enough_time(uk_date(self.first.made_at), self.first.needed_by, setting("first_days"))

    @property
    def about(self) -> str:
        return f"{self.first.about}, {long_date(self.first.about_date)}"

    @property
    def journey(self) -> str:
        return f"{self.first.start} to {self.first.end}" if self.first.start else ""


OPEN = (
    select(func.coalesce(func.sum(Entry.pence), 0))
    .where(Entry.account == "advance", Entry.line_id == MoneyFirst.line_id)
    .correlate(MoneyFirst)
    .scalar_subquery()
)


def _views() -> Select[Any]:
    return (
        select(MoneyFirst, Person.name, ClaimLine, Claim, OPEN)
        .join(Person, Person.id == MoneyFirst.person_id)
        .outerjoin(ClaimLine, ClaimLine.id == MoneyFirst.line_id)
        .outerjoin(Claim, Claim.id == MoneyFirst.claim_id)
    )


def _found(asked: Select[Any]) -> list[FirstView]:
    return [
        FirstView(first, name, line, claim, int(pence))
        for first, name, line, claim, pence in db.session.execute(asked)
    ]


def of_person(person_id: str) -> list[FirstView]:
    """Every ask of a person, newest first. One statement."""
    mine = _views().where(MoneyFirst.person_id == person_id)
    return _found(mine.order_by(MoneyFirst.made_at.desc(), MoneyFirst.id))


def mine(person_id: str, first_id: str) -> FirstView | None:
    """One ask of the person; None for what isn't theirs."""
    found = _found(_views().where(MoneyFirst.id == first_id, MoneyFirst.person_id == person_id))
    return found[0] if found else None


def _in_teams(teams: Collection[str] | None) -> ColumnElement[bool]:
    if teams is None:
        return true()
    return or_(MoneyFirst.team_id.is_(None), MoneyFirst.team_id.in_(teams))


def for_staff(first_id: str, teams: Collection[str] | None) -> FirstView | None:
    """One ask within reach of these teams (None: all)."""
    found = _found(_views().where(MoneyFirst.id == first_id, _in_teams(teams)))
    return found[0] if found else None


def to_do(teams: Collection[str] | None) -> list[FirstView]:
    """What staff see: asked, agreed and not done, soonest needed first. One statement."""
    open_ = _views().where(
        _in_teams(teams),
        or_(
            MoneyFirst.state == "asked",
            (MoneyFirst.state == "agreed") & MoneyFirst.line_id.is_not(None) & (OPEN > 0),
        ),
    )
    found = _found(open_.order_by(MoneyFirst.needed_by, MoneyFirst.id).limit(200))
    return sorted(found, key=lambda view: view.step != "asked")


def waiting(teams: Collection[str] | None) -> int:
    """How many asks wait for an answer."""
    count = select(func.count()).select_from(MoneyFirst).where(MoneyFirst.state == "asked", _in_teams(teams))
    return db.session.scalar(count) or 0


class Choice(NamedTuple):
    """One meeting that money can be asked for."""

    value: str
    label: str
    subject: Subject


def choices(person_id: str) -> list[Choice]:
    """The person's meetings to come that are in some place, soonest first. One statement."""
    today = calendar.today()
    begin = calendar.uk_day(today)[0]
    end = calendar.uk_day(calendar.add_months(today, MONTHS_AHEAD))[1]
    found = openings.sessions_of(person_id, begin, end)
    return [_choice(row) for row in found if row.place and row.called_off_at is None]


def _choice(row: openings.SessionRow) -> Choice:
    day = uk_date(row.starts_at)
    subject = Subject(row.name, day, row.team_id, row.role_id, row.meeting_id, None, row.place)
    return Choice(row.meeting_id, f"{row.name}, {long_date(day)}", subject)


def we_booked(person_id: str, day: dt.date, start: str, end: str) -> bool:
    """Whether we booked this journey for the person on that day (rule 21)."""
    rows = db.session.execute(
        select(MoneyFirst.start, MoneyFirst.end).where(
            MoneyFirst.person_id == person_id, MoneyFirst.about_date == day, MoneyFirst.state == "agreed",
            MoneyFirst.how.in_(("booked", "ticket")), MoneyFirst.start != "",
        )
    )  # fmt: skip
    return any(rules.same_journey((booked, to), start, end) for booked, to in rows)


def names(view: FirstView) -> dict[str, str]:
    """Names of whose hands it went through. One statement."""
    one = view.first
    hands = (one.made_by, one.decided_by, one.given_by, one.let_go_by, one.let_go_second)
    return accounts.names([hand for hand in hands if hand])


def proof_due(today: dt.date) -> Sequence[FirstView]:
    """Money in hand whose receipts were promised by a day that is over, and nothing was sent."""
    rows = _views().where(MoneyFirst.state == "agreed", MoneyFirst.proof_by <= today, OPEN > 0)
    return [view for view in _found(rows.order_by(MoneyFirst.id)) if view.step == "proof"]


def left_over() -> Sequence[FirstView]:
    """Money in hand of people whose claim was decided and who chose nothing yet."""
    rows = _views().where(
        MoneyFirst.state == "agreed", MoneyFirst.settle == "", Claim.state == "decided", OPEN > 0
    )
    return [view for view in _found(rows.order_by(MoneyFirst.id)) if view.step == "left"]
