"""Joining in three questions (P-02 to P-05)."""

import pytest
from sqlalchemy import func, select

from portal.accounts import jobs
from portal.accounts.models import CallBack, Person
from portal.contributions.models import LogEntry, Reflection
from portal.foundation import calendar
from portal.foundation.audit import AuditEvent
from portal.foundation.database import db, writing
from portal.messages import service as messages
from portal.messages.models import StaffTodo
from portal.people.models import Strength

NAMES = [
    "O'Brien",
    "李",
    "Null",
    "x",
    "n" * 100,
    "Zoë 🌻",
    "<b>Bold</b>",
    "=cmd()",
    "Robert'); DROP TABLE person;--",
]


def person_called(name):
    return db.session.scalar(select(Person).where(Person.name == name))


def count_of(table):
    return db.session.scalar(select(func.count()).select_from(table))


def test_three_questions_make_an_account_and_sign_in(join, people):
    page = join("Zed", "zed@people.example").page
    assert page.h1 == "Hello Zed. You are in"
    assert "We sent a link to ze…@people.example. Open it within 7 days" in page.main
    assert person_called("Zed").confirmed_at is None


def test_a_text_message_is_enough_to_join(join, people, post):
    assert "07… …982" in join("Zed", "07700 900 982").page.main
    assert post.to("+447700900982")


def test_who_prepares_an_account_for_somebody_else_is_out_once_they_confirm_it(
    client, app, join, people, post
):
    """A stranger joins with the victim's address and makes it comfortable for themselves."""
    join("Vic", "victim@people.example")
    person = person_called("Vic")
    with writing() as session:  # as a password and an app set by any way would be
        row = session.get_one(Person, person.id)
        row.password_hash, row.totp_secret = "a hash", b"sealed"
    victim = app.test_client()
    assert victim.post(post.link("victim@people.example")).location == "/home"
    db.session.expire_all()
    person = person_called("Vic")
    assert (person.password_hash, person.totp_secret) == (None, None) and person.confirmed_at
    assert client.get("/me/name").location == "/sign-in" and victim.get("/me/name").status_code == 200


@pytest.mark.parametrize(
    "path", ["/me/password", "/me/two-step", "/me/bank", "/me/bank/details", "/me/bank/check"]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_until_the_link_is_opened_there_is_no_password_and_no_bank_account(
    client, join, people, path, method
):
    join("Vic", "victim@people.example")
    page = getattr(client, method)(path, data={"password": "three green boats"}).page
    assert "First open the link that we sent you." in page.main
    assert page.link("See where we sent the link") == "/join/done"
    assert person_called("Vic").password_hash is None


def test_an_address_that_a_stranger_wrote_into_their_own_new_account_shuts_them_out(
    client, app, join, people, post
):
    join("Vic", "stranger@people.example")
    client.post("/me/contact", data={"how": "email", "email": "victim@people.example"})
    app.test_client().post(post.link("victim@people.example"))
    assert client.get("/me/name").location == "/sign-in"


@pytest.mark.parametrize("name", NAMES)
def test_any_name_is_taken_and_shown_as_it_is(join, people, name):
    assert join(name, "zed@people.example").page.h1 == f"Hello {name}. You are in"


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("", "Enter the name we should use"),
        ("   ", "Enter the name we should use"),
        ("n" * 101, "Name must be 100 characters or less"),
        ("a\x00b", "Name has a hidden character that we cannot keep. Type it again."),
    ],
)
def test_a_name_that_cannot_be_used_is_refused_in_words(client, people, name, error):
    answer = client.post("/join/name", data={"name": name})
    assert (answer.status_code, answer.page.errors) == (422, [error])


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({}, "Select how we can reach you"),
        ({"how": "pigeon"}, "Select how we can reach you"),
        ({"how": "email"}, "Enter your email address"),
        ({"how": "email", "email": "zed@"}, "Enter an email address in the correct format"),
        ({"how": "text"}, "Enter your mobile number"),
        ({"how": "text", "mobile": "0113 496 0000"}, "Enter a UK mobile number in the correct format"),
    ],
)
def test_the_contact_page_says_what_is_missing(client, people, sent, error):
    client.post("/join/name", data={"name": "Zed"})
    answer = client.post("/join/contact", data=sent)
    assert (answer.status_code, answer.page.errors) == (422, [error])


def test_without_the_tick_nothing_is_made(client, people):
    client.post("/join/name", data={"name": "Zed"})
    client.post("/join/contact", data={"how": "email", "email": "zed@people.example"})
    assert client.post("/join/agree").page.errors == ["Tick the box if you are 16 or over and agree"]
    assert person_called("Zed") is None


def test_pages_entered_in_the_middle_lead_to_the_first_question(client, people):
    assert client.get("/join/agree", follow_redirects=True).request.path == "/join/name"


def test_a_second_press_makes_no_second_account(client, people):
    client.post("/join/name", data={"name": "Zed"})
    client.post("/join/contact", data={"how": "email", "email": "zed@people.example"})
    sent = client.get("/join/agree").page.form(agree="yes")
    answers = [client.post("/join/agree", data=sent) for _ in range(2)]
    assert {answer.location for answer in answers} == {"/join/done"}
    assert db.session.scalar(select(func.count()).where(Person.name == "Zed")) == 1


def test_fields_that_were_not_asked_change_nothing(client, people):
    client.post("/join/name", data={"name": "Zed", "takes_part": "", "id": "hana"})
    client.post(
        "/join/contact", data={"how": "email", "email": "zed@people.example", "confirmed_at": "2020-01-01"}
    )
    sent = client.get("/join/agree").page.form(agree="yes", role="administrator", confirmed_at="2020-01-01")
    client.post("/join/agree", data=sent)
    zed = person_called("Zed")
    assert zed.takes_part and zed.confirmed_at is None and zed.id != "hana"


def test_what_was_typed_is_not_readable_in_the_cookie(client, people):
    client.post("/join/name", data={"name": "Zedekiah"})
    client.post("/join/contact", data={"how": "email", "email": "zed@people.example"})
    with client.session_transaction() as session:
        assert "Zedekiah" not in str(dict(session)) and "zed@" not in str(dict(session))


# The link that makes an address theirs


def test_the_link_makes_the_address_theirs(client, join, people, post):
    join("Zed", "zed@people.example")
    link = post.link("zed@people.example")
    assert client.get(link).page.h1 == "Is this address yours?"
    assert person_called("Zed").confirmed_at is None  # a mail scanner may open it
    client.post(link)
    assert person_called("Zed").confirmed_at


def test_a_link_is_used_once_and_then_says_so(client, join, people, post):
    join("Zed", "zed@people.example")
    link = post.link("zed@people.example")
    client.post(link)
    answer = client.post(link)
    assert (answer.status_code, answer.page.h1) == (410, "This link has been used")


def test_a_link_of_eight_days_ago_is_too_old(client, join, people, post, clock):
    join("Zed", "zed@people.example")
    link = post.link("zed@people.example")
    clock.forward(days=8)
    answer = client.get(link)
    assert (answer.status_code, answer.page.h1) == (410, "This link is too old")


def test_a_link_that_never_was_looks_too_old(client, people):
    assert client.get("/join/confirm/nothing").page.h1 == "This link is too old"


def test_the_link_can_be_sent_again_and_the_address_changed(client, join, people, post):
    join("Zed", "zed@people.example")
    client.post("/join/link-again")
    assert len(post.to("zed@people.example")) == 2
    client.post("/join/address", data={"how": "email", "email": "zak@people.example"})
    assert client.post(post.link("zed@people.example")).status_code == 410
    client.post(post.link("zak@people.example"))
    assert person_called("Zed").email == "zak@people.example"


# An address that has an owner


def test_a_known_address_joins_in_the_same_way_and_its_owner_is_told(join, people, post, amina):
    messages.set_recipient("amina", name="Amina", email=amina.email)
    page = join("Zed", amina.email).page
    assert "Hello Zed. You are in We sent a link to am…@people.example." in page.main
    assert post.subjects(amina.email) == ["You already have an account"]


def test_the_newcomer_at_a_known_address_never_owns_it(client, join, people, amina):
    join("Zed", amina.email.upper())
    assert db.session.get(Person, "amina").confirmed_at
    assert person_called("Zed").confirmed_at is None
    client.post("/sign-out")
    client.post("/sign-in", data={"address": amina.email})
    assert person_called("Zed").confirmed_at is None


def test_of_two_accounts_at_one_address_the_first_to_confirm_keeps_it(app, join, people, post):
    join("Zed", "zed@people.example")
    first = post.link("zed@people.example")
    again = app.test_client()
    again.post("/join/name", data={"name": "Zed the second"})
    again.post("/join/contact", data={"how": "email", "email": "zed@people.example"})
    again.post("/join/agree", data=again.get("/join/agree").page.form(agree="yes"))
    second = post.link("zed@people.example", but=[first])
    again.post(first)
    answer = again.post(second)
    assert (answer.status_code, answer.page.h1) == (409, "You already have an account")


# Who has neither, and who never came back


def test_who_has_neither_can_ask_to_be_called(client, people):
    client.post("/join/name", data={"name": "Zed"})
    assert client.post("/join/contact", data={"how": "neither"}).location == "/join/call"
    sent = client.get("/join/call").page.form(phone="0113 496 0000", best_time="morning")
    assert client.post("/join/call", data=sent, follow_redirects=True).page.h1 == "We will call you"
    assert db.session.scalar(select(CallBack.phone)) == "+441134960000"
    assert "Call Zed back on 01134960000" in db.session.scalar(select(StaffTodo.text))


def test_the_call_back_form_says_what_is_missing(client, people):
    errors = client.post("/join/call", data={"name": "Zed"}).page.errors
    assert errors == ["Enter a phone number", "Select the best time to call"]


@pytest.mark.both_databases
def test_an_account_that_nobody_confirmed_goes_after_seven_days(join, people, clock):
    join("Zed", "zed@people.example")
    zed = person_called("Zed").id
    with writing() as session:
        session.add(Strength(person_id=zed, code="listening"))
        session.add(
            LogEntry(id="entry", person_id=zed, what="Falls group", on_date=calendar.today(), made_by=zed)
        )
        session.flush()
        session.add(Reflection(entry_id="entry", person_id=zed))
    clock.forward(days=6)
    jobs.remove_accounts_nobody_confirmed()
    assert person_called("Zed")
    clock.forward(days=2)
    jobs.remove_accounts_nobody_confirmed()
    assert (
        person_called("Zed") is None and count_of(Strength) == count_of(LogEntry) == count_of(Reflection) == 0
    )
    assert db.session.scalar(
        select(AuditEvent.verb).where(AuditEvent.thing_id == zed).order_by(AuditEvent.seq.desc())
    ) == ("account removed")
