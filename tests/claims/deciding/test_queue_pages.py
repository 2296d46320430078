"""The queue: what waits, in which order, for whom."""

import pytest

from portal.accounts.models import Person
from portal.claims.deciding.service import take
from portal.foundation.database import db, writing
from portal.openings.models import Attendance
from portal.people.models import CommunicationNeed
from tests.support.cast import HEARTS, MINDS
from tests.support.claims import add_receipt, claim_of, decide, sent_claim


@pytest.fixture
def queue(visit, carys):
    """`queue("?tab=waiting")`: the page as Carys sees it."""
    return lambda search="": visit(carys).get(f"/queue{search}").page


def numbers(page):
    return [link.text_content().strip() for link in page.all("td a.num")]


def test_an_empty_queue_says_so_and_leads_on(queue):
    page = queue()
    assert (page.h1, "No claims to check." in page.main) == ("Claims to check", True)
    assert page.link("See what was decided today") == "/queue?tab=decided"


def test_what_was_promised_first_stands_on_top(queue, amina, ivo, clock):
    first = sent_claim(amina)
    clock.forward(days=1)
    second = sent_claim(ivo)
    page = queue()
    assert numbers(page) == [f"C {ref[1:4]} {ref[4:]}" for ref in (first, second)]
    assert "2 claims wait. The oldest is promised by 24 November." in page.main


@pytest.mark.parametrize(("days", "words"), [(7, "Today"), (8, "Overdue, 24 November")])
def test_what_is_late_says_so(queue, amina, clock, days, words):
    sent_claim(amina)
    clock.forward(days=days)
    assert words in queue().main


def test_tabs_count_what_is_in_them(queue, amina):
    sent_claim(amina)
    decide(sent_claim(amina), ("question", "Which bus?"))
    decide(sent_claim(amina))
    page = queue("?tab=waiting")
    assert [link.text_content() for link in page.all("nav[aria-label=Claims] a")] == [
        "To check (1)", "Waiting for an answer (1)", "Decided today (1)",
    ]  # fmt: skip
    assert numbers(page) == ["C 100 002"]
    assert numbers(queue("?tab=decided")) == ["C 100 003"]


def test_a_claim_is_found_by_name_or_number(queue, amina, ivo):
    sent_claim(amina), sent_claim(ivo)
    assert numbers(queue("?find=novak")) == ["C 100 002"]
    assert numbers(queue("?find=C+100+001")) == ["C 100 001"]
    assert (
        "Nothing found for 'smyth'. Check the spelling, or search by claim number."
        in queue("?find=smyth").main
    )


@pytest.mark.parametrize("words", ["%", "_", "\\", "'", "<b>", "🙂"])
def test_strange_words_find_nothing_and_break_nothing(queue, amina, words):
    sent_claim(amina)
    assert numbers(queue("?find=" + words.replace("%", "%25"))) == []


def test_large_and_late_ones_can_be_shown_alone(queue, amina, clock):
    sent_claim(amina, bus=10_001)
    clock.forward(days=7)
    sent_claim(amina, bus=10_000)
    assert numbers(queue("?show=over")) == ["C 100 001"] == numbers(queue("?show=late"))


def test_what_is_worth_a_look_and_the_help_we_give_stand_beside(queue, amina):
    with writing() as session:
        session.add(CommunicationNeed(person_id=amina.id, group="format", code="large-print", detail="18"))
    ref = sent_claim(amina, by="ben", receipt_state="none", receipt_words="Lost")
    add_receipt(sent_claim(amina)), add_receipt(ref)
    page = queue()
    assert "Photo used before. Typed in for the person" in page.main
    assert "Needs: " in page.main


def test_who_was_ticked_as_not_there_is_worth_a_look(queue, amina, falls_group):
    ref = sent_claim(amina)
    with writing() as session:
        session.merge(claim_of(ref)).meeting_id = "meeting"
        session.add(
            Attendance(meeting_id="meeting", person_id=amina.id, state="did not come", ticked_by="carys")
        )
    assert "Ticked as not there. Receipt comes later" in queue().main


def test_the_first_claim_is_the_one_sent_before_all_others(queue, amina, ivo):
    sent_claim(amina, receipt_state="none needed"), sent_claim(amina, receipt_state="none needed")
    sent_claim(ivo, receipt_state="none needed")
    assert [row.text_content().count("First claim") for row in queue().all("tbody tr")] == [1, 0, 1]


def test_what_is_decided_says_when_by_whom_and_how_much_without_alarm(queue, amina, clock):
    ref = sent_claim(amina, bus=[460, 300])
    clock.forward(days=30)
    decide(ref, "approve", ("decline", "No"))
    page = queue("?tab=decided")
    assert "10am by Carys Rees" in page.main and "Approved £4.60 of £7.60" in page.main
    assert "Overdue" not in page.main and "Promised by" not in page.main


def test_ones_own_claim_is_marked(queue, amina, people):
    sent_claim("carys"), sent_claim(amina)
    assert queue().main.count("Yours: someone else decides") == 1


def test_each_coordinator_sees_their_team_and_claims_of_none(visit, carys, dev, amina):
    sent_claim(amina, team=HEARTS), sent_claim(amina, team=MINDS), sent_claim(amina, team=None)
    assert numbers(visit(carys).get("/queue").page) == ["C 100 001", "C 100 003"]
    assert numbers(visit(dev).get("/queue").page) == ["C 100 002", "C 100 003"]


def test_the_budget_holder_has_the_queue_of_their_team(visit, efe, amina):
    sent_claim(amina)
    page = visit(efe).get("/queue").page
    assert numbers(page) == ["C 100 001"]
    assert [a.text_content().strip() for a in page.all("header nav a")] == ["Queue", "Reports", "Get help"]


def test_starting_with_the_oldest_shows_others_that_somebody_looks(visit, carys, efe, amina):
    sent_claim(amina)
    client = visit(carys)
    answer = client.post("/queue/next", data=client.get("/queue").page.form())
    assert answer.status_code == 303 and answer.location == "/queue/C100001"
    assert "Carys Rees is looking at this" in visit(efe).get("/queue").page.main


def test_the_next_one_is_nobody_elses_and_never_ones_own(visit, carys, efe, amina):
    sent_claim("carys"), sent_claim(amina, by="carys"), sent_claim(amina), sent_claim(amina)
    take(claim_of("C100003").ref, by="efe")
    mine = visit(carys)
    assert mine.post("/queue/next", data=mine.get("/queue").page.form()).location == "/queue/C100004"


def test_when_nothing_is_left_the_queue_says_so(visit, carys, people):
    client = visit(carys)
    assert "No more claims wait for you." in client.post("/queue/next", follow_redirects=True).page.main


def test_the_filter_answers_with_the_part_alone(visit, carys, amina):
    sent_claim(amina)
    part = visit(carys).get("/queue?find=amina", headers={"HX-Request": "true"})
    assert "<html" not in part.text and "C 100 001" in part.text


def test_a_participant_and_finance_have_no_queue(visit, amina, femi):
    assert [visit(who).get("/queue").status_code for who in (amina, femi)] == [403, 403]
    assert db.session.get(Person, "amina")
