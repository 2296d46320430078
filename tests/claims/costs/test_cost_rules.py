"""What the answers of a cost come to: worked figures, and what holds for any answers."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.claims.costs import rules
from portal.claims.costs.rules.choices import VEHICLES
from portal.claims.costs.rules.families import FAMILIES, PAGES
from portal.claims.kinds import shipped
from portal.claims.kinds.rules import on_day
from tests.rates.cards import scheme

RATES = (*scheme("AMAP"), *scheme("SAMPLE"))
DAY = dt.date(2026, 11, 16)
KINDS = on_day(shipped.kinds(), DAY)
D = dt.date.fromisoformat


def priced(kind, day=DAY, driven=0, **answers):
    found = rules.price(KINDS[kind], answers, day, RATES, driven)
    return found.claimed_pence, found.payable_pence


FIGURES = [
    (8, ("own vehicle", D("2026-04-05")), {"vehicle": "CAR", "miles": "18.6"}, (837, 837)),
    (8, ("own vehicle", D("2026-04-06")), {"vehicle": "CAR", "miles": "18.6"}, (1023, 1023)),
    (12, ("own vehicle", DAY), {"vehicle": "MOTO", "miles": "15"}, (360, 360)),
    (12, ("own vehicle", DAY), {"vehicle": "CYCLE", "miles": "7.5"}, (150, 150)),
    (9, ("own vehicle", D("2026-05-01"), 99_900), {"vehicle": "CAR", "miles": "30"}, (1050, 1050)),
    (9, ("own vehicle", D("2026-05-01"), 99_900), {"vehicle": "CYCLE", "miles": "30"}, (600, 600)),
    (20, ("food", DAY), {"meal": "DINNER", "cost": 1840}, (1840, 1500)),
    (20, ("food", DAY), {"meal": "DINNER", "cost": 1500}, (1500, 1500)),
    (20, ("food", DAY), {"meal": "LUNCH", "cost": 751}, (751, 750)),
    (21, ("public transport", DAY), {"travel": "train", "cost": 4260, "met": True}, (4260, 0)),
    (22, ("parking", DAY), {"charge": "fine", "cost": 3500}, (3500, 0)),
    (22, ("parking", DAY), {"charge": "parking", "cost": 1840}, (1840, 1840)),
    (20, ("care", DAY), {"who": "child", "hours": "3.0", "hourly": 1250}, (3750, 3300)),
    (20, ("care", DAY), {"who": "adult", "hours": "2.5", "hourly": 1600}, (4000, 3750)),
    (20, ("care", DAY), {"who": "adult", "hours": "2.5", "hourly": 1500}, (3750, 3750)),
    (20, ("supporter", DAY), {"agreed": "yes", "hours": "1.5", "hourly": 1333}, (2000, 2000)),
    (20, ("stay", DAY), {"place": "Inn", "nights": 2, "cost": 25_000}, (25_000, 24_000)),
    (20, ("stay", DAY), {"place": "Inn", "nights": 2, "cost": 24_000}, (24_000, 24_000)),
    (23, ("taxi", DAY), {"need": "health", "cost": 2400}, (2400, 2400)),
    (20, ("other:phone", DAY), {"item": "Data", "cost": 500}, (500, 500)),
    (7, ("online", DAY), {}, (0, 0)),
    (35, ("own vehicle", DAY), {"fuel_only": True, "vehicle": "CAR", "cost": 640}, (640, 640)),
]


@pytest.mark.parametrize(("rule", "asked", "answers", "pence"), FIGURES)
def test_what_a_cost_comes_to(rule, asked, answers, pence):
    assert priced(*asked, **answers) == pence


@given(
    st.sampled_from(sorted(FAMILIES)),
    st.integers(0, 999_999),
    st.integers(1, 99_999),
    st.sampled_from(["LUNCH", "DINNER"]),
    st.sampled_from(sorted(VEHICLES)),
    st.integers(0, 150_000),
)
def test_an_amount_is_never_negative_and_never_pays_more_than_was_claimed(
    kind, cost, miles, meal, vehicle, driven
):
    answers = {"cost": cost, "miles": f"{miles // 10}.{miles % 10}", "meal": meal, "vehicle": vehicle}
    claimed, payable = priced(kind, DAY, driven, **answers)
    assert 0 <= payable <= claimed


WORDS = [
    ("public transport", {"travel": "bus", "start": "Market Square", "end": "City Hospital", "return_journey": "yes"},
     "Bus, Market Square to City Hospital and back"),
    ("public transport", {"travel": "other", "start": "A", "end": "B", "return_journey": "no"}, "Journey, A to B"),
    ("own vehicle", {"vehicle": "CAR", "start": "A", "end": "B", "return_journey": "no"}, "Car, A to B"),
    ("own vehicle", {"vehicle": "CAR", "fuel_only": True}, "Fuel, car"),
    ("parking", {"charge": "air"}, "Clean air or congestion charge"),
    ("food", {"meal": "DINNER"}, "Evening meal"),
    ("other", {"item": "Printing"}, "Printing"),
    ("other", {}, "Something else"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "answers", "words"), WORDS)
def test_a_line_is_described_in_a_few_words(kind, answers, words):
    assert rules.describe(KINDS[kind], answers) == words


def test_the_first_question_without_an_answer_is_asked_next():
    answers = {}
    for step in FAMILIES["public transport"].steps:
        assert rules.missing("public transport", answers) == step
        answers[PAGES[step].field] = "answered"
    assert rules.missing("public transport", answers) is None


USUAL = rules.Usual(15_000, 200)
DOUBTS = [
    ("cost", {}, rules.Priced(15_000, 15_000), None),
    ("cost", {}, rules.Priced(15_001, 15_001), "Is £150.01 right?"),
    ("cost", {}, rules.Priced(1840, 1500, "We can pay up to £15"), "Is £18.40 right?"),
    ("miles", {"miles": "200"}, rules.Priced(0, 0), None),
    ("miles", {"miles": "200.1"}, rules.Priced(0, 0), "Is 200.1 miles right?"),
    ("when", {"when": "2026-11-01"}, rules.Priced(0, 0), None),
    ("when", {"when": "2025-12-20"}, rules.Priced(0, 0), "Is 20 December 2025 right?"),
    ("cost", {"when": "2025-12-20"}, rules.Priced(640, 640), "Is 20 December 2025 right?"),
]


@pytest.mark.parametrize(("step", "answers", "line", "question"), DOUBTS)
def test_what_looks_like_a_slip_is_asked_about(step, answers, line, question):
    doubt = rules.doubt(step, answers, line, USUAL, DAY)
    assert (doubt.question if doubt else None) == question
