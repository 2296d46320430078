"""Meetings: added, changed, called off, and who came."""

import datetime as dt

import pytest
from sqlalchemy import select

from portal.foundation.database import Stale, db
from portal.foundation.pages import Refused
from portal.openings.models import Attendance, Meeting
from portal.openings.offering.meetings import service
from tests.openings.offering.conftest import DAY
from tests.openings.offering.stored import row_of, verbs


@pytest.fixture
def hers(visit, carys):
    return visit(carys)


@pytest.fixture
def path(opening, meeting):
    return f"/manage/openings/{opening}/meetings/{meeting}"


@pytest.fixture
def held(clock):
    """The meeting has begun."""
    clock.set_day(DAY, hour=15)


def ticks():
    db.session.rollback()
    rows = db.session.execute(select(Attendance.person_id, Attendance.state, Attendance.minutes))
    return sorted(tuple(row) for row in rows)


WHEN = {"day-day": "8", "day-month": "December", "day-year": "2026", "starts": "2pm", "ends": "4.30pm"}


def test_a_meeting_is_added_in_uk_time(hers, opening):
    path = f"/manage/openings/{opening}/meetings"
    hers.post(f"{path}/new", data=hers.get(f"{path}/new").page.form(**WHEN))
    row = db.session.scalars(select(Meeting)).one()
    assert (row.starts_at.hour, row.ends_at.hour, row.ends_at.minute) == (14, 16, 30)
    assert row.place == "Room 4, City Hospital"
    assert "Tuesday 8 December 2026" in hers.get(path).page.main


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"starts": "soon"}, "Start must be a time, like 2pm or 2:30pm"),
        ({"starts": ""}, "Enter when it starts"),
        ({"ends": "1pm"}, "The meeting must end after it starts"),
        ({"day-year": "2025"}, "Day of the meeting must be the same as or after 17 November 2026"),
        ({"day-day": "31", "day-month": "2"}, "Day of the meeting must be a real date"),
        ({"place": "", "online": ""}, "Enter where it is, or tick that people can join online"),
    ],
)
def test_a_meeting_that_cannot_be_says_why(hers, opening, typed, error):
    path = f"/manage/openings/{opening}/meetings/new"
    answer = hers.post(path, data=hers.get(path).page.form(**{**WHEN, **typed}))
    assert answer.status_code == 422
    assert answer.page.errors == [error]


def test_before_it_begins_who_is_expected_is_shown_with_their_needs(hers, path, agreed, amina):
    agreed(amina)
    page = hers.get(path).page
    assert "Amina Yusuf" in page.main
    assert "This meeting has not begun." in page.main
    assert not page.all("main form")


def test_who_came_is_kept_for_people_with_agreed_roles(held, hers, path, agreed, offered, amina, ben, ivo):
    agreed(amina)
    agreed(ben)
    offered(ivo)
    page = hers.get(path).page
    assert "Ivo Novak" not in page.main
    hers.post(
        path,
        data=page.form(**{"came-amina": "left early", "minutes-amina": "45", "came-ben": "did not come"}),
    )
    assert ticks() == [("amina", "left early", 45), ("ben", "did not come", None)]


def test_left_early_needs_the_minutes(held, hers, path, agreed, amina):
    agreed(amina)
    answer = hers.post(path, data=hers.get(path).page.form(**{"came-amina": "left early"}))
    assert answer.page.errors == ["Enter how many minutes Amina Yusuf was there"]
    answer = hers.post(path, data=answer.page.form(**{"minutes-amina": "121"}))
    assert answer.page.errors == ["Minutes must be between 1 and 120"]


def test_everyone_else_came_is_one_press(held, hers, path, agreed, amina, ben):
    agreed(amina)
    agreed(ben)
    hers.post(path, data=hers.get(path).page.form(**{"came-ben": "did not come", "all": "yes"}))
    assert ticks() == [("amina", "came", None), ("ben", "did not come", None)]


@pytest.mark.both_databases
def test_nobody_without_a_role_is_ticked(meeting, held, ivo, carys, once):
    service.tick_attendance(meeting, 0, [(ivo.id, "came", None)], by=carys.id, once=once())
    assert ticks() == []


@pytest.mark.both_databases
def test_of_two_who_tick_at_once_the_second_is_told(meeting, held, agreed, amina, carys, once):
    agreed(amina)
    service.tick_attendance(meeting, 0, [(amina.id, "came", None)], by=carys.id, once=once())
    with pytest.raises(Stale):
        service.tick_attendance(meeting, 0, [(amina.id, "did not come", None)], by=carys.id, once=once())
    assert ticks() == [("amina", "came", None)]


@pytest.mark.both_databases
def test_ticks_are_changed_and_each_change_is_in_the_trail(meeting, held, agreed, amina, carys, once):
    agreed(amina)
    for seen, state in ((0, "came"), (1, "did not come"), (2, "did not come")):
        service.tick_attendance(meeting, seen, [(amina.id, state, None)], by=carys.id, once=once())
    assert verbs(meeting) == ["attendance ticked", "attendance ticked"]


def test_calling_off_needs_a_reason_and_tells_people(hers, path, meeting, agreed, amina, outbox):
    agreed(amina)
    answer = hers.post(f"{path}/call-off", data=hers.get(f"{path}/call-off").page.form())
    assert answer.page.errors == ["Enter why it is called off"]
    hers.post(f"{path}/call-off", data=answer.page.form(why="The room is flooded."))
    assert row_of(Meeting, meeting).called_off_why == "The room is flooded."
    told = outbox.to(amina)[-1]
    assert told.kind == "E-25"
    assert "The room is flooded." in told.body_text


@pytest.mark.both_databases
def test_what_took_place_cannot_be_called_off(meeting, held, agreed, amina, carys, once):
    agreed(amina)
    service.tick_attendance(meeting, 0, [(amina.id, "came", None)], by=carys.id, once=once())
    with pytest.raises(Refused, match="took place"):
        service.call_off_meeting(meeting, "Nobody came", by=carys.id, once=once())


@pytest.mark.both_databases
def test_calling_off_twice_tells_people_once(meeting, agreed, amina, carys, outbox):
    agreed(amina)
    for _ in range(2):
        service.call_off_meeting(meeting, "Flood", by=carys.id, once="the same key")
    assert outbox.kinds(amina).count("E-25") == 1


def test_a_changed_meeting_is_told_to_who_takes_part(hers, path, meeting, agreed, amina, outbox):
    agreed(amina)
    hers.post(f"{path}/edit", data=hers.get(f"{path}/edit").page.form(starts="3pm", place="Room 9"))
    assert row_of(Meeting, meeting).starts_at == dt.datetime(2026, 12, 1, 15, tzinfo=dt.UTC)
    assert "at 3pm, Room 9" in outbox.to(amina)[-1].body_text


@pytest.mark.both_databases
def test_a_meeting_that_began_keeps_its_date(meeting, held, carys, once):
    row = row_of(Meeting, meeting)
    with pytest.raises(Refused, match="has begun"):
        service.change_meeting(
            meeting, row.starts_at, row.ends_at, "Elsewhere", False, by=carys.id, once=once()
        )


@pytest.mark.parametrize("more", ["", "/edit", "/call-off"])
def test_another_teams_coordinator_finds_no_meeting(visit, dev, path, more):
    assert visit(dev).get(path + more).status_code == 404
    assert visit(dev).post(path + more, data={"once": "k"}).status_code == 404


def test_a_meeting_is_found_under_its_own_opening_only(hers, meeting, make_opening):
    assert hers.get(f"/manage/openings/{make_opening('Other')}/meetings/{meeting}").status_code == 404
