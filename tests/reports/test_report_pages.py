"""Reports (C-50): numbers and stories in equal space, small numbers hidden, each role its own reach."""

import csv
import datetime as dt
import io

import pypdf
import pytest

from portal.contributions.models import LogEntry
from portal.foundation import calendar
from portal.foundation.database import writing
from tests.support.cast import HEARTS, MINDS
from tests.support.claims import confirmed_bank, newcomer, paid_run, ready
from tests.support.counting import statements

DAY = dt.date(2026, 11, 10)


def gave(person, team, minutes=60, story="", seen_by="coordinator", day=DAY):
    at = calendar.now()
    with writing() as session:
        session.add(
            LogEntry(
                person_id=person, team_id=team, what="Falls group", on_date=day, minutes=minutes, made_by=person,
                saved_at=at, story=story, story_at=at if story else None, seen_by=seen_by,
            )
        )  # fmt: skip


@pytest.fixture
def year(people):
    """Twelve people in Hearts, four in Minds, nine in Souls; each gave an hour. Six of Hearts were paid £4.60."""
    from portal.organisation.service import add_team

    souls = add_team("Souls", by="hana")
    for team, count in ((HEARTS, 12), (MINDS, 4), (souls, 9)):
        for number in range(count):
            gave(newcomer(f"{team[:6]}-{number}"), team)
    for number in range(6):
        confirmed_bank(f"hearts-{number}")
        ready(f"hearts-{number}")
    paid_run()


@pytest.fixture
def board(visit, jo, year, clock):
    clock.set_day(dt.date(2026, 11, 24))
    return visit(jo)


def cells(page, row):
    (tr,) = [tr for tr in page.all("tbody tr") if f"Team {row}" in " ".join(tr.text_content().split())]
    return [td.cssselect(".cell-value")[0].text_content() for td in tr.cssselect("td")]


def test_small_teams_are_hidden_and_so_is_the_next_smallest(board):
    page = board.get("/reports").page
    assert cells(page, "Hearts")[:3] == ["Hearts", "12", "12.0"]
    assert cells(page, "Minds") == ["Minds", "<5", "hidden", "hidden", "hidden", "hidden", "too few"]
    assert cells(page, "Souls")[:3] == ["Souls", "hidden", "hidden"]
    assert cells(page, "All teams")[:3] == ["All teams", "25", "25.0"]
    assert "Numbers under 5 are hidden, so that nobody can be picked out." in page.main


def test_costs_and_days_to_pay_are_told_in_the_middle(board):
    page = board.get("/reports").page
    assert cells(page, "Hearts")[4:] == ["£27.60", "£0.00", "3"]
    assert "3 days from sending to the money" in page.main


def test_page_pdf_and_table_tell_the_same(board):
    rows = list(csv.DictReader(io.StringIO(board.get("/reports/csv").data.decode("utf-8-sig"))))
    assert [(row["team"], row["people"], row["minutes"]) for row in rows] == [
        ("Hearts", "12", "720"), ("Minds", "<5", ""), ("Souls", "hidden", ""), ("All teams", "25", "1500"),
    ]  # fmt: skip
    pdf = pypdf.PdfReader(io.BytesIO(board.get("/reports/pdf").data))
    text = " ".join(" ".join(sheet.extract_text() for sheet in pdf.pages).split())
    assert "Hearts 12 12.0 £27.60 £0.00" in text and "Minds <5 hidden hidden hidden" in text


@pytest.mark.parametrize("when", ["3-months", "this-year"])
def test_a_span_can_be_chosen_and_shared(board, when):
    page = board.get(f"/reports?when={when}").page
    assert cells(page, "All teams")[1] == "25"
    assert (
        len(page.all("main a[href^='/reports?when=']")) == 2
        and page.all(f"main a[href='/reports?when={when}']") == []
    )


def test_what_was_before_is_not_in_the_span(board):
    gave("hearts-1", HEARTS, minutes=600, day=dt.date(2026, 3, 31))
    assert cells(board.get("/reports?when=this-year").page, "All teams")[2] == "25.0"
    assert cells(board.get("/reports?when=last-year").page, "All teams")[1] == "<5"


def test_an_unknown_span_is_the_first(board):
    assert "The last 3 months. Numbers under 5" in board.get("/reports?when=<b>").page.main


def test_coordinators_and_budget_holders_see_their_team_alone(visit, carys, dev, efe, year):
    for who, teams in (
        (carys, ["Hearts", "All teams"]),
        (efe, ["Hearts", "All teams"]),
        (dev, ["Minds", "All teams"]),
    ):
        page = visit(who).get("/reports").page
        assert [tr.cssselect(".cell-value")[0].text_content() for tr in page.all("tbody tr")] == teams, who.id


def test_a_team_of_few_sees_no_more_of_itself(visit, dev, year):
    page = visit(dev).get("/reports").page
    assert cells(page, "All teams") == ["All teams", "<5", "hidden", "hidden", "hidden", "hidden", "too few"]


def test_only_stories_that_may_be_used_are_told_and_named(board):
    for words, seen_by in (
        ("With my name", "name"),
        ("Without it", "no-name"),
        ("For her", "coordinator"),
        ("Mine", "me"),
    ):
        gave("hearts-1", HEARTS, story=words, seen_by=seen_by)
    page = board.get("/reports").page
    told = [quote.text_content().strip() for quote in page.all("blockquote")]
    assert sorted(told) == [
        "With my nameHearts-1, Falls group",
        "Without itSomeone who took part, Falls group",
    ]


def test_without_stories_the_page_says_so(board):
    assert "Nobody has told a story yet that they want us to use." in board.get("/reports").page.main


def test_a_report_is_read_in_as_many_statements_for_any_size(board, people):
    counted = []
    for _ in range(2):
        with statements() as sent:
            board.get("/reports")
        counted.append(len(sent))
        for number in range(30):
            gave("hearts-1", HEARTS, story=f"Story {number}", seen_by="name")
    assert counted[0] == counted[1] <= 8


def test_reports_are_not_for_everyone(visit, amina, femi, hana):
    for who in (amina, femi, hana):
        for path in ("/reports", "/reports/pdf", "/reports/csv"):
            assert visit(who).get(path).status_code == 403, (who.id, path)
