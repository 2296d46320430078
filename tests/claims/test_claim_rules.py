"""What people read about a claim, who may decide it, and what is promised: figures and words as tables."""

import datetime as dt
import itertools

import pytest

from portal.claims.hands import Decider, LineToDecide, why_not_decide
from portal.claims.rules import (
    ClaimFacts,
    LineState,
    is_late,
    last_day_to_claim,
    line_result,
    promise,
    public_state,
    shown_ref,
    stored_ref,
)

D = dt.date.fromisoformat
TODAY = D("2026-03-02")  # a Monday
UNDECIDED = LineState("undecided", "not ready", 640)
APPROVED = LineState("approved", "ready", 640, 640)
PART = LineState("part approved", "ready", 720, 500)
DECLINED = LineState("declined", "not ready", 640, 0)
PAID = LineState("approved", "paid", 640, 640, 640, D("2026-03-20"))
PAID_LATER = LineState("approved", "paid", 300, 300, 300, D("2026-03-24"))
RETURNED = LineState("approved", "returned", 640, 640, 640, D("2026-03-20"))
WAITS = LineState("undecided", "not ready", 5000, waits=True)


def facts(state, *lines, today=TODAY, **more):
    days = {"check_by": D("2026-03-06"), "pay_by": D("2026-03-20")}
    return ClaimFacts(state, today=today, lines=lines, **{**days, **more})


STATES = [
    (facts("draft"), "Draft", "You have not sent this yet."),
    (facts("sent", UNDECIDED), "Sent", "Sent. You will hear by Friday 6 March."),
    (
        facts("sent", UNDECIDED, started=True),
        "Being checked",
        "Being checked. You will hear by Friday 6 March.",
    ),
    (facts("sent", UNDECIDED, APPROVED), "Being checked", "Being checked. You will hear by Friday 6 March."),
    (
        facts("sent", UNDECIDED, today=D("2026-03-07")),
        "Sent",
        "This is taking longer than we said. You should have heard by 6 March.",
    ),
    (
        facts("question", UNDECIDED, answer_by=D("2026-03-16")),
        "We need something from you",
        "We have a question. Answer it by Monday 16 March.",
    ),
    (facts("sent", WAITS), "We need something from you", "Say if you would like to be paid for your time."),
    (facts("sent", WAITS, UNDECIDED), "Sent", "Sent. You will hear by Friday 6 March."),
    (facts("decided", APPROVED), "Approved", "We will pay you £6.40 by Friday 20 March."),
    (facts("decided", APPROVED, today=D("2026-03-21")), "Approved", "We will pay you £6.40."),
    (facts("decided", PART, DECLINED), "Part approved", "We will pay you £5 by Friday 20 March."),
    (facts("decided", APPROVED, DECLINED), "Part approved", "We will pay you £6.40 by Friday 20 March."),
    (facts("decided", DECLINED), "Declined", "We could not pay this claim."),
    (
        facts("decided", PAID, today=D("2026-03-19")),
        "Paid",
        "We sent you £6.40. It should reach you by Friday 20 March.",
    ),
    (facts("decided", PAID, today=D("2026-03-20")), "Paid", "We paid you £6.40 on Friday 20 March."),
    (
        facts("decided", PAID, DECLINED, today=D("2026-03-20")),
        "Paid",
        "We paid you £6.40 on Friday 20 March.",
    ),
    (
        facts("decided", PAID, PAID_LATER, today=D("2026-03-24")),
        "Paid",
        "We paid you £6.40 on Friday 20 March and £3 on Tuesday 24 March.",
    ),
    (
        facts("decided", PAID, APPROVED),
        "Approved",
        "We paid you £6.40. We will pay you the other £6.40 by Friday 20 March.",
    ),
    (
        facts("decided", RETURNED),
        "Payment came back",
        "The bank sent your payment back to us. Check your bank details.",
    ),
    (facts("withdrawn"), "Cancelled", "You cancelled this claim."),
]


@pytest.mark.parametrize(("claim", "label", "sentence"), STATES)
def test_a_claim_reads_in_the_public_words_with_what_comes_next(claim, label, sentence):
    public = public_state(claim)
    assert (public.label, public.sentence) == (label, sentence)


RESULTS = [
    (APPROVED, 640, "", "Approved £6.40"),
    (
        PART,
        720,
        "We can pay up to £5 for lunch.",
        "Part approved £5.00 of £7.20. We can pay up to £5 for lunch.",
    ),
    (DECLINED, 640, "This was paid on claim C 104 120.", "Declined. This was paid on claim C 104 120."),
    (UNDECIDED, 640, "", "Not decided yet"),
    (WAITS, 5000, "", "We need your answer first"),
]


@pytest.mark.parametrize(("line", "claimed", "reason", "words"), RESULTS)
def test_a_line_tells_its_own_result(line, claimed, reason, words):
    assert line_result(line, claimed, reason) == words


# Rule 42: nobody decides what they had a hand in


def line(**more):
    usual = {
        "claimed_by": "amina",
        "typed_by": "amina",
        "made_by": "amina",
        "sent_by": "amina",
        "team_id": "hearts",
    }
    return LineToDecide(**{**usual, "claim_state": "sent", "decision": "undecided", **more})


CARYS = Decider("carys", frozenset({"hearts"}))
REFUSALS = [
    (line(), CARYS, None),
    (line(claimed_by="carys"), CARYS, "own-claim"),
    (line(typed_by="carys"), CARYS, "own-claim"),
    (line(made_by="carys"), CARYS, "own-claim"),
    (line(sent_by="carys"), CARYS, "own-claim"),
    (line(), Decider("dev", frozenset({"minds"})), "other-team"),
    (line(team_id=None), Decider("dev", frozenset({"minds"})), None),
    (line(), Decider("efe", None), None),
    (line(decision="approved"), CARYS, "decided"),
    (line(claim_state="draft"), CARYS, "not-sent"),
    (line(claim_state="question"), CARYS, None),
    (line(waits=True), CARYS, "waits"),
]


@pytest.mark.parametrize(("to_decide", "decider", "code"), REFUSALS)
def test_who_may_decide_a_line_and_why_not(to_decide, decider, code):
    refusal = why_not_decide(to_decide, decider)
    assert (refusal.code if refusal else None) == code


def test_no_mix_of_hands_lets_somebody_decide_what_they_touched():
    for hands in itertools.product(("amina", "carys"), repeat=4):
        mine = line(**dict(zip(("claimed_by", "typed_by", "made_by", "sent_by"), hands, strict=True)))
        assert (why_not_decide(mine, CARYS) is None) == ("carys" not in hands)


# Promises (rule 53) and late claims (rule 24)

PROMISES = [
    ("2026-03-02", 5, 10, "2026-03-09", "2026-03-16"),
    ("2026-04-02", 5, 10, "2026-04-13", "2026-04-20"),  # over Easter
    ("2026-03-02", 5, 2, "2026-03-09", "2026-03-09"),  # money never comes before the answer
]


@pytest.mark.parametrize(("sent", "check", "pay", "check_by", "pay_by"), PROMISES)
def test_days_are_promised_in_working_days_from_sending(sent, check, pay, check_by, pay_by):
    days = promise(D(sent), check, pay)
    assert (days.check_by, days.pay_by) == (D(check_by), D(pay_by))


LATE = [
    ("2026-02-01", "2026-05-01", False),
    ("2026-02-01", "2026-05-02", True),
    ("2025-11-30", "2026-02-28", False),
    ("2025-11-30", "2026-03-01", True),
]


@pytest.mark.parametrize(("activity", "sent", "late"), LATE)
def test_a_claim_is_late_after_the_same_day_three_months_on(activity, sent, late):
    assert is_late(D(activity), D(sent), 3) is late


def test_the_last_day_to_claim_is_the_months_last_where_it_is_shorter():
    assert last_day_to_claim(D("2026-11-30"), 3) == D("2027-02-28")


@pytest.mark.parametrize("typed", ["C 104 882", "c104882", "104882", " 104 882 "])
def test_a_number_is_read_as_people_write_it(typed):
    assert stored_ref(typed) == "C104882"
    assert shown_ref("C104882") == "C 104 882"
