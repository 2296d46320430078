"""Signing in by link or password, and out again (P-06)."""

import pytest
from sqlalchemy import select

from portal.accounts.models import Person, SignInLink
from portal.foundation.database import db, writing
from portal.messages import rendering
from portal.messages import service as messages
from tests.support.cast import PASSWORD

KNOWN, UNKNOWN = "amina@people.example", "nobody@people.example"


def sign_in_by_password(client, address, password=PASSWORD, **more):
    return client.post("/sign-in/password", data={"email": address, "password": password, **more})


def who(client):
    """The name in the header, or None."""
    names = [words.text_content().strip() for words in client.get("/help").page.all(".head-who a")]
    return names[0] if names else None


def test_a_link_signs_in_after_one_press(client, people, post):
    client.post("/sign-in", data={"address": KNOWN})
    link = post.link(KNOWN)
    page = client.get(link).page
    assert page.h1 == "Sign in to Take part" and who(client) is None
    assert client.post(link, data=page.form()).location == "/home"
    assert who(client) == "Amina Yusuf"


@pytest.mark.parametrize("typed", [KNOWN, " AMINA@people.example ", "Amina@PEOPLE.EXAMPLE"])
def test_an_address_may_be_typed_in_any_way(client, people, post, typed):
    client.post("/sign-in", data={"address": typed})
    assert post.subjects(KNOWN) == ["Your link to sign in to Take part"]


def test_a_mobile_number_gets_its_link_by_text(client, people, post):
    with writing() as session:
        session.get_one(Person, "amina").mobile = "+447700900982"
    page = client.post("/sign-in", data={"address": "07700 900982"}, follow_redirects=True).page
    assert page.h1 == "Check your texts"
    client.post(post.link("+447700900982"))
    assert who(client) == "Amina Yusuf"


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("", "Enter your email address or mobile number"),
        ("amina", "Enter an email address or mobile number in the correct format"),
        ("amina@", "Enter an email address or mobile number in the correct format"),
        ("0113 496 0000", "Enter an email address or mobile number in the correct format"),
    ],
)
def test_what_is_no_address_is_refused_in_words(client, people, typed, error):
    assert client.post("/sign-in", data={"address": typed}).page.errors == [error]


def test_known_and_unknown_addresses_get_the_same_page(client, people):
    def shown(address):
        answer = client.post("/sign-in", data={"address": address}, follow_redirects=True)
        return answer.status_code, answer.page.main.replace(address, "…")

    assert shown(KNOWN) == shown(UNKNOWN)


def test_known_and_unknown_addresses_get_the_same_answer_to_a_wrong_password(client, people):
    def shown(address):
        answer = sign_in_by_password(client, address, "not the one")
        return answer.status_code, answer.page.errors, answer.page.main

    assert shown(KNOWN) == shown(UNKNOWN) != ()


def test_an_unknown_address_costs_as_much_work_as_a_known_one(client, people, monkeypatch):
    verified = []
    monkeypatch.setattr("portal.accounts.hashing.HASHER", Counting(verified))
    sign_in_by_password(client, KNOWN, "not the one")
    sign_in_by_password(client, UNKNOWN, "not the one")
    assert len(verified) == 2


@pytest.mark.parametrize("address", [KNOWN, UNKNOWN])
def test_asking_for_a_link_writes_and_queues_as_much_for_any_address(client, people, monkeypatch, address):
    work = []
    monkeypatch.setattr("portal.foundation.jobs.ask", lambda *asked: work.append("queued"))
    written = rendering.email_words
    monkeypatch.setattr(
        rendering, "email_words", lambda *asked, **more: work.append("written") or written(*asked, **more)
    )
    client.post("/sign-in", data={"address": address})
    assert work == ["written", "queued"]


class Counting:
    """A password hasher that notes its work and never agrees."""

    def __init__(self, verified):
        self.verified = verified

    def verify(self, kept, password):
        self.verified.append(kept)
        return False


def test_a_link_is_used_once(client, people, post):
    client.post("/sign-in", data={"address": KNOWN})
    link = post.link(KNOWN)
    client.post(link)
    for answer in (client.get(link), client.post(link)):
        assert (answer.status_code, answer.page.h1) == (410, "This link has been used")
        assert answer.page.link("Send me a new link") == "/sign-in"


def test_a_link_is_too_old_after_an_hour(client, people, post, clock):
    client.post("/sign-in", data={"address": KNOWN})
    clock.forward(minutes=60)
    assert client.post(post.link(KNOWN)).page.h1 == "This link is too old"
    assert who(client) is None


def test_only_the_hash_of_a_link_is_kept(client, people, post):
    client.post("/sign-in", data={"address": KNOWN})
    secret = post.link(KNOWN).rpartition("/")[2]
    assert secret not in db.session.scalar(select(SignInLink.secret_hash))


def test_a_link_for_one_purpose_opens_nothing_else(client, people, post):
    client.post("/sign-in", data={"address": KNOWN})
    secret = post.link(KNOWN).rpartition("/")[2]
    assert client.post(f"/sign-in/invitation/{secret}", data={"password": "a long walk"}).status_code == 410
    assert client.post(f"/join/confirm/{secret}").status_code == 410


def test_a_link_to_an_unconfirmed_address_confirms_it(client, join, people, post):
    join("Zed", "zed@people.example")
    client.post("/sign-out")
    client.post("/sign-in", data={"address": "zed@people.example"})
    client.post(post.link("zed@people.example"))
    assert db.session.scalar(select(Person.confirmed_at).where(Person.name == "Zed"))


def test_a_password_signs_a_participant_in(client, people):
    assert sign_in_by_password(client, KNOWN).location == "/home"
    assert who(client) == "Amina Yusuf"


@pytest.mark.parametrize(
    ("sent", "errors"),
    [
        ({}, ["Enter your email address or mobile number", "Enter your password"]),
        ({"email": KNOWN}, ["Enter your password"]),
        ({"email": KNOWN, "password": "wrong"}, ["Check your email address and password"]),
        ({"email": UNKNOWN, "password": PASSWORD}, ["Check your email address and password"]),
        ({"email": KNOWN, "password": f" {PASSWORD}"}, ["Check your email address and password"]),
    ],
)
def test_what_is_wrong_with_a_password_is_said_at_the_field(client, people, sent, errors):
    answer = client.post("/sign-in/password", data=sent)
    assert (answer.status_code, answer.page.errors) == (422, errors)


def test_a_typed_password_is_never_sent_back(client, people):
    assert "walk by the moon" not in sign_in_by_password(client, KNOWN, "walk by the moon").text


def test_an_old_hash_is_made_again_with_todays_work(client, people):
    before = db.session.get(Person, "amina").password_hash
    sign_in_by_password(client, KNOWN)
    after = db.session.get(Person, "amina").password_hash
    assert before != after and "m=19456,t=2,p=1" in after


def test_signing_out_ends_a_copied_cookie_too(app, client, people):
    sign_in_by_password(client, KNOWN)
    name = app.config["SESSION_COOKIE_NAME"]
    copy = app.test_client()
    copy.set_cookie(name, client.get_cookie(name).value)
    assert who(copy) == "Amina Yusuf"
    client.post("/sign-out")
    assert who(client) is None and who(copy) is None


def test_a_sign_in_from_a_new_device_is_told(app, client, people, post):
    messages.set_recipient("amina", name="Amina", email=KNOWN)
    sign_in_by_password(client, KNOWN)
    client.post("/sign-out")
    sign_in_by_password(client, KNOWN)
    assert post.subjects(KNOWN) == []
    sign_in_by_password(app.test_client(), KNOWN)
    assert post.subjects(KNOWN) == ["You signed in on a new device"]


def test_who_asked_for_a_page_lands_on_it_after_signing_in(client, people):
    assert client.get("/me/name").location == "/sign-in"
    assert sign_in_by_password(client, KNOWN).location == "/me/name"


@pytest.mark.parametrize("name", ["amina", "ben", "ivo"])
def test_the_page_to_sign_in_leads_home_who_is_signed_in(visit, people, name):
    assert visit(people[name]).get("/sign-in").location == "/home"
