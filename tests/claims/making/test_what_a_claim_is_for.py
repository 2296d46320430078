"""Starting a claim and saying what is in it (P-51 to P-53), with every error word for word."""

import pytest

from portal.claims.models import Claim
from portal.foundation.database import db


def errors(client, address, **typed):
    answer = client.post(address, data=client.get(address).page.form() | typed)
    assert answer.status_code == 422
    return answer.page.errors


def test_the_first_page_says_what_can_be_claimed_and_how_long_it_takes(visit, amina, rate_cards):
    page = visit(amina).get("/claims/start").page
    assert page.h1 == "Claim back your costs or get paid for your time"
    assert "Up to £15" in page.main
    assert "about 10 working days" in page.main


def test_a_claim_offers_what_was_logged_once_and_something_else(visit, amina, entry):
    page = visit(amina).get("/claims/new/for").page
    assert page.words_of(".nhsuk-radios__label") == "Falls group, Monday 16 November 2026 Something else"


def test_a_session_without_a_log_can_be_claimed_for_too(visit, amina, falls_group):
    client = visit(amina)
    client.post("/claims/new/for", data=client.get("/claims/new/for").page.form(what_for="meeting:meeting"))
    assert db.session.query(Claim).one().meeting_id == "meeting"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({}, "Select what this claim is for"),
        ({"what_for": "entry:of-somebody-else"}, "Select what this claim is for"),
        (
            {"what_for": "other", "when-day": "3", "when-month": "11", "when-year": "2026"},
            "Enter what it was",
        ),
        ({"what_for": "other", "what": "A call"}, "Enter the date"),
        (
            {"what_for": "other", "what": "A call", "when-day": "3", "when-year": "2026"},
            "Date must include a month",
        ),
        (
            {"what_for": "other", "what": "A call", "when-day": "31", "when-month": "2", "when-year": "2026"},
            "Date must be a real date",
        ),
        (
            {"what_for": "other", "what": "A call", "when-day": "3", "when-month": "12", "when-year": "2026"},
            "Date must be today or in the past",
        ),
    ],
)
def test_what_a_claim_is_for_must_be_said(visit, amina, entry, typed, message):
    assert errors(visit(amina), "/claims/new/for", **typed) == [message]


def test_a_second_press_starts_no_second_claim(visit, amina, entry):
    client = visit(amina)
    sent = client.get("/claims/new/for").page.form(what_for="entry:entry")
    first, second = (client.post("/claims/new/for", data=sent).location for _ in range(2))
    assert first == second
    assert db.session.query(Claim).count() == 1


def test_kinds_must_be_ticked(visit, amina, claims):
    assert errors(visit(amina), f"/claims/{claims.start(amina)}/what") == [
        "Select what you want to claim for"
    ]


def test_only_kinds_that_have_pages_are_offered(visit, amina, claims):
    page = visit(amina).get(f"/claims/{claims.start(amina)}/what").page
    assert [label.text_content().strip() for label in page.all(".nhsuk-checkboxes__label")] == [
        "Travel by train, bus, tram or ferry",
        "Travel in my own car, motorbike or bike",
        "Taxi",
        "Parking, tolls or clean air charge",
        "Someone to look after a child or an adult",
        "A personal assistant or supporter",
        "Food and drink",
        "A place to stay",
        "Phone, data, printing or post",
        "Payment for my time",
        "Something else",
    ]


def test_a_claim_without_a_role_says_why_time_is_not_offered(visit, amina, claims):
    from portal.claims.making.rules import Subject
    from tests.claims.support import DAY

    client, ref = visit(amina), claims.start(amina, Subject("A phone call", DAY))
    page = client.get(f"/claims/{ref}/what").page
    assert "no payment was agreed for this before" in page.main
    assert errors(client, f"/claims/{ref}/what", kinds=["time"]) == ["Select what you want to claim for"]


def test_unticking_a_kind_takes_off_only_what_has_no_answer(visit, amina, claims):
    client, ref = visit(amina), claims.bus(amina)
    address = f"/claims/{ref}/what"
    client.post(address, data=client.get(address).page.form(kinds=["food", "other"]))
    client.post(address, data=client.get(address).page.form(kinds=["other"]))
    assert [line.kind for line in claims.lines_of(ref)] == ["public transport", "other"]


def test_the_list_asks_if_there_is_more(visit, amina, claims):
    assert errors(visit(amina), f"/claims/{claims.bus(amina)}/lines") == [
        "Select if you want to add another cost"
    ]


def test_the_list_shows_costs_with_their_total(visit, amina, claims):
    page = visit(amina).get(f"/claims/{claims.bus(amina)}/lines").page
    assert "Bus, Market Square to City Hospital and back" in page.main
    assert page.words_of("#totals") == "Costs £6.40"


def test_what_is_not_finished_is_the_way_on(visit, amina, claims):
    client, ref = visit(amina), claims.bus(amina)
    client.post(
        f"/claims/{ref}/what",
        data=client.get(f"/claims/{ref}/what").page.form(kinds=["food", "other", "time"]),
    )
    page = client.get(f"/claims/{ref}/lines").page
    assert page.link("Carry on with: Food and drink") == f"/claims/{ref}/lines/2/meal"
    assert "£0.00" not in page.main and page.main.count("Not finished.") == 3
    assert page.link("Carry on with payment for time") == f"/claims/{ref}/time"
    assert "Do you want to add another cost?" not in page.main
    assert client.post(page.path, data=page.form(later="yes")).location == "/claims"


def test_payment_for_time_that_was_ticked_is_not_forgotten(visit, amina, claims):
    client, ref = visit(amina), claims.bus(amina)
    client.post(f"/claims/{ref}/what", data=client.get(f"/claims/{ref}/what").page.form(kinds=["time"]))
    assert (
        client.get(f"/claims/{ref}/lines").page.link("Carry on with: payment for time")
        == f"/claims/{ref}/time"
    )


def test_a_finished_cost_can_be_changed_from_the_list(visit, amina, claims):
    client, ref = visit(amina), claims.bus(amina)
    page = client.get(f"/claims/{ref}/lines").page
    address = page.link("Change cost and date, bus")
    assert address == f"/claims/{ref}/lines/1/cost"
    answer = client.post(address, data=client.get(address).page.form(cost="5"))
    assert answer.location == f"/claims/{ref}/lines"


def test_a_line_is_removed_after_a_question(visit, amina, claims):
    client, ref = visit(amina), claims.bus(amina)
    page = client.get(f"/claims/{ref}/lines/1/remove").page
    assert page.h1 == "Do you want to remove Bus, Market Square to City Hospital and back?"
    answer = client.post(page.path, data=page.form(), follow_redirects=True)
    assert answer.page.h1 == "What do you want to claim for?"
    assert claims.lines_of(ref) == []


def test_leaving_keeps_the_draft_and_the_list_of_claims_has_it(visit, amina, claims):
    client, ref = visit(amina), claims.bus(amina)
    page = client.post(f"/claims/{ref}/lines", data={"later": "yes"}, follow_redirects=True).page
    assert page.h1 == "Your claims"
    assert page.link("Falls group, 16 November") == f"/claims/{ref}/lines"
