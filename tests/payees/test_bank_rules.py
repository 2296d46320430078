"""Bank details: shape, confirmation by a second person, and what holds a payment (rules 42, 45, 47)."""

import datetime as dt

import pytest

from portal.payees import rules
from portal.payees.rules import Confirming

MADE = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("typed", "stored"), [("66374958", "66374958"), ("1234567", "01234567"), ("123456", "00123456")]
)
def test_short_account_numbers_are_padded(typed, stored):
    assert rules.account_number(typed) == stored


@pytest.mark.parametrize("typed", ["12345", "123456789", "", "12a4567", "١٢٣٤٥٦٧"])
def test_what_is_no_account_number_is_refused(typed):
    with pytest.raises(ValueError, match="between 6 and 8 digits"):
        rules.account_number(typed)


def confirming(**more):
    facts = {
        "by": "femi", "person_id": "amina", "made_by": "amina", "made_at": MADE, "how": "phone",
        "number_since": MADE - dt.timedelta(days=30),
    }  # fmt: skip
    return Confirming(**{**facts, **more})


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({}, None),
        ({"by": "amina"}, "own-details"),
        ({"made_by": "femi"}, "own-details"),
        ({"number_since": MADE - dt.timedelta(days=29)}, "new-number"),
        ({"number_since": None}, "new-number"),
        ({"number_since": None, "how": "face to face"}, None),
        ({"number_since": MADE, "how": "letter"}, None),
    ],
)
def test_who_may_confirm_and_how(more, code):
    problem = rules.why_not_confirm(confirming(**more))
    assert (problem.code if problem else None) == code


@pytest.mark.parametrize(
    ("has_details", "confirmed", "wish", "held"),
    [
        (False, False, None, ("No bank details yet",)),
        (False, False, "abroad", ("Asked to be paid another way",)),
        (True, False, "bank", ("Bank details wait for a second person to check them",)),
        (True, True, "bank", ()),
        (True, True, "another", ("Asked to be paid another way",)),
    ],
)
def test_what_holds_a_payment(has_details, confirmed, wish, held):
    assert rules.held_because(has_details=has_details, confirmed=confirmed, wish=wish) == held


@pytest.mark.parametrize(
    ("days", "sign"), [(0, True), (29, True), (30, False), (-29, True), (-30, False), (None, False)]
)
def test_contact_and_account_changed_within_thirty_days_is_a_sign(days, sign):
    changed = None if days is None else MADE - dt.timedelta(days=days)
    assert rules.is_sign(changed, MADE) == sign


@pytest.mark.parametrize(
    ("name", "fine"), [("李 Wei", True), ("Zoë", True), ("7", True), ("李", False), ("🙂-", False)]
)
def test_a_name_must_leave_something_for_the_bank(name, fine):
    assert rules.has_bank_letters(name) == fine
