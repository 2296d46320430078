"""What an opening pays, in words and in pounds, by the rates of the days of its meetings."""

import datetime as dt

import pytest

from portal.openings.finding.rules import Session, list_words, pay_example
from portal.rates.rules import Rate, Unit

TODAY = dt.date(2026, 11, 17)
DECEMBER = dt.date(2026, 12, 1)


def hourly(tenths, start=dt.date(2026, 4, 1), end=None):
    return Rate(f"r{tenths}", "STD", "Standard", Unit.HOUR, tenths, start, end, scheme="TRUST")


TWENTY = (hourly(20000),)
RISING = (hourly(20000, end=dt.date(2026, 11, 30)), hourly(25000, start=DECEMBER))


@pytest.mark.parametrize(
    ("rates", "sessions", "words"),
    [
        (TWENTY, [Session(DECEMBER, 120)], "If you come to the meeting you can get £40 and your costs."),
        (
            TWENTY,
            [Session(DECEMBER, 120)] * 2,
            "If you come to both meetings you can get £80 and your costs.",
        ),
        (
            TWENTY,
            [Session(DECEMBER, 90)] * 3,
            "If you come to all 3 meetings you can get £90 and your costs.",
        ),
        (TWENTY, [], "If you come to one session of 1 hour 30 minutes you can get £30 and your costs."),
        (
            RISING,
            [Session(dt.date(2026, 11, 30), 60), Session(DECEMBER, 60)],
            "If you come to both meetings you can get £45 and your costs.",
        ),
        ((), [Session(DECEMBER, 120)], ""),
    ],
)
def test_the_example_is_what_the_card_pays_on_those_days(rates, sessions, words):
    assert pay_example(rates, "STD", sessions, 90, TODAY) == words


def test_without_dates_and_length_there_is_no_example():
    assert pay_example(TWENTY, "STD", [], None, TODAY) == ""


@pytest.mark.parametrize(
    ("pays", "rates", "code", "words"),
    [
        (False, (), None, "Costs paid."),
        (True, TWENTY, "STD", "Costs paid. £20 an hour for your time."),
        (True, (), "STD", "Costs paid. We can pay you for your time."),
    ],
)
def test_the_list_says_in_one_line_what_is_paid(pays, rates, code, words):
    assert list_words(pays, rates, code, TODAY) == words
