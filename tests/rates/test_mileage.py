"""Miles in a person's own vehicle, with the worked figures of rules 8 to 13."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rates import rules
from portal.rates.rules import Drive, Journey, Vehicle
from tests.rates.cards import D, scheme

AMAP, TEWV, AFC = scheme("AMAP"), scheme("TEWV"), scheme("AFC")
MILES = [
    # rule, scheme's own rows, vehicle, tenths of miles, day, miles before (tenths), pence
    (8, (), Vehicle.CAR, 186, "2026-04-05", 0, 837),
    (8, (), Vehicle.CAR, 186, "2026-04-06", 0, 1023),
    (8, TEWV, Vehicle.CAR, 186, "2026-04-06", 0, 837),
    (8, AFC, Vehicle.CAR, 1000, "2026-02-10", 0, 5600),
    (8, AFC, Vehicle.CAR, 1000, "2026-06-01", 0, 5500),
    (8, (), Vehicle.CAR, 400, "2026-04-20", 0, 2200),
    (9, (), Vehicle.CAR, 300, "2026-05-01", 99_900, 1050),
    (9, (), Vehicle.CAR, 100, "2026-05-01", 99_900, 550),
    (9, (), Vehicle.CAR, 300, "2026-05-01", 100_000, 750),
    (9, AFC, Vehicle.CAR, 20, "2026-05-01", 34_990, 77),
    (12, (), Vehicle.MOTORBIKE, 150, "2026-05-01", 0, 360),
    (12, (), Vehicle.MOTORBIKE, 150, "2026-05-01", 100_000, 360),
    (12, (), Vehicle.BIKE, 75, "2026-05-01", 0, 150),
    (12, TEWV, Vehicle.MOTORBIKE, 150, "2026-05-01", 0, 360),
]
IN_MAY = D("2026-05-01")
TENTHS = st.integers(0, 20_000)


@pytest.mark.parametrize(("rule", "own", "vehicle", "tenths", "day", "before", "pence"), MILES)
def test_miles_pay_by_the_day_of_the_journey(rule, own, vehicle, tenths, day, before, pence):
    assert rules.price_mileage(own, AMAP, vehicle, tenths, D(day), before).pence == pence


def test_own_and_approved_rows_together_price_the_same():
    for rule, own, vehicle, tenths, day, before, pence in MILES:
        together = (*own, *AMAP)
        assert (
            rules.price_mileage(together, rules.amap(together), vehicle, tenths, D(day), before).pence
            == pence
        ), rule


@pytest.mark.parametrize(
    ("tenths", "before", "words"),
    [
        (120, 0, "12 miles at 55p = £6.60"),
        (125, 0, "12.5 miles at 55p = £6.88"),
        (10, 0, "1 mile at 55p = £0.55"),
        (300, 99_900, "10 miles at 55p and 20 miles at 25p = £10.50"),
        (0, 0, "0 miles = £0.00"),
    ],
)
def test_the_sum_of_a_journey_reads_in_words(tenths, before, words):
    assert rules.price_mileage((), AMAP, Vehicle.CAR, tenths, IN_MAY, before).words == words


def test_both_rows_of_a_split_journey_are_named():
    priced = rules.price_mileage((), AMAP, Vehicle.CAR, 300, IN_MAY, 99_900)
    assert priced.rate_ids == ("AMAP CAR1 2026-04-06", "AMAP CAR2 2011-04-06")


@pytest.mark.parametrize(("elsewhere", "pence"), [({}, 1650), ({2026: 100_000}, 750)])
def test_the_miles_of_a_year_start_again_on_6_april(elsewhere, pence):
    """Rule 10: what was driven before is gone; what was driven for others since takes the step too."""
    sent = [
        Drive("old", D("2026-04-05"), Vehicle.CAR, 99_900),
        Drive("new", D("2026-04-06"), Vehicle.CAR, 300),
    ]
    before = rules.miles_before_each(sent, elsewhere)["new"]
    assert rules.price_mileage((), AMAP, Vehicle.CAR, 300, D("2026-04-06"), before).pence == pence


def test_a_journey_sent_late_takes_the_step_already_reached():
    """Rule 10, each tax year by itself. The earlier journey is sent after 10,000 miles; a bicycle takes no step."""
    sent = [
        Drive("car", IN_MAY, Vehicle.CAR, 100_000),
        Drive("bike", IN_MAY, Vehicle.BIKE, 50),
        Drive("late", D("2026-04-10"), Vehicle.CAR, 10),
        Drive("march", D("2026-03-10"), Vehicle.CAR, 10),
    ]
    assert rules.miles_before_each(sent) == {"car": 0, "bike": 0, "late": 100_000, "march": 0}


@pytest.mark.parametrize(
    ("own", "people", "pence", "words"),
    [
        (TEWV, 2, 200, "2 passengers for 20 miles at 5p each = £2.00"),
        ((), 1, 100, "1 passenger for 20 miles at 5p each = £1.00"),
    ],
)
def test_passengers_are_a_line_of_their_own(own, people, pence, words):
    """Rule 11: the journey itself pays £9.00 at TEWV."""
    priced = rules.passengers(own, AMAP, 200, people, IN_MAY)
    assert (priced.pence, priced.words) == (pence, words)
    assert rules.price_mileage(TEWV, AMAP, Vehicle.CAR, 200, IN_MAY).pence == 900


@pytest.mark.parametrize(
    ("day", "tenths", "pence", "excess"),
    [("2026-02-10", 1000, 5600, 1100), ("2026-04-10", 1000, 5600, 100), ("2026-04-10", 1000, 4500, 0)],
)
def test_what_is_above_the_approved_amount_is_worked_out(day, tenths, pence, excess):
    """Rule 13."""
    assert rules.excess_over_amap([Journey(D(day), Vehicle.CAR, tenths, pence)], AMAP) == excess


def test_the_excess_of_a_year_sets_less_against_more():
    """Rule 13: £1 above on one journey, £1.50 below on the next, in the same tax year."""
    journeys = [Journey(D("2026-04-10"), Vehicle.CAR, 1000, 5600), Journey(IN_MAY, Vehicle.CAR, 100, 400)]
    assert rules.excess_over_amap(journeys, AMAP) == 0
    assert rules.excess_over_amap(journeys[:1], AMAP) == 100


def test_a_day_before_all_rows_has_no_price():
    with pytest.raises(rules.NoRate):
        rules.price_mileage((), AMAP, Vehicle.CAR, 10, D("2002-04-05"))
    with pytest.raises(rules.NoRate):
        rules.price_mileage((), AMAP, Vehicle.CAR, 10, D("2010-04-05"), 100_000)
    with pytest.raises(rules.NoRate):
        rules.passengers((), AMAP, 10, 1, D("2010-04-05"))


def test_negative_miles_are_a_mistake_of_ours():
    with pytest.raises(ValueError, match="never negative"):
        rules.price_mileage((), AMAP, Vehicle.CAR, -1, IN_MAY)


@given(TENTHS, TENTHS, st.integers(0, 120_000))
def test_a_journey_in_two_parts_pays_the_same_within_a_penny(one, other, before):
    def price(tenths, driven):
        return rules.price_mileage((), AMAP, Vehicle.CAR, tenths, IN_MAY, driven).pence

    assert abs(price(one, before) + price(other, before + one) - price(one + other, before)) <= 1


@given(TENTHS, TENTHS, st.integers(0, 120_000), st.sampled_from(Vehicle))
def test_further_never_pays_less(one, other, before, vehicle):
    less, more = (
        rules.price_mileage((), AMAP, vehicle, tenths, IN_MAY, before).pence
        for tenths in sorted((one, other))
    )
    assert 0 <= less <= more


@given(st.lists(TENTHS, max_size=8))
def test_nobody_paid_the_approved_amount_has_an_excess_of_pounds(miles):
    journeys, driven = [], 0
    for tenths in miles:
        pence = rules.price_mileage((), AMAP, Vehicle.CAR, tenths, IN_MAY, driven).pence
        journeys.append(Journey(IN_MAY, Vehicle.CAR, tenths, pence))
        driven += tenths
    assert 0 <= rules.excess_over_amap(journeys, AMAP) <= len(miles)
