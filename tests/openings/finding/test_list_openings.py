"""The list of openings (P-20): what matches you with reasons, all of them, filters, "Not for me"."""

import datetime as dt

import pytest

from portal.contributions.models import Goal
from portal.foundation.database import writing
from portal.openings.finding import queries
from portal.openings.finding.interest import service as interest
from portal.openings.models import Opening, OpeningStrength
from portal.people import service as profiles
from tests.openings.finding.conftest import welcome
from tests.support.counting import statements

HTMX = {"HX-Request": "true"}


@pytest.fixture
def amina_listens(people):
    profiles.save_strengths("amina", ["listening"], "", "", by="amina")
    profiles.save_when("amina", ["weekday-afternoons", "online"], "10", "", None, by="amina")


def matched(page):
    return [link.text for link in page.all("section:first-of-type .card-title a")]


def listed(page):
    return [link.text for link in page.all("#all-openings .card-title a")]


def test_anyone_sees_what_is_open_with_what_it_pays(client, opening):
    page = client.get("/openings").page
    assert listed(page) == ["Falls group"]
    assert "1 opening" in page.main and "Costs paid. £25 an hour for your time." in page.main
    assert "Openings that match you" not in page.main


def test_staff_who_do_not_take_part_see_all_and_no_matches(visit, carys, opening):
    assert "Openings that match you" not in visit(carys).get("/openings").page.main


def test_drafts_and_what_has_closed_are_not_listed(client, make_opening, clock):
    make_opening("A draft", published=False)
    make_opening("Last day", closes_on=dt.date(2026, 11, 17))
    make_opening("Over", closes_on=dt.date(2026, 11, 16))
    assert listed(client.get("/openings").page) == ["Last day"]


def test_a_match_says_why_in_words_and_never_in_numbers(hers, opening, amina_listens):
    page = hers.get("/openings").page
    assert matched(page) == ["Falls group"]
    assert [reason.text_content() for reason in page.all(".why li")] == [
        "You picked 'listening'. This group needs good listeners.",
        "You said weekday afternoons are good for you. It is on weekday afternoons.",
        "You said online works for you. You can join online.",
    ]


def test_a_goal_of_theirs_is_a_reason(hers, opening):
    with writing() as session:
        session.add(Goal(person_id="amina", what="Write a letter that people read"))
        session.add(Goal(person_id="amina", what="Drive a letter van", state="stopped"))
    assert [reason.text_content() for reason in hers.get("/openings").page.all(".why li")] == [
        "Your goal is 'Write a letter that people read'. This opening also speaks of 'letter'.",
    ]


def test_who_told_nothing_is_asked_for_strengths(hers, opening):
    assert "We do not have a match for you yet" in hers.get("/openings").page.main


def test_not_for_me_hides_a_match_and_can_be_undone(hers, opening, amina_listens):
    path = f"/openings/{opening}/not-for-me"
    page = hers.post(path, data=hers.get(path).page.form(why="Too far"), follow_redirects=True).page
    assert matched(page) == [] and listed(page) == ["Falls group"]
    assert "Undo" in page.main
    assert matched(hers.post(f"/openings/{opening}/for-me", follow_redirects=True).page) == ["Falls group"]


def test_the_reason_for_not_for_me_is_short(hers, opening):
    answer = hers.post(f"/openings/{opening}/not-for-me", data={"why": "x" * 301})
    assert answer.page.errors == ["Why this is not for you must be 300 characters or less"]


def test_what_somebody_asked_about_no_longer_matches(hers, opening, amina_listens, once):
    interest.send_interest(opening, by="amina", once=once())
    assert matched(hers.get("/openings").page) == []


def test_a_helper_sees_the_matches_of_whom_they_help(visit, ben, opening, amina_listens):
    client = visit(ben)
    client.post(client.get("/helping").page.all("form[action$=start]")[0].get("action"))
    page = client.get("/openings").page
    assert matched(page) == ["Falls group"] and "Not for me" not in page.main


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("words=letter", ["Falls group", "Letters"]),
        ("words=LETTERS", ["Letters"]),
        ("words=100%25", []),
        ("how=online", ["Falls group", "Letters"]),
        ("how=in-person", ["Falls group"]),
        ("how=at-home", []),
        ("when=weekends", ["Letters"]),
        ("where=hospital", ["Falls group", "Letters"]),
        ("paid=yes", ["Falls group"]),
        ("new=yes", ["Falls group"]),
        ("how=underwater", ["Falls group", "Letters"]),
        ("saved=yes", ["Falls group", "Letters"]),
    ],
)
def test_each_filter_leaves_what_fits(client, opening, make_opening, asked, names):
    make_opening("Letters", how="online", when_code="weekends", pays_time=False, new_is_fine=False)
    assert listed(client.get(f"/openings?{asked}").page) == names


@pytest.mark.parametrize(
    "asked", ["page=0", "page=-3", "page=" + "9" * 30, "page=two", "words=%00", "where=%25_"]
)
def test_an_address_that_somebody_made_up_is_answered_all_the_same(client, opening, asked):
    assert client.get(f"/openings?{asked}").status_code == 200


def test_filters_in_force_are_listed_and_can_be_removed(client, opening):
    page = client.get("/openings?how=online&paid=yes").page
    assert [chosen.text_content().split("Remove")[0].strip() for chosen in page.all(".chosen li")] == [
        "Online", "Paid",
    ]  # fmt: skip


def test_a_filter_that_finds_nothing_says_so(client, opening):
    page = client.get("/openings?words=zebra").page
    assert "No openings fit what you chose. Remove a filter." in page.main


def test_no_openings_at_all_is_said_plainly(client, people):
    assert "There are no openings now" in client.get("/openings").page.main


def test_htmx_gets_the_list_alone(client, opening):
    answer = client.get("/openings?paid=yes", headers=HTMX)
    assert "<html" not in answer.text and "Falls group" in answer.text


def test_what_is_saved_is_found_again(hers, opening, make_opening):
    make_opening("Letters")
    hers.post(f"/openings/{opening}/saved")
    assert listed(hers.get("/openings?saved=yes").page) == ["Falls group"]
    hers.post(f"/openings/{opening}/not-saved")
    assert listed(hers.get("/openings?saved=yes").page) == []


def many(openings, project, card):
    with writing() as session:
        for number in range(openings):
            session.add(
                Opening(
                    id=f"o{number}", project_id=project, team_id="hearts", name=f"Opening {number:04}", made_by="carys",
                    published_at=dt.datetime(2026, 11, 1, tzinfo=dt.UTC), how="online", pays_time=True,
                    rate_card_id=card, rate_code="HOUR", needs_we_can_meet=[],
                )
            )  # fmt: skip
        session.flush()
        session.add_all(
            OpeningStrength(opening_id=f"o{number}", code="listening") for number in range(openings)
        )


def test_a_long_list_has_pages_with_matches_on_the_first(hers, project, card, amina_listens):
    many(45, project, card)
    first, last = hers.get("/openings").page, hers.get("/openings?page=3").page
    assert (len(listed(first)), len(matched(first)), len(listed(last))) == (20, 5, 5)
    assert "(page 3 of 3)" in last.title and "Openings that match you" not in last.main


@pytest.mark.parametrize("number", [10, 1000])
def test_the_list_asks_the_database_six_times_at_most(hers, project, card, amina_listens, number):
    many(number, project, card)
    with statements() as sent:
        hers.get("/openings")
    assert len(sent) <= 6, "\n".join(sent)


@pytest.mark.both_databases
def test_matches_are_the_same_on_both_databases(people, opening, make_opening):
    welcome(make_opening("Letters"), "writing")
    profiles.save_strengths("amina", ["listening", "simple", "writing"], "", "", by="amina")
    assert [card.name for card in queries.matches("amina", 5)] == ["Falls group", "Letters"]


@pytest.mark.both_databases
def test_the_list_of_all_is_the_same_on_both_databases(opening, make_opening):
    make_opening("No last day")
    asked = queries.Asked(words="LETTER falls", how="online", paid=True)
    assert [card.name for card in queries.openings_page(asked).cards] == ["Falls group", "No last day"]
