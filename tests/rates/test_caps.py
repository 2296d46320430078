"""Limits on costs cut what can be paid, never what was claimed (rule 20)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rates import rules
from tests.rates.cards import D, scheme

LIMITS = scheme("SAMPLE")
DAY = D("2026-11-17")


@pytest.mark.parametrize(
    ("code", "claimed", "minutes", "payable"),
    [
        ("DINNER", 1840, 60, 1500),
        ("DINNER", 1500, 60, 1500),
        ("DINNER", 0, 60, 0),
        ("CHILDCARE", 3000, 150, 2750),
        ("CHILDCARE", 2750, 150, 2750),
        ("PARKING", 1840, 60, 1840),
    ],
)
def test_only_what_is_over_the_limit_is_cut(code, claimed, minutes, payable):
    capped = rules.cap(LIMITS, code, claimed, DAY, minutes)
    assert (capped.claimed_pence, capped.payable_pence) == (claimed, payable)
    assert capped.over_pence == claimed - payable


def test_a_day_before_the_limit_knows_none():
    assert rules.cap(LIMITS, "DINNER", 1840, D("2026-04-05")) == rules.Capped(1840, 1840)


def test_negative_costs_are_a_mistake_of_ours():
    with pytest.raises(ValueError, match="never negative"):
        rules.cap(LIMITS, "DINNER", -1, DAY)


@given(
    st.integers(0, 10**7),
    st.integers(0, 1440),
    st.sampled_from(["LUNCH", "DINNER", "HOTEL", "CHILDCARE", "TOLL"]),
)
def test_claimed_is_payable_and_over_together(claimed, minutes, code):
    capped = rules.cap(LIMITS, code, claimed, DAY, minutes)
    assert 0 <= capped.payable_pence <= claimed
    assert capped.payable_pence + capped.over_pence == claimed
