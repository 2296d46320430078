"""Bank details in versions, confirmed by a second person, never seen in full again; on both databases."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from portal.foundation import audit
from portal.foundation.audit import AuditEvent
from portal.foundation.database import db, writing
from portal.foundation.pages import Refused
from portal.payees import queries, service
from portal.payees.models import BankDetails
from tests.support.claims import bank, confirmed_bank, once


@pytest.fixture(autouse=True)
def everybody(people):
    """The cast."""


def refusal(act, *args, **more):
    with pytest.raises(Refused) as refused:
        act(*args, once=once(), **more)
    return refused.value.code


def test_a_new_version_ends_the_one_before_and_waits(amina, outbox):
    first, second = confirmed_bank(amina, account="66374958"), bank(amina, account="12345678")
    assert queries.current(amina.id)[:3] == (second, "678", False)
    assert db.session.get(BankDetails, first).ended_why == "A newer version was given"
    assert queries.why_held([amina.id]) == {
        amina.id: ("Bank details wait for a second person to check them",)
    }
    assert outbox.kinds(amina) == ["E-14", "E-14"]


def test_numbers_are_sealed_and_opened_for_a_file_alone(amina):
    details_id = bank(amina, account="66374958", sort_code="089999", name="A Yusuf")
    row = db.session.execute(text("SELECT * FROM bank_details")).one()
    for value in row:
        assert "66374958" not in str(value) and b"66374958" not in bytes(
            value if isinstance(value, bytes) else b""
        )
    assert queries.open_account(details_id) == ("A Yusuf", "089999", "66374958", "")


def test_a_second_person_confirms_and_the_hold_ends(amina):
    details_id = bank(amina)
    service.confirm(details_id, "letter", "Letter of 3 November", by="femi", once=once())
    row = db.session.get_one(BankDetails, details_id, populate_existing=True)
    assert (row.confirmed_by, row.confirmed_how, row.confirmed_note) == (
        "femi",
        "letter",
        "Letter of 3 November",
    )
    assert queries.why_held([amina.id]) == {} and queries.to_check() == []


@pytest.mark.parametrize(("maker", "confirmer"), [("femi", "femi"), ("amina", "amina"), ("grace", "grace")])
def test_nobody_confirms_what_they_typed_or_what_is_theirs(maker, confirmer):
    details = service.Details("A", "089999", "66374958")
    details_id = service.give_bank_details("amina", details, by=maker, once=once())
    assert refusal(service.confirm, details_id, "face to face", "", by=confirmer) == "own-details"


@pytest.mark.parametrize("who", ["amina", "ben"])
def test_the_database_itself_refuses_the_same_hand_twice(amina, who):
    details = service.Details("A", "089999", "66374958")
    details_id = service.give_bank_details("amina", details, by="ben", once=once())
    with pytest.raises(IntegrityError), writing() as session:
        session.get_one(BankDetails, details_id).confirmed_by = who


def test_only_one_version_of_a_person_is_current(amina):
    first = bank(amina)
    bank(amina)
    with pytest.raises(IntegrityError), writing() as session:
        session.get_one(BankDetails, first).ended_at = None


@pytest.mark.parametrize(("days", "code"), [(30, None), (29, "new-number")])
def test_a_call_counts_to_a_number_that_is_thirty_days_old(amina, clock, days, code):
    """Rule 47: never one changed since."""
    with writing() as session:
        from portal.accounts.models import Person

        session.get_one(Person, amina.id).mobile = "+447700900982"
        audit.record("address changed", "person", amina.id, by=amina.id, person_id=amina.id)
    clock.forward(days=days)
    details_id = bank(amina)
    assert queries.to_check(details_id)[0].phone_is_safe == (code is None)
    if code:
        assert refusal(service.confirm, details_id, "phone", "", by="femi") == code
    else:
        assert service.confirm(details_id, "phone", "", by="femi", once=once()) == details_id


def test_without_a_number_nobody_confirms_by_phone(amina, clock):
    clock.forward(days=90)
    assert refusal(service.confirm, bank(amina), "phone", "", by="femi") == "new-number"


def test_what_was_changed_meanwhile_is_not_confirmed(amina):
    first = bank(amina)
    bank(amina)
    assert refusal(service.confirm, first, "letter", "", by="femi") == "changed-meanwhile"
    assert refusal(service.turn_down, first, "Wrong name", by="femi") == "changed-meanwhile"


def test_a_second_press_confirms_once(amina):
    details_id, key = bank(amina), once()
    for _ in range(2):
        service.confirm(details_id, "letter", "", by="femi", once=key)
    assert db.session.query(AuditEvent).filter_by(verb="bank details confirmed").count() == 1


def test_details_that_are_not_right_end_and_the_person_hears(amina, outbox):
    service.turn_down(bank(amina), "The name differs", by="femi", once=once())
    assert queries.current(amina.id) is None and outbox.kinds(amina) == ["E-14", "E-15"]


def test_the_same_account_of_two_people_is_noticed(amina, ivo, ben):
    for who in (amina, ivo):
        bank(who, account="66374958")
    bank(ben, account="66374958", sort_code="089998")
    assert [row.shared_with for row in queries.to_check()] == [("Ivo Novak",), ("Amina Yusuf",), ()]
    assert queries.shared_accounts([amina.id, ben.id]) == {amina.id}


def test_contact_and_account_changed_together_are_a_sign(amina):
    with writing():
        audit.record("address changed", "person", amina.id, by=amina.id, person_id=amina.id)
    bank(amina)
    assert queries.to_check()[0].contact_changed


def test_a_wish_holds_even_a_confirmed_account_until_it_is_taken_back(amina):
    confirmed_bank(amina)
    service.choose_how(amina.id, "another", by=amina.id)
    assert queries.why_held([amina.id]) == {amina.id: ("Asked to be paid another way",)}
    service.choose_how(amina.id, "bank", by=amina.id)
    assert queries.why_held([amina.id]) == {}


def test_giving_bank_details_says_how_to_be_paid(amina):
    service.choose_how(amina.id, "abroad", by=amina.id)
    confirmed_bank(amina)
    assert queries.wish(amina.id) == "bank" and queries.why_held([amina.id]) == {}


def test_the_trail_names_no_number(amina):
    confirmed_bank(amina, account="66374958")
    for event in db.session.query(AuditEvent):
        assert "66374958" not in str(event.details) and "089999" not in str(event.details)
