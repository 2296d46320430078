"""Every act on a run, from every state, by every role: what is not allowed changes nothing (security 1.3)."""

import pytest

from portal.accounts.models import StaffRole
from portal.foundation.database import db, writing
from portal.payments.models import PaymentRun
from portal.payments.runs.service import cancel
from tests.support.claims import draft_run, frozen_run, once, paid_run, ready, released_run, take_file

ANSWERS = {
    "approval": {"version": "1", "initials": "FA"},
    "release": {},
    "send-back": {"why": "No"},
    "cancel": {"why": "No"},
    "not-taken": {
        "who": "Ann", "day-day": "17", "day-month": "11", "day-year": "2026", "reference": "CALL 7", "why": "Failed."
    },
    "file": {"why": "Lost"},
    "paid": {"bank_reference": "FP 1", "left": "4.60"},
}  # fmt: skip


def downloaded():
    run_id = released_run()
    take_file(run_id)
    return run_id


def cancelled():
    run_id = draft_run()
    cancel(run_id, "No", by="femi", once=once())
    return run_id


MADE = {
    "draft": draft_run, "frozen": frozen_run, "released": released_run, "downloaded": downloaded, "paid": paid_run,
    "cancelled": cancelled,
}  # fmt: skip
MAKER, APPROVER = ("femi", "both"), ("grace", "both")
ALLOWED = {  # (state, act) → who: "both" holds both roles and made nothing
    ("draft", "approval"): MAKER,
    ("draft", "cancel"): MAKER,
    ("draft", "send-back"): APPROVER,
    ("frozen", "release"): APPROVER,
    ("frozen", "send-back"): APPROVER,
    ("frozen", "cancel"): MAKER,
    ("released", "cancel"): MAKER,
    ("released", "send-back"): APPROVER,
    ("released", "file"): MAKER,
    ("downloaded", "file"): MAKER,
    ("downloaded", "paid"): MAKER,
    ("downloaded", "not-taken"): ("grace",),  # who released it
    ("paid", "file"): MAKER,
}
PEOPLE = ("femi", "grace", "both", "carys", "amina", "hana")


@pytest.fixture
def hands(people, visit):
    """Clients by name: the cast, and Jo with both finance roles."""
    with writing() as session:
        for role in ("finance maker", "finance approver"):
            session.add(StaffRole(person_id="jo", role=role, given_by="hana"))
    return {name: visit(people["jo" if name == "both" else name]) for name in PEOPLE}


@pytest.fixture
def run(amina):
    ready(amina)
    return lambda state: MADE[state]()


def facts(run_id):
    row = db.session.get_one(PaymentRun, run_id, populate_existing=True)
    return {column.name: getattr(row, column.name) for column in PaymentRun.__table__.columns}


@pytest.mark.parametrize("state", MADE)
def test_nobody_does_what_the_table_does_not_name(hands, run, state):
    run_id = run(state)
    before = facts(run_id)
    for act, answers in ANSWERS.items():
        for name, client in hands.items():
            if name not in ALLOWED.get((state, act), ()):
                answer = client.post(f"/finance/runs/{run_id}/{act}", data={"once": once(), **answers})
                assert answer.status_code in (403, 409, 422), (state, act, name, answer.status_code)
                assert answer.mimetype == "text/html" and facts(run_id) == before, (state, act, name)


@pytest.mark.parametrize(
    ("state", "act", "name"), [(*key, name) for key, names in ALLOWED.items() for name in names]
)
def test_everybody_does_what_the_table_names(hands, run, state, act, name):
    answer = hands[name].post(f"/finance/runs/{run(state)}/{act}", data={"once": once(), **ANSWERS[act]})
    assert answer.status_code == (200 if act == "file" else 303)
    assert act != "file" or answer.mimetype == "text/csv"


def test_who_holds_both_roles_never_releases_what_they_made(hands, amina):
    ready(amina)
    run_id = frozen_run(by="jo")
    assert hands["both"].post(f"/finance/runs/{run_id}/release", data={"once": once()}).status_code == 409
    assert hands["grace"].post(f"/finance/runs/{run_id}/release", data={"once": once()}).status_code == 303


def test_the_database_refuses_a_releaser_who_made_the_run(amina, people):
    from sqlalchemy.exc import IntegrityError

    ready(amina)
    run_id = frozen_run()
    with pytest.raises(IntegrityError), writing() as session:
        session.get_one(PaymentRun, run_id).released_by = "femi"
