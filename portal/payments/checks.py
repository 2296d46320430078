"""What `flask ledger check` ties about claims and runs (R2, R5): each claim, line, person and run."""

import datetime as dt
from collections import defaultdict
from typing import Any

from sqlalchemy import func, select

from portal.claims.models import Claim, ClaimLine
from portal.claims.rules import kind_of
from portal.foundation.database import db
from portal.foundation.money import pounds
from portal.ledger import queries as ledger
from portal.payments import rules
from portal.payments.models import PaymentRun, RunLine


def claims() -> list[str]:
    """A sent claim's total is the sum of its lines."""
    rows = db.session.execute(
        select(Claim.ref, Claim.total_pence, func.sum(ClaimLine.claimed_pence))
        .join(ClaimLine, (ClaimLine.claim_id == Claim.id) & ClaimLine.removed_at.is_(None))
        .where(Claim.state.in_(("sent", "question", "decided")))
        .group_by(Claim.id, Claim.ref, Claim.total_pence)
        .having(func.sum(ClaimLine.claimed_pence) != Claim.total_pence)
    )
    return [f"claim {ref}: {pounds(total)} is not the sum of its lines" for ref, total, _ in rows]


def lines() -> list[str]:
    """What a line says is approved and paid is what the ledger says, for its person and kind."""
    owed, bank = ledger.by_line_person_kind("owed"), ledger.by_line_person_kind(*ledger.PAID_FROM)
    spent = {kind: ledger.by_line_person_kind(kind) for kind in rules.KINDS}
    columns = (
        ClaimLine.id,
        ClaimLine.claimed_by,
        ClaimLine.kind,
        ClaimLine.approved_pence,
        ClaimLine.paid_pence,
        ClaimLine.cleared_pence,
    )
    known, wrong = set(), []
    for line, person, kind, approved, paid, cleared in db.session.execute(select(*columns)):
        key = (line, person, kind_of(kind))
        known.add(key)
        booked = {one: spent[one].get(key, 0) for one in rules.KINDS}
        counts = (approved or 0) if kind != "advance" else 0  # money in hand is no cost yet
        right = {one: counts if one == key[2] else 0 for one in rules.KINDS}
        due = (approved or 0) - paid - cleared
        if (-owed.get(key, 0), -bank.get(key, 0)) != (due, paid) or booked != right:
            wrong.append(
                f"line {line}: approved {pounds(approved or 0)}, paid {pounds(paid)}; the ledger differs"
            )
    return wrong + [f"line {key[0]} is in the ledger only" for key in (owed.keys() | bank.keys()) - known]


def runs() -> list[str]:
    """A run is the sum of its lines, still what was frozen; what left the bank is its lines, once it is paid.

    And the other way round: a line is paid, on its run's day, exactly when it is in a paid run.
    """
    held, left = _lines_by_run(), ledger.paid_by_run_and_line()
    wrong = []
    for run in db.session.scalars(select(PaymentRun).order_by(PaymentRun.number)):
        mine = held.pop(run.id, [])
        wrong += [f"run {run.number}: {problem}" for problem in _problems(run, mine, left)]
    wrong += [f"payment of line {line} is of no paid run" for line in sorted(line for _, line in left)]
    return wrong + _paid_otherwise()


def _paid_otherwise() -> list[str]:
    """Lines that are paid without a paid run, or not paid in one, or on another day than the run and the ledger say."""
    in_runs = (
        select(RunLine.line_id, PaymentRun.pay_on)
        .join(PaymentRun, PaymentRun.id == RunLine.run_id)
        .where(PaymentRun.state == "paid", RunLine.live)
    )
    on_claims = select(ClaimLine.id, ClaimLine.paid_on).where(ClaimLine.payment == "paid")
    paid_by_run, paid_by_line = _days(in_runs), _days(on_claims)
    days = ledger.payment_days()
    lines = paid_by_run.keys() | paid_by_line.keys() | days.keys()
    return [
        f"line {line}: its run, its claim and the ledger do not agree that it was paid, and when"
        for line in sorted(lines)
        if not paid_by_run.get(line) == paid_by_line.get(line) == days.get(line)
    ]


def _days(asked: Any) -> dict[str, dt.date]:
    return {line: day for line, day in db.session.execute(asked)}  # noqa: C416  # typed as a dictionary


def _lines_by_run() -> dict[str, list[RunLine]]:
    held: dict[str, list[RunLine]] = defaultdict(list)
    for line in db.session.scalars(select(RunLine)):
        held[line.run_id].append(line)
    return held


def _problems(run: PaymentRun, lines: list[RunLine], left: dict[tuple[str, str], int]) -> list[str]:
    """Takes the run's own payments out of `left`: what stays there belongs to no run."""
    found = []
    if sum(line.pence for line in lines) != run.total_pence:
        found.append(f"{pounds(run.total_pence)} is not the sum of its lines")
    if run.content_hash and rules.content_hash(map(rules.fingerprint_row, lines)) != run.content_hash:
        found.append("it is not what was frozen")
    if run.state in ("frozen", "released", "paid") and run.line_count != len(lines):
        found.append(f"{run.line_count} lines were frozen, and there are {len(lines)}")
    if run.state == "paid":
        paid = [left.pop((run.id, line.line_id), 0) for line in lines]
        found += ["what left the bank differs"] * (paid != [line.pence for line in lines])
    return found
