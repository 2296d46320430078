"""A new amount begins on a day, and says beforehand what it will mean."""

import pytest

from portal.rates import rules
from tests.rates.cards import D, scheme

TODAY = D("2026-11-17")
CAR = [rate for rate in scheme("AMAP") if rate.code == "CAR1"]


def test_a_new_rate_begins_today_or_later():
    assert rules.why_not_start(CAR, TODAY, TODAY) is None
    assert rules.why_not_start(CAR, D("2027-04-06"), TODAY) is None


def test_miles_may_go_back_to_the_tax_year_before_and_no_further():
    assert rules.why_not_start(CAR, D("2026-11-16"), TODAY) is None
    assert rules.why_not_start(CAR, D("2025-04-06"), TODAY) is None
    assert rules.why_not_start(CAR, D("2025-04-05"), TODAY) == "Choose 6 April 2025 or a later date"


def test_payment_for_time_and_limits_keep_the_terms_of_days_already_past():
    dinner = [rate for rate in scheme("SAMPLE") if rate.code == "DINNER"]
    refusal = rules.why_not_start(dinner, D("2026-11-16"), TODAY)
    assert refusal == "Choose today or a later date. Only a rate for miles can begin on a day that is past"


def test_two_rates_cannot_begin_on_one_day():
    refusal = rules.why_not_start(CAR, D("2026-04-06"), D("2026-04-06"))
    assert refusal == "There is a rate from 6 April 2026 already. Choose another date"


@pytest.mark.parametrize(("start", "last"), [("2026-11-17", None), ("2026-01-01", "2026-04-05")])
def test_a_rate_ends_the_day_before_the_next(start, last):
    assert rules.day_before_next([rate.effective_from for rate in CAR], D(start)) == (
        D(last) if last else None
    )


@pytest.mark.parametrize(
    ("card", "code", "words"),
    [
        ("AMAP", "CAR1", "A 12-mile trip pays £6.60 from 6 April 2026"),
        ("AMAP", "PASS", "Each passenger on a 12-mile trip adds £0.60 from 6 April 2011"),
        ("BLUEHEART", "HOUR", "2 hours pays £50.00 from 1 January 2023"),
        ("TEWV", "BLOCK3", "Each 3 hours or part of it pays £20.00 from 1 January 2022"),
        ("NHSE-PPV", "HALF", "Half day pays £75.00 from 20 October 2021"),
        ("NIHR", "T1", "Task of about 1 hour pays £27.50 from 16 December 2025"),
        ("NIHR", "ONLINE", "An online meeting pays £5.00 from 1 July 2020"),
        ("SAMPLE", "DINNER", "Evening meal pays up to £15.00 from 6 April 2026"),
        ("SAMPLE", "CHILDCARE", "Childcare for 2 hours pays up to £22.00 from 6 April 2026"),
    ],
)
def test_a_preview_says_what_a_rate_pays(card, code, words):
    newest = [rate for rate in scheme(card) if rate.code == code][-1]
    assert rules.preview(newest) == words


@pytest.mark.parametrize(
    ("unit", "line", "tenths", "more"),
    [
        ("per_mile", (550, 660, 660, 3), 600, 180),  # 12 miles at 55p, three times: 60p each time more
        ("per_mile", (550, 660, 660), 500, -60),
        ("per_hour", (25000, 5000, 5000), 25000, 0),
        ("per_mile", (374, 37, 37), 378, 0),  # 37.4 → 37.8 pence: each line is rounded by itself
        ("cap_per_item", (15000, 1840, 1500), 16000, 100),
        ("cap_per_item", (15000, 1540, 1500), 20000, 40),  # never above what was claimed
        ("cap_per_item", (15000, 900, 900), 20000, 0),
        ("cap_per_item", (15000, 900, 900), 8000, -100),
        ("cap_per_hour", (11000, 900, 900), 8000, 0),  # its hours are not known
    ],
)
def test_a_preview_in_pounds_prices_last_years_lines_anew(unit, line, tenths, more):
    lines = [rules.PricedLines(*line)]
    assert rules.would_have_been_more(lines, rules.Unit(unit), tenths) == more
