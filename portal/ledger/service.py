"""Postings: the only way money is written down. Invariants: models.py."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from portal.foundation import calendar
from portal.foundation.database import writing
from portal.ledger.models import Entry, LedgerCheck, Posting


@dataclass(frozen=True)
class Amount:
    """One entry of a posting: an account and signed pence."""

    account: str
    pence: int
    line_id: str = ""  # where one posting is about two lines: the other one


class Unbalanced(RuntimeError):
    """A posting that does not sum to zero is a fault of the program: nothing is kept."""


def post(
    name: str, amounts: list[Amount], *, line_id: str, person_id: str, kind: str, by: str,
    on_date: dt.date | None = None, run_id: str | None = None,
) -> None:  # fmt: skip
    """Writes one posting of signed pence. Raises Unbalanced, IntegrityError when `name` was posted before (L3)."""
    if sum(amount.pence for amount in amounts) != 0:
        raise Unbalanced(name)
    with writing() as session:
        posting = Posting(name=name, by=by)
        session.add(posting)
        session.flush()
        shared = {"posting_id": posting.id, "kind": kind, "person_id": person_id, "run_id": run_id}
        day = on_date or calendar.today()
        for amount in amounts:
            if amount.pence:
                line = amount.line_id or line_id
                session.add(
                    Entry(account=amount.account, pence=amount.pence, on_date=day, line_id=line, **shared)
                )


def line_approved(line_id: str, person_id: str, kind: str, pence: int, by: str, undone: int = 0) -> None:
    """We owe what was approved. Nothing is posted for 0 pence. `undone`: how often it was reversed before."""
    if pence:
        amounts, name = [Amount(kind, pence), Amount("owed", -pence)], _nth("approved", undone)
        post(f"line-{line_id}:{name}", amounts, line_id=line_id, person_id=person_id, kind=kind, by=by)


def line_undone(line_id: str, person_id: str, kind: str, pence: int, by: str, undone: int = 0) -> None:
    """The reversal of line_approved() with the same figures."""
    if pence:
        amounts, name = [Amount(kind, -pence), Amount("owed", pence)], _nth("undone", undone)
        post(f"line-{line_id}:{name}", amounts, line_id=line_id, person_id=person_id, kind=kind, by=by)


def _nth(name: str, before: int) -> str:
    return f"{name}-{before + 1}" if before else name


def line_paid(
    line_id: str, person_id: str, kind: str, pence: int, *, run_id: str, on_date: dt.date, by: str
) -> None:
    """What was owed has left the bank; `on_date` is the day it reaches the person."""
    amounts = [Amount("owed", pence), Amount("bank", -pence)]
    post(
        f"line-{line_id}:paid", amounts, line_id=line_id, person_id=person_id, kind=kind, by=by,
        on_date=on_date, run_id=run_id,
    )  # fmt: skip


def advance_agreed(line_id: str, person_id: str, pence: int, by: str) -> None:
    """We owe money that the person will have in hand: not a cost yet."""
    amounts = [Amount("advance", pence), Amount("owed", -pence)]
    post(f"line-{line_id}:approved", amounts, line_id=line_id, person_id=person_id, kind="costs", by=by)


def advance_handed_over(line_id: str, person_id: str, pence: int, by: str) -> None:
    """What was owed went out of the tin. The name is that of a payment by run: a line is paid once (L3)."""
    amounts = [Amount("owed", pence), Amount("cash", -pence)]
    post(f"line-{line_id}:paid", amounts, line_id=line_id, person_id=person_id, kind="costs", by=by)


def advance_cleared(advance_id: str, line_id: str, person_id: str, pence: int, by: str) -> None:
    """Part of an approved cost was paid before: we owe less of it, and the person has less in hand."""
    amounts = [Amount("owed", pence), Amount("advance", -pence, advance_id)]
    name = f"line-{line_id}:cleared:{advance_id}"
    post(name, amounts, line_id=line_id, person_id=person_id, kind="costs", by=by)


def advance_back(advance_id: str, back_id: str, person_id: str, way: str, pence: int, by: str) -> None:
    """What the person had in hand came back (`way` "paid back"), or was let go ("let go")."""
    amounts = [Amount(way, pence), Amount("advance", -pence)]
    post(f"back-{back_id}", amounts, line_id=advance_id, person_id=person_id, kind="costs", by=by)


Check = Callable[[], list[str]]
_checks: dict[str, Check] = {}


def register_check(name: str, check: Check) -> None:
    """Rooms that hold money add a check: it answers a sentence for each thing that does not tie."""
    _checks[name] = check


def failures() -> dict[str, list[str]]:
    """Every registered check and what it found (an empty list: it ties)."""
    return {name: check() for name, check in _checks.items()}


def check_now() -> dict[str, list[str]]:
    """Looks, and keeps when and with what result, so that a check that has not run is noticed too (security 7.3)."""
    found = failures()
    with writing() as session:
        session.add(LedgerCheck(problems=sum(map(len, found.values()))))
    return found
