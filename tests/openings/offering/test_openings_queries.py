"""What rooms below ask: sessions, terms, next dates, roles that wait."""

import datetime as dt

import pytest

from portal.foundation import calendar
from portal.foundation.database import writing
from portal.openings import queries
from portal.openings import service as pay
from portal.openings.models import Attendance, Meeting
from portal.openings.offering.agreements import service as agreements
from portal.openings.offering.meetings import service as meetings
from tests.support.counting import statements

pytestmark = pytest.mark.both_databases
YEAR = (dt.datetime(2026, 1, 1, tzinfo=dt.UTC), dt.datetime(2027, 1, 1, tzinfo=dt.UTC))


def test_sessions_are_those_of_agreed_roles(meeting, agreed, offered, amina, ben, carys):
    role = agreed(amina)
    offered(ben)
    (row,) = queries.sessions_of(amina.id, *YEAR)
    assert (row.role_id, row.meeting_id, row.name, row.minutes) == (role, meeting, "Falls group", 120)
    assert (row.place, row.team_id, row.attendance) == ("Room 4, City Hospital", carys.team, "")
    assert queries.sessions_of(ben.id, *YEAR) == []


def test_sessions_are_found_by_when_they_begin(meeting, agreed, amina):
    agreed(amina)
    start = queries.session(amina.id, meeting).starts_at
    assert queries.sessions_of(amina.id, start, start) == []
    assert len(queries.sessions_of(amina.id, start, start + dt.timedelta(seconds=1))) == 1


def test_who_left_early_has_the_minutes_with_it(meeting, agreed, amina, carys):
    agreed(amina)
    with writing() as session:
        about = {"state": "left early", "minutes": 45, "ticked_by": carys.id}
        session.add(Attendance(meeting_id=meeting, person_id=amina.id, **about))
    row = queries.session(amina.id, meeting)
    assert (row.attendance, row.present_minutes, row.minutes) == ("left early", 45, 120)


def test_a_called_off_session_is_marked_with_its_moment(meeting, agreed, amina, carys, once):
    agreed(amina)
    meetings.call_off_meeting(meeting, "Flood", by=carys.id, once=once())
    row = queries.session(amina.id, meeting)
    assert row.attendance == "called off"
    assert row.called_off_at is not None
    assert queries.next_dates(amina.id)[0].called_off is True


def test_a_stranger_has_no_session(meeting, agreed, amina, ivo):
    agreed(amina)
    assert queries.session(ivo.id, meeting) is None


def test_next_dates_are_those_that_are_not_over(meeting, agreed, amina, clock):
    role = agreed(amina)
    (date,) = queries.next_dates(amina.id)
    assert (date.name, date.place, date.href) == ("Falls group", "Room 4, City Hospital", f"/roles/{role}")
    clock.set(date.ends_at)
    assert queries.next_dates(amina.id) == []


def test_a_role_waits_until_its_newest_version_is_answered(agreed, offered, amina, ben, carys, once):
    role = offered(ben)
    (waiting,) = queries.waiting_roles(ben.id)
    assert (waiting.number, waiting.href) == (1, f"/roles/{role}/agree")
    role = agreed(amina)
    assert queries.waiting_roles(amina.id) == []
    agreements.begin_version(role, by=carys.id, once=once())
    agreements.sign(role, 1, by=carys.id, once=once())
    assert [one.number for one in queries.waiting_roles(amina.id)] == [2]


def test_terms_are_those_that_were_agreed(agreed, amina, card, carys):
    role = agreed(amina)
    terms = queries.role_terms(role)
    assert (terms.person_id, terms.team_id, terms.opening_name) == (amina.id, carys.team, "Falls group")
    assert (terms.pays_time, terms.rate_card_id, terms.rate_code, terms.agreed) == (True, card, "HOUR", True)
    assert (terms.pay_answer, terms.offered_pence) == ("yes", 5000)


def test_a_page_about_benefits_is_no_answer_about_payment(offered, amina):
    role = offered(amina)
    pay.answer_benefits(role, "carry on", by=amina.id)
    assert queries.role_terms(role).pay_answer is None


def test_a_role_that_is_not_there_has_no_terms(people):
    assert queries.role_terms("nothing") is None


def test_the_newest_answer_is_in_the_terms(agreed, amina, clock):
    role = agreed(amina)
    clock.forward(minutes=1)
    pay.answer_pay(role, "less", 2000, by=amina.id)
    terms = queries.role_terms(role)
    assert (terms.pay_answer, terms.less_pence) == ("less", 2000)


def test_a_meeting_before_the_role_is_not_its_session(meeting, agreed, amina, clock):
    """Nobody logs, or is paid for, a meeting that was over before they had their place."""
    clock.forward(days=21)
    agreed(amina)
    assert queries.sessions_of(amina.id, *YEAR) == []
    assert queries.session(amina.id, meeting) is None


def test_a_meeting_before_the_role_is_theirs_where_they_were_seen(meeting, agreed, amina, carys, clock):
    clock.forward(days=21)
    agreed(amina)
    with writing() as session:
        session.add(Attendance(meeting_id=meeting, person_id=amina.id, state="came", ticked_by=carys.id))
    assert [row.meeting_id for row in queries.sessions_of(amina.id, *YEAR)] == [meeting]


def test_roles_are_listed_with_their_states(agreed, accepted, make_opening, amina):
    agreed(amina)
    accepted(amina, opening_id=make_opening("Letters group"))
    assert [(one.name, one.state_words) for one in queries.roles_of(amina.id)] == [("Falls group", "Agreed")]


def test_a_hundred_sessions_are_read_in_one_statement(opening, agreed, amina):
    agreed(amina)
    start = calendar.now()
    with writing() as session:
        for number in range(100):
            begins = start + dt.timedelta(hours=number)
            ends = begins + dt.timedelta(minutes=30)
            session.add(Meeting(opening_id=opening, starts_at=begins, ends_at=ends))
    with statements() as sent:
        assert len(queries.sessions_of(amina.id, *YEAR)) == 100
    assert len(sent) == 1
