"""Nobody waits in silence: a missed promise, a forgotten draft and a receipt to come are spoken of, each once."""

import datetime as dt

import pytest
from sqlalchemy import select

from portal.claims.reminding import jobs, rules
from portal.foundation.audit import AuditEvent
from portal.foundation.database import db
from portal.messages.models import Message, StaffTodo

FRIDAY = dt.date(2026, 3, 6)
BUDGET_HOLDER = "Efe Demir"


@pytest.mark.parametrize(
    "today, slipped",
    [
        ("2026-03-06", None),
        ("2026-03-07", (1, dt.date(2026, 3, 13))),  # a Saturday
        ("2026-03-09", (1, dt.date(2026, 3, 13))),
        ("2026-03-13", (1, dt.date(2026, 3, 13))),
        ("2026-03-16", (2, dt.date(2026, 3, 20))),
    ],
)
def test_a_missed_day_has_a_new_one_and_that_may_be_missed_too(today, slipped):
    assert rules.slipped(FRIDAY, dt.date.fromisoformat(today), 5) == slipped


@pytest.mark.parametrize(
    "passed, due",
    [(6, None), (7, 7), (29, 7), (30, 30), (400, 30)],
)
def test_a_draft_is_spoken_of_twice(passed, due):
    assert rules.round_of(FRIDAY, FRIDAY + dt.timedelta(days=passed), rules.DRAFT_DAYS) == due


def told(person, kind):
    rows = select(Message).where(Message.person_id == person.id, Message.kind == kind)
    return list(db.session.scalars(rows.order_by(Message.made_at)))


def nights(clock, count, work):
    for _ in range(count):
        clock.forward(days=1)
        work(), work()


@pytest.mark.both_databases
def test_who_waits_longer_than_promised_hears_it_with_a_name_to_call(amina, claims, clock):
    claims.sent(amina)
    nights(clock, 7, jobs.tell_who_waits_longer)
    assert told(amina, "E-20") == []
    nights(clock, 2, jobs.tell_who_waits_longer)
    (message,) = told(amina, "E-20")
    assert "You can call" in message.body_text and BUDGET_HOLDER in message.body_text
    assert db.session.query(StaffTodo).filter_by(kind="late claim").count() == 1
    missed = select(AuditEvent).where(AuditEvent.verb == "claim promise missed")
    assert [event.details["times"] for event in db.session.scalars(missed)] == [1]
    nights(clock, 7, jobs.tell_who_waits_longer)
    assert len(told(amina, "E-20")) == 2


def test_what_waits_for_the_persons_own_answer_is_not_late_by_us(amina, ben, claims, clock, answered):
    answered("not sure")
    claims.send(amina, claims.time(amina))
    nights(clock, 12, jobs.tell_who_waits_longer)
    assert told(amina, "E-20") == []


def test_a_draft_is_asked_about_after_a_week_and_a_month(amina, claims, clock):
    claims.bus(amina)
    nights(clock, 6, jobs.remind_of_drafts)
    assert told(amina, "E-21") == []
    nights(clock, 2, jobs.remind_of_drafts)
    assert len(told(amina, "E-21")) == 1
    nights(clock, 40, jobs.remind_of_drafts)
    assert len(told(amina, "E-21")) == 2


def test_a_receipt_to_come_is_asked_for_until_it_is_there(amina, claims, clock):
    claims.sent(amina)
    nights(clock, 5, jobs.remind_of_receipts)
    (message,) = told(amina, "E-22")
    assert "/lines/1/receipt" in message.body_text
    nights(clock, 20, jobs.remind_of_receipts)
    assert len(told(amina, "E-22")) == 2
