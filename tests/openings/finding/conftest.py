"""Openings as people find them: the coordinator's fixtures make them, these add what matching asks for."""

import datetime as dt

import pytest

from portal.foundation import calendar
from portal.foundation.database import writing
from portal.openings.models import Meeting, OpeningStrength
from tests.openings.offering.conftest import card, make_opening, once, project

__all__ = ["card", "make_opening", "once", "project"]

TUESDAY = dt.date(2026, 12, 1)


@pytest.fixture
def opening(make_opening):
    """The falls group: welcomes listeners, on Tuesday afternoons, closes on 30 November."""
    made = make_opening(when_code="weekday-afternoons", closes_on=dt.date(2026, 11, 30))
    welcome(made, "listening", "simple")
    return made


@pytest.fixture
def two_meetings(opening):
    """Of two hours each, on 1 and 8 December at 2pm."""
    with writing() as session:
        for day in (TUESDAY, TUESDAY + dt.timedelta(days=7)):
            start, end = (calendar.uk_moment(day, dt.time(hour)) for hour in (14, 16))
            session.add(Meeting(opening_id=opening, starts_at=start, ends_at=end, place="Room 4"))


@pytest.fixture
def hers(visit, amina):
    return visit(amina)


def welcome(opening_id, *codes):
    """Says which strengths an opening would welcome."""
    with writing() as session:
        session.add_all(OpeningStrength(opening_id=opening_id, code=code) for code in codes)
