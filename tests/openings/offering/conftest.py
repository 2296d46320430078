"""An opening of Carys's team, whole and paid by the hour, and how people come into it."""

import datetime as dt
import itertools

import pytest

from portal.foundation import calendar
from portal.foundation.database import db, writing
from portal.openings import service as pay
from portal.openings.models import Interest, Meeting, Opening, Role
from portal.openings.offering.agreements import service as agreements
from portal.openings.offering.interests import service as interests
from portal.openings.offering.roles import service as roles
from portal.projects.models import Project
from portal.rates.models import RateCard, RateRow

DAY = dt.date(2026, 12, 1)  # a Tuesday, two weeks after the clock of tests
WHOLE = {
    "summary": "Help us make the falls letter easy to read",
    "purpose": "The falls letter is hard to read. We want a letter that everybody can use.",
    "can_change": "You can change every word. The law says that it must give the date.",
    "tasks": "Read the letter at home. Come to two meetings and say what is hard.",
    "how": "both",
    "place": "Room 4, City Hospital",
    "when_words": "Tuesdays at 2pm",
    "minutes": 120,
    "access": "The room is step-free, with a toilet beside it. There are breaks.",
    "pays_time": True,
    "rate_code": "HOUR",
    "pay_words": "By bank payment, about 10 working days after you send a claim.",
    "costs_words": "Travel, food and care. We can book your train, so that you do not pay first.",
    "decide_how": "together",
    "decide_words": "The group has the last word on the letter.",
    "lead_name": "Carys Rees",
    "lead_phone": "01632 960 001",
    "answer_days": 5,
    "hear_by": dt.date(2027, 3, 1),
}


@pytest.fixture
def once():
    """A fresh once-only key each time: `once()`."""
    numbers = itertools.count(1)
    return lambda: f"key {next(numbers)}"


@pytest.fixture
def card(people):
    """The id of a card in use that pays £25 an hour."""
    with writing() as session:
        row = RateCard(scheme="OURS", name="Our rates", source_note="A test", in_use=True)
        session.add(row)
        session.flush()
        session.add(
            RateRow(
                card_id=row.id, code="HOUR", label="Hour", unit="per_hour", amount_tenths=25000,
                preparation="included", effective_from=dt.date(2025, 4, 6), source="A test", confidence="L",
                added_at=calendar.now(),
            )
        )  # fmt: skip
        return row.id


@pytest.fixture
def project(people, carys):
    with writing() as session:
        row = Project(team_id=carys.team, name="Falls", aim="Fewer falls at home", stage="testing")
        session.add(row)
        session.flush()
        return row.id


@pytest.fixture
def make_opening(project, card, carys):
    """`make_opening("Falls group", pays_time=False)`: published, with all that rule 59 asks for. Its id."""

    def make(name="Falls group", published=True, **more):
        now = calendar.now() if published else None
        about = {**WHOLE, "rate_card_id": card, "published_at": now, **more}
        with writing() as session:
            row = Opening(project_id=project, team_id=carys.team, name=name, made_by=carys.id, **about)
            session.add(row)
            session.flush()
            return row.id

    return make


@pytest.fixture
def opening(make_opening):
    return make_opening()


@pytest.fixture
def meeting(opening):
    """The id of a meeting on 1 December, 2pm to 4pm."""
    with writing() as session:
        start, end = (calendar.uk_moment(DAY, dt.time(hour)) for hour in (14, 16))
        row = Meeting(opening_id=opening, starts_at=start, ends_at=end, place="Room 4, City Hospital")
        session.add(row)
        session.flush()
        return row.id


@pytest.fixture
def interested(opening):
    """`interested(amina)` sends her interest; its id."""

    def send(someone, opening_id=opening, words="I fell last year and know the letter."):
        with writing() as session:
            row = Interest(
                opening_id=opening_id, person_id=someone.id, state="sent", words=words, sent_at=calendar.now(),
                answer_by=dt.date(2026, 11, 24),
            )  # fmt: skip
            session.add(row)
            session.flush()
            return row.id

    return send


@pytest.fixture
def accepted(interested, carys, once):
    """`accepted(amina)`: Carys accepts her, nothing is signed yet. The role's id."""

    def accept(someone, **more):
        return interests.accept_interest(interested(someone, **more), 1, by=carys.id, once=once())

    return accept


@pytest.fixture
def offered(accepted, carys, once):
    """`offered(amina)`: Carys has signed, Amina has not answered. The role's id."""

    def offer(someone, **more):
        role_id = accepted(someone, **more)
        agreements.sign(role_id, 1, by=carys.id, once=once())
        return role_id

    return offer


@pytest.fixture
def agreed(offered, once):
    """`agreed(amina)`: both signed; she would like to be paid. The role's id."""

    def agree(someone, answer="yes", **more):
        role_id = offered(someone, **more)
        pay.answer_pay(role_id, answer, by=someone.id)
        roles.answer_agreement(role_id, 1, "yes", "", by=someone.id, once=once())
        return role_id

    return agree


def row_of(model, row_id):
    """A row as it is stored now."""
    db.session.rollback()
    return db.session.get(model, row_id, populate_existing=True)


def role_state(role_id):
    return row_of(Role, role_id).state
