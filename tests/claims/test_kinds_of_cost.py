"""A kind of cost is whole: its row names a family, and every page of the family is there."""

import pytest

from portal.claims.costs import rules
from portal.claims.costs.rules.families import FAMILIES, FUEL_STEPS, PAGES
from portal.claims.kinds import shipped
from portal.claims.kinds.rules import AGREEMENTS, PERIODS, UNITS
from portal.claims.models import ClaimLine

COSTS = [kind for kind in shipped.kinds() if kind.code not in ("time", "online")]
STEPS = {step for family in FAMILIES.values() for step in (*family.steps, *FUEL_STEPS)}
by_code = pytest.mark.parametrize("kind", COSTS, ids=lambda kind: kind.code)


@by_code
def test_every_kind_has_the_pages_of_a_family_and_words_that_are_known(kind):
    assert kind.family in FAMILIES
    assert kind.unit in UNITS
    assert kind.agreement in AGREEMENTS
    assert kind.cap_per in ("", *PERIODS)
    assert kind.cap_pence is None or kind.cap_per


@by_code
def test_a_cost_without_answers_has_a_name_already(kind):
    assert rules.describe(kind, {}) == kind.short


@pytest.mark.parametrize("step", sorted(STEPS))
def test_every_page_of_a_cost_has_an_address_and_a_row_among_the_answers(app, step):
    assert step in PAGES
    for verb in ("GET", "POST"):
        bound = app.url_map.bind("localhost")
        assert bound.match(f"/claims/C104882/lines/1/{step}", method=verb), (step, verb)


def test_the_table_has_room_for_the_name_of_every_kind():
    assert max(len(kind.code) for kind in shipped.kinds()) <= ClaimLine.__table__.c.kind.type.length
