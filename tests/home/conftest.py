"""What may wait for Amina: a role, dates, claims, thanks; rows as the rooms' own services leave them."""

import datetime as dt

import pytest

from portal.claims.models import Claim, ClaimLine, Question
from portal.contributions.models import EntryReply, LogEntry
from portal.foundation import calendar
from portal.foundation.database import writing
from portal.openings.models import Interest, Meeting, Opening, Role, RoleAgreement
from portal.projects.models import Project

TOMORROW = dt.timedelta(days=1)
DUE = dt.date(2026, 11, 27)


def add(*rows):
    """Keeps rows one after the other: a later one may name an earlier one."""
    with writing() as session:
        for row in rows:
            session.add(row)
            session.flush()


@pytest.fixture
def falls_group(people):
    """An opening of Hearts, published, with a meeting tomorrow."""
    starts = calendar.now() + TOMORROW
    ends = starts + dt.timedelta(hours=2)
    add(
        Project(id="project", team_id="hearts", name="Fewer falls", aim="Fewer falls", stage="listening"),
        Opening(
            id="falls", project_id="project", team_id="hearts", name="Falls group", summary="Fewer falls on wards",
            how="both", place="Room 4", made_by="carys", published_at=calendar.now(), pays_time=False,
        ),
        Meeting(opening_id="falls", starts_at=starts, ends_at=ends, place="Room 4", online=True),
    )  # fmt: skip
    return "falls"


@pytest.fixture
def role(falls_group):
    """`role("agreed")`, `role("offered")`: Amina's place in the group, its newest agreement answered with `answer`."""

    def make(state, answer="", number=1):
        add(
            Interest(id="interest", opening_id="falls", person_id="amina", state="accepted"),
            Role(
                id="role",
                opening_id="falls",
                person_id="amina",
                interest_id="interest",
                state=state,
                made_by="carys",
            ),
            *(agreement(version, answer if version == number else "yes") for version in range(1, number + 1)),
        )

    return make


def agreement(number, answer):
    return RoleAgreement(
        role_id="role", number=number, parts=[], signed_by="carys", signed_name="Carys", answer=answer
    )


@pytest.fixture
def claim(people):
    """`claim("draft")`, `claim("question")`: a claim of Amina's in that state."""

    def make(state, ref="C104882", waits=False):
        asked = [question(ref)] if state == "question" else []
        add(claim_of(ref, state), line_of(ref, waits), *asked)

    return make


def claim_of(ref, state):
    day = calendar.today()
    return Claim(
        id=ref, ref=ref, person_id="amina", about="Falls group", about_date=day, state=state, made_by="amina"
    )


def line_of(ref, waits):
    amount = {"claimed_pence": 5000, "payable_pence": 5000}
    return ClaimLine(
        claim_id=ref, number=1, kind="time", what="Falls group", on_date=calendar.today(), claimed_by="amina",
        typed_by="amina", waits=waits, **amount,
    )  # fmt: skip


def question(ref):
    words = "Can you send the second page of your ticket?"
    return Question(id=f"q{ref}", claim_id=ref, words=words, wants="photo", due_on=DUE, asked_by="carys")


@pytest.fixture
def thanked(people):
    """Carys thanked Amina for something she did."""
    day = calendar.today()
    add(
        LogEntry(id="entry", person_id="amina", what="Falls group", on_date=day, minutes=60, made_by="amina"),
        EntryReply(entry_id="entry", by="carys", words="Your words changed the leaflet.", thanks=True),
    )
