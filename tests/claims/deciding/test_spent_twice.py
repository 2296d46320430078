"""Rule 18: £3.20 for a bus twice in one day is a warning, and whoever pays it ticks that it was spent again."""

import pytest
from sqlalchemy import select

from portal.foundation.audit import AuditEvent
from portal.foundation.database import db
from tests.support.claims import lines_of, sent_claim

TICK = "Tick the box if Bus, Market Square to City Hospital on 16 November was spent again, or choose another decision"


@pytest.fixture
def desk(visit, carys):
    return visit(carys)


def decide(client, ref, **typed):
    page = client.get(f"/queue/{ref}").page
    return client.post(f"/queue/{ref}", data=page.form(act="send", **typed))


def test_the_same_cost_on_two_claims_is_paid_with_a_tick(desk, amina):
    sent_claim(amina, bus=320)
    ref = sent_claim(amina, bus=320)
    answer = decide(desk, ref, **{"lines-0-decision": "approve"})
    assert (answer.status_code, answer.page.errors) == (422, [TICK])
    decide(desk, ref, **{"lines-0-decision": "approve", "lines-0-spent_twice": "yes"})
    assert lines_of(ref)[0].decision == "approved"
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.verb == "claim line approved")).one()
    assert event.details["spent_twice"] is True


def test_the_same_cost_twice_on_one_claim_asks_for_each(desk, amina):
    ref = sent_claim(amina, bus=[320, 320])
    typed = {"lines-0-decision": "approve", "lines-0-spent_twice": "yes", "lines-1-decision": "decline"}
    decide(desk, ref, **typed, **{"lines-1-no_reason": "other", "lines-1-no_words": "It is the line above."})
    assert [line.decision for line in lines_of(ref)] == ["approved", "declined"]


def test_another_amount_needs_no_tick(desk, amina):
    sent_claim(amina, bus=330)
    ref = sent_claim(amina, bus=320)
    assert "spent again" not in desk.get(f"/queue/{ref}").page.main
    decide(desk, ref, **{"lines-0-decision": "approve"})
    assert lines_of(ref)[0].decision == "approved"


def test_payment_for_time_needs_no_tick(desk, amina):
    sent_claim(amina, bus=None, time=5000)
    ref = sent_claim(amina, bus=None, time=5000)
    assert "spent again" not in desk.get(f"/queue/{ref}").page.main
