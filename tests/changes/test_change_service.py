"""Proposing and answering changes, on both databases."""

import datetime as dt
import threading

import pytest
import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from portal.accounts.models import StaffRole
from portal.changes import service
from portal.changes.models import ProposedChange
from portal.foundation import calendar
from portal.foundation.audit import AuditEvent
from portal.foundation.database import db, writing
from portal.foundation.once import OtherContent
from portal.foundation.pages import Refused
from portal.organisation.models import Team

pytestmark = pytest.mark.both_databases


def name():
    db.session.rollback()
    return db.session.get_one(Team, "hearts", populate_existing=True).name


def state(change_id):
    db.session.rollback()
    return db.session.get_one(ProposedChange, change_id, populate_existing=True).state


def trail():
    about = select(AuditEvent.verb, AuditEvent.by).where(AuditEvent.kind == "change").order_by(AuditEvent.seq)
    return [tuple(row) for row in db.session.execute(about)]


def nobody_else(*ids):
    with writing() as session:
        for role in session.scalars(select(StaffRole).where(StaffRole.person_id.in_(ids))):
            role.ended_at = calendar.now()


def test_nothing_changes_before_a_second_person_confirms(proposed, outbox, grace, hana):
    change = proposed()
    assert (name(), state(change)) == ("Hearts", "waiting")
    assert outbox.kinds(grace) == ["E-40"]
    service.confirm(change, by="grace", once="k")
    assert (name(), state(change)) == ("Hearts!", "confirmed")
    assert outbox.kinds(hana)[-1] == "E-41"
    assert trail() == [("change proposed", "hana"), ("change confirmed", "grace")]


def test_who_proposed_it_neither_confirms_it_nor_turns_it_down(proposed):
    change = proposed()
    with pytest.raises(Refused, match="You proposed this change"):
        service.confirm(change, by="hana", once="k")
    with pytest.raises(Refused, match="You proposed this change"):
        service.turn_down(change, "No", by="hana", once="k2")
    assert (name(), state(change)) == ("Hearts", "waiting")


def test_turned_down_it_changes_nothing_and_the_reason_is_told(proposed, outbox, hana):
    change = proposed()
    service.turn_down(change, "Too soon", by="grace", once="k")
    assert (name(), state(change)) == ("Hearts", "turned down")
    assert "Too soon" in outbox.to(hana)[-1].body_text


def test_taken_back_it_can_be_proposed_anew(proposed):
    change = proposed()
    with pytest.raises(Refused, match="Only the person who proposed"):
        service.take_back(change, by="grace", once="k")
    service.take_back(change, by="hana", once="k")
    assert state(change) == "taken back"
    assert state(proposed(once="again")) == "waiting"


@pytest.mark.parametrize("starts", [None, dt.date(2027, 4, 6)])
def test_one_change_of_a_thing_from_one_day_waits_at_a_time(proposed, starts):
    proposed(starts=starts)
    with pytest.raises(Refused, match="waits already"):
        proposed(word="?", starts=starts, by="grace", once="second")
    assert state(proposed(starts=dt.date(2028, 4, 6), once="third")) == "waiting"


def test_the_same_press_twice_proposes_and_confirms_once(proposed):
    assert proposed() == proposed()
    with pytest.raises(OtherContent):
        proposed(word="?")
    change = proposed()
    assert [service.confirm(change, by="grace", once="k") for _ in range(2)] == [change, change]
    assert name() == "Hearts!"


def test_two_people_who_confirm_at_once_apply_it_once(app, proposed):
    with writing() as session:
        session.add(StaffRole(person_id="dev", role="administrator", given_by="hana"))
    change, outcomes, both = proposed(), [], threading.Barrier(2)

    def confirm(by):
        with app.app_context():
            both.wait()
            try:
                outcomes.append(service.confirm(change, by=by, once=f"k-{by}"))
            except Refused as problem:
                outcomes.append(problem.code)

    threads = [threading.Thread(target=confirm, args=[by]) for by in ("grace", "dev")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(outcomes), name()) == (sorted([change, "answered-already"]), "Hearts!")


def test_what_became_impossible_meanwhile_is_refused_in_words(proposed, word, monkeypatch):
    change = proposed()
    monkeypatch.setitem(word.__dict__, "why_not", lambda *_: "The day has passed.")
    with pytest.raises(Refused, match="The day has passed"):
        service.confirm(change, by="grace", once="k")
    assert (name(), state(change)) == ("Hearts", "waiting")
    service.turn_down(change, "Too late", by="grace", once="k2")


def test_what_cannot_be_done_is_not_proposed(proposed):
    with pytest.raises(Refused, match="taken that name"):
        proposed(word="taken")
    assert trail() == []


def test_alone_an_administrator_changes_it_at_once_and_the_trail_says_so(proposed, clock):
    nobody_else("grace")
    clock.forward(days=31)
    change = proposed()
    assert (name(), state(change)) == ("Hearts!", "alone")
    assert trail() == [("change proposed", "hana"), ("change made alone", "hana")]


def test_taking_the_second_persons_role_away_does_not_open_the_way(proposed):
    nobody_else("grace")
    assert (state(proposed()), name()) == ("waiting", "Hearts")


def test_who_was_invited_and_never_came_is_no_second_person(proposed, clock):
    nobody_else("grace")
    clock.forward(days=31)
    with writing() as session:
        session.execute(sa.text("UPDATE person SET confirmed_at = NULL WHERE id = 'dev'"))
        session.add(StaffRole(person_id="dev", role="finance approver", given_by="hana"))
    assert state(proposed()) == "alone"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE proposed_change SET state = 'waiting', answered_by = NULL, answered_at = NULL "
        "WHERE state = 'confirmed'",
        "UPDATE proposed_change SET asked = '{}' WHERE state = 'waiting'",
        "UPDATE proposed_change SET state = 'confirmed', answered_by = 'hana', answered_at = proposed_at "
        "WHERE state = 'waiting'",
        "UPDATE proposed_change SET state = 'confirmed', answered_at = proposed_at WHERE state = 'waiting'",
        "UPDATE proposed_change SET state = 'turned down', answered_by = 'grace', answered_at = proposed_at "
        "WHERE state = 'waiting'",
        "DELETE FROM proposed_change",
    ],
)
def test_the_database_itself_keeps_what_was_proposed_and_answered(proposed, statement):
    service.confirm(proposed(), by="grace", once="k")
    proposed(word="?", once="second")
    with pytest.raises(DatabaseError), db.engine.begin() as connection:
        connection.execute(sa.text(statement))
