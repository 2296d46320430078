"""The falls group of Carys's team with Amina in it, meetings of it, and entries of her log."""

import datetime as dt
import io

import pytest
from PIL import Image
from sqlalchemy import func, select

from portal.contributions.models import LogEntry
from portal.foundation import calendar
from portal.foundation.audit import AuditEvent
from portal.foundation.database import db, new_id, writing
from portal.openings.models import Interest, Meeting, Opening, Role
from portal.people.helping import queries as helping
from portal.projects.models import Project
from tests.support.cast import HEARTS

TODAY = dt.date(2026, 11, 17)
YESTERDAY = TODAY - dt.timedelta(days=1)
ROLE = "role-of-amina"


@pytest.fixture
def falls_group(people):
    """Amina's agreed role, with a meeting yesterday and one today, both at 2pm for two hours."""
    with writing() as session:
        for row in rows_of_the_group():
            session.add(row)
            session.flush()
    return ROLE


def rows_of_the_group():
    aim, made = "Fewer falls", {"made_by": "carys"}
    yield Project(id="falls", team_id=HEARTS, name=aim, aim=aim, stage="testing", cost_centre="F1")
    yield Opening(id="opening", project_id="falls", team_id=HEARTS, name="Falls group", **made)
    mine = {"opening_id": "opening", "person_id": "amina"}
    yield Interest(id="interest", state="accepted", **mine)
    since = calendar.now() - dt.timedelta(weeks=10)
    yield Role(id=ROLE, interest_id="interest", state="agreed", made_at=since, **mine, **made)
    yield from (meeting("yesterday", YESTERDAY), meeting("today", TODAY))


def meeting(id, day):
    starts = calendar.uk_moment(day, dt.time(14))
    return Meeting(id=id, opening_id="opening", starts_at=starts, ends_at=starts + dt.timedelta(hours=2))


@pytest.fixture
def logged(falls_group):
    """`logged(story="It was cold.")`: a saved entry of Amina's; its id. `told=False`: without a story."""

    def make(**more):
        told = more.pop("told", True)
        entry = {
            "id": new_id(), "person_id": "amina", "role_id": ROLE, "team_id": HEARTS, "what": "Falls group",
            "on_date": YESTERDAY, "minutes": 120, "made_by": "amina", "saved_at": calendar.now(),
            "story": "We talked about the stairs." if told else "", "story_at": calendar.now() if told else None,
        } | more  # fmt: skip
        with writing() as session:
            session.add(LogEntry(**entry))
        return entry["id"]

    return make


@pytest.fixture
def reload():
    """Reads an entry again."""
    return lambda entry_id: db.session.get(LogEntry, entry_id, populate_existing=True)


@pytest.fixture
def helper(visit, ben):
    """Ben, at work for Amina."""
    client = visit(ben)
    client.post(f"/helping/{helping.people_helped('ben')[0].id}/start")
    return client


@pytest.fixture
def photo():
    """`photo()` is a picture as a phone sends it; another colour is another picture."""

    def make(colour="white"):
        out = io.BytesIO()
        Image.new("RGB", (60, 80), colour).save(out, "JPEG")
        return io.BytesIO(out.getvalue()), "drawing.jpg"

    return make


@pytest.fixture
def count_events():
    """`count_events("story saved")`: how often the trail says so."""
    return lambda verb: db.session.scalar(select(func.count()).where(AuditEvent.verb == verb))


@pytest.fixture
def many_entries(falls_group):
    """`many_entries(1000)`: so many of Amina's, each with a story, over three years."""

    def make(number):
        with writing() as session:
            session.add_all(
                LogEntry(
                    person_id="amina", role_id=ROLE, team_id=HEARTS, what="Falls group", minutes=60, made_by="amina",
                    on_date=TODAY - dt.timedelta(days=n), saved_at=calendar.now(), story=f"Story {n}",
                    story_at=calendar.now() - dt.timedelta(hours=n),
                )
                for n in range(number)
            )  # fmt: skip

    return make
