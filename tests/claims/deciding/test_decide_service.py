"""Deciding line by line: what becomes of each, who may, what the person hears, and what changed meanwhile."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from portal.claims.deciding import facts, service
from portal.claims.following import service as following
from portal.claims.following.service import Given
from portal.foundation.database import Stale, db, writing
from portal.foundation.pages import Refused
from portal.ledger import queries as ledger
from tests.support.claims import add_receipt, claim_of, decide, lines_of, once, question_of, sent_claim

LESS = ("different", 300, "We can pay up to £3.00 for this.")
NO = ("decline", "The trust paid for this.")
ASK = ("question", "Which bus did you take?")


@pytest.fixture(autouse=True)
def everybody(people):
    """The cast."""


def refusal(act, *args, **more):
    with pytest.raises(Refused) as refused:
        act(*args, **more)
    return refused.value.code


@pytest.mark.parametrize(
    ("decision", "expected", "owed"),
    [
        ("approve", ("approved", 460, "ready", ""), 460),
        (LESS, ("part approved", 300, "ready", LESS[2]), 300),
        (NO, ("declined", 0, "not ready", NO[1]), 0),
    ],
)
def test_what_is_decided_stands_on_the_line_and_in_the_ledger(amina, decision, expected, owed):
    ref = decide(sent_claim(amina), decision)
    (line,) = lines_of(ref)
    assert (line.decision, line.approved_pence, line.payment, line.reason) == expected
    assert line.decided_by == "carys" and claim_of(ref).state == "decided"
    assert ledger.owed(amina.id) == {"costs": owed, "time": 0}


def test_approved_lines_are_ready_at_once_while_a_question_waits(amina):
    ref = decide(sent_claim(amina, bus=[460, 300]), "approve", ASK)
    assert [line.payment for line in lines_of(ref)] == ["ready", "not ready"]
    assert claim_of(ref).state == "question" and ledger.owed(amina.id)["costs"] == 460


def test_a_question_is_answered_and_then_decided(amina, outbox):
    ref = decide(sent_claim(amina), ASK)
    asked = question_of(ref)
    following.answer_question(amina.id, ref, asked.id, Given(words="The 42"), by=amina.id)
    assert claim_of(ref).state == "sent"
    decide(ref, "approve")
    assert claim_of(ref).state == "decided" and lines_of(ref)[0].payment == "ready"
    assert outbox.kinds(amina) == ["E-09", "E-10"]


def test_a_question_that_nobody_answered_holds_up_nothing_else(amina):
    ref = decide(sent_claim(amina, bus=[460, 300]), ASK)
    decide(ref, "approve", by="efe")
    assert claim_of(ref).state == "sent"
    decide(ref, "approve")
    assert claim_of(ref).state == "decided"


def test_the_person_is_told_once_in_words_for_what_happened(amina, outbox):
    decide(sent_claim(amina, bus=[460, 300]), LESS, NO)
    (told,) = outbox.to(amina)
    assert told.kind == "E-10" and told.subject.endswith("is partly approved")
    assert "We have approved part of your claim. We will pay you £3.00" in told.body_text
    assert f", 16 November: Part approved £3.00 of £4.60. {LESS[2]}" in told.body_text
    assert f", 16 November: Declined. {NO[1]}" in told.body_text
    assert (
        "look again" not in told.body_text and "Send us a message on the page of your claim" in told.body_text
    )


@pytest.mark.parametrize(
    ("decisions", "subject", "first"),
    [
        (("approve", "approve"), "is approved", "We have approved your claim. We will pay you £7.60"),
        (("approve", NO), "is partly approved", "We have approved part of your claim. We will pay you £4.60"),
        (("approve", ASK), "is partly decided", "We have decided part of your claim. We will pay you £4.60"),
    ],
)
def test_the_email_says_what_became_of_the_whole_claim(amina, outbox, decisions, subject, first):
    """Nobody reads "approved" over a claim of which a cost was declined, or waits."""
    decide(sent_claim(amina, bus=[460, 300]), *decisions)
    (told,) = [message for message in outbox.to(amina) if message.kind == "E-10"]
    assert told.subject.endswith(subject) and first in told.body_text


def test_a_cost_declined_while_another_waits_is_not_the_whole_claim(amina, outbox):
    decide(sent_claim(amina, bus=[460, 300]), NO, ASK)
    (told,) = [message for message in outbox.to(amina) if message.kind == "E-11"]
    assert "We could not pay a part of this claim." in told.body_text


def test_a_claim_declined_in_full_says_why(amina, outbox):
    decide(sent_claim(amina), NO)
    (told,) = outbox.to(amina)
    assert told.kind == "E-11" and NO[1] in told.body_text


def test_who_said_no_to_payment_is_not_told_that_we_could_not_pay(amina, outbox):
    ref = sent_claim(amina, bus=None, time=0, offered_pence=5000, cut_words="You said no to £50")
    decide(ref, "approve")
    assert outbox.kinds(amina) == [] and lines_of(ref)[0].decision == "approved"


@pytest.mark.parametrize(
    ("person", "made", "decider", "code"),
    [
        ("carys", {}, "carys", "own-claim"),
        ("amina", {"by": "carys"}, "carys", "own-claim"),
        ("amina", {"typed_by": "carys"}, "carys", "own-claim"),
        ("efe", {}, "efe", "own-claim"),
        ("amina", {"waits": True}, "carys", "waits"),
    ],
)
def test_nobody_decides_what_is_theirs_or_what_waits(person, made, decider, code):
    ref = sent_claim(person, **made)
    for decision in ("approve", LESS, NO, ASK):
        assert refusal(decide, ref, decision, by=decider) == code
    assert ledger.by_line("owed") == {}


def test_another_team_decides_nothing_of_this_one(amina):
    assert refusal(decide, sent_claim(amina), "approve", by="dev", teams=["minds"]) == "other-team"


def test_a_claim_of_no_team_is_decided_by_any(amina):
    assert decide(sent_claim(amina, team=None), "approve", by="dev", teams=["minds"])


def test_a_decided_line_is_never_decided_again(amina):
    ref = sent_claim(amina)
    first = lines_of(ref)[0].id
    decide(ref)
    from portal.claims.deciding.rules import Choice

    again = Choice(first, "decline", None, "No")
    assert (
        refusal(service.decide, ref, [again], "", claim_of(ref).version, None, by="efe", once=once())
        == "decided"
    )
    assert ledger.owed("amina")["costs"] == 460


@pytest.mark.parametrize("pence", [460, 461, 0, -1])
def test_a_different_amount_stays_between_nothing_and_all(amina, pence):
    assert refusal(decide, sent_claim(amina), ("different", pence, "Less.")) == "amount"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("decided_by", "amina"), ("decided_by", "ben"), ("approved_pence", 461), ("approved_pence", -1),
        ("paid_pence", 461), ("decided_by", None), ("decision", "maybe"),
    ],
)  # fmt: skip
def test_the_database_itself_refuses_what_no_service_does(amina, column, value):
    ref = decide(sent_claim(amina, by="ben"))
    line_id = lines_of(ref)[0].id
    with pytest.raises(IntegrityError), writing() as session:
        session.execute(
            text(f"UPDATE claim_line SET {column} = :value WHERE id = :id"), {"value": value, "id": line_id}
        )


def test_two_coordinators_never_overwrite_each_other(amina):
    ref = sent_claim(amina, bus=[460, 300])
    seen = claim_of(ref).version
    decide(ref, "approve", by="efe")
    with pytest.raises(Stale):
        decide(ref, NO, seen=seen)
    assert [line.decision for line in lines_of(ref)] == ["approved", "undecided"]
    assert facts.changed_since(claim_of(ref).id).startswith("Efe Demir approved a line at 10am")


def test_a_photo_added_meanwhile_is_noticed(amina, clock):
    from portal.claims.receipts import service as receipts
    from portal.foundation.stored_files import Accepted

    ref = sent_claim(amina)
    seen = claim_of(ref).version
    photo = Accepted("ab/abc.jpg", "photo", "f" * 64, 60, 80, "ab/abc-small.jpg", 1000, 1, "bus.jpg")
    receipts.add_photo(amina.id, ref, 1, photo, by=amina.id)
    with pytest.raises(Stale):
        decide(ref, seen=seen)
    assert facts.changed_since(claim_of(ref).id) == "Amina Yusuf added a photo at 10am."


def test_a_receipt_by_post_is_ticked_off_by_who_may_decide(amina):
    ref = sent_claim(amina, receipt_state="post", by="efe")
    assert refusal(service.receipt_arrived, ref, 1, None, by="efe", once=once()) == "own-claim"
    service.receipt_arrived(ref, 1, ["hearts"], by="carys", once=once())
    assert lines_of(ref)[0].receipt_state == "complete"
    assert refusal(service.receipt_arrived, ref, 1, None, by="carys", once=once()) == "has-receipt"


def test_what_is_saved_waits_for_the_same_person_alone(amina):
    ref = sent_claim(amina)
    service.save_for_later(ref, {"note": "Look again"}, by="carys")
    assert facts.find(ref, None, "carys").saved == {"note": "Look again"}
    assert facts.find(ref, None, "efe").saved == {}
    decide(ref)
    assert facts.find(ref, None, "carys").saved == {}


def test_words_to_the_person_stand_in_the_thread_and_they_hear_of_them(amina, outbox):
    ref = decide(sent_claim(amina), ASK)
    service.answer_message(ref, "We look at it on Monday.", by="carys", once=once())
    following.write_message(amina.id, ref, "Thank you", by=amina.id, once=once())
    said = facts.said(claim_of(ref).id)
    assert [(one.what, one.name, one.words) for one in said] == [
        ("message", "Amina Yusuf", "Thank you"),
        ("message", "Carys Rees", "We look at it on Monday."),
        ("question", "Carys Rees", "Which bus did you take?"),
    ]
    assert outbox.kinds(amina) == ["E-09", "E-00"]


def test_the_same_photo_or_line_elsewhere_is_named(amina, ivo):
    first, second = sent_claim(amina), sent_claim(amina)
    add_receipt(first), add_receipt(second)
    claim = claim_of(second)
    (photo,) = facts.photos(claim.id)
    (held,) = facts.lines_with_alike(claim.id)
    assert photo.same_on == first and held.alike == ("C 100 001",)


def test_past_claims_are_counted_and_those_in_full(amina):
    decide(sent_claim(amina)), decide(sent_claim(amina), LESS)
    frame = facts.find(sent_claim(amina), None, "carys")
    assert (frame.past, frame.past_in_full, frame.held) == (2, 1, ("No bank details yet",))
    assert db.session.is_active
