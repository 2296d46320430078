"""Whatever is asked, agreed, paid, claimed, paid back and let go, in whatever order: every penny ties, none twice."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.claims.first import clearing, queries, service
from portal.claims.first.models import MoneyBack
from portal.claims.models import Claim, ClaimLine
from portal.foundation.database import db
from portal.foundation.pages import Refused
from portal.ledger import queries as ledger
from portal.ledger.service import failures
from portal.payments.statements.rules import tax_year
from tests.claims.first.first_support import agreed, spent
from tests.support.claims import approved, confirmed_bank, newcomer, once, paid_run, wide_limits

PENCE = st.integers(1, 9_999)
WHO = st.integers(0, 1)
ACTS = st.one_of(
    st.tuples(st.just("agree"), WHO, st.sampled_from(["before", "cash"]), PENCE),
    st.tuples(st.just("give"), WHO, st.booleans()),
    st.tuples(st.just("run")),
    st.tuples(st.just("spent"), WHO, st.lists(PENCE, min_size=1, max_size=3)),
    st.tuples(st.just("claim"), WHO, st.lists(PENCE, min_size=1, max_size=2), st.booleans()),
    st.tuples(st.just("choose"), WHO, st.sampled_from(["later", "pay back", "let go"]), PENCE),
    st.tuples(st.just("back"), WHO, PENCE),
    st.tuples(st.just("let go"), WHO, st.sampled_from(["carys", "efe"])),
)
HISTORIES = st.lists(ACTS, min_size=3, max_size=14)
PLACES = 0


@given(HISTORIES)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_penny_paid_before_ties_after_any_history(app, people, history):
    lives(history)


@given(HISTORIES)
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@pytest.mark.postgres
def test_every_penny_paid_before_ties_after_any_history_on_postgresql(app, people, history):
    lives(history)


def lives(history):
    global PLACES
    PLACES += 1
    wide_limits()
    who = [newcomer(f"f{PLACES}-{n}") for n in range(2)]
    for person in who:
        confirmed_bank(person)
        agreed(person, pence=2000)
    for act, *how in history:
        happens(who, act, *how)
    assert not {name: found for name, found in failures().items() if found}
    for person in who:
        ties(person)


def happens(who, act, *how):
    """Each act on every ask of the person that it could be about; what is refused is refused."""
    if act == "run":
        return tried(paid_run)
    person, *how = who[how[0]], *how[1:]
    if act == "agree":
        return agreed(person, how[0], how[1])
    if act == "claim":
        return approved(person, bus=how[0], time=5000 if how[1] else None)
    for view in queries.of_person(person):
        tried(ACT[act], person, view.first.id, *how)


def give(person, first_id, yes):
    service.hand_over(first_id, None, by="carys", once=once())
    service.got_it(first_id, yes, by=person, once=once())


ACT = {
    "give": give,
    "spent": lambda person, first_id, pence: spent(person, first_id, *pence),
    "choose": lambda person, first_id, settle, part: clearing.choose(first_id, settle, part, by=person, once=once()),
    "back": lambda person, first_id, pence: clearing.came_back(first_id, pence, "FP", by="efe", once=once()),
    "let go": lambda person, first_id, by: clearing.let_go(first_id, by=by, once=once()),
}  # fmt: skip


def tried(act, *args):
    try:
        act(*args)
    except Refused:
        db.session.rollback()


def ties(person):
    """What reached them is what was owed and is not any more; what they have in hand is out, less cleared and back."""
    lines = (
        db.session.query(ClaimLine).join(Claim).filter(Claim.person_id == person).populate_existing().all()
    )
    reached = sum(row.pence for row in ledger.paid_between(person, tax_year(2026).first, tax_year(2026).last))
    assert reached == sum(line.paid_pence for line in lines)
    due = sum((line.approved_pence or 0) - line.cleared_pence - line.paid_pence for line in lines)
    assert sum(ledger.owed(person).values()) == due >= 0
    backs = sum(back.pence for back in db.session.query(MoneyBack).filter_by(person_id=person))
    out = sum(line.approved_pence for line in lines if line.kind == "advance")
    in_hand = ledger.open_by_person().get(person, 0)
    assert in_hand == out - sum(line.cleared_pence for line in lines) - backs >= 0
    costs = sum(line.approved_pence or 0 for line in lines if line.kind != "advance")
    assert reached + due == costs + in_hand + backs  # nothing is paid twice, nothing is lost
