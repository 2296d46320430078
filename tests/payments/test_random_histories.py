"""Whatever people do, in whatever order: sums of lines, people, runs and statements tie to the penny."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.foundation.database import db
from portal.foundation.pages import Refused
from portal.ledger import queries as ledger
from portal.ledger.service import failures
from portal.payments.models import PaymentRun
from portal.payments.runs.paying import mark_paid
from portal.payments.runs.service import cancel, release, send_back, send_for_approval
from portal.payments.statements import queries as statements
from portal.payments.statements import rules as statement_rules
from tests.support.claims import (
    confirmed_bank,
    decide,
    draft_run,
    lines_of,
    newcomer,
    once,
    sent_claim,
    take_file,
    wide_limits,
)

PENCE = st.integers(2, 99_999)
LINES = st.lists(PENCE, max_size=3)
DECISIONS = st.sampled_from(["approve", "half", "decline", "later"])
CLAIMS = st.builds(
    lambda *parts: ("claim", *parts),
    st.integers(0, 2),
    LINES,
    LINES,
    st.lists(DECISIONS, min_size=6, max_size=6),
)
RUNS = st.builds(
    lambda far: ("run", far), st.sampled_from(["draft", "cancelled", "frozen", "released", "back", "paid"])
)
HISTORIES = st.lists(st.one_of(CLAIMS, CLAIMS, RUNS), min_size=1, max_size=8)
PLACES = 0


@pytest.fixture
def three(people):
    """New people each time: what went before stays in the books, as in life."""

    def make():
        global PLACES
        PLACES += 1
        return [newcomer(f"p{PLACES}-{n}") for n in range(3)]

    return make


@given(HISTORIES)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_penny_ties_after_any_history(app, three, history):
    lives(three(), history)


@given(HISTORIES)
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@pytest.mark.postgres
def test_every_penny_ties_after_any_history_on_postgresql(app, three, history):
    lives(three(), history)


def lives(people, history):
    wide_limits()
    for person in people[:2]:
        confirmed_bank(person)
    for what, *how in history:
        claimed(people, *how) if what == "claim" else ran(*how)
    assert not any(failures().values())
    for person in people:
        ties(person)


def claimed(people, who, costs, time, decisions):
    if not costs and not time:
        return
    ref = sent_claim(people[who], bus=costs, time=time)
    lines = lines_of(ref)
    chosen = [as_choice(line, one) for line, one in zip(lines, decisions, strict=False)]
    keep = [one for one in chosen if one]
    if len(keep) == len(lines):
        try:
            decide(ref, *keep)
        except Refused:  # above what one person decides in 30 days
            db.session.rollback()


def as_choice(line, one):
    return {
        "approve": "approve", "half": ("different", line.payable_pence // 2, "Half."), "decline": ("decline", "No."),
        "later": None,
    }[one]  # fmt: skip


def ran(far):
    try:
        run_id = draft_run()
    except Refused:
        return  # nothing was ready
    if far == "draft" or far == "cancelled":
        cancel(run_id, "No", by="femi", once=once())  # so that the next run finds its lines
        return
    send_for_approval(run_id, "FA", 1, by="femi", once=once())
    if far in ("frozen", "back"):
        send_back(run_id, "No", by="grace", once=once())
        return
    release(run_id, by="grace", once=once())
    if far == "paid":
        take_file(run_id)
        mark_paid(run_id, "FP", db.session.get_one(PaymentRun, run_id).total_pence, by="femi", once=once())
    else:
        cancel(run_id, "No", by="femi", once=once())


def ties(person):
    """Owed is approved less paid, and the statement of the year is what was paid."""
    lines = [line for ref in refs_of(person) for line in lines_of(ref)]
    made = statements.statement_of(person, statement_rules.tax_year(2026))
    for kind, paid in (("costs", made.costs_pence), ("time", made.time_pence)):
        mine = [line for line in lines if (line.kind == "time") == (kind == "time")]
        assert sum(line.paid_pence for line in mine) == paid
        assert ledger.owed(person)[kind] == sum((line.approved_pence or 0) - line.paid_pence for line in mine)


def refs_of(person):
    from portal.claims.models import Claim

    return [ref for (ref,) in db.session.query(Claim.ref).filter_by(person_id=person)]
