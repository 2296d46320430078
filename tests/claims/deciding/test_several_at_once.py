"""Several hands on one claim at the same moment, on both databases: nothing lost, nothing twice."""

import pytest

from portal.claims.following import service as following
from portal.claims.following.service import Given
from portal.claims.models import Question, ReceiptUse
from portal.claims.receipts import service as receipts
from portal.claims.sending import service as sending
from portal.foundation.audit import AuditEvent
from portal.foundation.database import db, new_id
from portal.foundation.stored_files import Accepted
from portal.ledger import queries as ledger
from tests.claims.support import chooses_how_to_be_paid
from tests.support.at_once import at_once
from tests.support.cast import Someone
from tests.support.claims import claim_of, decide, lines_of, newcomer, once, question_of, sent_claim

pytestmark = pytest.mark.both_databases


def events(verb):
    return db.session.query(AuditEvent).filter_by(verb=verb).count()


def photo(letter):
    return Accepted("ab/abc.jpg", "photo", letter * 64, 60, 80, "ab/abc-small.jpg", 1000, 1, "bus.jpg")


def test_two_coordinators_decide_one_claim_and_one_of_them_is_told_so(app, people, amina):
    ref = sent_claim(amina)
    seen = claim_of(ref).version
    works = [lambda by=by: decide(ref, "approve", by=by, seen=seen) for by in ("carys", "efe")]
    assert sorted(at_once(app, *works)) == sorted([ref, "stale"])
    assert ledger.owed(amina.id) == {"costs": 460, "time": 0}
    assert events("claim line approved") == 1


def test_one_who_declines_while_the_other_approves_leaves_one_decision(app, people, amina, outbox):
    ref = sent_claim(amina)
    seen = claim_of(ref).version
    no = ("decline", "The trust paid for this.")
    at_once(
        app,
        *[
            lambda: decide(ref, "approve", by="carys", seen=seen),
            lambda: decide(ref, no, by="efe", seen=seen),
        ],
    )
    (line,) = lines_of(ref)
    assert (
        ledger.owed(amina.id)["costs"]
        == line.approved_pence
        == {"approved": 460, "declined": 0}[line.decision]
    )
    assert len(outbox.to(amina)) == 1


def test_eight_presses_of_one_decision_pay_once(app, people, amina, outbox):
    ref, key = sent_claim(amina), once()
    seen = claim_of(ref).version
    got = at_once(app, *[lambda: decide(ref, "approve", key=key, seen=seen)] * 8)
    assert got == [ref] * 8
    assert ledger.owed(amina.id)["costs"] == 460 and outbox.kinds(amina) == ["E-10"]


def test_a_claim_taken_back_while_it_is_decided_is_one_or_the_other(app, people, amina):
    ref = sent_claim(amina)
    seen = claim_of(ref).version
    got = at_once(
        app,
        *[lambda: decide(ref, "approve", seen=seen), lambda: following.take_back(amina.id, ref, by=amina.id)],
    )
    decided = claim_of(ref).state == "decided"
    assert got == ([ref, "too-late"] if decided else ["stale", None])
    assert ledger.owed(amina.id)["costs"] == (460 if decided else 0)


def test_an_answer_sent_eight_times_is_kept_once(app, people, amina):
    ref = decide(sent_claim(amina), ("question", "Which bus?"))
    asked = question_of(ref).id
    works = [
        lambda n=n: following.answer_question(amina.id, ref, asked, Given(words=f"The {n}"), by=amina.id)
        for n in range(8)
    ]
    assert len(set(at_once(app, *works))) == 1
    assert db.session.get_one(Question, asked, populate_existing=True).answer.startswith("The ")
    assert claim_of(ref).state == "sent" and events("claim question answered") == 1


def test_an_answer_and_a_decision_at_once_lose_neither(app, people, amina):
    ref = decide(sent_claim(amina), ("question", "Which bus?"))
    asked, seen = question_of(ref).id, claim_of(ref).version
    answer = Given(words="The 42")
    got = at_once(
        app,
        *[
            lambda: following.answer_question(amina.id, ref, asked, answer, by=amina.id),
            lambda: decide(ref, seen=seen),
        ],
    )
    assert db.session.get_one(Question, asked, populate_existing=True).answer == "The 42"
    decided = claim_of(ref).state == "decided"
    assert decided == (got[1] == ref) and ledger.owed(amina.id)["costs"] == 460 * decided


def test_eight_photos_sent_at_once_are_all_kept_and_each_once(app, people, amina):
    ref = sent_claim(amina)
    works = [
        lambda letter=letter: receipts.add_photo(amina.id, ref, 1, photo(letter), by=amina.id)
        for letter in "abcdabcd"
    ]
    got = at_once(app, *works)
    assert len(set(got)) == 4 and got[:4] == got[4:]
    assert db.session.query(ReceiptUse).count() == 4
    assert lines_of(ref)[0].receipt_state == "complete"


def test_eight_people_who_send_at_once_have_eight_claims(app, claims, outbox):
    people = [newcomer(f"sender{n}") for n in range(8)]
    refs = [_draft(claims, person) for person in people]
    works = [
        lambda person=person, ref=ref: sending.send_claim(person, ref, by=person, once=new_id())
        for person, ref in zip(people, refs, strict=True)
    ]
    assert at_once(app, *works) == refs
    assert {claim_of(ref).state for ref in refs} == {"sent"} and events("claim sent") == 8


def _draft(claims, person):
    who = Someone(person, person.title())
    chooses_how_to_be_paid(who)
    return claims.bus(who)
