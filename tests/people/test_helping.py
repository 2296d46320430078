"""A trusted person at work: only within a grant, visibly, and over at once when it ends (P-71)."""

import datetime as dt

import pytest
from sqlalchemy import select

from portal.foundation.audit import AuditEvent
from portal.foundation.database import db
from portal.people import service
from portal.people.helping import queries


@pytest.fixture
def grant(people):
    """The one under which Ben helps Amina."""
    return queries.people_helped("ben")[0]


@pytest.fixture
def helper(visit, ben, grant):
    """Ben, at work for Amina."""
    client = visit(ben)
    client.post(f"/helping/{grant.id}/start")
    return client


def verbs():
    return list(db.session.scalars(select(AuditEvent.verb).order_by(AuditEvent.seq)))


def test_a_trusted_person_sees_whom_they_may_help(visit, ben):
    page = visit(ben).get("/helping").page
    assert "Amina Yusuf" in page.main and "Log what I did" in page.main


def test_somebody_who_helps_nobody_is_told_so(visit, ivo):
    assert "You do not help anyone here yet" in visit(ivo).get("/helping").page.main


def test_starting_and_stopping_are_recorded_for_the_person_helped(helper):
    helper.post("/helping/stop")
    assert [verb for verb in verbs() if "helping" in verb] == ["helping started", "helping stopped"]


def test_a_stranger_cannot_start_under_the_grant_of_another(visit, ivo, grant):
    assert visit(ivo).post(f"/helping/{grant.id}/start").status_code == 404


def test_while_helping_what_was_not_ticked_is_closed(helper):
    assert helper.get("/me/help").status_code == 403


def test_after_stopping_their_own_pages_are_theirs_again(helper):
    helper.post("/helping/stop")
    assert helper.get("/me/help").status_code == 200


def test_an_ended_grant_ends_the_work_at_the_next_request(helper, grant):
    service.end_grant(grant.id, by="amina")
    assert "Stop helping" not in helper.get("/helping").text


def test_a_grant_counts_on_its_last_day_and_not_after_it(people, clock):
    given = service.give_grant("amina", "ivo", "friend", ["see"], dt.date(2026, 11, 20), by="amina")
    clock.set_day(dt.date(2026, 11, 20), hour=23)
    assert queries.in_force(given, "ivo")
    clock.set_day(dt.date(2026, 11, 21), hour=1)
    assert queries.in_force(given, "ivo") is None


@pytest.mark.both_databases
def test_giving_a_grant_tells_both_of_them(amina, ivo, outbox):
    service.give_grant("amina", "ivo", "friend", ["see", "log"], None, by="amina")
    assert outbox.kinds(amina) == outbox.kinds(ivo) == ["E-16"]


@pytest.mark.parametrize("powers", [[], ["bank"], ["see", "limit"]])
def test_nobody_can_be_given_a_power_that_is_not_on_the_list(people, powers):
    with pytest.raises(ValueError):
        service.give_grant("amina", "ivo", "friend", powers, None, by="amina")


def test_a_grant_that_ended_twice_ended_once(people, grant):
    service.end_grant(grant.id, by="amina")
    service.end_grant(grant.id, by="amina")
    assert verbs().count("help ended") == 1


def test_a_person_sees_who_helps_them_and_can_stop_it(visit, amina, grant, helper):
    client = visit(amina)
    assert "Ben Carter" in client.get("/helpers").page.main
    client.post(f"/helpers/{grant.id}/end")
    assert "Nobody helps you here yet" in client.get("/helpers").page.main
    assert helper.get("/me/help").status_code == 200  # his own again


def test_nobody_ends_the_help_of_somebody_else(visit, ivo, grant):
    assert visit(ivo).post(f"/helpers/{grant.id}/end").status_code == 404
