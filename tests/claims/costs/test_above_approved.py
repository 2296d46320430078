"""Miles paid above the approved amount, by tax year and vehicle, after what was driven before (rules 13 and 29)."""

import datetime as dt

import pytest

from portal.claims.costs import queries, service
from portal.claims.limits import queries as limits
from portal.claims.models import ClaimLine
from portal.foundation import calendar
from portal.foundation.calendar import tax_year
from portal.foundation.database import db, writing
from portal.rates.models import RateRow
from portal.rates.queries import card_of_scheme
from tests.claims.costs.test_miles_in_order import drive, late

MAY, MARCH = dt.date(2026, 5, 1), dt.date(2026, 3, 1)


def own_rate(card, pence):
    """A card that pays so much for every mile by car, with no yearly step."""
    return RateRow(
        card_id=card, code="CAR", label="Car", unit="per_mile", amount_tenths=pence * 10, preparation="included",
        effective_from=dt.date(2022, 1, 1), source="Board", confidence="L", added_at=calendar.now(),
    )  # fmt: skip


@pytest.fixture
def pays_56p(claims):
    with writing() as session:
        session.add(own_rate(card_of_scheme("BLUEHEART"), 56))


def pay(claims, ref, kept=None):
    """The first line is paid, whole unless said."""
    with writing() as session:
        for line in session.query(ClaimLine).where(
            ClaimLine.id.in_([one.id for one in claims.lines_of(ref)])
        ):
            line.decision, line.decided_by, line.decided_at = "approved", "carys", calendar.now()
            line.approved_pence = line.paid_pence = line.claimed_pence if kept is None else kept


@pytest.mark.both_databases
@pytest.mark.parametrize(("day", "excess"), [("2026-02-10", 1100), ("2026-04-10", 100)])
def test_a_hundred_miles_at_56p_are_above_by_the_rate_of_their_day(claims, amina, pays_56p, day, excess):
    ref = late(claims, amina, drive(claims, amina, "100", when=day))
    year = tax_year(dt.date.fromisoformat(day))
    assert queries.excess_in(amina.id, year) == []  # nothing was paid yet
    pay(claims, ref)
    assert queries.excess_in(amina.id, year) == [("car", 5600, excess)]


@pytest.mark.both_databases
def test_miles_claimed_elsewhere_lower_the_approved_amount(claims, amina, pays_56p):
    ref = drive(claims, amina, "100", when="2026-05-01")
    service.say_elsewhere(amina.id, ref, 1, 100_000, by=amina.id)
    pay(claims, late(claims, amina, ref))
    assert queries.excess_in(amina.id, tax_year(MAY)) == [("car", 5600, 3100)]


def test_bicycle_miles_stand_apart_and_less_than_approved_is_not_told(claims, amina, pays_56p):
    pay(claims, late(claims, amina, drive(claims, amina, "100", when="2026-05-01")))
    pay(
        claims, late(claims, amina, drive(claims, amina, "100", vehicle="CYCLE", when="2026-05-01")), kept=100
    )
    assert queries.excess_in(amina.id, tax_year(MAY)) == [("car", 5600, 100)]
    assert queries.excess_in(amina.id, tax_year(MARCH)) == []


def test_past_the_yearly_step_more_than_25p_counts_towards_an_own_limit(claims, amina, pays_56p):
    ref = drive(claims, amina, "100", when="2026-11-16")
    assert _counted(claims, ref) == [100]
    service.say_elsewhere(amina.id, ref, 1, 99_500, by=amina.id)
    assert _counted(claims, ref) == [5600 - 50 * 55 - 50 * 25]


def test_a_second_journey_of_the_claim_comes_after_the_first(claims, amina, pays_56p):
    ref = drive(claims, amina, "9990", when="2026-11-16")
    drive(claims, amina, "30", ref, when="2026-11-16")
    assert _counted(claims, ref) == [9990, 30 * 56 - 10 * 55 - 20 * 25]


def _counted(claims, ref):
    _, others = limits._apart(claims.of(ref))
    db.session.rollback()
    return [one.pence for one in others]
