"""Rules of openings that other rooms ask: states, answers about payment, calling off (rules 15, 25 to 27, 35)."""

import datetime as dt

import pytest

from portal.openings import rules
from portal.openings.rules import Said

DAY = dt.date(2026, 11, 17)
NOON = dt.datetime(2026, 11, 17, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@pytest.mark.parametrize(
    ("published", "closed", "closes_on", "state"),
    [
        (False, False, None, "draft"),
        (False, False, dt.date(2026, 11, 16), "draft"),
        (True, False, None, "open"),
        (True, False, DAY, "open"),
        (True, False, dt.date(2026, 11, 16), "closed"),
        (True, True, None, "closed"),
    ],
)
def test_an_opening_is_open_through_its_last_day(published, closed, closes_on, state):
    assert rules.opening_state(published, closed, closes_on, DAY) == state


@pytest.mark.parametrize(
    ("answer", "less", "pence"),
    [
        ("yes", None, 7500),
        ("no", None, 0),  # rule 25
        ("less", 2000, 2000),  # rule 26
        ("less", 8000, 7500),  # never above the offer
        ("charity", None, 0),  # rule 27: nothing to the person
        ("costs only", None, 0),  # rule 35
        ("not sure", None, 0),
    ],
)
def test_what_a_session_pays_the_person_themselves(answer, less, pence):
    assert rules.accepted_pence(answer, 7500, less) == pence


@pytest.mark.parametrize(
    ("less", "words"),
    [
        (2000, None),
        (7500, None),
        (8000, "How much must be £75 or less"),
        (0, "How much must be more than £0"),
    ],
)
def test_less_is_more_than_nothing_and_not_above_the_offer(less, words):
    assert rules.why_not_less(less, 7500) == words


def test_staff_never_learn_which_kind_of_no_it_was():
    assert rules.staff_words("no") == rules.staff_words("costs only") == "Costs only"
    assert {rules.staff_words(one) for one in ("yes", "less", "charity")} == {"As agreed"}


@pytest.mark.parametrize(
    ("answered", "first", "before"),
    [(NOON, None, True), (NOON, NOON + HOUR, True), (NOON, NOON, False), (NOON + HOUR, NOON, False)],
)
def test_an_answer_is_before_the_first_session_or_not(answered, first, before):
    assert rules.before_first_session(answered, first) is before


EARLY, LATE = Said("no", NOON - HOUR), Said("yes", NOON + HOUR)


COSTS_ONLY = Said("costs only", NOON)


@pytest.mark.parametrize(
    ("answers", "counts"),
    [
        ([], None),
        ([("ours", EARLY)], EARLY),
        ([("ours", EARLY), ("ours", LATE)], LATE),
        ([("ours", EARLY), ("other", LATE)], EARLY),
        ([("other", EARLY)], None),
        ([("other", COSTS_ONLY)], COSTS_ONLY),
        ([("other", COSTS_ONLY), ("other", LATE)], None),
        ([("ours", EARLY), ("other", COSTS_ONLY)], EARLY),
    ],
)
def test_the_newest_answer_for_a_role_counts_and_costs_only_holds_for_all(answers, counts):
    assert rules.answer_for("ours", answers) == counts


def at(day, hour=9):
    return dt.datetime(2026, 11, day, hour, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("called_off", "paid"),
    [
        (at(17), False),  # Tuesday, for a Thursday: two working days
        (at(18), True),  # the day before
        (at(19), True),  # the same day
        (at(13), False),  # the Friday before
    ],
)
def test_a_meeting_called_off_late_is_paid(called_off, paid):
    assert rules.paid_though_called_off(called_off, at(19, 14), 2) is paid


def test_a_weekend_is_no_working_day_before_a_meeting():
    assert rules.paid_though_called_off(at(20), at(23, 14), 2) is True  # Friday for a Monday: one working day
    assert rules.paid_though_called_off(at(19), at(23, 14), 2) is False


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (("less", 2000, ""), "Pay me £20 for each session"),
        (("charity", None, "Air Ambulance"), "Give it to Air Ambulance"),
        (("no", None, ""), "No, thank you"),
        (("", None, ""), "Not answered yet"),
    ],
)
def test_a_person_reads_their_own_answer_back(said, words):
    assert rules.pay_words(*said) == words


@pytest.mark.parametrize(
    ("meeting", "day"),
    [
        (None, dt.date(2026, 12, 2)),
        (dt.date(2026, 12, 10), dt.date(2026, 12, 2)),
        (dt.date(2026, 12, 1), dt.date(2026, 11, 30)),  # a Tuesday: the Monday before
        (dt.date(2026, 11, 30), dt.date(2026, 11, 27)),  # a Monday: the Friday before
        (dt.date(2026, 11, 26), dt.date(2026, 11, 26)),  # tomorrow: no sooner than a working day
        (dt.date(2026, 11, 25), dt.date(2026, 11, 26)),
    ],
)
def test_people_are_answered_before_the_first_meeting_where_there_is_time(meeting, day):
    assert rules.answer_day(dt.date(2026, 11, 25), 5, meeting) == day
