"""Logging in two pages (P-30, P-31): what is offered, what is saved, what each error says."""

import pytest
from sqlalchemy import func, select

from portal.contributions.log import service
from portal.contributions.log.rules import Did
from portal.contributions.models import LogEntry
from portal.foundation.database import db, new_id, writing
from portal.openings.models import Meeting
from tests.contributions.conftest import TODAY, YESTERDAY

HIDDEN = "What it was has a hidden character that we cannot keep. Type it again."


def entries():
    return list(db.session.scalars(select(LogEntry).order_by(LogEntry.made_at)))


@pytest.fixture
def amina_logs(visit, amina, falls_group):
    return visit(amina)


def log(client, **answers):
    """The first page, sent; the second page."""
    form = client.get("/log/new").page.form(**answers)
    return client.get(client.post("/log/new", data=form).location)


def test_sessions_of_my_roles_come_first_then_the_role_then_something_else(amina_logs):
    page = amina_logs.get("/log/new").page
    labels = [label.text_content() for label in page.all("label.nhsuk-radios__label")]
    assert labels == [
        "Falls group, today 2pm",
        "Falls group, yesterday 2pm",
        "Falls group, another day",
        "Something else",
    ]


def test_the_date_is_today_until_it_is_changed(visit, ivo):
    form = visit(ivo).get("/log/new").page.form()
    assert [form[f"when-{part}"] for part in ("day", "month", "year")] == ["17", "11", "2026"]


def test_a_session_is_logged_in_two_pages_with_its_own_day_and_time(amina_logs):
    time = log(amina_logs, what="meeting:yesterday")
    assert time.page.h1 == "How long did it take?" and time.page.form()["time"] == "120"
    answer = amina_logs.post(
        time.request.path, data=time.page.form(also=["travelling"]), follow_redirects=True
    )
    (entry,) = entries()
    assert "Saved: 2 hours at Falls group." in answer.page.main
    assert (entry.on_date, entry.minutes, entry.meeting_id, entry.also) == (
        YESTERDAY,
        120,
        "yesterday",
        ["travelling"],
    )


def test_the_next_steps_are_a_story_and_the_costs_of_this(amina_logs):
    time = log(amina_logs, what="meeting:today")
    page = amina_logs.post(time.request.path, data=time.page.form(), follow_redirects=True).page
    (entry,) = entries()
    assert page.link("Add your story").endswith(f"/log/{entry.id}/story")
    assert page.link("Claim back your costs for this").endswith(f"/claims/new/for?entry={entry.id}")


def test_the_second_page_leads_to_the_story_when_asked(amina_logs):
    time = log(amina_logs, what="meeting:today")
    answer = amina_logs.post(time.request.path, data=time.page.form(then="story"))
    assert answer.location.endswith("/story")


def test_something_else_has_words_and_a_day_of_its_own(amina_logs):
    time = log(amina_logs, what="other", other="Read a leaflet", **{"when-day": "3", "when-month": "nov"})
    form = time.page.form(time="other", **{"other-hours": "1", "other-minutes": "15"})
    page = amina_logs.post(time.request.path, data=form, follow_redirects=True).page
    assert "Saved: 1 hour 15 minutes. Read a leaflet" in page.main
    assert (entries()[0].on_date.day, entries()[0].role_id) == (3, None)


def test_another_day_of_a_role_keeps_the_role_for_a_claim(amina_logs, falls_group):
    log(amina_logs, what=f"role:{falls_group}", **{"when-day": "1"})
    (entry,) = entries()
    assert (entry.role_id, entry.team_id, entry.on_date.day, entry.meeting_id) == (
        falls_group,
        "hearts",
        1,
        None,
    )


def test_a_session_that_was_logged_or_called_off_is_not_offered(amina_logs, logged):
    logged(meeting_id="yesterday")
    with writing() as session:
        session.get(Meeting, "today").called_off_at = session.get(Meeting, "today").starts_at
    assert [pick.get("value") for pick in amina_logs.get("/log/new").page.all("[name=what]")] == [
        f"role:{'role-of-amina'}",
        "other",
    ]


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ({}, "Select what you did"),
        ({"what": "meeting:of-another"}, "Select what you did"),
        ({"what": "other"}, "Enter what it was"),
        ({"what": "other", "other": "x" * 201}, "What it was must be 200 characters or less"),
        ({"what": "other", "other": "a\x00b"}, HIDDEN),
        ({"what": "other", "other": "Tea", "when-month": ""}, "Date must include a month"),
        ({"what": "other", "other": "Tea", "when-day": "31"}, "Date must be a real date"),
        ({"what": "other", "other": "Tea", "when-day": "18"}, "Date must be today or in the past"),
        (
            {"what": "other", "other": "Tea", "when-day": "", "when-month": "", "when-year": ""},
            "Enter the date",
        ),
    ],
)
def test_the_first_page_says_what_is_wrong(amina_logs, answers, error):
    form = amina_logs.get("/log/new").page.form(**answers)
    answer = amina_logs.post("/log/new", data=form)
    assert (answer.status_code, answer.page.errors, entries()) == (422, [error], [])


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ({"time": ""}, "Select how long it took"),
        ({"time": "99"}, "Select how long it took"),
        ({"time": "other", "other-hours": "25"}, "Hours must be between 0 and 24"),
        ({"time": "other", "other-hours": "24", "other-minutes": "1"}, "Hours must be between 0 and 24"),
        ({"time": "other", "other-hours": "", "other-minutes": ""}, "Enter the hours, the minutes or both"),
        ({"time": "other", "other-hours": "1", "other-minutes": "61"}, "Minutes must be between 0 and 59"),
    ],
)
def test_the_second_page_says_what_is_wrong(amina_logs, answers, error):
    time = log(amina_logs, what="meeting:today")
    answer = amina_logs.post(time.request.path, data=time.page.form() | answers)
    assert (answer.status_code, answer.page.errors) == (422, [error])


def test_pressing_continue_twice_begins_one_entry(amina_logs):
    form = amina_logs.get("/log/new").page.form(what="meeting:today")
    places = {amina_logs.post("/log/new", data=form).location for _ in range(2)}
    assert len(places) == len(entries()) == 1


def test_what_is_begun_counts_only_once_its_time_is_saved(amina_logs):
    log(amina_logs, what="meeting:today")
    page = amina_logs.get("/log").page
    assert "Not finished yet" in page.main and "You have given" not in page.main
    assert amina_logs.get(f"/log/{entries()[0].id}").status_code == 404


@pytest.mark.parametrize("name", ["O'Brien & <b>Sons</b>", "李", "😀", "Null"])
def test_words_of_all_kinds_come_back_as_they_were(amina_logs, name):
    time = log(amina_logs, what="other", other=name)
    amina_logs.post(time.request.path, data=time.page.form(time="60"))
    assert amina_logs.get(f"/log/{entries()[0].id}").page.h1 == name


@pytest.mark.both_databases
def test_saving_the_same_time_twice_is_one_event(people, count_events):
    entry = service.start_entry("amina", Did("Tea", TODAY), by="amina", once=new_id())
    for _ in range(2):
        service.save_time("amina", entry, 60, ["reading"], by="amina")
    assert count_events("log entry saved") == 1 and count_events("log entry changed") == 0


@pytest.mark.both_databases
def test_a_day_is_the_most_that_the_database_keeps(people):
    entry = service.start_entry("amina", Did("Tea", TODAY), by="amina", once=new_id())
    service.save_time("amina", entry, 1440, [], by="amina")
    assert db.session.scalar(select(func.max(LogEntry.minutes))) == 1440
