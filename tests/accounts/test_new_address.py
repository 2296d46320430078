"""A new address is somebody's once they have opened the link that went there; looking at the link changes nothing."""

import pytest

from portal.accounts.models import Person
from portal.foundation.database import db
from tests.support.outbox import link_in_newest_file


def email(someone):
    db.session.rollback()
    return db.session.get_one(Person, someone.id).email


@pytest.fixture
def link(visit, amina):
    visit(amina).post("/me/contact", data={"how": "email", "email": "amina@new.example"})
    return link_in_newest_file()


def test_a_mail_scanner_that_opens_the_link_changes_nothing(client, amina, link):
    assert client.get(link).page.h1 == "Use this address from now on"
    assert email(amina) == amina.email


def test_the_button_behind_the_link_makes_the_address_theirs(client, amina, link):
    assert client.post(link).status_code == 303
    assert email(amina) == "amina@new.example"


def test_whoever_opens_the_link_is_not_signed_in_by_it(client, visit, ivo, amina, link):
    page = client.post(link, follow_redirects=True).page
    assert "Your new address is confirmed. Sign in." in page.main
    assert client.get("/me/name").location == "/sign-in"


def test_somebody_else_who_opens_the_link_stays_who_they_are(visit, ivo, amina, link):
    stranger = visit(ivo)
    assert "The new address is confirmed." in stranger.post(link, follow_redirects=True).page.source
    assert "Ivo" in stranger.get("/me").page.source and email(amina) == "amina@new.example"


def test_the_old_address_hears_of_the_new_one(client, amina, link, outbox):
    client.post(link)
    assert outbox.to_address(amina.email)


def test_the_link_works_once_and_then_says_so(client, link):
    client.post(link)
    assert client.get(link).status_code == 410
