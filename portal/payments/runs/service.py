"""What finance does with a run. Each act is one transaction; invariants R1-R5 stand in payments/models.py.

Locks are taken in one order: people, claims and lines, run. A release reads its frozen set, locks, and checks the state
again.
"""

import datetime as dt
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.claims import service as claims
from portal.foundation import audit, calendar
from portal.foundation.database import check_version, db, new_id, writing
from portal.foundation.once import once_only
from portal.organisation import queries as organisation
from portal.organisation.models import Organisation
from portal.payments import rules
from portal.payments.models import PaymentRun, RunLine
from portal.payments.runs import files, queries
from portal.payments.runs.locks import hash_of, lock_people, lock_run, refusal, refuse, same_as_frozen


@once_only
def start_run(line_ids: list[str], pay_on: dt.date, left_out_why: str = "", *, by: str) -> str:
    """A draft run of the chosen lines that can go now; its id. Lines that were taken or held meanwhile are left out.

    Raises Refused when nothing is left.
    """
    with writing() as session:
        lock_people(session, queries.ready(line_ids))
        chosen = rules.can_go(queries.ready(line_ids))  # again: another maker may have been here
        refuse(
            None if chosen else rules.Problem("nothing-left", "Nothing of what you chose can be paid now.")
        )
        run = PaymentRun(id=new_id(), pay_on=pay_on, made_by=by, left_out_why=left_out_why)
        claims.put_in_run([line.line_id for line in chosen], run_id=run.id, by=by)
        run.number = _next_number(session)
        session.add(run)
        session.flush()
        _take(session, run, chosen)
        audit.record(
            "payment run started", "payment run", run.id, by=by, number=run.number, left_out_why=left_out_why,
            **_facts(run),
        )  # fmt: skip
        return run.id


def _next_number(session: Session) -> int:
    """Makers who start runs at once take turns at the organisation's row."""
    session.get(Organisation, 1, with_for_update=True)
    return (session.scalar(select(func.max(PaymentRun.number))) or 0) + 1


def _take(session: Session, run: PaymentRun, lines: list[rules.Ready]) -> None:
    """Keeps each line with the amount, account and reference that it will have."""
    bank_name = organisation.setting("bank_name") or organisation.organisation().name
    payments = rules.payments(lines, run.number, bank_name)
    references = {(p.person_id, p.kind): p.reference for p in payments}
    session.add_all(
        RunLine(
            run_id=run.id, line_id=line.line_id, person_id=line.person_id, kind=line.kind, pence=line.pence,
            bank_details_id=line.bank_details_id, reference=references[line.person_id, line.kind],
        )
        for line in lines
    )  # fmt: skip
    run.line_count, run.payment_count = len(lines), len(payments)
    run.total_pence = sum(line.pence for line in lines)


def _facts(run: PaymentRun) -> dict[str, Any]:
    return {
        "lines": run.line_count, "payments": run.payment_count, "total_pence": run.total_pence, "pay_on": run.pay_on
    }  # fmt: skip


@once_only
def send_for_approval(run_id: str, initials: str, seen: int, *, by: str) -> str:
    """Freezes the run: lines, amounts and accounts can't change from here on. Raises Refused, Stale."""
    with writing() as session:
        lines = queries.lines_of(run_id)
        lock_people(session, lines)
        run = lock_run(session, run_id)
        if run.state != "draft":
            raise refusal(rules.Problem("state", "This run was sent for approval already."), run_id)
        check_version(run, seen)
        run.state, run.frozen_at, run.seen_note = "frozen", calendar.now(), initials
        run.content_hash = hash_of(lines)
        audit.record("payment run frozen", "payment run", run.id, by=by, hash=run.content_hash, **_facts(run))
        return run.id


@once_only
def release(run_id: str, *, by: str) -> str:
    """A second person lets the run go; its files are made in the same transaction (R4). Raises Refused."""
    with writing() as session:
        lock_people(session, queries.lines_of(run_id))
        run, lines = lock_run(session, run_id), queries.lines_of(run_id)  # accounts as they are under lock
        refuse(rules.why_not_release(releasing(run, lines, by)), run_id)
        run.state, run.released_by, run.released_at = "released", by, calendar.now()
        run.version += 1
        files.make(session, run, lines)
        audit.record(
            "payment run released", "payment run", run.id, by=by, hash=run.content_hash, **_facts(run)
        )
        return run.id


def releasing(run: PaymentRun, lines: list[queries.LineRow], by: str) -> rules.Releasing:
    """What counts for the right to release; the approver's page asks the same question before the button."""
    return rules.Releasing(
        by=by, made_by=run.made_by, state=run.state, same_as_frozen=same_as_frozen(run, lines),
        approvers=frozenset(line.approved_by for line in lines if line.approved_by),
        payees=frozenset(line.person_id for line in lines),
        details_changed_by=frozenset(line.account_made_by for line in lines if line.account_made_by),
        stale_accounts=tuple(sorted({line.person_name for line in lines if not line.account_is_current})),
        days_left=(run.pay_on - calendar.today()).days,
    )  # fmt: skip


@once_only
def send_back(run_id: str, why: str, *, by: str) -> str:
    """The second person does not release it: its lines are free again, the maker reads why."""
    return _end(run_id, why, by, rules.SENT_BACK)


@once_only
def cancel(run_id: str, why: str, *, by: str) -> str:
    """Ends a run until its payment file was first downloaded; its lines are ready again. Raises Refused."""
    return _end(run_id, why, by, rules.CANCELLED)


@once_only
def cancel_not_taken(run_id: str, who: str, day: dt.date, reference: str, why: str, *, by: str) -> str:
    """The file is out and the bank has not taken it: the releaser ends the run and says how they know (F-10)."""
    return _end(run_id, rules.not_taken_words(who, day, reference, why), by, rules.NOT_TAKEN)


def _end(run_id: str, why: str, by: str, ending: rules.Ending) -> str:
    with writing() as session:
        lines = queries.lines_of(run_id)
        lock_people(session, lines)
        refuse(_why_not_end(run_id, by, ending), run_id)  # with the people locked, a run's state stays
        claims.take_out_of_run([line.line_id for line in lines], by=by)
        run = lock_run(session, run_id)
        refuse(_why_not_end(run_id, by, ending), run_id)  # again: its file may have been taken meanwhile
        run.state, run.cancelled_at = "cancelled", calendar.now()
        run.cancelled_by, run.cancelled_why = by, why
        if ending.tells_maker:
            run.sent_back_by, run.sent_back_why = by, why
        run.version += 1
        for row in session.scalars(select(RunLine).where(RunLine.run_id == run_id).with_for_update()):
            row.live = False
        audit.record(ending.verb, "payment run", run.id, by=by, why=why, **_facts(run))
        return run.id


def _why_not_end(run_id: str, by: str, ending: rules.Ending) -> rules.Problem | None:
    run = db.session.get_one(PaymentRun, run_id, populate_existing=True)
    return ending.why_not(run.state, queries.downloaded(run_id), by == run.released_by)
