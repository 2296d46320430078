"""Where each person begins: P-01 for strangers, P-07 for participants, the own page of each role."""

import datetime as dt

import pytest
from sqlalchemy import select

from portal.accounts.models import Person
from portal.foundation.database import db, writing
from portal.home import rules
from portal.openings.models import Interest, Opening
from portal.people.models import Profile
from tests.support.counting import statements
from tests.support.page import words


def test_a_stranger_reads_what_it_is_and_how_to_join(client, falls_group):
    page = client.get("/").page
    assert page.h1 == "Help make care better with Riverside NHS Trust"
    assert "You know what care is like from the inside." in page.main
    assert page.link("Create an account") == "/join" and page.link("Falls group") == "/openings/falls"


def test_without_openings_the_first_page_says_so(client, people):
    assert "There are no openings now. We add new ones most weeks." in client.get("/").page.main


def test_no_more_than_three_openings_are_shown(client, falls_group):
    with writing() as session:
        row = session.get_one(Opening, "falls")
        for number in range(5):
            values = {
                c.name: getattr(row, c.name)
                for c in Opening.__table__.columns
                if c.name not in ("id", "name")
            }
            session.add(Opening(id=f"more{number}", name=f"More {number}", **values))
    assert len(client.get("/").page.all(".card")) == 3


def test_who_is_signed_in_goes_home_from_the_first_page(visit, amina):
    assert visit(amina).get("/").location == "/home"


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("carys", "/queue"),
        ("efe", "/queue"),
        ("femi", "/finance"),
        ("grace", "/finance"),
        ("hana", "/admin/staff"),
        ("jo", "/reports"),
    ],
)
def test_each_role_begins_at_its_own_page(visit, people, name, first):
    assert visit(people[name]).get("/home").location == first


@pytest.mark.parametrize(
    ("roles", "first"),
    [
        ({"participant"}, None),
        (set(), "/helping"),
        ({"participant", "coordinator"}, "/queue"),
        ({"board", "administrator"}, "/admin/staff"),
    ],
)
def test_who_holds_several_roles_begins_with_the_busiest(roles, first):
    assert rules.first_page(roles) == first


def test_staff_who_take_part_reach_their_own_page_and_read_each_entry_once(visit, carys):
    with writing() as session:
        session.get_one(Person, "carys").takes_part = True
    client = visit(carys)
    page = client.get("/queue").page
    assert client.get("/home").location == "/queue" and page.link("My own page") == "/home/mine"
    labels = [link.text_content().strip() for link in page.all("header nav a")]
    assert labels == ["Queue", "To do", "People", "Openings", "Stories", "Reports", "My own page", "Get help"]
    assert client.get("/home/mine").page.h1 == "Hello Carys Rees"


def test_a_participant_has_one_home_page(visit, amina):
    client = visit(amina)
    assert client.get("/home/mine").location == "/home" and "My own page" not in client.get("/home").page.main


# P-07


def test_an_empty_home_page_says_what_to_do(visit, amina):
    page = visit(amina).get("/home").page
    assert page.h1 == "Hello Amina Yusuf"
    assert (
        page.link("Log what you did") == "/log/new" and page.link("Claim back your costs") == "/claims/start"
    )
    assert "We do not have a match for you yet." in page.main and "You have no dates yet." in page.main
    assert not page.all(".needs")


def test_a_question_on_a_claim_comes_first(visit, amina, claim):
    claim("question")
    page = visit(amina).get("/home").page
    asked = page.words_of(".needs")
    assert "claim C 104 882. Can you send the second page of your ticket?" in asked
    assert "Answer by Friday 27 November 2026." in asked
    assert page.link("Answer the question") == "/claims/C104882/questions/qC104882"


def test_a_role_that_waits_for_an_answer_is_named(visit, amina, role):
    role("offered")
    page = visit(amina).get("/home").page
    assert "Say if you agree to your role: Falls group." in page.words_of(".needs")
    assert page.link("Read it and say if you agree") == "/roles/role/agree"


def test_a_changed_agreement_is_said_to_be_changed(visit, amina, role):
    role("agreed", number=2)
    assert "We changed your role: Falls group." in visit(amina).get("/home").page.words_of(".needs")


def test_an_answered_role_waits_no_more(visit, amina, role):
    role("agreed", answer="yes")
    assert not visit(amina).get("/home").page.all(".needs")


def test_payment_that_waits_for_the_persons_own_answer_is_asked(visit, amina, claim):
    claim("sent", waits=True)
    page = visit(amina).get("/home").page
    assert page.link("Say if you would like to be paid") == "/claims/C104882/pay"


def test_what_was_begun_can_be_carried_on(visit, amina, claim, falls_group):
    claim("draft")
    with writing() as session:
        session.add(Interest(opening_id="falls", person_id="amina", state="draft"))
    page = visit(amina).get("/home").page
    assert page.link("Carry on with your claim") == "/claims/C104882/lines"
    assert page.link("Carry on with your message") == "/openings/falls/interest"


@pytest.mark.parametrize(
    ("answer_by", "words"),
    [
        (dt.date(2026, 11, 24), "Falls group: We will answer by Tuesday 24 November 2026."),
        (dt.date(2026, 11, 16), "Falls group: You should have heard by Monday 16 November 2026."),
    ],
)
def test_who_waits_for_an_answer_sees_by_when_it_comes(visit, amina, falls_group, answer_by, words):
    with writing() as session:
        about = {"opening_id": "falls", "person_id": "amina", "state": "sent", "answer_by": answer_by}
        session.add(Interest(id="waits", **about))
    page = visit(amina).get("/home").page
    assert words in page.words_of("ul.plain-list li")
    assert page.link("Falls group") == "/interests/waits"


def test_the_next_dates_say_when_and_where(visit, amina, role):
    role("agreed", answer="yes")
    page = visit(amina).get("/home").page
    assert "Wednesday 18 November 2026, 10am to midday. Room 4, or online." in page.main


def test_thanks_are_shown_with_who_said_them(visit, amina, thanked):
    shown = [words(part) for part in visit(amina).get("/home").page.all(".thanks > *")]
    assert shown == ["Thank you", "Your words changed the leaflet.", "Carys Rees"]


def test_nobody_sees_what_waits_for_somebody_else(visit, ivo, claim, role, thanked):
    claim("question")
    role("offered")
    page = visit(ivo).get("/home").page
    assert not page.all(".needs") and not page.all(".thanks")


def test_getting_started_goes_when_it_is_done_or_hidden(visit, amina):
    client = visit(amina)
    assert "Getting started" in client.get("/home").page.main
    client.post("/home/hide-tasks")
    assert "Getting started" not in client.get("/home").page.main
    assert db.session.scalar(select(Profile.hidden_tasks).where(Profile.person_id == "amina"))


@pytest.mark.parametrize(
    ("done", "confirmed", "statuses"),
    [
        ({}, True, ["Incomplete"] * 5),
        ({"help", "pay"}, True, ["Completed", "Incomplete", "Incomplete", "Completed", "Incomplete"]),
        ({"help"}, False, ["Completed", "Incomplete", "Incomplete", "Cannot start yet", "Incomplete"]),
        ({"help", "strengths", "when", "pay"}, True, []),
    ],
)
def test_the_tasks_say_what_is_left_to_do(done, confirmed, statuses):
    facts = {name: name in done for name, _title, _href in rules.TASKS}
    assert [task.status for task in rules.tasks(facts, confirmed)] == statuses


def test_the_page_asks_the_database_as_often_however_much_waits(visit, amina, claim, role, thanked):
    client, counts = visit(amina), []
    for number in range(2):
        with statements() as sent:
            client.get("/home")
        counts.append(len(sent))
        for more in range(20 * (1 - number)):
            claim("question" if more % 2 else "draft", ref=f"C1048{more:02}")
            if more == 0:
                role("agreed", answer="yes")
    assert counts[0] <= counts[1] <= 8


# Helping


@pytest.fixture
def helping(visit, ben):
    """Ben at work for Amina: he may see, log and fill in."""
    client = visit(ben)
    client.post(client.get("/helping").page.all("main form")[0].get("action"))
    return client


def test_a_helper_sees_what_was_ticked_and_whose_it_is(helping, claim, role):
    claim("question")
    role("offered")
    page = helping.get("/home").page
    assert page.h1 == "You are helping Amina Yusuf"
    assert "Answer the question" in page.words_of(".needs")
    assert "role" not in page.words_of(".needs") and "Getting started" not in page.main


def test_a_helper_never_meets_the_persons_own_answer_about_payment(helping, claim):
    claim("sent", waits=True)
    assert not helping.get("/home").page.all(".needs")


@pytest.mark.parametrize(
    ("powers", "kinds"),
    [
        (None, rules.KINDS),
        ({"see", "log", "paid"}, ()),
        ({"fill"}, ("question", "claim draft")),
        ({"send"}, ("question", "claim draft")),
    ],
)
def test_what_waits_is_shown_to_helpers_by_what_was_ticked(powers, kinds):
    assert rules.kinds_for(powers) == kinds
