"""P-73 "Your details", and changing them."""

import pytest
from sqlalchemy import select

from portal.accounts.models import Person
from portal.foundation import audit
from portal.foundation.audit import AuditEvent
from portal.foundation.database import db, writing
from portal.messages import service as messages
from portal.payees.models import BankDetails
from tests.accounts.conftest import Post


@pytest.fixture
def post(app):
    return Post()


def test_a_participants_details_lead_to_everything_they_told(visit, amina):
    page = visit(amina).get("/me").page
    abouts = (" name", " email", " how we pay", " your limit", " help", " someone")
    assert [page.link(f"Change{about}") for about in abouts] == [
        "/me/name", "/me/contact", "/me/bank?back=/me", "/me/limit?back=/me", "/me/help", "/helpers",
    ]  # fmt: skip
    assert "You have not told us yet" in page.main


def test_staff_see_their_second_step_and_nothing_about_taking_part(visit, carys):
    page = visit(carys).get("/me").page
    assert page.link("Change second step") == "/me/two-step" and "How we pay you" not in page.main


def test_an_account_is_named_by_its_last_digits_alone(visit, amina):
    with writing() as session:
        session.add(bank_details())
    assert "Account ending 345" in visit(amina).get("/me").page.main


def bank_details():
    sealed = {"name_on_account": b"x", "sort_code": b"x", "account_number": b"x"}
    return BankDetails(
        person_id="amina",
        number=1,
        ending="345",
        account_digest="x",
        own_account=True,
        made_by="amina",
        **sealed,
    )


@pytest.mark.parametrize("name", ["Amina", "O'Brien", "李", "Null", "n" * 100, "<b>x</b>"])
def test_any_name_can_be_chosen_and_is_recorded(visit, amina, name):
    client = visit(amina)
    page = client.post("/me/name", data={"name": name}, follow_redirects=True).page
    assert name in page.main and page.words_of(".head-who a") == name
    assert db.session.scalar(select(AuditEvent.verb)) == "name changed"


@pytest.mark.parametrize(
    ("name", "error"),
    [("", "Enter the name we should use"), ("n" * 101, "Name must be 100 characters or less")],
)
def test_a_name_that_cannot_be_used_changes_nothing(visit, amina, name, error):
    assert visit(amina).post("/me/name", data={"name": name}).page.errors == [error]
    assert db.session.get(Person, "amina").name == "Amina Yusuf"


def test_a_new_address_is_theirs_once_its_link_was_opened(visit, amina, post):
    messages.set_recipient("amina", name="Amina", email=amina.email)
    client = visit(amina)
    client.post("/me/contact", data={"how": "email", "email": "Amina@new.example"})
    assert db.session.get(Person, "amina").email == amina.email
    link = post.link("Amina@new.example")
    assert client.get(link).status_code == 200
    client.post(link)
    assert db.session.get(Person, "amina").email_key == "amina@new.example"
    assert post.subjects(amina.email) == ["Your address was changed"]


def test_somebody_elses_address_looks_the_same_and_its_owner_is_told(visit, amina, ivo, post):
    messages.set_recipient("ivo", name="Ivo", email=ivo.email)
    answer = visit(amina).post(
        "/me/contact", data={"how": "email", "email": ivo.email}, follow_redirects=True
    )
    assert "We sent a link to the new one." in answer.page.main
    assert post.subjects(ivo.email) == ["You already have an account"]


def test_a_mobile_number_can_be_added(visit, amina, post):
    client = visit(amina)
    client.post("/me/contact", data={"how": "text", "mobile": "07700 900982"})
    client.post(post.link("+447700900982"))
    assert db.session.get(Person, "amina").mobile == "+447700900982"
    assert "07700900982" in client.get("/me").page.main


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({}, "Select what you want to change"),
        ({"how": "email"}, "Enter your email address"),
        ({"how": "text", "mobile": "12"}, "Enter a UK mobile number in the correct format"),
    ],
)
def test_a_new_address_that_cannot_be_used_is_refused_in_words(visit, amina, sent, error):
    assert visit(amina).post("/me/contact", data=sent).page.errors == [error]


def test_who_looked_is_shown_with_day_and_time(visit, amina, carys):
    client = visit(amina)
    assert "Nobody has looked at your details yet." in client.get("/me/who-looked").page.main
    with writing():
        audit.record("person viewed", "person", "amina", by="carys", person_id="amina")
    assert "Tuesday 17 November 2026, 10am Who Carys Rees" in client.get("/me/who-looked").page.main
