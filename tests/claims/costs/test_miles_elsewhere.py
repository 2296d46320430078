"""Car miles claimed from others are asked for once a tax year and take part of the yearly step (rule 10)."""

import pytest
from sqlalchemy import select

from portal.claims.costs import queries, service
from portal.claims.models import MilesElsewhere
from portal.foundation.audit import AuditEvent
from portal.foundation.database import db
from tests.claims.costs.test_cost_pages import send
from tests.claims.costs.test_miles_in_order import drive, late, pence

MAY = "2026-05-01"
ASKED = "Have you claimed car miles from anyone else since 6 April 2026?"


def a_car(claims, person, when=MAY, **more):
    journey = {"start": "A", "end": "B", "return_journey": "no", "when": when}
    return claims.line(person, "own vehicle", **{"vehicle": "CAR", **journey, **more})


@pytest.mark.both_databases
def test_ten_thousand_elsewhere_leave_the_lower_rate_for_all_thirty(claims, amina):
    ref = drive(claims, amina, "30")
    service.say_elsewhere(amina.id, ref, 1, 100_000, by=amina.id)
    assert pence(claims, ref) == [750]


@pytest.mark.both_databases
def test_a_changed_answer_prices_the_draft_again_and_nothing_that_was_sent(claims, amina):
    sent = late(claims, amina, drive(claims, amina, "30"))
    ref = drive(claims, amina, "30")
    for tenths in (100_000, 50_000, 50_000):
        service.say_elsewhere(amina.id, ref, 1, tenths, by=amina.id)
    assert (pence(claims, sent), pence(claims, ref)) == ([1650], [1650])
    said = db.session.scalars(select(MilesElsewhere).order_by(MilesElsewhere.said_at))
    assert sorted(row.tenths for row in said) == [50_000, 100_000]
    told = db.session.scalars(select(AuditEvent).where(AuditEvent.verb == "miles elsewhere said")).all()
    assert len(told) == 2


def test_another_tax_year_and_another_person_have_their_own(claims, amina, ben):
    ref = drive(claims, amina, "30")
    service.say_elsewhere(amina.id, ref, 1, 100_000, by=amina.id)
    day = claims.only_line(ref).on_date
    assert queries.miles_elsewhere(amina.id, day) == 100_000
    assert queries.miles_elsewhere(amina.id, day.replace(month=4, day=5)) is None
    assert queries.miles_elsewhere(ben.id, day) is None


def test_the_question_comes_before_the_first_miles_and_not_again(visit, amina, claims):
    client, ref = visit(amina), a_car(claims, amina)
    page = client.get(f"/claims/{ref}/lines/1/miles", follow_redirects=True).page
    assert page.h1 == ASKED
    answer = send(client, page.path, elsewhere="yes", elsewhere_miles="10000")
    assert answer.location == f"/claims/{ref}/lines/1/miles"
    page = client.get(answer.location).page
    assert (
        "You told us you have claimed 10,000 miles by car from someone else since 6 April 2026." in page.main
    )
    send(client, page.path, miles="30")
    assert pence(claims, ref) == [750]
    other = a_car(claims, amina)
    assert client.get(f"/claims/{other}/lines/1/miles").page.h1 == "How many miles in total?"


def test_it_can_be_changed_on_the_same_page(visit, amina, claims):
    client, ref = visit(amina), drive(claims, amina, "30")
    service.say_elsewhere(amina.id, ref, 1, 100_000, by=amina.id)
    page = client.get(f"/claims/{ref}/lines/1/miles").page
    page = client.get(page.link("Change miles claimed from someone else")).page
    assert page.form()["elsewhere_miles"] == "10000"
    send(client, page.path, elsewhere="no")
    assert pence(claims, ref) == [1650]
    assert "not claimed car miles from anyone else" in client.get(f"/claims/{ref}/lines/1/miles").page.main


WRONG = [
    ({}, "Select if you claimed car miles from anyone else"),
    ({"elsewhere": "yes"}, "Enter how many miles you claimed from someone else"),
    ({"elsewhere": "yes", "elsewhere_miles": "0"}, "Miles must be 0.1 or more"),
    ({"elsewhere": "yes", "elsewhere_miles": "many"}, "Miles must be a number, like 12 or 12.5"),
    ({"elsewhere": "yes", "elsewhere_miles": "100000"}, "Miles must be between 0 and 99,999"),
]


@pytest.mark.parametrize(("typed", "message"), WRONG)
def test_what_is_missing_is_said_beside_its_box(visit, amina, claims, typed, message):
    client, ref = visit(amina), a_car(claims, amina)
    assert send(client, f"/claims/{ref}/lines/1/elsewhere", **typed).page.errors == [message]


def test_a_bike_is_not_asked(visit, amina, claims):
    ref = a_car(claims, amina, vehicle="CYCLE")
    assert visit(amina).get(f"/claims/{ref}/lines/1/miles").page.h1 == "How many miles in total?"


def test_a_journey_moved_into_another_tax_year_is_asked_about_that_year(visit, amina, claims):
    client, ref = visit(amina), a_car(claims, amina, miles="30")
    day = {"when-day": "5", "when-month": "4", "when-year": "2026"}
    answer = send(client, f"/claims/{ref}/lines/1/when", **day)
    assert client.get(answer.location).page.h1 == (
        "Have you claimed car miles from anyone else since 6 April 2025 and before 6 April 2026?"
    )


def test_a_stranger_sees_nothing(visit, ivo, amina, claims):
    ref = a_car(claims, amina)
    assert visit(ivo).get(f"/claims/{ref}/lines/1/elsewhere").status_code == 404
