"""From ready lines to money: a run made, frozen, released by a second person, filed, paid; on both databases."""

import datetime as dt

import pytest

from portal.accounts.models import StaffRole
from portal.foundation.audit import AuditEvent
from portal.foundation.database import Stale, db, writing
from portal.foundation.pages import Refused
from portal.ledger import queries as ledger
from portal.ledger import service as ledger_service
from portal.payments.runs import files, paying, queries, service
from portal.payments.statements import queries as statements
from portal.payments.statements import rules as statement_rules
from tests.support.cast import HEARTS
from tests.support.claims import (
    PAY_ON,
    approved,
    bank,
    confirmed_bank,
    draft_run,
    frozen_run,
    lines_of,
    newcomer,
    once,
    paid_run,
    ready,
    released_run,
    sent_claim,
    take_file,
)


@pytest.fixture(autouse=True)
def everybody(people):
    """The cast."""


def states(ref):
    return [line.payment for line in lines_of(ref)]


def refusal(act, *args, **more):
    with pytest.raises(Refused) as refused:
        act(*args, once=once(), **more)
    return refused.value.code


def test_the_whole_way_from_approved_to_a_statement_ties_to_the_penny(amina, outbox):
    ref = ready(amina, bus=460, time=5000)
    run_id = released_run()
    content = take_file(run_id)
    assert (
        content.count(b"\r\n") == 3
        and b",4.60,COSTS 1-1 RIVERSID," in content
        and b",50.00,TIME 1-2" in content
    )
    paying.mark_paid(run_id, "FP 1", 5460, by="femi", once=once())
    assert states(ref) == ["paid", "paid"]
    assert ledger.owed(amina.id) == {"costs": 0, "time": 0}
    made = statements.statement_of(amina.id, statement_rules.month(2026, 11))
    assert (made.costs_pence, made.time_pence, made.total_pence) == (460, 5000, 5460)
    assert outbox.kinds(amina)[-1] == "E-12"
    assert not any(ledger_service.failures().values())


def test_everyone_in_a_run_hears_what_they_get_costs_and_time_apart(amina, ivo, outbox):
    ready(amina, bus=460, time=5000)
    ready(ivo, bus=300)
    paid_run()
    assert "Costs: £4.60. Payment for your time: £50.00." in outbox.to(amina)[-1].body_text
    assert "Costs: £3.00. Payment for your time: £0.00." in outbox.to(ivo)[-1].body_text


def test_what_is_approved_is_owed_until_it_is_paid(amina):
    approved(amina, bus=460, time=5000)
    assert ledger.owed(amina.id) == {"costs": 460, "time": 5000}
    confirmed_bank(amina)
    paid_run()
    assert ledger.owed(amina.id) == {"costs": 0, "time": 0}


def test_a_held_person_is_left_out_and_nobody_else_waits(amina, ivo):
    held, free = approved(ivo), ready(amina)
    draft_run()
    assert states(held) == ["ready"] and states(free) == ["in a run"]


@pytest.mark.parametrize("hold", ["none", "unconfirmed"])
def test_a_run_of_held_people_alone_is_refused(amina, hold):
    ref = approved(amina)
    if hold == "unconfirmed":
        bank(amina)
    chosen = [line.id for line in lines_of(ref)]
    assert refusal(service.start_run, chosen, PAY_ON, by="femi") == "nothing-left"


def test_the_one_who_made_a_run_never_releases_it(amina):
    ready(amina)
    run_id = frozen_run(by="grace")
    assert refusal(service.release, run_id, by="grace") == "made-it"


def test_the_one_who_approved_a_claim_in_it_never_releases_a_run(amina):
    with writing() as session:
        session.add(StaffRole(person_id="grace", role="coordinator", team_id=HEARTS, given_by="hana"))
    ready(amina, by="grace")
    assert refusal(service.release, frozen_run(), by="grace") == "approved-claim"


def test_the_one_it_pays_never_releases_a_run(people):
    ready("grace")
    assert refusal(service.release, frozen_run(), by="grace") == "pays-you"


def test_the_one_who_changed_bank_details_never_releases_their_payment(amina):
    from portal.payees import service as payees

    approved(amina)
    details = payees.Details("A", "089999", "66374958")
    details_id = payees.give_bank_details(amina.id, details, by="grace", once=once())
    payees.confirm(details_id, "letter", "", by="femi", once=once())
    assert refusal(service.release, frozen_run(), by="grace") == "changed-details"


def test_only_a_run_that_was_sent_for_approval_is_released(amina):
    ready(amina)
    run_id = draft_run()
    assert refusal(service.release, run_id, by="grace") == "state"


@pytest.mark.parametrize("change", [bank, confirmed_bank])
def test_bank_details_changed_after_the_freeze_stop_the_release(amina, change):
    ready(amina)
    run_id = frozen_run()
    change(amina)
    assert refusal(service.release, run_id, by="grace") == "account-changed"
    service.send_back(run_id, "New account", by="grace", once=once())
    assert len(queries.ready()) == 1


def test_a_run_whose_day_has_passed_is_not_released(amina, clock):
    ready(amina)
    run_id = frozen_run()
    clock.set_day(PAY_ON + dt.timedelta(days=1))
    assert refusal(service.release, run_id, by="grace") == "date-passed"


def test_a_run_is_frozen_only_as_it_was_seen(amina):
    ready(amina)
    run_id = draft_run()
    with pytest.raises(Stale):
        service.send_for_approval(run_id, "FA", 2, by="femi", once=once())
    service.send_for_approval(run_id, "FA", 1, by="femi", once=once())
    assert refusal(service.send_for_approval, run_id, "FA", 1, by="femi") == "state"


@pytest.mark.parametrize(
    ("end", "verb", "back"),
    [
        (service.cancel, "payment run cancelled", (None, "")),
        (service.send_back, "payment run sent back", ("grace", "Wrong day")),
    ],
)
def test_the_trail_says_how_a_run_ended_and_its_maker_why_it_came_back(amina, end, verb, back):
    ready(amina)
    run_id = frozen_run()
    end(run_id, "Wrong day", by="grace", once=once())
    run = queries.run_of(run_id)
    assert (run.cancelled_by, run.cancelled_why) == ("grace", "Wrong day")
    assert (run.sent_back_by, run.sent_back_why) == back
    assert db.session.query(AuditEvent).filter_by(verb=verb, thing_id=run_id).count() == 1


@pytest.mark.parametrize("reach", [draft_run, frozen_run, released_run])
def test_cancelling_frees_the_lines_for_another_run(amina, reach):
    ref = ready(amina)
    run_id = reach()
    service.cancel(run_id, "Wrong day", by="femi", once=once())
    assert states(ref) == ["ready"] and queries.run_of(run_id).state == "cancelled"
    paid_run()
    assert states(ref) == ["paid"]
    assert not any(ledger_service.failures().values())


def test_a_run_whose_file_is_out_is_cancelled_by_its_releaser_alone(amina):
    ref = ready(amina)
    run_id = released_run()
    take_file(run_id)
    told = ("Ann of the bank", dt.date(2026, 11, 17), "CALL 7", "The upload failed.")
    assert refusal(service.cancel, run_id, "Wrong day", by="femi") == "file-is-out"
    assert refusal(service.cancel_not_taken, run_id, *told, by="femi") == "file-is-out"
    assert refusal(service.send_back, run_id, "Wrong day", by="grace") == "file-is-out"
    service.cancel_not_taken(run_id, *told, by="grace", once=once())
    assert states(ref) == ["ready"]
    assert queries.run_of(run_id).cancelled_why == (
        "The upload failed. Ann of the bank said on 17 November 2026 that the bank has not taken the file,"
        " reference CALL 7."
    )


def test_a_paid_run_has_ended_for_everyone(amina):
    ready(amina)
    run_id = paid_run()
    assert refusal(service.cancel, run_id, "No", by="femi") == "ended"
    assert refusal(service.send_back, run_id, "No", by="grace") == "ended"
    assert refusal(paying.mark_paid, run_id, "FP 2", 460, by="femi") == "state"


def test_the_file_is_the_same_bytes_each_time_and_the_second_time_says_why(amina, ivo):
    ready(amina), ready(ivo)
    run_id = released_run()
    first = take_file(run_id)
    assert refusal(files.take_payment_file, run_id, "", by="femi") == "say-why"
    assert take_file(run_id, why="The first was lost") == first
    assert [why for *_, why in queries.downloads_of(run_id)] == ["The first was lost", ""]


def test_there_is_no_file_before_the_release(amina):
    ready(amina)
    run_id = frozen_run()
    assert refusal(files.take_payment_file, run_id, "", by="femi") == "no-file"
    assert queries.files_of(run_id) == []


def test_each_time_the_file_leaves_is_in_the_trail(amina):
    ready(amina)
    run_id, key = released_run(), once()
    for _ in range(2):
        file_id = files.take_payment_file(run_id, "", by="femi", once=key)
        files.hand_out(file_id, by="femi")
    assert (
        db.session.query(AuditEvent).filter_by(verb="payment file downloaded", thing_id=run_id).count() == 2
    )
    assert len(queries.downloads_of(run_id)) == 1


@pytest.mark.parametrize(
    ("left", "taken", "code"), [(459, True, "sum"), (461, True, "sum"), (460, False, "no-file")]
)
def test_paid_means_that_exactly_the_sum_has_left(amina, left, taken, code):
    ref = ready(amina)
    run_id = released_run()
    if taken:
        take_file(run_id)
    assert refusal(paying.mark_paid, run_id, "FP 1", left, by="femi") == code
    assert states(ref) == ["in a run"]


def test_marking_as_paid_twice_pays_once(amina, outbox):
    ready(amina)
    run_id, key = released_run(), once()
    take_file(run_id)
    for _ in range(2):
        assert paying.mark_paid(run_id, "FP 1", 460, by="femi", once=key) == run_id
    assert refusal(paying.mark_paid, run_id, "FP 1", 460, by="femi") == "state"
    assert outbox.kinds(amina).count("E-12") == 1
    assert sum(row.pence for row in ledger.paid_between(amina.id, PAY_ON, PAY_ON)) == 460


def test_lines_without_money_never_reach_a_run(amina):
    from tests.support.claims import decide

    ref = sent_claim(amina, bus=460, time=5000)
    decide(ref, "approve", ("decline", "Paid before."))
    confirmed_bank(amina)
    draft_run()
    assert states(ref) == ["in a run", "not ready"]


def test_two_people_of_one_name_have_a_payment_each(people):
    for id in ("sam-one", "sam-two"):
        ready(newcomer(id, "Sam Lee"))
    run_id = released_run()
    assert [p.person_id for p in queries.view_of(queries.run_of(run_id)).payments] == ["sam-one", "sam-two"]
    assert take_file(run_id).count(b"\r\n") == 3
