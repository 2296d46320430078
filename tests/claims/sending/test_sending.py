"""Check answers, sending once, promises, and what the person hears (P-65, P-67)."""

import datetime as dt

import pytest
from sqlalchemy.exc import IntegrityError

from portal.accounts.models import Person
from portal.claims.models import Claim, ClaimLine
from portal.foundation.audit import AuditEvent
from portal.foundation.database import db, new_id, writing
from portal.foundation.pages import Refused
from portal.people.models import TrustedGrant
from tests.claims.helping import helping
from tests.claims.support import FALLS, Claims, bank_details, give_up, say_no_receipt


@pytest.mark.both_databases
def test_a_sent_claim_has_its_sum_and_its_promised_days(claims, amina):
    claim = claims.of(claims.send(amina, claims.bus(amina, ref=claims.bus(amina, pence=360))))
    assert (claim.state, claim.total_pence, claim.line_count) == ("sent", 1000, 2)
    assert (claim.check_by, claim.pay_by) == (dt.date(2026, 11, 24), dt.date(2026, 12, 1))


@pytest.mark.both_databases
def test_sending_is_written_in_the_trail_and_told_to_the_person(claims, amina, outbox):
    claims.sent(amina)
    assert outbox.kinds(amina) == ["E-08"]
    event = db.session.query(AuditEvent).filter_by(verb="claim sent").one()
    assert (event.by, event.person_id, event.details["total_pence"]) == ("amina", "amina", 640)


def test_the_same_press_twice_sends_once_and_another_press_says_so(claims, amina):
    ref, once = claims.bus(amina), new_id()
    assert claims.send(amina, ref, once=once) == claims.send(amina, ref, once=once)
    with pytest.raises(Refused, match="You have already sent this"):
        claims.send(amina, ref)


def test_the_check_page_shows_every_answer_and_the_words_to_agree_to(visit, amina, claims):
    page = visit(amina).get(f"/claims/{claims.bus(amina)}/check").page
    assert page.h1 == "Check your answers before sending your claim"
    assert "nobody else has paid you back for them" in page.main
    assert "You should get it by Tuesday 1 December 2026." in page.main
    assert page.link("Change journey").endswith("/lines/1/journey?then=check")


def test_a_receipt_still_to_come_is_listed_and_does_not_stop_sending(visit, amina, claims):
    page = visit(amina).get(f"/claims/{claims.bus(amina)}/check").page
    assert "Receipts to add" in page.main
    assert page.link("Add a receipt for Bus").endswith("/lines/1/receipt?then=check")
    assert page.all("form[action$='/send']")


def test_the_account_is_shown_by_its_last_digits_alone(visit, amina, claims):
    bank_details(amina, "089999", "66374958")
    page = visit(amina).get(f"/claims/{claims.bus(amina)}/check").page
    assert "We will pay into the account ending 958" in page.main
    assert "66374958" not in page.source


def test_before_the_first_claim_the_person_says_how_to_be_paid(visit, amina, falls_group):
    claims = Claims()
    ref = claims.bus(amina)
    page = visit(amina).get(f"/claims/{ref}/check").page
    assert page.link("Say how we should pay you") == f"/me/bank?back=/claims/{ref}/check"
    assert not page.all("form[action$='/send']")
    with pytest.raises(Refused, match="how we should pay you"):
        claims.send(amina, ref)


def test_an_account_that_was_never_confirmed_cannot_send(claims, amina):
    ref = claims.bus(amina)
    with writing() as session:
        session.get(Person, amina.id).confirmed_at = None
    with pytest.raises(Refused, match="Open the link that we sent you"):
        claims.send(amina, ref)


def test_an_unfinished_cost_is_finished_first(visit, amina, claims):
    ref = claims.line(amina, "public transport", travel="bus")
    page = visit(amina).get(f"/claims/{ref}/check").page
    assert page.link("Finish it") == f"/claims/{ref}/lines/1/journey?then=check"
    assert "Not finished" in page.words_of(".card")
    with pytest.raises(Refused, match="not finished"):
        claims.send(amina, ref)


def test_a_late_claim_asks_why_and_then_goes(visit, amina, claims):
    client, ref = visit(amina), claims.bus(amina, day=dt.date(2026, 8, 16))
    page = client.get(f"/claims/{ref}/check").page
    assert "more than 3 months ago. You can still claim." in page.main
    address = page.link("Tell us why")
    assert client.post(address, data={}).page.errors == ["Enter why this claim is late"]
    assert client.post(address, data={"reason": "I was ill"}).location == f"/claims/{ref}/check"
    assert claims.send(amina, ref) == ref


def test_no_receipt_and_no_reason_cannot_be_sent(claims, amina):
    ref = claims.bus(amina)
    say_no_receipt(amina, ref)
    with pytest.raises(Refused, match="Say why you do not have a receipt"):
        claims.send(amina, ref)


def test_the_confirmation_says_what_happens_next_with_days(visit, amina, claims):
    ref = claims.sent(amina)
    page = visit(amina).get(f"/claims/{ref}/sent").page
    assert page.h1 == "Claim sent"
    assert f"Your claim number is C {ref[1:4]} {ref[4:]}" in page.main
    assert "We check it by Tuesday 24 November 2026." in page.main
    assert "We pay by Tuesday 1 December 2026." in page.main


def test_a_page_of_a_draft_that_was_sent_leads_to_the_claim(visit, amina, claims):
    client, ref = visit(amina), claims.sent(amina)
    for address in ("what", "lines", "check", "lines/1/cost", "lines/1/remove"):
        answer = client.get(f"/claims/{ref}/{address}")
        assert answer.status_code == 409
        assert "You have already sent this" in answer.page.main


@pytest.mark.parametrize(("was_sent", "words"), [
    (False, "You cancelled this claim. Nothing was sent."),
    (True, "You cancelled this claim. We will not pay it."),
])  # fmt: skip
def test_a_page_of_a_draft_that_was_cancelled_says_so(visit, amina, claims, was_sent, words):
    ref = claims.sent(amina) if was_sent else claims.bus(amina)
    give_up(amina, ref, "cancel")
    answer = visit(amina).get(f"/claims/{ref}/check")
    assert (answer.status_code, words in answer.page.main) == (409, True)
    assert answer.page.link("Start another claim") == "/claims/start"


@pytest.mark.parametrize(
    ("state", "rest"), [("question", "We have a question about it."), ("decided", "We have decided it.")]
)
def test_a_page_of_a_draft_says_how_far_the_sent_claim_is(visit, amina, claims, state, rest):
    ref = claims.sent(amina)
    with writing() as session:
        session.merge(claims.of(ref)).state = state
    assert f"You have already sent this. {rest}" in visit(amina).get(f"/claims/{ref}/lines").page.main


def test_extra_fields_in_a_post_change_nothing(visit, amina, claims):
    ref = claims.bus(amina)
    sent = {
        "cost": "6.40",
        "claimed_pence": "999999",
        "state": "decided",
        "decision": "approved",
        "approved_pence": "5",
    }
    visit(amina).post(f"/claims/{ref}/lines/1/cost", data=sent)
    line = claims.only_line(ref)
    assert (line.claimed_pence, line.decision, claims.of(ref).state) == (640, "undecided", "draft")


# Whose hands


def test_a_stranger_finds_nothing_at_any_address(visit, ivo, amina, claims):
    client, ref = visit(ivo), claims.bus(amina)
    for address in ("what", "lines", "check", "sent", "copy", "time", "benefits", "pay", "sessions", "late", "cancel",
                    "lines/1/cost", "lines/1/receipt", "lines/1/remove", ""):  # fmt: skip
        assert client.get(f"/claims/{ref}/{address}".rstrip("/")).status_code == 404, address
    assert client.post(f"/claims/{ref}/send").status_code == 404
    assert client.post(f"/claims/{ref}/take-back").status_code == 404


def test_staff_without_a_part_in_it_cannot_open_the_pages(visit, carys, femi, amina, claims):
    ref = claims.bus(amina)
    assert [visit(one).get(f"/claims/{ref}/check").status_code for one in (carys, femi)] == [403, 403]


def test_a_helper_who_may_fill_in_cannot_send(visit, ben, amina, claims):
    client, ref = helping(visit, ben), claims.bus(amina)
    page = client.get(f"/claims/{ref}/check").page
    assert "Amina Yusuf must send this claim." in page.main
    assert client.post(f"/claims/{ref}/send").status_code == 403
    assert claims.of(ref).state == "draft"


def test_a_helper_who_may_send_sends_and_the_person_hears_of_it(visit, ben, amina, claims, outbox, reload):
    with writing() as session:
        session.query(TrustedGrant).one().powers = ["fill", "send"]
    client, ref = helping(visit, ben), claims.bus(amina, by=ben)
    client.post(f"/claims/{ref}/send", data={"once": new_id()})
    assert (claims.of(ref).sent_by, claims.only_line(ref).typed_by) == ("ben", "ben")
    assert outbox.kinds(amina) == ["E-08", "E-17"]


def test_who_typed_a_line_is_kept_when_the_person_goes_on_with_it(claims, amina, ben):
    ref = claims.bus(amina, by=ben)
    claims.answer(amina, ref, 1, amina, cost=500)
    assert claims.only_line(ref).typed_by == "ben"


# The database holds it too


@pytest.mark.both_databases
def test_amounts_that_cannot_be_are_refused_by_the_database(claims, amina):
    line = claims.only_line(claims.bus(amina)).id
    for wrong in (
        {"payable_pence": 641},
        {"claimed_pence": -1, "payable_pence": -1},
        {"approved_pence": 1},
        {"paid_pence": 1},
    ):
        with pytest.raises(IntegrityError), writing() as session:
            session.query(ClaimLine).filter_by(id=line).update(wrong)


@pytest.mark.both_databases
def test_two_claims_about_the_same_thing_have_different_numbers(claims, amina):
    refs = {claims.start(amina, FALLS) for _ in range(5)}
    assert len(refs) == 5 == db.session.query(Claim).count()
