"""Who would rather talk gives a number; staff see a call to make, and note what was said."""

import pytest
from sqlalchemy import select

from portal.claims.deciding import service
from portal.foundation.audit import AuditEvent
from portal.foundation.database import db
from portal.messages.models import StaffTodo
from tests.support.claims import claim_of, decide, once, question_of, sent_claim


@pytest.fixture(autouse=True)
def everybody(people):
    """The cast."""


def asked(amina, wants="words"):
    ref = decide(sent_claim(amina), ("question", "Which bus did you take?", wants))
    return ref, f"/claims/{ref}/questions/{question_of(ref).id}"


def calls():
    rows = select(StaffTodo).where(StaffTodo.kind == "call").execution_options(populate_existing=True)
    return [(row.text, row.link, row.done_by) for row in db.session.scalars(rows)]


def test_any_question_can_be_answered_by_asking_us_to_ring(visit, amina):
    ref, address = asked(amina)
    phone = visit(amina)
    assert phone.get(address).page.link("Ring me instead") == f"{address}?instead=call"
    page = phone.get(f"{address}?instead=call").page
    assert page.h1 == "Which number can we call?" and "We asked: Which bus did you take?" in page.main
    page = phone.post(f"{address}?instead=call", data={"answer": "", "once": once()}).page
    assert "Enter the number that we can call" in page.main
    phone.post(f"{address}?instead=call", data={"answer": "07700 900123", "once": once()})
    assert claim_of(ref).state == "sent" and "7700900123" in question_of(ref).answer
    assert calls() == [(f"Ring the person about claim {ref[0]} {ref[1:4]} {ref[4:]}", f"/queue/{ref}", None)]


@pytest.mark.both_databases
def test_what_was_said_on_the_phone_is_kept_and_the_call_is_made(visit, amina, carys, outbox):
    ref, address = asked(amina, "call")
    visit(amina).post(address, data={"answer": "07700 900123", "once": once()})
    told = outbox.kinds(amina)
    page = (
        visit(carys)
        .post(
            f"/queue/{ref}/messages",
            data={"words": "It was the 42.", "rang": "y", "once": once()},
            follow_redirects=True,
        )
        .page
    )
    assert "Noted: you rang Amina." in page.main and "We rang. It was the 42." in page.main
    assert [done for *_, done in calls()] == ["carys"] and outbox.kinds(amina) == told
    assert "We rang. It was the 42." in visit(amina).get(f"/claims/{ref}").page.main
    assert db.session.query(AuditEvent).filter_by(verb="claim person rung").count() == 1


def test_a_message_without_a_call_leaves_the_call_to_make(visit, amina, outbox):
    ref, address = asked(amina, "call")
    visit(amina).post(address, data={"answer": "07700 900123", "once": once()})
    service.answer_message(ref, "When suits you?", by="carys", once=once())
    assert [done for *_, done in calls()] == [None] and outbox.kinds(amina)[-1] == "E-00"
