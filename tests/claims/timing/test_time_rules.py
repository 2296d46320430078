"""Payment for the time of one session: worked figures of rules 2 to 5, 15, 25 to 27 and 35."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.claims.timing.rules import (
    Answer,
    Session,
    minutes_to_pay,
    offer,
    once_key,
    waits,
    why_not_as_ticked,
    worth_words,
)
from portal.foundation import calendar
from tests.rates.cards import scheme

DAY = dt.date(2026, 11, 16)
STARTS = calendar.uk_moment(DAY, dt.time(14))
YES = Answer("yes")


def session(**more):
    return Session("meeting-1", "Falls group", DAY, 120, **more)


MINUTES = [
    (15, session(attendance="came"), 120),
    (15, session(), 120),  # not recorded never stops a claim
    (15, session(attendance="did not come"), 0),
    (5, session(attendance="left early", present_minutes=60), 60),
    (5, session(attendance="left early", present_minutes=200), 120),
    (
        15,
        session(attendance="called off", starts_at=STARTS, called_off_at=STARTS - dt.timedelta(days=1)),
        120,
    ),
    (15, session(attendance="called off", starts_at=STARTS, called_off_at=STARTS - dt.timedelta(days=20)), 0),
]


@pytest.mark.parametrize(("rule", "about", "minutes"), MINUTES)
def test_which_minutes_of_a_session_are_paid(rule, about, minutes):
    assert minutes_to_pay(about, called_off_days=2) == minutes


@pytest.mark.parametrize(("about", "other"), [
    (session(), None),
    (session(attendance="came"), None),
    (session(attendance="left early", present_minutes=60), 60),
    (session(attendance="did not come"), 0),
])  # fmt: skip
def test_what_was_ticked_since_is_told_apart_from_what_was_chosen(about, other):
    found = why_not_as_ticked(about, kept_minutes=120, called_off_days=2)
    assert (found and found.minutes) == other


OFFERS = [
    (2, "NICE-LAY", "HALF", 239, YES, (7500, 7500)),
    (2, "NICE-LAY", "HALF", 240, YES, (15000, 15000)),
    (2, "NHSE-PPV", "HALF", 240, YES, (7500, 7500)),
    (2, "NHSE-PPV", "HALF", 241, YES, (15000, 15000)),
    (3, "CNWL", "STD", 80, YES, (1533, 1533)),
    (3, "CNWL", "ENH", 150, YES, (3750, 3750)),
    (4, "TEWV", "BLOCK3", 181, YES, (4000, 4000)),
    (25, "NICE-LAY", "HALF", 120, Answer("no"), (7500, 0)),
    (26, "NICE-LAY", "HALF", 120, Answer("less", 2000), (7500, 2000)),
    (26, "NICE-LAY", "HALF", 120, Answer("less", 8000), (7500, 7500)),
    (27, "NICE-LAY", "HALF", 120, Answer("charity", charity="A"), (7500, 0)),
    (35, "NICE-LAY", "HALF", 120, Answer("costs only"), (7500, 0)),
    (25, "NICE-LAY", "HALF", 120, Answer(""), (7500, 7500)),  # waits, with what was offered
]


@pytest.mark.parametrize(("rule", "name", "code", "minutes", "said", "pence"), OFFERS)
def test_what_was_offered_and_what_the_person_takes(rule, name, code, minutes, said, pence):
    worth = offer(scheme(name), code, minutes, DAY, said)
    assert (worth.offered_pence, worth.accepted_pence) == pence


def test_the_rate_is_that_of_the_day_of_the_activity():
    worth = [offer(scheme("NIHR"), "T1", 60, dt.date(2025, 12, day), YES).offered_pence for day in (15, 16)]
    assert worth == [2500, 2750]


@pytest.mark.parametrize(("name", "code", "minutes", "words"), [
    ("CNWL", "STD", 90, "£11.50 an hour. 1 hour 30 minutes would be £17.25."),
    ("NICE-LAY", "HALF", 240, "Half-day meeting: £75, full-day meeting: £150. 4 hours would be £150."),
    ("CNWL", "NONE", 90, "1 hour 30 minutes"),
])  # fmt: skip
def test_what_a_session_would_pay_is_said_before_it_is_ticked(name, code, minutes, words):
    assert worth_words(scheme(name), code, minutes, DAY) == words


PREPARED = [  # rule 6: scheme, code, minutes, to prepare, pence
    ("BLUEHEART", "HOUR", 60, 30, 3750),
    ("BLUEHEART", "HOUR", 60, 0, 2500),
    ("NHSE-PPV", "HALF", 200, 60, 7500),  # it is in the rate; counted, it would be a full day
]


@pytest.mark.parametrize(("name", "code", "minutes", "ready", "pence"), PREPARED)
def test_time_to_prepare_is_added_where_the_card_counts_it(name, code, minutes, ready, pence):
    worth = offer(scheme(name), code, minutes, DAY, YES, ready)
    assert worth.offered_pence == pence
    assert ("to prepare" in worth.priced_words) == (pence == 3750)


def test_nobody_is_paid_to_prepare_a_session_that_pays_nothing():
    assert offer(scheme("BLUEHEART"), "HOUR", 0, DAY, YES, 30).offered_pence == 0


def test_the_words_before_ticking_say_that_preparation_counts():
    words = worth_words(scheme("BLUEHEART"), "HOUR", 60, DAY, 30)
    assert words == "£25 an hour. 1 hour would be £37.50. This counts 30 minutes to prepare."


WAITING = [(YES, True, False), (YES, False, True), (Answer("not sure"), True, True), (Answer(""), True, True),
           (Answer("yes", wants_advice=True), True, True), (Answer("no"), True, False)]  # fmt: skip


@pytest.mark.parametrize(("said", "own_hand", "expected"), WAITING)
def test_payment_waits_for_the_persons_own_answer(said, own_hand, expected):
    assert waits(said, typed_by_the_person=own_hand) is expected


@given(
    st.integers(0, 1440),
    st.sampled_from(["yes", "less", "no", "charity", "costs only"]),
    st.integers(1, 99_999),
)
def test_nobody_takes_more_than_was_offered_or_less_than_nothing(minutes, answer, less):
    worth = offer(scheme("CNWL"), "STD", minutes, DAY, Answer(answer, less))
    assert 0 <= worth.accepted_pence <= worth.offered_pence


def test_one_session_of_one_person_has_one_key():
    assert once_key("amina", "meeting-1") == "time:amina:meeting-1"
