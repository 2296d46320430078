"""P-72 "Get help", and the pages of the footer."""

import pytest
from sqlalchemy import select

from portal.accounts.models import CallBack
from portal.foundation.database import db
from portal.messages.models import StaffTodo

ASKED = {"name": "Amina", "phone": "0113 496 0000", "best_time": "evening", "topic": "My claim"}


@pytest.mark.parametrize("address", ["/help", "/privacy", "/accessibility", "/cookies", "/about"])
@pytest.mark.parametrize("name", ["amina", "carys", None])
def test_help_and_the_footers_pages_are_there_for_everyone(client, visit, people, address, name):
    answer = (visit(people[name]) if name else client).get(address)
    assert answer.status_code == 200
    assert "0800 000 000" in answer.text


def test_help_is_the_last_entry_of_the_navigation_everywhere(client, visit, amina, hana):
    for one in (client, visit(amina), visit(hana)):
        entries = [item.text_content().strip() for item in one.get("/about").page.all(".head-nav li")]
        assert entries[-1] == "Get help"


def test_asking_to_be_called_makes_a_to_do_with_everything_said(visit, amina):
    client = visit(amina)
    sent = client.get("/help").page.form(**ASKED)
    assert client.post("/help", data=sent, follow_redirects=True).page.h1 == "We will call you"
    todo = db.session.scalar(select(StaffTodo))
    assert (
        todo.text == "Call Amina back on 01134960000, best time: evening. My claim"
        and todo.person_id == "amina"
    )


def test_pressing_twice_asks_for_one_call(client, people):
    sent = client.get("/help").page.form(**ASKED)
    for _ in range(2):
        client.post("/help", data=sent)
    assert len(list(db.session.scalars(select(CallBack)))) == 1


@pytest.mark.parametrize(
    ("sent", "errors"),
    [
        ({}, ["Enter your name", "Enter a phone number", "Select the best time to call"]),
        (ASKED | {"phone": "no"}, ["Enter a UK phone number in the correct format"]),
        (ASKED | {"topic": "x" * 501}, ["What it is about must be 500 characters or less"]),
    ],
)
def test_the_form_says_what_is_missing_and_keeps_what_was_typed(client, people, sent, errors):
    answer = client.post("/help", data=sent)
    assert (answer.status_code, answer.page.errors) == (422, errors)
    assert not sent.get("name") or 'value="Amina"' in answer.text


def test_help_knows_which_claim_somebody_came_from(visit, amina):
    page = visit(amina).get("/help", headers={"Referer": "http://localhost/claims/C104882"}).page
    assert "About claim C 104 882." in page.words_of("textarea")


@pytest.mark.parametrize(
    "referrer", ["http://evil.example/claims/C104882", "http://localhost/claims/<b>", "", "::::"]
)
def test_help_takes_no_words_from_elsewhere(visit, amina, referrer):
    page = visit(amina).get("/help", headers={"Referer": referrer}).page
    assert page.words_of("textarea") == ""


def test_a_network_cannot_ask_for_calls_without_end(client, people):
    statuses = [
        client.post("/help", data=ASKED | {"once": f"key {number}"}).status_code for number in range(11)
    ]
    assert statuses == [303] * 10 + [429]


def test_a_phone_number_can_be_tapped_to_call(client, people):
    page = client.get("/help").page
    number = page.words_of("footer a.num")
    assert number and page.link(number) == "tel:" + number.replace(" ", "")
