"""Taxi, care, a supporter, a place to stay, the allowance: their pages, and what is held until it was agreed."""

import datetime as dt

import pytest
from sqlalchemy import update

from portal.claims.making import service as making
from portal.foundation import calendar
from portal.foundation.database import new_id, writing
from portal.foundation.pages import Refused
from portal.openings.models import Meeting
from portal.rates.models import RateRow
from portal.rates.queries import card_of_scheme
from tests.claims.costs.test_cost_pages import send

TAXI = {
    "start": "Home",
    "end": "City Hospital",
    "return_journey": "no",
    "need": "health",
    "when": "2026-11-16",
}

FIRST_ERRORS = [
    ("taxi", "need", "Why did you need a taxi?", ["Select why you needed a taxi"]),
    ("supporter", "agreed", "Did we agree to this before?", ["Select if we agreed to this before"]),
    ("stay", "stay", "A place to stay", ["Enter where you stayed", "Enter how many nights you stayed"]),
    ("care", "carer", "Care", ["Select who was looked after", "Select if you paid more than you normally would"]),
    ("care", "hours", "Hours and cost", ["Enter how many hours", "Enter how much it cost for each hour"]),
    ("other:phone", "other", "Phone, data, printing or post", ["Enter what you paid for", "Enter why you needed it"]),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "step", "heading", "messages"), FIRST_ERRORS)
def test_each_page_says_what_is_missing(visit, amina, claims, kind, step, heading, messages):
    client, ref = visit(amina), claims.new_line(amina, kind)
    assert client.get(f"/claims/{ref}/lines/1/{step}").page.h1 == heading
    answer = send(client, f"/claims/{ref}/lines/1/{step}")
    assert (answer.status_code, sorted(answer.page.errors)) == (422, sorted(messages))


DOUBTS = [
    ("taxi", "need", {"need": "none"}, "We may not be able to pay this"),
    ("supporter", "agreed", {"agreed": "no"}, "We may not be able to pay this"),
    ("care", "carer", {"who": "adult", "more": "no"}, "We may not be able to pay this"),
    ("care", "hours", {"hours": "2", "hourly": "15.01"}, "You may need to agree this first"),
]


@pytest.mark.parametrize(("kind", "step", "typed", "question"), DOUBTS)
def test_what_was_not_agreed_is_said_and_can_still_be_sent(visit, amina, claims, kind, step, typed, question):
    client, ref = visit(amina), claims.new_line(amina, kind)
    page = client.get(send(client, f"/claims/{ref}/lines/1/{step}", **typed).location).page
    assert page.h1 == question
    assert page.link("Continue")


def test_a_taxi_that_was_agreed_is_not_asked_about(visit, amina, claims):
    client, ref = visit(amina), claims.line(amina, "taxi", start="A", end="B", return_journey="no")
    answer = send(client, f"/claims/{ref}/lines/1/need", need="agreed")
    assert answer.location == f"/claims/{ref}/lines/1/cost"


def test_a_train_above_the_usual_is_asked_about(visit, amina, claims):
    client, ref = visit(amina), claims.bus(amina)
    assert (
        client.get(send(client, f"/claims/{ref}/lines/1/cost", cost="84").location).page.h1
        == "Is £84.00 right?"
    )


def test_care_is_its_hours_times_what_an_hour_cost(visit, amina, claims):
    client, ref = visit(amina), claims.line(amina, "care", who="child", more="yes")
    address = f"/claims/{ref}/lines/1/hours"
    assert (
        client.post(f"{address}/total", data={"hours": "3", "hourly": "12"}).text
        == "3 hours at £12 an hour = £36.00"
    )
    send(client, address, hours="3", hourly="12")
    claims.answer(amina, ref, 1, amina, receipt="add later")
    line = claims.only_line(ref)
    assert (line.what, line.claimed_pence, line.payable_pence) == ("Care for a child", 3600, 3300)
    assert (
        "3 hours at £12 an hour = £36.00, on Monday 16 November 2026"
        in client.get(f"/claims/{ref}/lines").page.main
    )


def test_a_taxi_is_held_until_somebody_checks_that_it_was_agreed(visit, amina, carys, claims):
    ref = claims.line(amina, "taxi", **TAXI, cost=2400, receipt="add later")
    claims.send(amina, ref)
    client = visit(carys)
    page = client.get(f"/queue/{ref}").page
    assert "Must be agreed before. Not agreed, needed for: health or disability" in page.main
    typed = {"lines-0-decision": "approve"}
    answer = client.post(f"/queue/{ref}", data=page.form(act="send", **typed))
    assert answer.page.errors == [
        "Tick the box if Taxi, Home to City Hospital on 16 November was agreed, or choose another decision"
    ]
    client.post(f"/queue/{ref}", data=page.form(act="send", **typed, **{"lines-0-was_agreed": "yes"}))
    assert claims.only_line(ref).approved_pence == 2400


@pytest.fixture
def online(claims):
    """The session is online, and its card has an allowance for that."""
    with writing() as session:
        session.execute(update(Meeting).values(online=True))
        session.add(RateRow(
            card_id=card_of_scheme("BLUEHEART"), code="ONLINE", label="Online", unit="per_meeting", amount_tenths=5000,
            preparation="included", effective_from=dt.date(2026, 4, 6), source="Board", confidence="L",
            added_at=calendar.now(),
        ))  # fmt: skip


NAME = "Allowance for an online meeting"


def test_an_online_meeting_has_an_allowance_without_a_receipt(visit, amina, claims, online):
    client, ref = visit(amina), claims.start(amina)
    assert NAME in client.get(f"/claims/{ref}/what").page.main
    client.post(f"/claims/{ref}/what", data=client.get(f"/claims/{ref}/what").page.form(kinds=["online"]))
    line = claims.only_line(ref)
    assert (line.what, line.claimed_pence, line.receipt_state) == (NAME, 500, "none needed")
    claims.send(amina, ref)


def test_in_person_and_for_costs_only_there_is_no_allowance(visit, amina, claims, answered):
    client, ref = visit(amina), claims.start(amina)
    assert NAME not in client.get(f"/claims/{ref}/what").page.main
    answered("costs only")
    assert NAME not in client.get(f"/claims/{ref}/what").page.main


def test_the_allowance_is_refused_where_it_is_not_offered(amina, claims):
    with pytest.raises(Refused):
        claims.new_line(amina, "online")


def test_one_meeting_has_one_allowance(amina, claims, online):
    first, second = claims.new_line(amina, "online"), claims.new_line(amina, "online")
    claims.send(amina, first)
    with pytest.raises(Refused, match="claimed"):
        claims.send(amina, second)


def test_both_boxes_of_an_allowance_cannot_be_one_line(amina, claims, online):
    ref = claims.new_line(amina, "online")
    making.choose_kinds(amina.id, ref, ["online"], by=amina.id, once=new_id())
    assert len(claims.lines_of(ref)) == 1
