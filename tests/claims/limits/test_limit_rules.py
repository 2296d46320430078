"""A person's own limit: what counts, in which week, and when they would be over it (rules 25, 27–31, 33, 34)."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.claims.limits.rules import MONTH, Counted, OwnLimit, counts, left, over, period_of

MON, TUE = dt.date(2026, 10, 12), dt.date(2026, 10, 13)
LATER = dt.date(2026, 11, 2)


def done(pence, on=MON, arrives=LATER, minutes=0):
    return Counted(on, arrives, pence, minutes)


@pytest.mark.parametrize(
    "before, new, over_by",
    [(15000, 7500, [2150, 2150]), (15000, 5350, []), (0, 20350, []), (0, 20351, [1, 1])],
)
def test_rule_28_equal_is_fine(before, new, over_by):
    found = over(OwnLimit(20350), [done(before)], done(new, on=TUE))
    assert [one.over_by for one in found] == over_by


def test_rule_28_says_the_figures_and_nothing_else():
    found = over(OwnLimit(20350), [done(15000)], done(7500, on=TUE))
    assert found[0].words == (
        "With this you would have £225.00 for the week from Monday 12 October 2026. The limit you gave is £203.50."
    )
    assert "by the day the money arrives" in found[1].words


@pytest.mark.parametrize(
    "kind, pence, more, counted",
    [
        ("time", 7500, {}, 7500),
        ("time", 0, {}, 0),
        ("transport", 640, {}, 0),
        ("food", 4000, {}, 0),
        ("allowance", 500, {"flat": True}, 500),
        ("miles", 5600, {"approved_pence": 4500}, 1100),
        ("miles", 4500, {"approved_pence": 5500}, 0),
        ("time", 7500, {"charity": True}, 0),
    ],
)
def test_rules_25_27_and_29_what_counts(kind, pence, more, counted):
    assert counts(kind, pence, **more) == counted


def test_rule_29_worked_example():
    lines = [counts("time", 15000), counts("allowance", 500, flat=True), counts("transport", 640)]
    assert sum(lines) == 15500


def test_rule_30_one_late_payment_run_carries_four_weeks():
    weeks = [done(7500, on=MON + dt.timedelta(weeks=n)) for n in range(4)]
    found = over(OwnLimit(20350), weeks[:3], weeks[3])
    assert [(one.by, one.would_have, one.over_by) for one in found] == [("arrives", 30000, 9650)]


def test_rule_31_the_week_starts_on_the_persons_own_day():
    saturday, sunday = dt.date(2026, 10, 17), dt.date(2026, 10, 18)
    by_sunday, by_monday = OwnLimit(1, starts=6), OwnLimit(1)
    assert period_of(by_sunday, saturday) != period_of(by_sunday, sunday)
    assert period_of(by_monday, saturday) == period_of(by_monday, sunday)


@pytest.mark.parametrize("minutes, warned", [(30, True), (29, False)])
def test_rule_33_under_so_many_hours_is_strict(minutes, warned):
    before = [done(0, minutes=15 * 60 + 30)]
    found = over(OwnLimit(None, minutes=16 * 60), before, done(0, on=TUE, minutes=minutes))
    assert bool(found) is warned
    if warned:
        assert found[0].words.endswith("The limit you gave is under 16 hours.")


def test_rule_34_a_month_is_the_persons_own_and_by_arrival_alone():
    month = OwnLimit(7500, MONTH, starts=14)
    before, after = dt.date(2026, 10, 13), dt.date(2026, 10, 14)
    assert over(month, [done(7500, arrives=before)], done(7500, arrives=after)) == []
    assert [one.by for one in over(month, [done(7500, arrives=after)], done(1, arrives=after))] == ["arrives"]


pence = st.integers(0, 50_000)


@given(pence, st.lists(pence, max_size=5), pence)
def test_what_is_left_is_the_most_that_is_not_over(limit, before, extra):
    mine, others = OwnLimit(limit), [done(p) for p in before]
    room = left(mine, others, MON, LATER)
    if sum(before) <= limit:
        assert over(mine, others, done(room)) == []
    assert over(mine, others, done(room + 1 + extra)) != []
