"""Rule 43: up to which sum each role decides, and what happens above it."""

import threading

import pytest

from portal.accounts.models import StaffRole
from portal.claims.deciding import service
from portal.claims.deciding.rules import Choice
from portal.claims.hands import Holder, Limits, may_decide, why_over
from portal.foundation.database import db, writing
from portal.foundation.pages import Refused
from portal.ledger import queries as ledger
from tests.support.claims import approved, claim_of, decide, lines_of, once, sent_claim

LIMITS = Limits(25_000, 100_000)
EXAMPLES = [  # role, for every team, approved before for the person, the claim, may they
    ("coordinator", False, 0, 25_000, True),
    ("coordinator", False, 0, 25_001, False),
    ("coordinator", False, 15_000, 15_000, False),
    ("coordinator", False, 15_000, 10_000, True),
    ("coordinator", True, 0, 25_001, False),
    ("budget holder", False, 0, 25_001, True),
    ("budget holder", False, 15_000, 15_000, True),
    ("budget holder", False, 0, 100_000, True),
    ("budget holder", False, 0, 100_001, False),
    ("budget holder", True, 0, 100_001, True),
    ("finance approver", True, 0, 1, False),
]


@pytest.mark.parametrize(("role", "everywhere", "recent", "total", "may"), EXAMPLES)
def test_who_may_decide_a_claim_of_this_size(role, everywhere, recent, total, may):
    assert may_decide(Holder("x", "X", role, everywhere, recent), total, LIMITS) == may


def test_the_sentence_names_both_figures_and_who_decides():
    carys = Holder("carys", "Carys Rees", "coordinator", False, 15_000)
    holders = [carys, Holder("efe", "Efe Demir", "budget holder", False)]
    over = why_over("carys", 15_000, holders, LIMITS)
    assert over.names == "Efe Demir" and over.text == (
        "This claim comes to £150.00, and you approved £150.00 for this person in the last 30 days. "
        "You can decide up to £250. Efe Demir decides it."
    )
    nobody = why_over("carys", 100_001, holders, LIMITS)
    assert nobody.names == "" and "Ask an administrator" in nobody.text
    assert why_over("efe", 15_000, holders, LIMITS) is None


def test_nobody_is_named_who_reached_their_own_limit():
    holders = [Holder("carys", "Carys", "coordinator", False), Holder("efe", "Efe", "budget holder", False, 90_000),
               Holder("una", "Una", "budget holder", True)]  # fmt: skip
    assert why_over("carys", 26_000, holders, LIMITS).names == "Una"


@pytest.fixture
def cast(people):
    return people


def refused(ref, *choices, by="carys"):
    with pytest.raises(Refused) as refusal:
        decide(ref, *choices, by=by)
    return refusal.value


@pytest.mark.both_databases
def test_a_claim_above_the_limit_goes_to_the_budget_holder(cast, amina):
    ref = sent_claim(amina, bus=1, time=25_000)
    assert refused(ref).code == "over-limit" and "Efe Demir decides it." in str(refused(ref))
    assert refused(ref, ("decline", "Too much."), ("decline", "Too much.")).code == "over-limit"
    assert claim_of(ref).state == "sent" and ledger.owed(amina.id) == {"costs": 0, "time": 0}
    decide(ref, by="efe")
    assert [line.approved_pence for line in lines_of(ref)] == [1, 25_000]


@pytest.mark.both_databases
def test_what_one_person_approved_for_another_counts_for_30_days(cast, amina, ivo, clock):
    approved(amina, bus=15_000)
    clock.forward(days=7)
    ref = sent_claim(amina, bus=15_000)
    assert refused(ref).code == "over-limit"
    approved(ivo, bus=15_000)
    clock.forward(days=24)
    decide(ref)
    assert claim_of(ref).state == "decided"


def test_a_claim_cannot_be_split_below_the_limit_by_deciding_its_lines_apart(cast, amina):
    ref = sent_claim(amina, bus=[15_000, 15_000])
    assert refused(ref, "approve").code == "over-limit"


def test_a_coordinator_asks_about_a_claim_above_the_limit(cast, amina):
    ref = sent_claim(amina, bus=30_000)
    decide(ref, ("question", "Which train was it?"))
    assert claim_of(ref).state == "question"


def test_above_the_limit_of_a_team_the_holder_of_every_budget_decides(cast, amina, ivo):
    ref = sent_claim(amina, bus=100_001)
    assert "Ask an administrator" in str(refused(ref, by="efe"))
    with writing() as session:
        session.add(StaffRole(person_id="hana", role="budget holder", team_id=None, given_by="hana"))
    assert "Hana Sato decides it." in str(refused(ref, by="efe"))
    decide(ref, by="hana")
    assert claim_of(ref).state == "decided"


@pytest.mark.both_databases
def test_two_claims_decided_at_once_are_weighed_one_after_the_other(app, cast, amina):
    refs, came = [sent_claim(amina, bus=15_000), sent_claim(amina, bus=15_000)], []
    seen = {ref: (claim_of(ref).version, [line.id for line in lines_of(ref)]) for ref in refs}

    def act(ref):
        version, lines = seen[ref]
        with app.app_context():
            try:
                service.decide(ref, [Choice(lines[0], "approve")], "", version, None, by="carys", once=once())
                came.append("decided")
            except Refused as refusal:
                came.append(refusal.code)

    both = [threading.Thread(target=act, args=(ref,)) for ref in refs]
    [one.start() for one in both]
    [one.join() for one in both]
    db.session.rollback()
    assert sorted(came) == ["decided", "over-limit"] and ledger.owed(amina.id)["costs"] == 15_000


def test_the_page_says_who_decides_and_keeps_the_choices_for_them(visit, cast, amina, carys, efe):
    ref = sent_claim(amina, bus=30_000)
    office = visit(carys)
    page = office.get(f"/queue/{ref}").page
    assert "Efe Demir decides it." in page.main and "Save for Efe Demir" in page.main
    line = lines_of(ref)[0]
    typed = {"version": claim_of(ref).version, "lines-0-line_id": line.id, "lines-0-decision": "decline",
             "lines-0-no_reason": "other", "lines-0-no_words": "The trust booked this train."}  # fmt: skip
    assert (
        "Saved, not sent. Efe Demir sees what you chose."
        in office.post(f"/queue/{ref}", data={"act": "hand on", **typed}, follow_redirects=True).page.main
    )
    assert "Waits for Efe Demir" in office.get("/queue").page.main
    theirs = visit(efe).get(f"/queue/{ref}").page
    assert (
        "Carys Rees chose what is ticked below." in theirs.main
        and "The trust booked this train." in theirs.main
    )
    assert "Waits for" not in visit(efe).get("/queue").page.main


def test_starting_with_the_oldest_passes_over_what_somebody_else_decides(visit, cast, amina, ivo, carys):
    sent_claim(amina, bus=30_000)
    small = sent_claim(ivo)
    assert (
        visit(carys).post("/queue/next", follow_redirects=True).page.h1.endswith(f"{small[1:4]} {small[4:]}")
    )
