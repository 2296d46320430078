"""What becomes of a line, and the sentences beside the decision (rules 15, 17 to 24)."""

import datetime as dt

import pytest

from portal.claims.deciding import rules
from portal.claims.deciding.rules import About, Choice, Evidence

DAY = dt.date(2026, 11, 3)


@pytest.mark.parametrize(
    ("choice", "claimed", "payable", "cut", "expected"),
    [
        (Choice("l", "approve"), 640, 640, "", ("approved", 640, "")),
        (Choice("l", "approve"), 1840, 1500, "Up to £15", ("part approved", 1500, "Up to £15")),  # rule 20
        (Choice("l", "approve"), 3500, 0, "No fines", ("declined", 0, "No fines")),  # rule 22
        (Choice("l", "approve"), 0, 0, "You said no", ("approved", 0, "You said no")),  # rule 25
        (Choice("l", "different", 500, "Only lunch"), 640, 640, "", ("part approved", 500, "Only lunch")),
        (Choice("l", "decline", None, "Paid before"), 640, 640, "", ("declined", 0, "Paid before")),
    ],
)
def test_what_becomes_of_a_line(choice, claimed, payable, cut, expected):
    made = rules.outcome(choice, claimed, payable, cut)
    assert (made.decision, made.approved_pence, made.reason) == expected


@pytest.mark.parametrize(("pence", "fine"), [(1, True), (719, True), (720, False), (0, False), (-1, False)])
def test_a_different_amount_is_less_than_all_and_more_than_nothing(pence, fine):
    assert (rules.why_not_amount(pence, 720) is None) == fine


def evidence(**more):
    facts = {
        "kind": "food", "on_date": DAY, "sent_on": DAY, "claim_months": 3, "claimed_pence": 640, "payable_pence": 640,
        "cut_words": "", "receipt_state": "complete", "receipt_words": "", "photos": 1,
    }  # fmt: skip
    return Evidence(**{**facts, **more})


def test_a_plain_line_passes_every_check():
    assert all(ok for ok, _ in rules.line_checks(evidence()))


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"sent_on": dt.date(2027, 2, 4)}, "Sent more than 3 months after"),
        ({"same_photo_on": ("C 104 120",)}, "The same photo was used on C 104 120"),
        (
            {"photo_beside": True},
            "The same photo is on another line of this claim. Check that it shows both",
        ),
        ({"short_away": True}, "Away from home for less than 5 hours. We pay for food from 5 hours"),
        ({"same_line_on": ("C 104 120",)}, "Looks like a line on C 104 120"),
        (
            {"twice": True},
            "The same amount on the same day is on this claim twice. Check that it was spent twice",
        ),
        ({"photo_like": ("C 104 120",)}, "Looks nearly the same as a photo on C 104 120"),
        ({"photo_waits": True}, "A file is still being checked for viruses. It opens when that is done"),
        (
            {"receipt_state": "none", "receipt_words": "Lost it", "no_receipt_up_to_pence": 639},
            "No receipt. Lost it. More than the £6.39 we pay without asking",
        ),
        (
            {"receipt_state": "none", "receipt_words": "Lost it", "no_receipt_up_to_pence": 640},
            "No receipt. Lost it",
        ),
        ({"receipt_state": "post"}, "The receipt comes by post"),
        ({"receipt_state": "none", "receipt_words": "Lost it"}, "No receipt. Lost it"),
        (
            {"cut_words": "We can pay up to £7.50 for lunch"},
            "We can pay up to £7.50 for lunch. £6.40 was claimed",
        ),
    ],
)
def test_what_is_worth_a_look_stands_as_a_sentence(more, sentence):
    assert (False, sentence) in rules.line_checks(evidence(**more))


def test_what_a_person_takes_less_of_is_agreed_and_no_limit():
    found = rules.line_checks(
        evidence(kind="time", claimed_pence=1500, payable_pence=1500, cut_words="You asked for £15")
    )
    assert (True, "£15.00 to pay, as agreed with the person") in found and all(ok for ok, _ in found)


def about(**more):
    facts = {
        "first_name": "Amina", "event": "Falls group", "event_date": DAY, "attendance": "came", "has_session": True,
        "typed_by_other": None, "shares_account": False,
    }  # fmt: skip
    return About(**{**facts, **more})


@pytest.mark.parametrize(
    ("more", "first"),
    [
        ({}, (True, "Falls group took place on 3 November and Amina was there")),
        (
            {"attendance": "did not come"},
            (False, "Amina was ticked as not there on 3 November. Costs already spent can still be paid"),
        ),
        ({"attendance": ""}, (False, "Nobody has ticked yet who came on 3 November")),
        (
            {"attendance": "", "has_session": False},
            (False, "Falls group, 3 November, is not in our calendar. Amina wrote it"),
        ),
    ],
)
def test_attendance_is_the_first_sentence(more, first, clock):
    assert rules.claim_checks(about(**more))[0] == first


def test_the_gravest_thing_stands_first_in_the_queue():
    found = rules.worth_a_look(
        first=True, typed_by_other=True, receipts=["post"], cut=False, late=False, same_photo=True,
        not_there=True,
    )  # fmt: skip
    assert found == [
        "Photo used before",
        "Ticked as not there",
        "Typed in for the person",
        "Receipt comes by post",
        "First claim",
    ]
