"""Money first: booked, paid before or given in cash; cleared by what was spent, equal, less or more (rule 64)."""

import pytest

from portal.claims.costs.rules.steps import steps
from portal.claims.first import clearing, jobs, queries, service
from portal.foundation.database import db
from portal.foundation.pages import Refused
from portal.ledger import queries as ledger
from portal.ledger.service import failures
from portal.messages.models import StaffTodo
from portal.payments.runs import queries as runs
from portal.payments.statements import queries as statements
from portal.payments.statements import rules as statement_rules
from tests.claims.first.first_support import (
    MEETING,
    agreed,
    answered,
    asked,
    in_cash,
    left,
    sent,
    spent,
    step,
)
from tests.support.claims import claim_of, confirmed_bank, decide, lines_of, once, paid_run, ready, sent_claim

pytestmark = [pytest.mark.both_databases, pytest.mark.own_database]


@pytest.fixture
def paid_before(people, amina):
    """£20.00 that a run paid to Amina."""
    confirmed_bank(amina)
    first_id = agreed(amina.id)
    paid_run()
    return first_id


def ties():
    assert not {name: found for name, found in failures().items() if found}


def bank_total(person):
    return sum(row.pence for row in ledger.paid_between(person, *YEAR))


YEAR = (statement_rules.tax_year(2026).first, statement_rules.tax_year(2026).last)


def test_what_is_asked_waits_for_the_team_and_is_answered_once(people, amina, outbox):
    first_id = asked(amina.id)
    (todo,) = queries.to_do(["hearts"])
    assert (todo.step, queries.waiting(["hearts"]), queries.waiting(["minds"])) == ("asked", 1, 0)
    answered(first_id, "booked", None, "A seat on the 9.15 bus.")
    assert step(first_id) == "met" and "E-43" in outbox.kinds(amina)
    with pytest.raises(Refused, match="decided already"):
        answered(first_id, "before")
    ties()


def test_nobody_decides_what_they_asked_for_or_typed(people, amina):
    own, typed = asked("carys"), asked(amina.id, by="carys")
    for first_id in (own, typed):
        with pytest.raises(Refused, match="cannot decide"):
            answered(first_id, by="carys")
    with pytest.raises(Refused, match="Another team"):
        answered(typed, by="dev", teams=["minds"])


def test_an_advance_is_paid_by_a_run_like_any_line(people, amina):
    confirmed_bank(amina)
    first_id = agreed(amina.id)
    (line,) = runs.ready()
    assert (line.pence, line.approved_by, step(first_id)) == (2000, "carys", "coming")
    assert ledger.owed(amina.id)["costs"] == 2000
    paid_run()
    assert (step(first_id), left(first_id), ledger.owed(amina.id)["costs"]) == ("proof", 2000, 0)
    assert runs.ready() == []
    ties()


@pytest.mark.parametrize(
    ("costs", "cleared", "to_pay", "open_pence", "at"),
    [
        ([2000], 2000, 0, 0, "cleared"),
        ([1840], 1840, 0, 160, "left"),
        ([1500, 900], 2000, 400, 0, "cleared"),
    ],
    ids=["equal", "less", "more"],
)
def test_what_was_spent_clears_it(paid_before, amina, costs, cleared, to_pay, open_pence, at):
    ref = spent(amina.id, paid_before, *costs)
    assert sum(line.cleared_pence for line in lines_of(ref)) == cleared
    assert sum(line.pence for line in runs.ready()) == to_pay == ledger.owed(amina.id)["costs"]
    assert (left(paid_before), step(paid_before)) == (open_pence, at)
    ties()
    if to_pay:
        paid_run()
        assert bank_total(amina.id) == 2000 + to_pay
        ties()


def test_what_is_left_is_taken_from_nothing_without_a_yes(paid_before, amina):
    spent(amina.id, paid_before, 1840)
    other = ready(amina, bus=460)
    assert lines_of(other)[0].cleared_pence == 0 and [line.pence for line in runs.ready()] == [460]
    clearing.choose(paid_before, "later", 100, by=amina.id, once=once())
    third = ready(amina, bus=[50, 460], time=5000)
    assert [line.cleared_pence for line in lines_of(third)] == [50, 50, 0]
    fourth = ready(amina, bus=460)
    assert [line.cleared_pence for line in lines_of(fourth)] == [60]
    assert (left(paid_before), step(paid_before)) == (0, "cleared")
    paid_run()
    ties()


def test_what_is_left_can_be_paid_back_in_parts_and_never_more(paid_before, amina):
    spent(amina.id, paid_before, 1840)
    clearing.choose(paid_before, "pay back", None, by=amina.id, once=once())
    clearing.came_back(paid_before, 100, "FP 1", by="efe", once=once())
    with pytest.raises(Refused, match="more than is left"):
        clearing.came_back(paid_before, 61, "FP 2", by="efe", once=once())
    for by, why in ((amina.id, "own money"), ("carys", "You agreed to this money")):
        with pytest.raises(Refused, match=why):
            clearing.came_back(paid_before, 60, "FP 2", by=by, once=once())
    key = once()
    for _ in range(2):  # one press, sent twice
        clearing.came_back(paid_before, 60, "FP 2", by="efe", once=key)
    assert step(paid_before) == "cleared"
    ties()


def test_letting_go_takes_a_wish_and_two_people(paid_before, amina):
    spent(amina.id, paid_before, 1840)
    with pytest.raises(Refused, match="Nobody asks"):
        clearing.let_go(paid_before, by="carys", once=once())
    clearing.choose(paid_before, "let go", None, by=amina.id, once=once())
    with pytest.raises(Refused, match="your own money"):
        clearing.let_go(paid_before, by=amina.id, once=once())
    clearing.let_go(paid_before, by="carys", once=once())
    assert left(paid_before) == 160
    with pytest.raises(Refused, match="second person"):
        clearing.let_go(paid_before, by="carys", once=once())
    clearing.let_go(paid_before, by="efe", once=once())
    assert step(paid_before) == "cleared"
    assert ledger.by_line("let go")[queries.for_staff(paid_before, None).first.line_id] == 160
    ties()


def test_cash_counts_as_given_with_two_signatures(people, amina):
    first_id = agreed(amina.id, "cash")
    assert runs.ready() == [] and step(first_id) == "cash"
    with pytest.raises(Refused, match="no cash"):
        service.got_it(first_id, True, by=amina.id, once=once())
    service.hand_over(first_id, None, by="carys", once=once())
    assert step(first_id) == "got" and ledger.first_paid(amina.id) is None
    service.got_it(first_id, False, by=amina.id, once=once())
    assert step(first_id) == "cash"
    service.hand_over(first_id, None, by="efe", once=once())
    service.got_it(first_id, True, by=amina.id, once=once())
    assert step(first_id) == "proof" and ledger.owed(amina.id)["costs"] == 0
    made = statements.statement_of(amina.id, statement_rules.tax_year(2026))
    assert made.costs_pence == 2000
    ties()


def test_a_claim_that_is_taken_away_leaves_the_receipts_to_come(people, amina):
    first_id = in_cash(amina.id)
    ref = sent(amina.id, first_id, 1000)
    assert step(first_id) == "checked"
    decide(ref, ("decline", "No."))
    assert (step(first_id), left(first_id)) == ("left", 2000)
    ties()


def test_a_journey_that_we_booked_pays_nothing_and_needs_no_receipt(people, amina, claims):
    agreed(amina.id, "booked", None, "Seat 12.", need="book", start="Market  square", end="City Hospital")
    answers = {"travel": "bus", "cost": 640, "start": "City Hospital", "end": "Market Square"}
    met = claims.line(amina, "public transport", **answers, return_journey="yes", when=MEETING.isoformat())
    other = claims.bus(amina)
    (line,), (free,) = claims.lines_of(met), claims.lines_of(other)
    assert (line.payable_pence, line.cut_words) == (0, "We booked or paid for this already")
    assert line.receipt_state == "none needed" and "receipt" not in steps(line.kind, line.details)
    assert (free.payable_pence, free.receipt_state) == (640, "waiting")


def test_who_is_asked_about_receipts_hears_it_twice_and_then_the_team(paid_before, amina, clock, outbox):
    for _ in range(50):
        clock.forward(days=1)
        jobs.remind_of_proof(), jobs.remind_of_proof(), jobs.tell_of_what_is_left()
    assert outbox.kinds(amina).count("E-44") == 2
    assert [todo.kind for todo in todos() if "receipts" in todo.text] == ["money first"]
    spent(amina.id, paid_before, 1840)
    jobs.tell_of_what_is_left(), jobs.tell_of_what_is_left()
    assert outbox.kinds(amina).count("E-45") == 1


def todos():
    return db.session.query(StaffTodo).all()


def test_two_claims_are_two_things(paid_before, amina):
    """A claim that has nothing to do with the money before is paid in full while its receipts are still to come."""
    other = decide(sent_claim(amina, bus=460))
    assert [line.pence for line in runs.ready()] == [460] and claim_of(other).state == "decided"
    assert left(paid_before) == 2000
