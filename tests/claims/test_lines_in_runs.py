"""What payments asks of claims: lines ready, taken into a run and out again, paid in full and once."""

import datetime as dt

import pytest

from portal.claims import queries, service
from portal.foundation import calendar
from portal.foundation.database import writing
from portal.foundation.pages import Refused
from portal.ledger import queries as ledger
from portal.ledger import service as ledger_service

ARRIVES = dt.date(2026, 12, 1)


@pytest.fixture
def approved(claims, amina):
    """A bus fare of £6.40 that Carys approved."""
    ref = claims.sent(amina)
    with writing():
        claim, line = claims.of(ref), claims.only_line(ref)
        claim.state, line.decision, line.approved_pence, line.payment = "decided", "approved", 640, "ready"
        line.decided_by, line.decided_at = "carys", calendar.now()
        ledger_service.line_approved(line.id, "amina", "costs", 640, by="carys")
    return line.id


@pytest.mark.both_databases
def test_a_ready_line_tells_finance_what_it_needs(approved, amina):
    (line,) = queries.ready_lines()
    assert (line.line_id, line.person_name, line.kind, line.pence) == (approved, "Amina Yusuf", "costs", 640)
    assert (line.approved_by, line.typed_by, line.team_id, line.cost_centre) == (
        "carys",
        "amina",
        "hearts",
        "FALLS1",
    )


@pytest.mark.both_databases
def test_a_line_is_in_one_run_and_can_come_out_again(approved):
    service.put_in_run([approved], run_id="run-1", by="femi")
    assert queries.ready_lines() == []
    with pytest.raises(Refused, match="taken into another run"):
        service.put_in_run([approved], run_id="run-2", by="femi")
    service.take_out_of_run([approved], by="femi")
    assert [line.line_id for line in queries.ready_lines()] == [approved]


@pytest.mark.both_databases
def test_a_paid_line_is_paid_once_and_the_ledger_says_the_same(claims, amina, approved):
    service.put_in_run([approved], run_id="run-1", by="femi")
    service.lines_paid([approved], run_id="run-1", on_date=ARRIVES, by="femi")
    with pytest.raises(Refused):
        service.lines_paid([approved], run_id="run-1", on_date=ARRIVES, by="femi")
    assert ledger.owed(amina.id) == {"costs": 0, "time": 0}
    (row,) = queries.of_person(amina.id)
    assert (row.public.label, row.public.sentence) == (
        "Paid",
        "We sent you £6.40. It should reach you by Tuesday 1 December.",
    )
    assert queries.totals_by_year(amina.id) == [("2026/27", 640, 0)]


def test_facts_of_lines_come_by_their_id(claims, amina, approved):
    facts = queries.line_facts([approved])[approved]
    assert (facts.about, facts.kind, facts.claimed_pence, facts.approved_pence) == (
        "Falls group",
        "costs",
        640,
        640,
    )
