"""The log and its entries (P-34): months and totals, filters, changes, deleting, replies; and nothing for strangers."""

import datetime as dt

import pytest
from sqlalchemy import select

from portal.contributions.log import service
from portal.contributions.log.queries import sums
from portal.foundation.database import db, new_id
from portal.messages.models import StaffTodo
from tests.contributions.conftest import TODAY
from tests.support.counting import statements


@pytest.fixture
def amina_looks(visit, amina):
    return visit(amina)


def test_an_empty_log_says_so_and_leads_on(visit, ivo):
    page = visit(ivo).get("/log").page
    assert "You have not logged anything yet. It takes about 1 minute." in page.main
    assert page.link("Log what you did").endswith("/log/new")


def test_the_log_is_by_month_with_hours_and_first_words(amina_looks, logged):
    logged(story="We talked about stairs " * 10)
    logged(on_date=dt.date(2026, 10, 5), minutes=90, told=False)
    page = amina_looks.get("/log").page
    assert [title.text_content() for title in page.all("h2")] == ["November 2026", "October 2026"]
    assert "You have given 3 hours 30 minutes since October. 1 story." in page.main
    assert (
        "We talked about stairs We talked about stairs We talked about stairs We talked about stairs …"
        in page.main
    )


def test_filters_narrow_the_log_and_its_total(amina_looks, logged, falls_group):
    logged(on_date=dt.date(2025, 3, 5), minutes=60, role_id=None, what="Leaflet", told=False)
    logged()
    assert "You have given 1 hour since March 2025." in amina_looks.get("/log?year=2025").page.main
    page = amina_looks.get(f"/log?role={falls_group}").page
    assert "You have given 2 hours since November." in page.main and "Leaflet" not in page.main
    assert [item.text_content() for item in page.all(".chosen li")] == ["Falls group Remove Falls group"]


def test_htmx_gets_the_list_alone(amina_looks, logged):
    logged()
    answer = amina_looks.get("/log", headers={"HX-Request": "true"})
    assert "<html" not in answer.text and "Falls group" in answer.text


@pytest.mark.parametrize(
    "address", ["page=999999999999999999999", "page=-1", "page=x", "year=0", "role=of-another"]
)
def test_an_address_made_up_by_hand_is_answered(amina_looks, logged, address):
    logged()
    assert amina_looks.get(f"/log?{address}").status_code == 200


def test_pages_of_twenty_lead_on(amina_looks, logged):
    for _ in range(21):
        logged(told=False)
    page = amina_looks.get("/log").page
    assert len(page.all("h3")) == 20 and page.link("Next").endswith("page=2")
    assert "page 2 of 2" in amina_looks.get("/log?page=2").page.title


@pytest.mark.parametrize("number", [10, 1000])
def test_the_log_asks_the_database_as_often_however_long_it_is(amina_looks, many_entries, number):
    many_entries(number)
    with statements() as sent:
        amina_looks.get("/log")
    assert len(sent) == 5


@pytest.mark.parametrize("number", [0, 1000])
def test_an_entry_asks_the_database_as_often_however_many_there_are(
    amina_looks, logged, many_entries, number
):
    entry = logged()
    many_entries(number)
    with statements() as sent:
        amina_looks.get(f"/log/{entry}")
    assert len(sent) == 7


def test_an_entry_says_who_read_its_story_and_when(amina_looks, logged):
    entry = logged(read_by="carys", read_at=dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC))
    assert "Read by Carys Rees on 4 March" in amina_looks.get(f"/log/{entry}").page.main


def test_what_was_no_session_can_be_changed(amina_looks, logged):
    entry = logged(role_id=None, what="Tae")
    path = f"/log/{entry}/edit"
    form = amina_looks.get(path).page.form(what="Tea", **{"when-day": "2"})
    page = amina_looks.post(path, data=form, follow_redirects=True).page
    assert page.h1 == "Tea" and "Monday 2 November 2026" in page.main


def test_an_older_window_does_not_change_an_entry(amina_looks, logged):
    entry = logged(role_id=None)
    form = amina_looks.get(f"/log/{entry}/edit").page.form(what="Mine")
    service.change_entry("amina", entry, "Newer", TODAY, seen=1, by="amina")
    assert amina_looks.post(f"/log/{entry}/edit", data=form).status_code == 409


def test_a_session_keeps_the_name_and_day_of_the_session(amina_looks, logged):
    assert amina_looks.get(f"/log/{logged(meeting_id='yesterday')}/edit").status_code == 404


@pytest.mark.parametrize(
    ("answers", "error"),
    [({"what": ""}, "Enter what it was"), ({"when-year": ""}, "Date must include a year")],
)
def test_changing_says_what_is_wrong(amina_looks, logged, answers, error):
    path = f"/log/{logged(role_id=None)}/edit"
    form = amina_looks.get(path).page.form(**answers)
    assert amina_looks.post(path, data=form).page.errors == [error]


def test_who_can_see_a_story_can_be_changed(amina_looks, logged, reload):
    entry = logged()
    form = amina_looks.get(f"/log/{entry}/seen-by").page.form(seen_by="me")
    amina_looks.post(f"/log/{entry}/seen-by", data=form)
    assert reload(entry).seen_by == "me"
    answer = amina_looks.post(f"/log/{entry}/seen-by", data={"seen_by": "all"})
    assert answer.page.errors == ["Select who can see your story"]


def test_deleting_asks_first_and_takes_the_story_along(amina_looks, logged, reload):
    entry = logged()
    assert "You cannot get them back." in amina_looks.get(f"/log/{entry}/delete").page.main
    page = amina_looks.post(f"/log/{entry}/delete", follow_redirects=True).page
    assert "Deleted: Falls group." in page.main and reload(entry).story == ""
    assert amina_looks.get(f"/log/{entry}").status_code == 404
    assert amina_looks.post(f"/log/{entry}/delete").status_code == 404


def test_a_reply_stands_under_the_story_once(amina_looks, logged):
    entry = logged()
    form = amina_looks.get(f"/log/{entry}").page.form(words="Thank you for reading")
    for _ in range(2):
        page = amina_looks.post(f"/log/{entry}/replies", data=form, follow_redirects=True).page
    assert page.main.count("Thank you for reading") == 1


def test_an_empty_reply_says_so(amina_looks, logged):
    answer = amina_looks.post(f"/log/{logged()}/replies", data={"words": "  "})
    assert (answer.status_code, answer.page.errors) == (422, ["Enter your reply"])


PAGES = ("time", "edit", "story", "story/photo", "story/sound", "reflect", "seen-by", "delete", "goals")
ANSWERS = {
    "time": "30", "what": "Mine", "words": "Mine", "seen_by": "name", "listened": "skip", "could_change": "skip",
}  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_finds_nothing_of_an_entry(visit, ivo, logged, page):
    assert visit(ivo).get(f"/log/{logged()}/{page}").status_code == 404


@pytest.mark.parametrize("page", [*PAGES, "story/draft", "replies"])
def test_a_stranger_changes_nothing_of_an_entry(visit, ivo, logged, reload, page):
    entry = logged()
    assert visit(ivo).post(f"/log/{entry}/{page}", data=ANSWERS).status_code == 404
    assert (reload(entry).minutes, reload(entry).story) == (120, "We talked about the stairs.")


@pytest.mark.both_databases
def test_sums_are_the_same_on_both_databases(logged, people):
    logged(minutes=30)
    logged(minutes=45, on_date=dt.date(2025, 12, 31), role_id=None)
    assert sums("amina").given.minutes == 75 and sums("amina").years == [2026, 2025]
    assert sums("amina").narrowed(2025, None).given.words == "45 minutes and 1 story"


@pytest.mark.both_databases
def test_a_reply_is_a_task_for_the_team(logged, people):
    service.reply("amina", logged(), "Hello", by="amina", once=new_id())
    assert list(db.session.scalars(select(StaffTodo.team_id))) == ["hearts"]
