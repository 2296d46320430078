"""What finance does with a run. Each act is one transaction; invariants R1-R5 stand in payments/models.py.

Locks are taken in one order: people, lines, run. A release reads its frozen set, locks, and checks the state again.
"""

import datetime as dt
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.claims import service as claims
from portal.foundation import audit, calendar
from portal.foundation.database import check_version, new_id, writing
from portal.foundation.once import once_only
from portal.organisation import queries as organisation
from portal.payees import queries as payees
from portal.payments import rules
from portal.payments.models import PaymentRun, RunLine
from portal.payments.runs import files, queries
from portal.payments.runs.holding import hash_of, lock_people, lock_run, refusal, refuse


@once_only
def start_run(line_ids: list[str], pay_on: dt.date, *, by: str) -> str:
    """A draft run of the chosen lines that can go now; its id. Lines that were taken or held meanwhile are left out.

    Raises Refused when nothing is left.
    """
    with writing() as session:
        wanted = set(line_ids)
        chosen = [line for line in rules.can_go(queries.ready()) if line.line_id in wanted]
        refuse(
            None if chosen else rules.Problem("nothing-left", "Nothing of what you chose can be paid now.")
        )
        lock_people(session, chosen)
        run = PaymentRun(id=new_id(), number=_next_number(session), pay_on=pay_on, made_by=by)
        session.add(run)
        session.flush()
        _take(session, run, chosen, by)
        audit.record("payment run started", "payment run", run.id, by=by, number=run.number, **_facts(run))
        return run.id


def _next_number(session: Session) -> int:
    return (session.scalar(select(func.max(PaymentRun.number))) or 0) + 1


def _take(session: Session, run: PaymentRun, lines: list[rules.Ready], by: str) -> None:
    """Puts lines into the run with the account and reference that each will have."""
    claims.put_in_run([line.line_id for line in lines], run_id=run.id, by=by)
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


def send_for_approval(run_id: str, initials: str, *, seen: int, by: str) -> None:
    """Freezes the run: lines, amounts and accounts can't change from here on. Raises Refused, Stale."""
    with writing() as session:
        lines = queries.lines_of(run_id)
        lock_people(session, lines)
        run = lock_run(session, run_id)
        check_version(run, seen)
        if run.state != "draft":
            raise refusal(rules.Problem("state", "This run was sent for approval already."), run_id)
        run.state, run.frozen_at, run.seen_note = "frozen", calendar.now(), initials
        run.content_hash = hash_of(lines)
        audit.record("payment run frozen", "payment run", run.id, by=by, hash=run.content_hash, **_facts(run))


def release(run_id: str, *, by: str) -> None:
    """A second person lets the run go; its files are made in the same transaction (R4). Raises Refused."""
    with writing() as session:
        lines = queries.lines_of(run_id)
        lock_people(session, lines)
        run = lock_run(session, run_id)
        refuse(rules.why_not_release(_releasing(run, lines, by)), run_id)
        run.state, run.released_by, run.released_at = "released", by, calendar.now()
        run.version += 1
        files.make(session, run, lines, by)
        audit.record(
            "payment run released", "payment run", run.id, by=by, hash=run.content_hash, **_facts(run)
        )


def _releasing(run: PaymentRun, lines: list[queries.LineRow], by: str) -> rules.Releasing:
    accounts = payees.payable({line.person_id for line in lines})
    stale = {
        line.person_name
        for line in lines
        if accounts[line.person_id].bank_details_id != line.bank_details_id or accounts[line.person_id].held
    }
    return rules.Releasing(
        by=by, made_by=run.made_by, state=run.state, same_as_frozen=hash_of(lines) == run.content_hash,
        approvers=frozenset(line.approved_by for line in lines if line.approved_by),
        payees=frozenset(line.person_id for line in lines),
        details_changed_by=frozenset(a.made_by for a in accounts.values() if a.made_by),
        stale_accounts=tuple(sorted(stale)),
    )  # fmt: skip


def send_back(run_id: str, why: str, *, by: str) -> None:
    """The second person does not release it: its lines are free again, the maker reads why."""
    _end(run_id, why, by, "payment run sent back", sent_back=True)


def cancel(run_id: str, why: str, *, by: str) -> None:
    """Ends a run until its payment file was first downloaded; its lines are ready again. Raises Refused."""
    _end(run_id, why, by, "payment run cancelled")


def _end(run_id: str, why: str, by: str, verb: str, *, sent_back: bool = False) -> None:
    with writing() as session:
        lines = queries.lines_of(run_id)
        lock_people(session, lines)
        run = lock_run(session, run_id)
        downloaded = any(kind == "payments" for kind, *_ in queries.downloads_of(run_id))
        refuse(rules.why_not_cancel(run.state, downloaded), run_id)
        run.state, run.cancelled_at, run.cancelled_by, run.cancelled_why = (
            "cancelled",
            calendar.now(),
            by,
            why,
        )
        if sent_back:
            run.sent_back_by, run.sent_back_why = by, why
        run.version += 1
        for row in session.scalars(select(RunLine).where(RunLine.run_id == run_id).with_for_update()):
            row.live = False
        claims.take_out_of_run([line.line_id for line in lines], by=by)
        audit.record(verb, "payment run", run.id, by=by, why=why, **_facts(run))


def why_not_release(view: queries.RunView, by: str) -> rules.Problem | None:
    """What the approver's page says instead of a button. The act itself asks again, under lock."""
    return rules.why_not_release(_releasing(view.run, view.lines, by))
