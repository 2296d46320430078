"""The record (P-36): what is picked, under the name that is picked, on the page and as a PDF; never a story."""

import datetime as dt
import io

import pikepdf
import pytest

from portal.contributions.goals import service as goals
from portal.contributions.record.queries import record
from portal.contributions.record.rules import PARTS, DoneLine
from portal.contributions.stories import service as stories
from portal.documents.models import Document
from portal.foundation.database import db, new_id
from portal.people import service as people_service
from portal.people.queries import profile
from portal.people.rules import STRENGTHS
from tests.support.counting import statements


@pytest.fixture
def amina_shows(visit, amina):
    return visit(amina)


@pytest.fixture
def full_life(logged):
    """Two sessions, thanks, a goal reached and a strength."""
    entry = logged(also=["training"], story="My marked secret words")
    logged(on_date=dt.date(2026, 3, 5), told=False)
    stories.answer_story(entry, None, "You changed how we see stairs.", True, by="carys", once=new_id())
    goal = goals.add_goal("amina", "Speak in meetings", "", [], None, by="amina", once=new_id())
    goals.say_how_it_goes("amina", goal, "done", by="amina")
    people_service.save_strengths("amina", ["listening"], "", "Good with maps", by="amina")


def test_a_record_starts_with_the_first_log(visit, ivo):
    page = visit(ivo).get("/record").page
    assert "Your record starts when you log something you did." in page.main


def test_everything_is_shown_until_it_is_left_out(amina_shows, full_life):
    page = amina_shows.get("/record").page
    assert [title.text_content() for title in page.all("h3")] == list(PARTS.values())
    for words in (
        "Falls group 2 times, 4 hours, March to November 2026", "4 hours and 1 story since March 2026", "Listening",
        "Good with maps", "Speak in meetings", "“You changed how we see stairs.” Carys Rees, November 2026",
    ):  # fmt: skip
        assert words in page.main


def test_stories_are_never_in_a_record(amina_shows, full_life):
    assert "marked secret" not in amina_shows.get("/record").text


def test_the_person_picks_what_to_show_and_a_name(amina_shows, full_life):
    page = amina_shows.get("/record?show=hours&show=thanks&name=A.+Yusuf").page
    assert [title.text_content() for title in page.all("h3")] == ["Hours I gave", "Words of thanks"]
    assert page.words_of("section h2") == "A. Yusuf"
    assert page.link("Save my record").endswith("/record/pdf?show=hours&show=thanks&name=A.+Yusuf")


def test_nothing_picked_and_no_name_are_said(amina_shows, full_life):
    answer = amina_shows.get("/record?name=")
    assert answer.status_code == 422
    assert answer.page.errors == ["Select what you want to show", "Enter a name to show"]


@pytest.mark.parametrize("name", ["O'Brien & <b>Sons</b>", "李", "😀", "x" * 100])
def test_a_pdf_is_tagged_and_named_under_any_name(amina_shows, full_life, name):
    answer = amina_shows.get("/record/pdf", query_string={"name": name, "show": ["roles", "log"]})
    assert answer.mimetype == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.data)) as made:
        assert made.Root.MarkInfo.Marked and str(made.docinfo["/Title"]).startswith("Record of ")


def test_the_same_record_is_the_same_document(amina_shows, full_life):
    for _ in range(2):
        amina_shows.get("/record/pdf")
    assert len(list(db.session.query(Document.id))) == 1


def test_a_pdf_of_nothing_is_not_there(amina_shows):
    assert amina_shows.get("/record/pdf?name=").status_code == 404


def test_nobody_else_fetches_the_document(amina_shows, visit, ivo, full_life):
    amina_shows.get("/record/pdf")
    document = db.session.query(Document.id).scalar()
    assert visit(ivo).get(f"/documents/{document}").status_code == 404


@pytest.mark.parametrize("number", [10, 1000])
def test_a_record_asks_the_database_as_often_however_much_there_is(amina_shows, many_entries, number):
    many_entries(number)
    with statements() as sent:
        amina_shows.get("/record")
    assert len(sent) == 8


@pytest.mark.both_databases
def test_a_record_adds_up_on_both_databases(logged, people):
    logged(also=["training", "reading"], minutes=30)
    logged(what="Tea", minutes=90)
    made = record(profile("amina"), "Amina", ("hours",))
    assert [(line.what, line.minutes, line.training) for line in made.done] == [
        ("Tea", 90, 0),
        ("Falls group", 30, 1),
    ]
    assert made.given.words == "2 hours and 2 stories"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (dt.date(2026, 3, 1), dt.date(2026, 3, 31), "March 2026"),
        (dt.date(2026, 3, 1), dt.date(2026, 5, 1), "March to May 2026"),
        (dt.date(2025, 12, 1), dt.date(2026, 5, 1), "December 2025 to May 2026"),
        (dt.date(2025, 5, 1), dt.date(2026, 5, 1), "May 2025 to May 2026"),
    ],
)
def test_when_reads_as_people_say_it(first, last, words):
    assert DoneLine("Tea", 1, 60, 0, 0, first, last).words == f"once, 1 hour, {words}"


def test_what_was_told_only_to_suggest_openings_is_never_in_a_record(full_life):
    """A record goes to an employer or a college: what somebody knows of mental health care is not theirs to read."""
    picked = [*STRENGTHS]
    people_service.save_strengths("amina", picked, "Somali", "Good with maps", by="amina")
    (told,) = record(profile("amina"), "A", ("strengths",)).sections
    words = told.lines[0].text
    assert "Listening" in words and "Speaking another language: Somali" in words and "Good with maps" in words
    for one in STRENGTHS.values():
        assert (one.label in words.split(", ")) is (one.heading != "Knowing" and one.code != "language")
