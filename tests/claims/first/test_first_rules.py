"""What is next for an ask, and how much of a cost was paid before."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.claims.first import rules
from portal.claims.first.rules import Facts


@pytest.mark.parametrize(
    ("facts", "next_step"),
    [
        (Facts("asked"), "asked"),
        (Facts("not possible"), "not possible"),
        (Facts("agreed", "ticket"), "met"),
        (Facts("agreed", "before", open_pence=2000), "coming"),
        (Facts("agreed", "cash", open_pence=2000), "cash"),
        (Facts("agreed", "cash", given=True, open_pence=2000), "got"),
        (Facts("agreed", "cash", True, True, "", 2000), "proof"),
        (Facts("agreed", "before", True, False, "draft", 2000), "proof"),
        (Facts("agreed", "before", True, False, "withdrawn", 2000), "proof"),
        (Facts("agreed", "before", True, False, "question", 2000), "checked"),
        (Facts("agreed", "before", True, False, "decided", 160), "left"),
        (Facts("agreed", "before", True, False, "decided", 0), "cleared"),
    ],
)
def test_one_thing_is_next(facts, next_step):
    assert rules.stage(facts) == next_step
    assert next_step in rules.LABELS


PENCE = st.integers(0, 100_000)


@given(approved=PENCE, cleared=PENCE, open_pence=PENCE, most=st.none() | st.integers(-100, 100_000))
def test_never_more_than_is_approved_open_or_agreed_is_taken(approved, cleared, open_pence, most):
    taken = rules.to_clear(approved, min(cleared, approved), open_pence, most)
    assert 0 <= taken <= min(open_pence, approved - min(cleared, approved))
    assert most is None or taken <= max(most, 0)


@pytest.mark.parametrize(
    ("needed", "enough"), [("2026-11-23", False), ("2026-11-24", True), ("2026-11-17", False)]
)
def test_five_working_days_before_is_enough(needed, enough):
    assert rules.enough_time(dt.date(2026, 11, 17), dt.date.fromisoformat(needed), 5) is enough


def test_a_journey_is_the_same_either_way_round():
    booked = ("Market Square", "City Hospital")
    assert rules.same_journey(booked, "city hospital", " Market  Square")
    assert not rules.same_journey(booked, "Market Square", "Station")
    assert not rules.same_journey(("", "Station"), "", "Station")
