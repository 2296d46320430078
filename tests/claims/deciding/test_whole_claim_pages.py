"""A whole claim on one page: each line decided, sums of what is on screen, questions that name their cost."""

import pytest

from portal.foundation.database import writing
from portal.openings.models import Attendance
from tests.support.claims import claim_of, decide, lines_of, once, sent_claim

LINE = "lines-0-"
BUS = "Bus, Market Square to City Hospital on 16 November"


@pytest.fixture
def ref(people, amina):
    return sent_claim(amina)


@pytest.fixture
def desk(visit, carys):
    return visit(carys)


def send(client, ref, act="send", page=None, **answers):
    """What Carys chose for the first line, or for the others as lines_1_decision=…"""
    page = page or client.get(f"/queue/{ref}").page
    typed = {
        (name.replace("_", "-", 2) if name.startswith("lines_") else LINE + name): v
        for name, v in answers.items()
    }
    return client.post(f"/queue/{ref}", data=page.form(act=act, **typed))


def test_each_open_line_needs_a_decision_and_nothing_is_sent_before(desk, amina, outbox):
    ref = sent_claim(amina, bus=[460, 300, 200])
    answer = send(desk, ref, decision="approve")
    assert answer.status_code == 422 and answer.page.errors == [f"Select a decision for {BUS}"] * 2
    assert "Select a decision" in answer.page.words_of("#lines-1-decision-error")
    assert {line.decision for line in lines_of(ref)} == {"undecided"} and outbox.kinds(amina) == []
    assert send(desk, ref, act="save", decision="approve").status_code == 303


def test_a_line_that_was_asked_about_may_wait_for_its_answer(desk, amina):
    ref = decide(sent_claim(amina, bus=[460, 300]), ("question", "Which bus?"))
    assert send(desk, ref).page.errors == [f"Select a decision for {BUS}"] * 2
    assert send(desk, ref, lines_1_decision="approve").status_code == 303
    assert [line.decision for line in lines_of(ref)] == ["undecided", "approved"]


def test_what_is_approved_so_far_counts_the_choices_on_the_page(desk, amina):
    ref = decide(sent_claim(amina, bus=[460, 300, 200]), "approve")
    page = desk.get(f"/queue/{ref}").page
    assert "Approved so far £4.60 of £9.60" in page.words_of("#approved")
    chosen = page.form(**{
        LINE + "decision": "different", LINE + "amount": "1.50", LINE + "less_words": "Less",
        "lines-1-decision": "approve",
    })  # fmt: skip
    told = desk.post(f"/queue/{ref}/total", data=chosen, headers={"HX-Request": "true"})
    assert told.text == "Approved so far £8.10 of £9.60"
    seen = desk.post(f"/queue/{ref}", data={**chosen, "act": "preview"}).page
    assert "Approved so far £8.10 of £9.60" in seen.words_of("#approved")


def test_a_question_says_which_cost_it_is_about(desk, ref, visit, amina, outbox):
    seen = send(desk, ref, act="preview", decision="question", question="Which bus?").page
    send(desk, ref, decision="question", question="Which bus?")
    words = "Bus, Market Square to City Hospital, 16 November: Which bus?"
    assert words in seen.main and words in outbox.to(amina)[0].body_text
    page = visit(amina).get(f"/claims/{ref}").page
    assert words in page.main
    asked = visit(amina).get(page.link("Answer by")).page
    assert "Bus, Market Square to City Hospital, 16 November" in asked.words_of(".caption")


def came(ref, person):
    """The claim is for the session of yesterday, and its person was there."""
    with writing() as session:
        session.merge(claim_of(ref)).meeting_id = "meeting"
        session.add(Attendance(meeting_id="meeting", person_id=person.id, state="came", ticked_by="carys"))


def test_a_claim_with_nothing_to_look_at_is_ticked_as_approved_at_once(desk, amina, falls_group):
    ref = sent_claim(amina, bus=[460, 300], receipt_state="none needed")
    assert "Approve all costs as claimed" not in desk.get(f"/queue/{ref}").page.main
    came(ref, amina)
    page = desk.get(f"/queue/{ref}").page
    assert "Approve all costs as claimed" in page.main
    ticked = desk.get(f"/queue/{ref}?approve=all").page
    assert "Nothing is sent yet." in ticked.main and "Approved so far £7.60 of £7.60" in ticked.main
    assert desk.post(f"/queue/{ref}", data=ticked.form(act="send")).status_code == 303
    assert [line.decision for line in lines_of(ref)] == ["approved", "approved"]


def test_ticks_are_not_set_where_something_is_worth_a_look(desk, ref):
    assert LINE + "decision" not in desk.get(f"/queue/{ref}?approve=all").page.form()


def test_a_claim_that_was_decided_meanwhile_says_by_whom_and_leads_on(desk, amina):
    ref = sent_claim(amina, bus=[460, 300])
    before = desk.get(f"/queue/{ref}").page
    decide(ref, "approve", ("decline", "The trust paid."), by="efe")
    page = send(desk, ref, page=before, decision="decline", no_words="No.", lines_1_decision="approve").page
    assert "Efe Demir approved Bus, Market Square to City Hospital at 10am." in page.main
    assert "Efe Demir declined Bus" in page.main and "Nothing that you chose was sent." in page.main
    assert "Check and send again" not in page.main and "Open the next claim" in page.main


def test_nobody_writes_to_themselves_about_their_own_claim(desk, people):
    ref = sent_claim("carys")
    assert "Write to the person" not in desk.get(f"/queue/{ref}").page.main
    assert desk.post(f"/queue/{ref}/messages", data={"words": "Hi", "once": once()}).status_code == 409
    other = desk.get(f"/queue/{sent_claim('amina', by='carys')}").page
    assert "Write to the person" in other.main


def test_what_is_said_of_a_missing_receipt_is_said_once(desk, amina):
    ref = sent_claim(amina, receipt_state="none", receipt_words="Lost on the way")
    assert desk.get(f"/queue/{ref}").page.main.count("No receipt. Lost on the way") == 1
