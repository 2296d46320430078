"""Several hands at once, on both databases: a line is in one run, a run is released and paid once."""

import pytest

from portal.foundation.database import db
from portal.ledger import queries as ledger
from portal.ledger import service as ledger_service
from portal.payments.models import PaymentRun, RunDownload, RunLine
from portal.payments.runs import files, paying, queries, service
from tests.support.at_once import at_once
from tests.support.claims import (
    PAY_ON,
    decide,
    draft_run,
    frozen_run,
    lines_of,
    newcomer,
    once,
    ready,
    released_run,
    sent_claim,
    take_file,
)


@pytest.fixture(autouse=True)
def everybody(people):
    """The cast."""


def starting(line_ids, by="femi"):
    return lambda: service.start_run(list(line_ids), PAY_ON, by=by, once=once())


def test_two_makers_at_once_never_pay_a_line_twice(app, amina, ivo):
    lines = [line.id for ref in (ready(amina), ready(ivo)) for line in lines_of(ref)]
    got = at_once(app, *[starting(lines) for _ in range(4)])
    assert sorted(got)[1:] == ["nothing-left"] * 3 or got.count("nothing-left") == 3
    assert db.session.query(RunLine).count() == 2


def test_makers_of_different_lines_get_runs_of_different_numbers(app):
    people = [newcomer(f"person-{n}") for n in range(6)]
    chosen = [[line.id for line in lines_of(ready(person))] for person in people]
    got = at_once(app, *[starting(lines) for lines in chosen])
    assert len(set(got)) == 6
    assert sorted(run.number for run in db.session.query(PaymentRun)) == [1, 2, 3, 4, 5, 6]


def test_makers_whose_choices_overlap_share_the_lines_out(app, amina, ivo, ben):
    first, second, third = ([line.id for line in lines_of(ready(who))] for who in (amina, ivo, ben))
    at_once(app, starting(first + second), starting(second + third))
    held = [row.line_id for row in db.session.query(RunLine).filter_by(live=True)]
    assert sorted(held) == sorted(set(held)) and set(second) <= set(held)


def test_eight_presses_on_one_button_make_one_run(app, amina):
    lines, key = [line.id for line in lines_of(ready(amina))], once()
    got = at_once(app, *[lambda: service.start_run(lines, PAY_ON, by="femi", once=key)] * 8)
    assert len(set(got)) == 1 and db.session.query(PaymentRun).count() == 1


def test_released_and_cancelled_at_once_ends_in_one_of_them(app, amina):
    ref = ready(amina)
    run_id = frozen_run()
    release = lambda: service.release(run_id, by="grace", once=once())  # noqa: E731
    cancel = lambda: service.cancel(run_id, "No", by="femi", once=once())  # noqa: E731
    at_once(app, release, cancel)
    state, payment = queries.run_of(run_id).state, lines_of(ref)[0].payment
    assert (state, payment) == (
        "cancelled",
        "ready",
    )  # a release before is undone by the cancel; after, it is refused


def test_bank_details_changed_while_a_run_is_released_are_never_missed(app, amina):
    from tests.support.claims import bank

    ready(amina)
    run_id = frozen_run()
    got = at_once(app, lambda: service.release(run_id, by="grace", once=once()), lambda: bank(amina))
    released = queries.run_of(run_id).state == "released"
    assert released == (got[0] == run_id) and (released or got[0] == "account-changed")


def test_a_file_taken_while_its_run_is_cancelled_leaves_one_truth(app, amina):
    ready(amina)
    run_id = released_run()
    got = at_once(
        app,
        lambda: files.take_payment_file(run_id, "", by="femi", once=once()),
        lambda: service.cancel(run_id, "No", by="femi", once=once()),
    )
    taken = db.session.query(RunDownload).count()
    assert (queries.run_of(run_id).state == "cancelled") == (taken == 0)
    assert ("file-is-out" in got) == (taken == 1)


def test_eight_who_mark_a_run_as_paid_pay_it_once(app, amina, outbox):
    ready(amina)
    run_id = released_run()
    take_file(run_id)
    got = at_once(app, *[lambda: paying.mark_paid(run_id, "FP 1", 460, by="femi", once=once())] * 8)
    assert sorted(got, key=str).count("state") == 7 and got.count(run_id) == 1
    assert ledger.owed(amina.id)["costs"] == 0 and outbox.kinds(amina).count("E-12") == 1
    assert not any(ledger_service.failures().values())


def test_two_who_decide_one_claim_at_once_decide_it_once(app, amina):
    ref = sent_claim(amina)
    got = at_once(
        app, lambda: decide(ref, "approve", by="carys"), lambda: decide(ref, ("decline", "No"), by="efe")
    )
    assert got.count(ref) == 1 and len({"stale", "decided"} & set(map(str, got))) == 1
    assert ledger.owed(amina.id)["costs"] in (0, 460)
    assert not any(ledger_service.failures().values())


def test_eight_presses_on_one_decision_decide_once(app, amina, outbox):
    from tests.support.claims import claim_of

    ref, key = sent_claim(amina), once()
    seen = claim_of(ref).version
    line_id = lines_of(ref)[0].id
    from portal.claims.deciding import service as deciding
    from portal.claims.deciding.rules import Choice

    act = lambda: deciding.decide(ref, [Choice(line_id, "approve")], "", seen, None, by="carys", once=key)  # noqa: E731
    assert at_once(app, *[act] * 8) == [ref] * 8
    assert outbox.kinds(amina) == ["E-10"] and ledger.owed(amina.id)["costs"] == 460


def test_a_run_is_made_while_its_claims_are_decided(app, amina, ivo):
    """Approving and gathering at once: what was approved in time is in the run, the rest waits for the next."""
    ready(amina)
    late = sent_claim(amina, bus=300)
    at_once(app, draft_run, lambda: decide(late))
    assert lines_of(late)[0].payment in ("ready", "in a run")
    assert not any(ledger_service.failures().values())
