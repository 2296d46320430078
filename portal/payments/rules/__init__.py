"""Payment runs as pure rules: what is gathered, what is worth a look, who may release, how a run ends.

Sources: domain.md rules 42, 47, 51, 52; journeys F-10.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from portal.foundation.calendar import full_date, is_working_day
from portal.foundation.money import pounds
from portal.payments.rules.bank_file import bank_text

LARGE_PENCE = 50_000
RECENT = dt.timedelta(days=14)
FILE_IS_OUT = (
    "The payment file was downloaded, so the bank may have it. Only who approved the run can cancel it now."
)
SAMPLE = 5
LATEST = dt.timedelta(days=31)  # a date further on is a slip: nobody waits so long
NAME_WIDTH = (
    8  # of the organisation in a reference: with a kind, a run and a place it fits into the bank's 18
)
KINDS = {"costs": "Costs", "time": "Payment for time"}
STATES = {
    "draft": "Being made",
    "frozen": "Waits for approval",
    "released": "Approved",
    "paid": "Paid",
    "cancelled": "Cancelled",
}


@dataclass(frozen=True)
class Ready:
    """One approved line that could be paid now, and what is known of its payee."""

    line_id: str
    ref: str
    person_id: str
    person_name: str
    kind: str  # costs or time
    pence: int
    what: str
    approved_by: str
    typed_by: str
    held: tuple[str, ...]
    bank_details_id: str | None
    details_made_at: dt.datetime | None
    shares_account: bool = False
    usual_pence: int | None = None  # the median of the person's earlier payments; None before the first
    approved_on: dt.date | None = None


@dataclass(frozen=True)
class Problem:
    """Why something can't be done with a run; `text` is read by finance."""

    code: str
    text: str


@dataclass(frozen=True)
class Payment:
    """What one person gets of one kind: one row of the bank's file."""

    person_id: str
    person_name: str
    kind: str
    pence: int
    reference: str
    lines: int


def can_go(lines: Iterable[Ready]) -> list[Ready]:
    """Those that a run may take: a confirmed account and something to pay. One held person stops nobody else."""
    return [line for line in lines if not line.held and line.pence > 0 and line.bank_details_id]


def left_out(lines: Iterable[Ready]) -> list[Ready]:
    """Those that wait, each with its reasons."""
    return [line for line in lines if line.held]


def worth_a_look(lines: Sequence[Ready], now: dt.datetime) -> list[tuple[str, str]]:
    """(person's name, sentence) for each thing that a second pair of eyes should see before the run (F-10, 2)."""
    found: list[tuple[str, str]] = []
    for _, mine in groupby(sorted(lines, key=lambda line: line.person_id), key=lambda line: line.person_id):
        person = list(mine)
        found += [(person[0].person_name, sentence) for sentence in _signs(person, now)]
    return sorted(found)


def _signs(person: list[Ready], now: dt.datetime) -> list[str]:
    total, first = sum(line.pence for line in person), person[0]
    signs = []
    if first.details_made_at and now - first.details_made_at <= RECENT:
        signs.append("Bank details were given or changed in the last 14 days")
    if first.shares_account:
        signs.append("Another person is paid into the same account")
    if total > LARGE_PENCE:
        signs.append(f"{pounds(total)} is more than {pounds(LARGE_PENCE)}")
    if first.usual_pence and total > 2 * first.usual_pence:
        signs.append(f"{pounds(total)} is more than twice the usual {pounds(first.usual_pence)}")
    if any(line.approved_by == line.typed_by for line in person):
        signs.append("The same person typed and approved a claim")
    return signs


def payments(lines: Sequence[Ready], run_number: int, bank_name: str) -> list[Payment]:
    """One payment for each person and kind, so that costs and time can be told apart on a bank statement."""
    key = lambda line: (line.person_name, line.person_id, line.kind)  # noqa: E731  # one use, beside its sort
    grouped = [list(group) for _, group in groupby(sorted(lines, key=key), key=key)]
    return [
        Payment(
            group[0].person_id, group[0].person_name, group[0].kind, sum(line.pence for line in group),
            reference(group[0].kind, run_number, place, bank_name), len(group),
        )
        for place, group in enumerate(grouped, 1)
    ]  # fmt: skip


def reference(kind: str, run_number: int, place: int, bank_name: str) -> str:
    """Unique in all runs, 7 to 18 characters (rule 52): "TIME 12-3 NORTH FT". A name is cut at one place always."""
    return bank_text(f"{kind} {run_number}-{place} {bank_text(bank_name, NAME_WIDTH)}")


def why_not_pay_on(day: dt.date, today: dt.date) -> str:
    """What is wrong with the day the money is to arrive, in words; nothing when it is fine."""
    if day <= today or not is_working_day(day):
        return "Payment date must be a working day after today"
    if day > today + LATEST:
        return f"Payment date must be {full_date(today + LATEST)} or before"
    return ""


@dataclass(frozen=True)
class Releasing:
    """What is known when somebody wants to release a run."""

    by: str
    made_by: str
    state: str
    approvers: frozenset[str]  # who approved its lines
    payees: frozenset[str]  # whom it pays
    details_changed_by: frozenset[str]  # who last changed the payees' bank details
    stale_accounts: tuple[str, ...]  # names of people whose account is no longer the confirmed one
    same_as_frozen: bool
    days_left: int = 1  # from today to the payment date


def why_not_release(facts: Releasing) -> Problem | None:
    """Two pairs of hands, and exactly what was frozen (rules 42, 47, 51)."""
    if facts.state != "frozen":
        return Problem("state", "This run does not wait for approval any more.")
    if facts.by == facts.made_by:
        return Problem("made-it", "You cannot approve a run you made. Ask a colleague.")
    if facts.by in facts.payees:
        return Problem("pays-you", "You cannot approve a run that pays you. Ask a colleague.")
    if facts.by in facts.approvers:
        return Problem("approved-claim", "You cannot approve this run, because you approved a claim in it.")
    if facts.by in facts.details_changed_by:
        return Problem(
            "changed-details", "You cannot approve this run, because you changed bank details in it."
        )
    if facts.stale_accounts:
        names = ", ".join(facts.stale_accounts)
        return Problem(
            "account-changed", f"Bank details changed since the run was made: {names}. Send it back."
        )
    if not facts.same_as_frozen:
        return Problem("not-the-same", "The run is not what was sent for approval. Send it back.")
    if facts.days_left < 0:
        return Problem("date-passed", "The payment date has passed. Send it back, and start a new run.")
    return None


def why_not_cancel(state: str, downloaded: bool, *, by_releaser: bool = False) -> Problem | None:
    """A run ends with a reason until its payment file was first downloaded; after that only by its releaser (F-10)."""
    if state in ("paid", "cancelled"):
        return Problem("ended", "This run has ended already.")
    if downloaded and not by_releaser:
        return Problem("file-is-out", FILE_IS_OUT)
    return None


def why_not_taken_back(state: str, downloaded: bool, by_releaser: bool) -> Problem | None:
    """Only a file that is out can be said not to have been taken by the bank."""
    if state not in ("paid", "cancelled") and not downloaded:
        return Problem(
            "no-file", "The payment file was not downloaded, so the bank cannot have it. Send the run back."
        )
    return why_not_cancel(state, downloaded, by_releaser=by_releaser)


@dataclass(frozen=True)
class Ending:
    """One way in which a run ends unpaid: what the trail says, whether its file may be out, who learns why."""

    verb: str
    file_is_out: bool = False
    tells_maker: bool = False

    def why_not(self, state: str, downloaded: bool, by_releaser: bool) -> Problem | None:
        if self.file_is_out:
            return why_not_taken_back(state, downloaded, by_releaser)
        return why_not_cancel(state, downloaded)


CANCELLED = Ending("payment run cancelled")
SENT_BACK = Ending("payment run sent back", tells_maker=True)
NOT_TAKEN = Ending("payment run cancelled after download", file_is_out=True)


def not_taken_words(who: str, day: dt.date, reference: str, why: str) -> str:
    """How the releaser knows that the bank has not taken the file, as one sentence to keep."""
    return (
        f"{why} {who} said on {full_date(day)} that the bank has not taken the file, reference {reference}."
    )


def why_not_paid(
    state: str, downloaded: bool, total_pence: int, left_pence: int, *, same_as_frozen: bool = True
) -> Problem | None:
    """Paid means: the bank took the file, and what left the account is the control sum."""
    if state != "released":
        return Problem("state", "Only an approved run can be marked as paid.")
    if not downloaded:
        return Problem("no-file", "Download the payment file and send it to the bank first.")
    if left_pence != total_pence:
        return Problem(
            "sum", f"The total that left the account must be {pounds(total_pence)}, the sum of this run"
        )
    if not same_as_frozen:
        return Problem(
            "not-the-same", "The run is not what was approved. Call whoever looks after the portal."
        )
    return None


def sample(refs: Iterable[str], fingerprint: str, most: int = SAMPLE) -> list[str]:
    """Claims for the second person to open (F-10, 4): nobody chooses them, and they stay the same for the run."""
    by_chance = sorted(set(refs), key=lambda ref: hashlib.sha256(f"{fingerprint}{ref}".encode()).hexdigest())
    return sorted(by_chance[:most])


def many(count: int, one: str, more: str = "") -> str:
    """1 payment, 2 payments."""
    return f"{count} {one if count == 1 else more or one + 's'}"


def warnings_words(count: int) -> str:
    """The error when nobody has said that they were seen."""
    return (
        f"Confirm that you have seen the {count} warnings"
        if count > 1
        else "Confirm that you have seen the warning"
    )


class Frozen(Protocol):
    """A line of a run: what a second person approves, and what nobody changes afterwards."""

    @property
    def line_id(self) -> str: ...
    @property
    def person_id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def pence(self) -> int: ...
    @property
    def bank_details_id(self) -> str: ...
    @property
    def reference(self) -> str: ...


Fingerprint = tuple[str, str, str, int, str, str]


def fingerprint_row(line: Frozen) -> Fingerprint:
    """What counts of one line: whom it pays how much, of which kind, into which version of their bank details."""
    return line.line_id, line.person_id, line.kind, line.pence, line.bank_details_id, line.reference


def content_hash(rows: Iterable[Fingerprint]) -> str:
    """SHA-256 over the frozen rows, in line order."""
    text = "\n".join("|".join(map(str, row)) for row in sorted(rows))
    return hashlib.sha256(text.encode()).hexdigest()
