"""Times as people write them, and when a meeting can be ticked, called off or changed."""

import datetime as dt

import pytest

from portal.openings.offering.meetings import rules
from portal.openings.offering.meetings.rules import MeetingFacts, Tick, read_time

START = dt.datetime(2026, 12, 1, 14, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("2pm", "14:00"), ("2:30pm", "14:30"), ("2.30 pm", "14:30"), ("14:30", "14:30"), ("9am", "09:00"),
        ("10", "10:00"), ("2", "14:00"), ("7:15", "19:15"), ("12", "12:00"), ("12am", "00:00"), ("12pm", "12:00"),
        ("midday", "12:00"), ("Noon", "12:00"), ("midnight", "00:00"), ("0:30", "00:30"), ("9 a.m.", "09:00"),
        ("1600", "16:00"), ("930", "09:30"), ("930pm", "21:30"),
        ("13pm", None), ("25", None), ("10:75", None), ("", None), ("two", None), ("²pm", None), ("0am", None),
    ],
)  # fmt: skip
def test_a_time_is_read_as_people_write_it(typed, time):
    assert read_time(typed) == (dt.time.fromisoformat(time) if time else None)


def facts(called_off=False, ticked=0):
    return MeetingFacts(START, called_off, ticked)


@pytest.mark.parametrize(
    ("rule", "meeting", "minutes", "stops"),
    [
        (rules.why_not_tick, facts(), -1, True),
        (rules.why_not_tick, facts(), 0, False),
        (rules.why_not_tick, facts(called_off=True), 60, True),
        (rules.why_not_call_off, facts(), -60, False),
        (rules.why_not_call_off, facts(), 60, False),
        (rules.why_not_call_off, facts(ticked=1), 60, True),
        (rules.why_not_call_off, facts(called_off=True), -60, True),
        (rules.why_not_change, facts(), -1, False),
        (rules.why_not_change, facts(), 0, True),
        (rules.why_not_change, facts(called_off=True), -1, True),
    ],
)
def test_what_can_be_done_with_a_meeting_depends_on_when(rule, meeting, minutes, stops):
    assert bool(rule(meeting, START + minutes * MINUTE)) is stops


def test_everyone_else_came_keeps_the_ticks_that_were_made():
    made = [Tick("amina", "left early", 45)]
    ticks = rules.everyone_else_came(["amina", "ben"], made)
    assert ticks == [Tick("amina", "left early", 45), Tick("ben", "came")]
