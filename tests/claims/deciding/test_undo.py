"""A decision is taken back before the line is in a run: by whom, what becomes of the money, who hears of it."""

import pytest

from portal.claims.deciding import undoing
from portal.foundation.audit import AuditEvent
from portal.foundation.database import Stale, db
from portal.foundation.pages import Refused
from portal.ledger import queries as ledger
from portal.ledger import service as checks
from portal.payments.runs import queries as ready_queries
from tests.support.claims import (
    approved,
    claim_of,
    confirmed_bank,
    decide,
    draft_run,
    lines_of,
    once,
    ready,
    sent_claim,
)

WHY = "We read the amount wrong."
NO = ("decline", "The trust paid for this.")


@pytest.fixture(autouse=True)
def everybody(people):
    """The cast."""


def undo(ref, by="carys", number=1, seen=None, key=None):
    version = claim_of(ref).version if seen is None else seen
    return undoing.undo(ref, number, WHY, version, by=by, once=key or once())


def refusal(ref, by="carys"):
    with pytest.raises(Refused) as refused:
        undo(ref, by)
    return refused.value.code


def all_ties():
    return not any(checks.failures().values())


@pytest.mark.both_databases
def test_an_approved_line_waits_again_and_nothing_is_owed(amina):
    ref = ready(amina)
    assert ledger.owed(amina.id)["costs"] == 460
    undo(ref)
    (line,) = lines_of(ref)
    assert (line.decision, line.approved_pence, line.payment, line.decided_by) == (
        "undecided",
        None,
        "not ready",
        None,
    )
    assert claim_of(ref).state == "sent" and claim_of(ref).decided_at is None
    assert ledger.owed(amina.id)["costs"] == 0 and ready_queries.ready() == [] and all_ties()


@pytest.mark.both_databases
def test_it_is_decided_and_undone_as_often_as_needed_and_every_penny_ties(amina):
    ref = ready(amina)
    for _ in range(2):
        undo(ref)
        decide(ref, ("different", 300, "We can pay up to £3.00 for this."))
    assert ledger.owed(amina.id)["costs"] == 300 and all_ties()
    undo(ref)
    decide(ref, NO)
    assert ledger.owed(amina.id)["costs"] == 0 and all_ties()
    undo(ref)
    decide(ref)
    assert ledger.owed(amina.id)["costs"] == 460 and all_ties()


def test_the_person_hears_why_and_by_when_and_the_trail_keeps_what_stood(amina, outbox, clock):
    ref = approved(amina)
    clock.forward(days=6)
    undo(ref)
    told = outbox.to(amina)[-1]
    assert told.kind == "E-46" and WHY in told.body_text and "by 30 November" in told.body_text
    assert str(claim_of(ref).check_by) == "2026-11-30"
    event = db.session.query(AuditEvent).filter_by(verb="claim decision undone").one()
    assert event.details["before"]["approved_pence"] == 460


def test_nobody_is_told_who_was_told_nothing(amina, outbox):
    ref = sent_claim(amina, bus=None, time=0, offered_pence=5000, cut_words="You said no to £50")
    undo(decide(ref))
    assert outbox.kinds(amina) == []


def test_the_other_lines_of_a_claim_stay_decided(amina):
    ref = approved(amina, bus=[460, 300])
    undo(ref, number=2)
    assert [line.decision for line in lines_of(ref)] == ["approved", "undecided"]
    assert ledger.owed(amina.id)["costs"] == 460


@pytest.mark.parametrize(
    ("by", "code"),
    [("dev", "not-yours"), ("femi", "not-yours"), ("grace", "not-yours"), ("amina", "own-claim")],
)
def test_who_may_not_undo(amina, by, code):
    assert refusal(approved(amina), by) == code


def test_the_budget_holder_undoes_what_a_coordinator_decided_and_not_the_other_way_round(amina):
    undo(approved(amina), by="efe")
    assert refusal(approved(amina, by="efe"), "carys") == "not-yours"


@pytest.mark.both_databases
def test_a_line_in_a_run_is_not_undone(amina):
    ref = ready(amina)
    draft_run()
    assert refusal(ref) == "in-a-run" and ledger.owed(amina.id)["costs"] == 460


def test_what_is_not_decided_is_not_undone(amina):
    assert refusal(sent_claim(amina)) == "not-decided"


def test_a_session_claimed_again_meanwhile_is_not_live_twice(amina):
    first = decide(sent_claim(amina, bus=None, time=5000, once_key="time:amina:m"), NO)
    sent_claim(amina, bus=None, time=5000, once_key="time:amina:m")
    assert refusal(first) == "claimed-again"


def test_pressing_twice_undoes_once_and_an_old_page_is_stale(amina):
    ref, key = approved(amina), once()
    seen = claim_of(ref).version
    undo(ref, seen=seen, key=key)
    undo(ref, seen=seen, key=key)
    decide(ref)
    with pytest.raises(Stale):
        undo(ref, seen=seen)
    assert lines_of(ref)[0].undone == 1


def test_the_page_asks_why_and_leads_back_to_the_claim(visit, amina, carys):
    ref, office = approved(amina), visit(carys)
    assert (
        office.get(f"/queue/{ref}")
        .page.link(f"Undo this decision: {lines_of(ref)[0].what}")
        .endswith("/lines/1/undo")
    )
    address = f"/queue/{ref}/lines/1/undo"
    assert office.get(address).page.h1 == "Undo this decision"
    sent = {"version": claim_of(ref).version, "once": once()}
    assert "Enter why" in office.post(address, data={**sent, "why": ""}).page.main
    page = office.post(address, data={**sent, "why": WHY}, follow_redirects=True).page
    assert "You can decide it again" in page.main and "Approve £4.60" in page.main


def test_the_page_says_why_it_cannot_be_undone(visit, amina, carys):
    confirmed_bank(amina)
    ref = approved(amina)
    draft_run()
    assert "in a payment run" in visit(carys).get(f"/queue/{ref}/lines/1/undo").page.main
    assert visit(carys).get(f"/queue/{ref}/lines/9/undo").status_code == 404


def test_a_coordinator_of_another_team_finds_no_such_page(visit, amina, dev):
    assert visit(dev).get(f"/queue/{approved(amina)}/lines/1/undo").status_code == 404
