"""A statement is a pure function of what the ledger says was paid, and of two dates (domain.md 4.4).

Costs and payment for time are never added up in one list. It draws no conclusion about tax or benefits.
"""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.foundation import calendar

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class PaidLine:
    """One paid line as a statement shows it; pence. `asked_pence`: claimed, or for time what was offered."""

    kind: str  # costs or time
    paid_on: dt.date
    on_date: dt.date
    what: str
    ref: str
    about: str
    asked_pence: int
    paid_pence: int
    note: str = ""


@dataclass(frozen=True)
class NotTaken:
    """An offer of payment for time that was not paid: the person said no, or gave it away. Pence; `note` says which."""

    on_date: dt.date
    what: str
    ref: str
    about: str
    offered_pence: int
    note: str


@dataclass(frozen=True)
class AboveApproved:
    """Miles of one kind of vehicle that were paid above the approved amount of a tax year (rule 13). Pence."""

    vehicle: str  # "car"
    paid_pence: int
    approved_pence: int
    excess_pence: int


@dataclass(frozen=True)
class Before:
    """What became of money that was paid before: cleared by a cost, paid back, or let go. Pence."""

    on_date: dt.date
    what: str
    pence: int


@dataclass(frozen=True)
class Period:
    """From when to when, both included, and how it is called."""

    first: dt.date
    last: dt.date
    label: str
    address: str  # "year/2026" or "month/2026-10"

    @property
    def file_name(self) -> str:
        """ "statement-month-2026-10": tells its files from those of other periods."""
        return "statement-" + self.address.replace("/", "-")


@dataclass(frozen=True)
class Statement:
    """What reached one person in a period, costs and time apart, newest first."""

    person_name: str
    period: Period
    made_on: dt.date
    paid_to: tuple[str, ...]  # last digits of the accounts
    costs: tuple[PaidLine, ...]
    time: tuple[PaidLine, ...]
    not_taken: tuple[NotTaken, ...] = ()
    above: tuple[AboveApproved, ...] = ()  # a tax year's alone
    before: tuple[Before, ...] = ()

    @property
    def costs_pence(self) -> int:
        return sum(line.paid_pence for line in self.costs)

    @property
    def time_pence(self) -> int:
        return sum(line.paid_pence for line in self.time)

    @property
    def total_pence(self) -> int:
        return self.costs_pence + self.time_pence

    @property
    def costs_asked_pence(self) -> int:
        return sum(line.asked_pence for line in self.costs)

    @property
    def time_asked_pence(self) -> int:
        return sum(line.asked_pence for line in self.time)


def statement(
    name: str, period: Period, lines: Iterable[PaidLine], *, made_on: dt.date, paid_to: Iterable[str],
    not_taken: Iterable[NotTaken] = (), above: Iterable[AboveApproved] = (), before: Iterable[Before] = (),
) -> Statement:  # fmt: skip
    """The statement of the lines that were paid within the period; others are left out."""
    inside = [line for line in lines if period.first <= line.paid_on <= period.last]
    newest = sorted(inside, key=lambda line: (line.paid_on, line.on_date, line.ref, line.what), reverse=True)
    costs, time = (tuple(line for line in newest if line.kind == kind) for kind in ("costs", "time"))
    return Statement(
        name,
        period,
        made_on,
        tuple(sorted(set(paid_to))),
        costs,
        time,
        tuple(not_taken),
        tuple(above),
        tuple(before),
    )


def tax_year(start: int) -> Period:
    """The tax year that begins on 6 April of `start` (rule 41)."""
    year = calendar.tax_year_from(start)
    label = f"{calendar.full_date(year.start)} to {calendar.full_date(year.end)}"
    return Period(year.start, year.end, label, f"year/{start}")


def month(year: int, number: int) -> Period:
    """One month. Raises ValueError for a month that is not."""
    first = dt.date(year, number, 1)
    last = calendar.add_months(first, 1) - dt.timedelta(days=1)
    return Period(first, last, calendar.month_name(first), f"month/{first:%Y-%m}")


def periods(first_paid: dt.date | None, today: dt.date) -> tuple[list[Period], list[Period]]:
    """Tax years and months from the first payment to today, newest first; nothing when nothing was paid."""
    if first_paid is None:
        return [], []
    last = max(first_paid, today)
    years = [tax_year(y) for y in range(first_paid.year - 1, last.year + 1)]
    count = (last.year - first_paid.year) * 12 + last.month - first_paid.month + 1
    starts = [calendar.add_months(first_paid.replace(day=1), n) for n in range(count)]
    touched = [year for year in years if year.last >= first_paid and year.first <= last]
    return touched[::-1], [month(day.year, day.month) for day in starts][::-1]


HEAD = ("Paid on", "Kind", "For", "Claim", "About", "Date of it", "Claimed or offered", "Paid", "Note")


def as_csv(made: Statement) -> str:
    """The same lines as data: pounds with two decimals, ISO dates; no cell is a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEAD)
    for line in (*made.costs, *made.time):
        words = (line.what, line.ref, line.about)
        amounts = (_pounds(line.asked_pence), _pounds(line.paid_pence))
        writer.writerow(
            (line.paid_on, line.kind, *map(harmless, words), line.on_date, *amounts, harmless(line.note))
        )
    for offer in made.not_taken:
        words = (offer.what, offer.ref, offer.about)
        amounts = (_pounds(offer.offered_pence), _pounds(0))
        writer.writerow(("", "time", *map(harmless, words), offer.on_date, *amounts, harmless(offer.note)))
    return out.getvalue()


def _pounds(pence: int) -> str:
    return f"{pence // 100}.{pence % 100:02d}"


def harmless(words: str) -> str:
    """A cell that a spreadsheet never runs as a formula."""
    return f"'{words}" if words.startswith(FORMULA_STARTS) else words


def notes(parts: Sequence[str]) -> str:
    """Reasons and cuts as one line of words."""
    return " ".join(part.rstrip(".") + "." for part in parts if part)
