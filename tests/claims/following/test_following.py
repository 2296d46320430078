"""A person's claims after sending: the list, one claim, questions, messages, taking back, cancelling, a copy."""

import datetime as dt
import io

import pytest

from portal.claims import queries
from portal.claims.following import queries as following_queries
from portal.claims.models import Claim, ClaimLine, ClaimMessage, Question, ReceiptUse
from portal.foundation import calendar
from portal.foundation.database import db, new_id, writing
from portal.foundation.pages import Refused
from portal.messages.models import StaffTodo
from tests.claims.helping import helping
from tests.claims.support import give_up
from tests.support.counting import statements


def ask(claims, ref, wants="words", line=None):
    with writing() as session:
        claim = claims.of(ref)
        claim.state = "question"
        session.add(
            Question(
                id="question", claim_id=claim.id, line_id=line, words="Can you send the second page?", wants=wants,
                due_on=dt.date(2026, 12, 1), asked_by="carys",
            )
        )  # fmt: skip
    return f"/claims/{ref}/questions/question"


def decide(claims, ref, decision, pence, payment="ready", **more):
    with writing():
        claim = claims.of(ref)
        claim.state, claim.decided_at = "decided", calendar.now()
        for line in claims.lines_of(ref):
            line.decision, line.approved_pence, line.decided_by = decision, pence, "carys"
            line.decided_at, line.payment, line.live = calendar.now(), payment, pence > 0
            for name, value in more.items():
                setattr(line, name, value)


def test_the_list_of_claims_is_empty_with_one_thing_to_do(visit, amina, falls_group):
    page = visit(amina).get("/claims").page
    assert page.h1 == "Your claims"
    assert "You have no claims. You can claim back travel, care, food and other costs." in page.main


def test_the_list_says_what_happens_next_with_each_claim(visit, amina, claims):
    claims.sent(amina)
    page = visit(amina).get("/claims").page
    assert "1 open claim" in page.main
    assert "Sent. You will hear by Tuesday 24 November." in page.main


def test_paid_claims_stand_by_tax_year_with_costs_and_time_apart(visit, amina, claims):
    ref = claims.sent(amina)
    decide(claims, ref, "approved", 640, "paid", paid_pence=640, paid_on=dt.date(2027, 4, 6))
    page = visit(amina).get("/claims").page
    assert "2027/28" in page.main
    assert "Costs paid back £6.40" in page.main.replace("back£", "back £")


def test_the_list_takes_the_same_statements_for_one_claim_and_for_many(claims, amina):
    claims.sent(amina)
    with statements() as few:
        queries.of_person(amina.id)
    for _ in range(4):
        claims.sent(amina)
    db.session.expunge_all()
    with statements() as many:
        queries.of_person(amina.id)
    assert len(few) == len(many) == 3


def test_a_claim_shows_its_state_its_lines_and_what_happened(visit, amina, claims):
    ref = claims.sent(amina)
    page = visit(amina).get(f"/claims/{ref}").page
    assert page.h1 == f"Claim C {ref[1:4]} {ref[4:]}"
    assert "Sent. You will hear by Tuesday 24 November." in page.main
    assert "Not decided yet" in page.main
    assert [words.text for words in page.all(".timeline-title")] == ["Sent", "Started"]


RESULTS = [
    ("approved", 640, {}, "Approved £6.40"),
    (
        "part approved",
        500,
        {"reason": "We can pay up to £5."},
        "Part approved £5.00 of £6.40. We can pay up to £5.",
    ),
    ("declined", 0, {"reason": "This was paid before."}, "Declined. This was paid before."),
]


@pytest.mark.parametrize(("decision", "pence", "more", "words"), RESULTS)
def test_each_line_tells_its_result_and_its_reason(visit, amina, claims, decision, pence, more, words):
    ref = claims.sent(amina)
    decide(claims, ref, decision, pence, "ready" if pence else "not ready", **more)
    page = visit(amina).get(f"/claims/{ref}").page
    assert words in page.main
    assert "Take back" not in page.main


def test_what_was_claimed_and_what_we_pay_stand_apart_and_are_the_same_everywhere(visit, amina, claims):
    ref = claims.send(amina, claims.time(amina, claims.bus(amina)))
    client, before = visit(amina), "You claimed Costs £6.40. Payment for time £50.00"
    page = client.get(f"/claims/{ref}").page
    assert before in page.words_of(".facts") and "We will pay" not in page.words_of(".facts")
    decide(claims, ref, "part approved", 500)
    after = f"{before} We will pay Costs £5.00. Payment for time £5.00"
    page = client.get(f"/claims/{ref}").page
    assert page.words_of(".facts") == client.get("/claims").page.words_of(".facts") == after
    assert "We will pay you £10" in page.main
    shown = following_queries.claim_page(claims.of(ref), role="person")
    words = "Costs £5.00. Payment for time £5.00"
    assert following_queries.copy_of(shown, "Amina")["sums"][1] == ["We will pay", words]


def test_only_who_was_not_paid_all_is_told_where_to_say_that_it_is_not_right(visit, amina, claims):
    ref = claims.sent(amina)
    decide(claims, ref, "approved", 640)
    client = visit(amina)
    assert "Not right?" not in client.get(f"/claims/{ref}").page.main
    decide(claims, ref, "declined", 0, "not ready", reason="This was paid before.")
    assert "Not right? Send us a message." in client.get(f"/claims/{ref}").page.main


def test_a_claim_that_takes_longer_says_so(visit, amina, claims, clock):
    ref = claims.sent(amina)
    clock.set_day(dt.date(2026, 11, 25))
    page = visit(amina).get(f"/claims/{ref}").page
    assert "This is taking longer than we said. You should have heard by 24 November." in page.main


# Questions (P-69)


def test_a_question_is_the_heading_and_its_answer_brings_the_claim_back_to_us(visit, amina, claims):
    ref = claims.sent(amina)
    client, address = visit(amina), ask(claims, ref)
    assert client.get(f"/claims/{ref}").page.link("Answer by 1 December") == address
    page = client.get(address).page
    assert page.h1 == "Can you send the second page?"
    assert client.post(address, data={}).page.errors == ["Enter your answer"]
    page = client.post(address, data={"answer": "Yes, here it is"}, follow_redirects=True).page
    assert "Thank you. Carys will look at it by Tuesday 24 November 2026." in page.main
    assert (claims.of(ref).state, db.session.get(Question, "question").answer) == ("sent", "Yes, here it is")


def test_a_photo_answers_a_question_and_stands_beside_its_line(visit, amina, claims, photo):
    ref = claims.sent(amina)
    client, address = visit(amina), ask(claims, ref, "photo", claims.only_line(ref).id)
    assert client.post(address, data={}).page.errors == [
        "Select a photo or file, or tell us in words that you do not have it"
    ]
    wrong = client.post(address, data={"answer": (io.BytesIO(b"no photo"), "a.jpg")})
    assert wrong.page.errors == ["The selected file must be a JPG, PNG, WebP, HEIC or PDF"]
    client.post(address, data={"answer": (io.BytesIO(photo()), "a.jpg")})
    assert db.session.query(ReceiptUse).one().line_id == claims.only_line(ref).id
    assert claims.only_line(ref).receipt_state == "complete"


def test_who_does_not_have_the_photo_answers_in_words(visit, amina, claims):
    ref = claims.sent(amina)
    client, address = visit(amina), ask(claims, ref, "photo", claims.only_line(ref).id)
    assert "I do not have it" in client.get(address).page.main
    assert client.post(address, data={"words": "The driver gave me none."}).status_code == 303
    assert db.session.get(Question, "question").answer == "The driver gave me none."
    assert (claims.of(ref).state, claims.only_line(ref).receipt_state) == ("sent", "waiting")


ANSWERS = [("amount", "7.20", ("", 720)), ("call", "07700 900 982", ("Call me on +447700900982", None))]


@pytest.mark.parametrize(("wants", "typed", "kept"), ANSWERS)
def test_an_amount_or_a_number_to_call_answers_a_question(visit, amina, claims, wants, typed, kept):
    ref = claims.sent(amina)
    visit(amina).post(ask(claims, ref, wants), data={"answer": typed})
    question = db.session.get(Question, "question")
    assert (question.answer, question.answer_pence) == kept


# Messages, taking back, cancelling, a copy


def test_a_message_is_kept_and_staff_get_a_to_do(visit, amina, claims):
    ref = claims.sent(amina)
    client = visit(amina)
    assert client.post(f"/claims/{ref}/messages", data={}).page.errors == ["Enter your message"]
    page = client.post(
        f"/claims/{ref}/messages", data={"words": "<b>Hello</b>", "once": new_id()}, follow_redirects=True
    ).page
    assert "<b>Hello</b>" in page.main
    assert db.session.query(ClaimMessage).one().by == "amina"
    assert db.session.query(StaffTodo).filter_by(kind="claim message").one().link == f"/queue/{ref}"


@pytest.mark.both_databases
def test_a_claim_taken_back_is_a_draft_that_can_be_sent_again(claims, amina, outbox):
    ref = claims.sent(amina)
    give_up(amina, ref, "take_back")
    claim = claims.of(ref)
    assert (claim.state, claim.sent_at, claim.total_pence) == ("draft", None, 0)
    claims.send(amina, ref)
    assert outbox.kinds(amina) == ["E-08", "E-08"]


def test_take_back_and_cancel_are_on_the_page_before_a_decision(visit, amina, claims):
    client, ref = visit(amina), claims.sent(amina)
    page = client.post(f"/claims/{ref}/take-back", follow_redirects=True).page
    assert page.h1 == "Check your answers before sending your claim"
    page = client.get(f"/claims/{ref}/cancel").page
    assert page.h1 == "Do you want to cancel this claim?"
    assert client.post(page.path, data=page.form(), follow_redirects=True).page.h1 == "Your claims"
    assert claims.of(ref).state == "withdrawn"
    assert "You cancelled this claim." in client.get(f"/claims/{ref}").page.main


def test_once_something_is_decided_it_is_too_late_to_take_back(claims, amina):
    ref = claims.sent(amina)
    decide(claims, ref, "approved", 640)
    for act in ("take_back", "cancel"):
        with pytest.raises(Refused, match="We have started to decide this claim"):
            give_up(amina, ref, act)


def test_a_cancelled_claim_frees_its_lines(claims, amina):
    ref = claims.sent(amina)
    give_up(amina, ref, "cancel")
    assert db.session.query(ClaimLine).filter_by(live=True).count() == 0
    assert queries.of_person(amina.id) == []


def test_a_second_press_of_take_back_or_cancel_changes_nothing(claims, amina):
    ref = claims.sent(amina)
    for act, state in (("take_back", "draft"), ("cancel", "withdrawn")):
        for _ in range(2):
            give_up(amina, ref, act)
        assert claims.of(ref).state == state


def test_a_helper_sees_the_claim_but_cannot_take_it_back(visit, ben, amina, claims):
    client, ref = helping(visit, ben), claims.sent(amina)
    page = client.get(f"/claims/{ref}").page
    assert page.h1.startswith("Claim C ")
    assert "Take back" not in page.main
    assert client.post(f"/claims/{ref}/take-back").status_code == 403
    assert client.get("/claims").page.h1 == "Amina Yusuf’s claims"


def test_many_paid_claims_come_twenty_a_page(visit, amina, claims):
    for _ in range(21):
        claims.sent(amina)
    with writing() as session:
        paid = {
            "decision": "approved",
            "approved_pence": 640,
            "decided_by": "carys",
            "decided_at": calendar.now(),
        }
        session.query(ClaimLine).update(
            {**paid, "payment": "paid", "paid_pence": 640, "paid_on": dt.date(2026, 11, 17)}
        )
        session.query(Claim).update({"state": "decided"})
    client = visit(amina)
    first = client.get("/claims").page
    assert len(first.all(".card")) == 20
    second = client.get(first.link("Next")).page
    assert (second.title.split(" – ")[0], len(second.all(".card"))) == (
        "Your claims (page 2 of 2)",
        1,
    )


def test_a_copy_is_a_pdf_for_the_person(visit, amina, claims):
    answer = visit(amina).get(f"/claims/{claims.sent(amina)}/copy")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
