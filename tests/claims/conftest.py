"""A group that Amina takes part in, something she did there, and claims made of it in a line."""

import datetime as dt
import io

import pytest
from PIL import Image

from portal.contributions.models import LogEntry
from portal.foundation import calendar
from portal.foundation.database import db, writing
from portal.openings.models import Interest, Meeting, Opening, PayAnswer, Role, RoleAgreement
from portal.projects.models import Project
from portal.rates.queries import card_of_scheme
from tests.claims import support
from tests.support.cast import HEARTS

MEETING_DAY = dt.date(2026, 11, 16)  # the day before the tests' today


@pytest.fixture
def rate_cards(people):
    """The shipped cards: Blue Heart pays £25 an hour."""
    support.load_rates()


@pytest.fixture
def falls_group(rate_cards, amina, carys):
    """An opening of Carys's team that pays £25 an hour, with Amina in it and a meeting of two hours yesterday."""
    card = card_of_scheme("BLUEHEART")
    with writing() as session:
        session.add(
            Project(
                id="falls",
                team_id=HEARTS,
                name="Fewer falls",
                aim="Fewer falls",
                stage="testing",
                cost_centre="FALLS1",
            )
        )
        session.flush()
        session.add(
            Opening(
                id="opening", project_id="falls", team_id=HEARTS, name="Falls group", place="City Hospital",
                pays_time=True, rate_card_id=card, rate_code="HOUR", made_by=carys.id, published_at=calendar.now(),
            )
        )  # fmt: skip
        session.flush()
        add_role(session, amina.id, carys.id, card)
        session.add(meeting("meeting", MEETING_DAY))
    return "role-of-amina"


def add_role(session, person, by, card, pays=True):
    interest, role = f"interest-{person}"[:16], f"role-of-{person}"[:16]
    session.add(Interest(id=interest, opening_id="opening", person_id=person, state="accepted"))
    session.flush()
    session.add(
        Role(
            id=role,
            opening_id="opening",
            person_id=person,
            interest_id=interest,
            state="agreed",
            made_by=by,
            made_at=calendar.uk_moment(dt.date(2026, 1, 5), dt.time(9)),
        )
    )
    session.flush()
    session.add(
        RoleAgreement(
            role_id=role, number=1, parts=[], pays_time=pays, rate_card_id=card, rate_code="HOUR", offered_pence=5000,
            signed_by=by, signed_name="Carys Rees", answer="yes", answered_at=calendar.now(),
        )
    )  # fmt: skip


def meeting(id, day, hours=2):
    starts = calendar.uk_moment(day, dt.time(14))
    ends = starts + dt.timedelta(hours=hours)
    return Meeting(id=id, opening_id="opening", starts_at=starts, ends_at=ends, place="City Hospital")


@pytest.fixture
def answered(falls_group, amina):
    """`answered("less", less_pence=2000)`: what Amina said about being paid (P-61a)."""

    def answer(answer, advice="carry on", **more):
        own = {"person_id": amina.id, "role_id": falls_group, "answered_by": amina.id}
        with writing() as session:
            session.add(PayAnswer(answer=answer, advice=advice, **own, **more))

    return answer


@pytest.fixture
def entry(falls_group, amina):
    """Amina logged the meeting of yesterday."""
    with writing() as session:
        session.add(
            LogEntry(
                id="entry", person_id=amina.id, role_id=falls_group, meeting_id="meeting", team_id=HEARTS,
                what="Falls group", on_date=MEETING_DAY, minutes=120, made_by=amina.id, saved_at=calendar.now(),
            )
        )  # fmt: skip
    return "entry"


@pytest.fixture
def knows_how_to_pay(amina):
    """Amina said how she wants to be paid."""
    support.chooses_how_to_be_paid(amina)


@pytest.fixture
def claims(falls_group, knows_how_to_pay):
    return support.Claims()


@pytest.fixture
def photo():
    """`photo()` is a picture as a phone sends it; another colour is another picture."""

    def make(colour="white"):
        out = io.BytesIO()
        Image.new("RGB", (60, 80), colour).save(out, "JPEG")
        return out.getvalue()

    return make


@pytest.fixture
def reload():
    """Reads a row again."""
    return lambda kind, key: db.session.get(kind, key, populate_existing=True)
