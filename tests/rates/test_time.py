"""Payment for time on real rate cards, with the worked figures of rules 1 to 7 and 32."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rates import rules
from portal.rates.rules import Preparation
from tests.rates.cards import D, limits, scheme

IN_2026 = "2026-03-03"
TIME = [
    # rule, scheme, code, minutes, preparation, day, pence
    (1, "NIHR", "T1", 60, 0, "2025-12-15", 2500),
    (1, "NIHR", "T1", 60, 0, "2025-12-16", 2750),
    (2, "NICE-LAY", "HALF", 240, 0, IN_2026, 15000),
    (2, "NHSE-PPV", "HALF", 240, 0, IN_2026, 7500),
    (2, "NICE-LAY", "FULL", 239, 0, IN_2026, 7500),
    (2, "NHSE-PPV", "FULL", 239, 0, IN_2026, 7500),
    (2, "NICE-LAY", "HALF", 241, 0, IN_2026, 15000),
    (2, "NHSE-PPV", "HALF", 241, 0, IN_2026, 15000),
    (3, "CNWL", "STD", 80, 0, IN_2026, 1533),
    (3, "CNWL", "STD", 150, 0, IN_2026, 2875),
    (3, "CNWL", "ENH", 150, 0, IN_2026, 3750),
    (4, "TEWV", "BLOCK3", 180, 0, IN_2026, 2000),
    (4, "TEWV", "BLOCK3", 181, 0, IN_2026, 4000),
    (4, "TEWV", "BLOCK3", 360, 0, IN_2026, 4000),
    (4, "TEWV", "BLOCK3", 420, 0, IN_2026, 6000),
    (4, "TEWV", "BLOCK3", 30, 0, IN_2026, 2000),
    (5, "NICE-LAY", "FULL", 120, 0, IN_2026, 7500),
    (6, "BLUEHEART", "HOUR", 60, 30, IN_2026, 3750),
    (6, "NHSE-PPV", "HALF", 200, 60, IN_2026, 7500),
    (6, "NHSE-PPV", "HALF", 0, 60, IN_2026, 0),
    (6, "BLUEHEART", "HOUR", 0, 60, IN_2026, 2500),
]
WORDS = [
    ("BLUEHEART", "HOUR", 120, "2 hours at £25 an hour = £50.00"),
    ("CNWL", "STD", 80, "1 hour 20 minutes at £11.50 an hour = £15.33"),
    ("NHSE-PPV", "HALF", 240, "Half day = £75.00"),
    ("NICE-LAY", "HALF", 240, "Full-day meeting = £150.00"),
    ("TEWV", "BLOCK3", 30, "3 hours or part of it at £20 = £20.00"),
    ("TEWV", "BLOCK3", 420, "3 times 3 hours or part of it at £20 = £60.00"),
    ("NIHR", "T1", 60, "Task of about 1 hour = £27.50"),
    ("CNWL", "STD", 0, "No time to pay for"),
]
HOURLY = scheme("CNWL")
MINUTES = st.integers(0, 24 * 60)


@pytest.mark.parametrize(("rule", "card", "code", "minutes", "preparation", "day", "pence"), TIME)
def test_time_pays_what_the_card_says(rule, card, code, minutes, preparation, day, pence):
    assert rules.price_time(scheme(card), code, minutes, preparation, D(day)).pence == pence


@pytest.mark.parametrize(("card", "code", "minutes", "words"), WORDS)
def test_the_sum_reads_as_a_person_would_say_it(card, code, minutes, words):
    assert rules.price_time(scheme(card), code, minutes, 0, D(IN_2026)).words == words


def test_the_row_that_priced_the_time_is_named():
    priced = rules.price_time(scheme("NIHR"), "T1", 60, 0, D("2025-12-16"))
    assert priced.rate_ids == ("NIHR T1 2025-12-16",)


def test_preparation_that_counted_would_make_a_full_day():
    counted = [replace(rate, preparation=Preparation.COUNTED) for rate in scheme("NHSE-PPV")]
    assert rules.price_time(counted, "HALF", 200, 60, D(IN_2026)).pence == 15000


@pytest.mark.parametrize(
    ("present", "left_early", "minutes"),
    [(120, True, 120), (300, False, 360), (360, False, 360), (400, True, 360)],
)
def test_only_somebody_who_left_early_is_paid_for_less(present, left_early, minutes):
    """Rule 5: a meeting from 10am to 4pm."""
    assert rules.minutes_attended(360, present, left_early) == minutes


@pytest.mark.parametrize(
    ("card", "meetings", "pence"), [("NIHR", 2, 1000), ("NIHR", 1, 500), ("NIHR", 0, 0), ("CNWL", 2, 0)]
)
def test_an_online_meeting_has_its_allowance_once(card, meetings, pence):
    """Rule 7."""
    assert rules.online_allowance(scheme(card), meetings, D(IN_2026)).pence == pence


@pytest.mark.parametrize(("day", "pence"), [("2026-04-05", 19600), ("2026-04-06", 20400)])
def test_an_old_week_is_judged_by_the_limit_of_its_day(day, pence):
    """Rule 32."""
    assert rules.limit_on(limits(), "CA_LIMIT", D(day)).amount == pence


@pytest.mark.parametrize("code", ["T1", "NOTHING"])
def test_a_day_without_a_rate_says_so(code):
    with pytest.raises(rules.NoRate, match=r"We have no rate for 30 June 2020\. Ask us"):
        rules.price_time(scheme("NIHR"), code, 60, 0, D("2020-06-30"))


def test_a_limit_without_a_figure_says_so():
    with pytest.raises(rules.NoRate):
        rules.limit_on(limits(), "NLW", D("2026-03-31"))


def test_negative_time_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="never negative"):
        rules.price_time(HOURLY, "STD", -1, 0, D(IN_2026))


def test_the_organisations_own_row_comes_before_a_shared_one():
    own, shared = (
        scheme("NIHR")[-1],
        replace(scheme("NIHR")[-1], scheme="SHARED", effective_from=D("2026-01-01")),
    )
    assert rules.row_on((own, shared), "ONLINE", D(IN_2026)) is own


@pytest.mark.parametrize(
    ("card", "code", "words"),
    [
        ("BLUEHEART", "HOUR", "£25 an hour"),
        ("NHSE-PPV", "FULL", "Half day: £75, full day: £150"),
        ("TEWV", "BLOCK3", "£20 for each 3 hours or part of it"),
        ("NIHR", "T05", "Task up to about half an hour: £13.80"),
    ],
)
def test_what_is_offered_is_said_before_the_minutes_are_known(card, code, words):
    assert rules.offer_words(scheme(card), code, D(IN_2026)) == words


@given(MINUTES, MINUTES)
def test_longer_never_pays_less(one, other):
    for card, code in (("CNWL", "STD"), ("NICE-LAY", "HALF"), ("TEWV", "BLOCK3"), ("BLUEHEART", "HOUR")):
        less, more = (
            rules.price_time(scheme(card), code, m, 0, D(IN_2026)).pence for m in sorted((one, other))
        )
        assert 0 <= less <= more


@given(MINUTES, MINUTES)
def test_time_in_two_parts_pays_the_same_within_a_penny(one, other):
    parts = sum(rules.price_time(HOURLY, "STD", minutes, 0, D(IN_2026)).pence for minutes in (one, other))
    assert abs(parts - rules.price_time(HOURLY, "STD", one + other, 0, D(IN_2026)).pence) <= 1


@given(st.dates(dt.date(2020, 7, 1), dt.date(2060, 1, 1)))
def test_every_task_has_one_price_on_every_day(day):
    assert rules.price_time(scheme("NIHR"), "T1", 60, 0, day).pence == (
        2500 if day < D("2025-12-16") else 2750
    )
