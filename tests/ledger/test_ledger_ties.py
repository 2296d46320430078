"""`flask ledger check`: every penny ties, and whoever changes a row past the portal is found out; on both databases."""

import datetime as dt

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from portal.foundation import calendar
from portal.foundation.database import db, writing
from portal.ledger import jobs, queries, rules, service
from portal.messages.models import StaffTodo
from tests.support.claims import approved, bank, decide, draft_run, lines_of, paid_run, ready, sent_claim

pytestmark = pytest.mark.own_database


@pytest.fixture
def books(people, amina, ivo):
    """A paid claim with a cut, one that waits, one in a run, one declined."""
    ready(amina, bus=460, time=5000)
    paid_run()
    decide(sent_claim(ivo, bus=[460, 300]), ("different", 200, "Less."), ("decline", "No."))
    approved(ivo), bank(ivo)
    ready(amina, bus=100)
    draft_run()


def change(statement):
    """A hand in the database, past triggers and constraints."""
    with writing() as session:
        if session.get_bind().dialect.name == "sqlite":
            for (name,) in session.execute(
                text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            ).all():
                session.execute(text(f"DROP TRIGGER {name}"))
            session.execute(text("PRAGMA ignore_check_constraints = 1"))
        else:
            session.execute(text("SET LOCAL session_replication_role = replica"))
        assert session.execute(text(statement)).rowcount


def wrong():
    return {name for name, found in service.failures().items() if found}


def test_what_the_portal_wrote_ties(app, books):
    assert wrong() == set()
    answer = app.test_cli_runner().invoke(args=["ledger", "check"])
    assert answer.exit_code == 0 and "lines tie to the ledger: ties" in answer.output


BANK = "(SELECT id FROM entry WHERE account = 'bank' LIMIT 1)"


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        (f"UPDATE entry SET pence = pence - 1 WHERE id = {BANK}", "postings sum to zero"),
        (f"UPDATE entry SET person_id = 'ben' WHERE id = {BANK}", "lines tie to the ledger"),
        (f"UPDATE entry SET kind = 'time' WHERE kind = 'costs' AND id = {BANK} OR kind = 'costs'",
         "lines tie to the ledger"),
        (f"DELETE FROM entry WHERE id = {BANK}", "runs tie to the ledger"),
        (f"UPDATE entry SET run_id = 'another' WHERE id = {BANK}", "runs tie to the ledger"),
        ("UPDATE claim_line SET approved_pence = approved_pence - 1 WHERE paid_pence = 0 AND approved_pence > 1",
         "lines tie to the ledger"),
        ("UPDATE claim_line SET paid_pence = 0 WHERE paid_pence > 0", "lines tie to the ledger"),
        ("UPDATE claim SET total_pence = total_pence + 1", "claims are the sum of their lines"),
        ("UPDATE run_line SET pence = pence + 1", "runs tie to the ledger"),
        ("UPDATE run_line SET bank_details_id = (SELECT id FROM bank_details WHERE person_id = 'ivo')",
         "runs tie to the ledger"),
        ("UPDATE payment_run SET total_pence = total_pence + 1", "runs tie to the ledger"),
        ("UPDATE payment_run SET state = 'released' WHERE state = 'paid'", "runs tie to the ledger"),
        ("UPDATE payment_run SET state = 'paid' WHERE state = 'draft'", "runs tie to the ledger"),
        ("UPDATE payment_run SET pay_on = '2026-01-05' WHERE state = 'paid'", "runs tie to the ledger"),
        ("UPDATE payment_run SET line_count = line_count + 1 WHERE state = 'paid'", "runs tie to the ledger"),
        (f"UPDATE entry SET on_date = '2026-01-05' WHERE id = {BANK}", "runs tie to the ledger"),
        ("UPDATE entry SET account = 'time' WHERE account = 'costs'", "lines tie to the ledger"),
        ("UPDATE claim_line SET payment = 'ready', paid_on = NULL WHERE payment = 'paid'", "runs tie to the ledger"),
        ("UPDATE run_line SET live = false WHERE run_id IN (SELECT id FROM payment_run WHERE state = 'paid')",
         "runs tie to the ledger"),
    ],
)  # fmt: skip
def test_a_row_that_was_changed_by_hand_is_found(app, books, statement, named):
    change(statement)
    assert named in wrong()
    answer = app.test_cli_runner().invoke(args=["ledger", "check"])
    assert answer.exit_code == 1 and f"{named}: " in answer.output


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET pence = pence + 1", "DELETE FROM entry",
        "UPDATE posting SET name = 'x'", "DELETE FROM posting",
        "UPDATE run_line SET pence = 1", "UPDATE run_line SET bank_details_id = 'x'", "DELETE FROM run_line",
        "UPDATE payment_run SET pay_on = '2026-01-05' WHERE state = 'paid'", "DELETE FROM payment_run",
        "UPDATE run_line SET live = false WHERE run_id IN (SELECT id FROM payment_run WHERE state = 'paid')",
    ],
)  # fmt: skip
def test_the_database_refuses_to_change_what_is_written_down(books, statement):
    with pytest.raises(DBAPIError, match="never"), writing() as session:
        session.execute(text(statement))


def test_the_night_keeps_when_it_looked_and_what_it_found(books):
    jobs.check_ledger()
    assert queries.last_check().problems == 0
    change("UPDATE claim SET total_pence = total_pence + 1 WHERE ref = 'C100001'")
    jobs.check_ledger(), jobs.check_ledger()
    assert queries.last_check().problems == 1
    assert db.session.query(StaffTodo).filter_by(kind="ledger").count() == 1


def test_an_unbalanced_posting_is_never_kept(books, amina):
    amounts = [service.Amount("costs", 460), service.Amount("owed", -459)]
    with pytest.raises(service.Unbalanced):
        service.post(
            "wrong", amounts, line_id=lines_of("C100001")[0].id, person_id=amina.id, kind="costs", by="carys"
        )
    assert wrong() == set()


def test_a_happening_is_written_down_once(books, amina):
    line = lines_of("C100001")[0]
    with pytest.raises(DBAPIError):
        service.line_approved(line.id, amina.id, "costs", 460, by="carys")
    assert wrong() == set()


NOW = dt.datetime(2026, 11, 17, 10, tzinfo=dt.UTC)
HOURS = dt.timedelta(hours=1)


@pytest.mark.parametrize(
    ("checked", "problems", "first", "words"),
    [
        (None, 0, None, ""),
        (None, 0, NOW - 36 * HOURS, ""),
        (None, 0, NOW - 37 * HOURS, "The nightly check of the ledger has not run."),
        (NOW - 36 * HOURS, 0, NOW - 900 * HOURS, ""),
        (NOW - 37 * HOURS, 0, NOW - 900 * HOURS, "The nightly check of the ledger has not run."),
        (NOW, 1, NOW, "The ledger does not tie: 1 thing differs."),
        (NOW, 3, NOW, "The ledger does not tie: 3 things differ."),
    ],
)
def test_finance_is_alarmed_when_it_fails_or_has_not_run(checked, problems, first, words):
    assert rules.alarm(checked, problems, first, NOW) == words


def test_the_alarm_stands_on_finances_first_page(visit, femi, books, clock):
    assert "does not tie" not in visit(femi).get("/finance").page.main
    change("UPDATE claim SET total_pence = total_pence + 1 WHERE ref = 'C100001'")
    jobs.check_ledger()
    assert "The ledger does not tie: 1 thing differs." in visit(femi).get("/finance").page.main
    assert calendar.now() > NOW
