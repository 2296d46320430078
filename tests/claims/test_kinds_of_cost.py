"""A kind of cost is whole: everything that CONTRIBUTING.md lists under "A new kind of cost" knows it."""

import pytest

from portal.claims.costs import rules, words
from portal.claims.making.rules import KINDS, SHORT
from portal.claims.making.shown import ROWS
from portal.claims.models import ClaimLine

COSTS = [kind for kind in KINDS if kind != "time"]
STEPS = [(kind, step) for kind in COSTS for step in (*rules.STEPS.get(kind, ()), *rules.FUEL_STEPS)]


def test_every_kind_has_its_names_and_every_cost_its_pages():
    assert set(SHORT) == set(KINDS)
    assert set(rules.STEPS) == set(COSTS)
    assert set(words.PAID_WHEN) <= set(COSTS)


@pytest.mark.parametrize("kind", COSTS)
def test_a_cost_without_answers_has_a_name_already(kind):
    assert rules.describe(kind, {}) == SHORT[kind]


@pytest.mark.parametrize("kind", COSTS)
def test_a_typed_amount_has_an_example_beside_its_box(kind):
    assert "cost" not in rules.STEPS[kind] or kind in words.HINTS


@pytest.mark.parametrize(("kind", "step"), sorted(set(STEPS)))
def test_every_page_of_a_cost_has_an_address_and_a_row_among_the_answers(app, kind, step):
    assert step in ROWS
    for verb in ("GET", "POST"):
        bound = app.url_map.bind("localhost")
        assert bound.match(f"/claims/C104882/lines/1/{step}", method=verb), (kind, step, verb)


def test_the_table_has_room_for_the_name_of_every_kind():
    assert max(map(len, KINDS)) <= ClaimLine.__table__.c.kind.type.length
