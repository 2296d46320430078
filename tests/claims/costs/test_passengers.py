"""Who came along in a car is a line of its own, made, changed and taken off with its journey (rule 11)."""

import datetime as dt

import pytest

from portal.claims.costs import rules, service
from portal.claims.kinds import shipped
from portal.claims.making import service as making
from portal.rates.queries import card_of_scheme, rates_for_pricing
from tests.claims.costs.test_cost_pages import send

JOURNEY = {
    "vehicle": "CAR", "start": "Home", "end": "City Hospital", "return_journey": "yes", "when": "2026-11-16"
}  # fmt: skip
MILES = next(kind for kind in shipped.kinds() if kind.code == "own vehicle")
PASS = "2 passengers, Home to City Hospital and back"


def drive(claims, person, **more):
    return claims.line(person, "own vehicle", **JOURNEY, miles="20", **more)


def lines(claims, ref):
    return [(line.kind, line.what, line.claimed_pence) for line in claims.lines_of(ref)]


def tewv(pence_of):
    """The figures of rule 11 by the card that it names."""
    rates = rates_for_pricing(card_of_scheme("TEWV"))
    return pence_of({**JOURNEY, "miles": "20", "passengers": 2}, dt.date(2026, 11, 16), rates).claimed_pence


def test_twenty_miles_with_two_passengers_come_to_nine_pounds_and_two_more(rate_cards):
    assert tewv(lambda *facts: rules.price(MILES, *facts)) == 900
    assert tewv(rules.price_passengers) == 200


ALONE = [
    {"vehicle": "CYCLE", "miles": "20", "passengers": 2},
    {"vehicle": "CAR", "miles": "20", "passengers": None},
    {"vehicle": "CAR", "passengers": 2},
    {"vehicle": "CAR", "miles": "20", "passengers": 2, "fuel_only": True},
]


@pytest.mark.parametrize("answers", ALONE)
def test_nobody_is_paid_for_who_came_by_bike_before_the_miles_or_where_fuel_is_paid(answers):
    assert rules.came_along(answers) == 0


@pytest.mark.both_databases
def test_the_line_comes_changes_and_goes_with_its_journey(claims, amina):
    ref = drive(claims, amina, passengers=2)
    assert lines(claims, ref)[1] == ("passengers", PASS, 200)
    assert claims.lines_of(ref)[1].rate_id
    claims.answer(amina, ref, 1, amina, passengers=1, miles="10")
    assert lines(claims, ref)[1] == ("passengers", PASS.replace("2 passengers", "1 passenger"), 50)
    claims.answer(amina, ref, 1, amina, passengers=None)
    assert len(lines(claims, ref)) == 1
    claims.answer(amina, ref, 1, amina, passengers=2)
    making.remove_line(amina.id, ref, 1, by=amina.id)
    assert lines(claims, ref) == []


@pytest.mark.both_databases
def test_the_line_follows_the_day_and_the_vehicle_of_its_journey(claims, amina):
    ref = drive(claims, amina, passengers=2)
    claims.answer(amina, ref, 1, amina, when="2026-11-10")
    assert claims.lines_of(ref)[1].on_date == dt.date(2026, 11, 10)
    claims.answer(amina, ref, 1, amina, vehicle="CYCLE")
    assert [line.kind for line in claims.lines_of(ref)] == ["own vehicle"]


@pytest.mark.both_databases
def test_taken_off_by_itself_it_stays_away(claims, amina):
    ref = drive(claims, amina, passengers=2)
    making.remove_line(amina.id, ref, 2, by=amina.id)
    claims.answer(amina, ref, 1, amina, miles="30")
    assert [line.kind for line in claims.lines_of(ref)] == ["own vehicle"]


def test_both_lines_are_sent_and_counted(claims, amina):
    ref = claims.send(amina, drive(claims, amina, passengers=2))
    claim = claims.of(ref)
    assert (claim.line_count, claim.total_pence) == (2, 1100 + 200)


def test_whoever_typed_in_the_journey_typed_in_its_passengers(claims, amina, ben):
    ref = drive(claims, amina)
    claims.answer(amina, ref, 1, ben, passengers=1)
    assert claims.lines_of(ref)[1].typed_by == ben.id


def test_the_page_of_the_miles_asks_who_came_along_in_a_car(visit, amina, claims):
    client, ref = visit(amina), claims.line(amina, "own vehicle", **JOURNEY)
    service.say_elsewhere(amina.id, ref, 1, 0, by=amina.id)
    page = client.get(f"/claims/{ref}/lines/1/miles").page
    assert "Who came with you? (optional)" in page.main
    answer = send(client, page.path, miles="20", passengers="two")
    assert answer.page.errors == ["Number of people must be a number, like 2"]
    shown = client.get(send(client, page.path, miles="20", passengers="2").location).page
    assert PASS in shown.main
    assert "2 passengers for 20 miles at 5p each = £2.00" in shown.main


def test_the_page_of_a_bike_does_not_ask(visit, amina, claims):
    ref = claims.line(amina, "own vehicle", **{**JOURNEY, "vehicle": "CYCLE"})
    assert "Who came" not in visit(amina).get(f"/claims/{ref}/lines/1/miles").page.main


@pytest.mark.parametrize("step", ["cost", "miles", "when"])
def test_the_extra_line_has_no_pages_of_its_own(visit, amina, claims, step):
    ref = drive(claims, amina, passengers=2)
    assert visit(amina).get(f"/claims/{ref}/lines/2/{step}").status_code == 404
