"""A kind of cost and its rule data, in force from a day on (P-53 to P-61). Pure.

A row is never rewritten: a later one of the same code takes its place from its own day on. A row that is not offered
ends the kind. `code` begins with its family, whose pages are in costs/families.py: "other:phone" has those of "other".
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from portal.foundation.calendar import full_date
from portal.foundation.money import half_up, pounds_short
from portal.rates.rules import Rate, limit_pence, row_on

UNITS = {"money": "An amount", "miles": "Miles", "hours": "Hours", "nights": "Nights", "items": "A fixed sum"}
PERIODS = {"item": "each time", "hour": "an hour", "night": "a night"}
AGREEMENTS = {
    "none": "No",
    "warn": "Yes: say so to the person",
    "hold": "Yes: say so, and hold it until somebody checks that it was agreed",
}


@dataclass(frozen=True)
class CostKind:
    """One row. Pence; None: no receipt ever, no limit of its own, asked about as costs usually are.

    `cap_codes`: the codes of the rate card whose rows limit it, where there are any on the day.
    """

    code: str
    name: str  # as it is offered
    short: str  # in a list
    unit: str
    position: int
    receipt_above_pence: int | None = 0
    cap_pence: int | None = None
    cap_per: str = ""
    cap_codes: tuple[str, ...] = ()
    ask_above_pence: int | None = None
    agreement: str = "none"
    counts: bool = False  # towards a person's own limit
    ledger_code: str = ""
    effective_from: dt.date = dt.date.min
    offered: bool = True

    @property
    def family(self) -> str:
        """Which set of pages it has."""
        return family_of(self.code)

    def needs_receipt(self, pence: int) -> bool:
        """Above its amount (rule 19)."""
        return self.receipt_above_pence is not None and pence > self.receipt_above_pence


def family_of(code: str) -> str:
    """ "other:phone" → "other"."""
    return code.partition(":")[0]


def on_day(rows: Iterable[CostKind], day: dt.date) -> dict[str, CostKind]:
    """Each kind as it stands on a day, by code, in the order in which kinds are offered."""
    begun = [row for row in rows if row.effective_from <= day]
    found = {row.code: row for row in sorted(begun, key=lambda row: row.effective_from)}
    return {row.code: row for row in sorted(found.values(), key=lambda row: (row.position, row.code))}


def offered(kinds: Iterable[CostKind], *, pays_time: bool) -> list[tuple[str, str]]:
    """The tick boxes of P-53. Payment for time is offered where it was agreed before (rule 15)."""
    return [(kind.code, kind.name) for kind in kinds if kind.offered and (kind.code != "time" or pays_time)]


@dataclass(frozen=True)
class Most:
    """What limits a cost: pence in all, and the row of a rate card that says so, if one does."""

    pence: int
    words: str  # "£15", "£11 an hour"
    rate_id: str | None = None


def most(
    kind: CostKind, code: str, times: Fraction | int, rates: Sequence[Rate], day: dt.date
) -> Most | None:
    """The limit of a cost on a day (rule 20); None: no limit. `times`: how many hours or nights it is for.

    The rate card's row for `code` where the kind is limited by it, else the kind's own amount.
    """
    rate = row_on(rates, code, day) if code in kind.cap_codes else None
    pence = limit_pence(rate) if rate else kind.cap_pence
    if pence is None:
        return None
    per = f" {PERIODS[kind.cap_per]}" if kind.cap_per in ("hour", "night") else ""
    counted = times if per else 1
    return Most(half_up(Fraction(pence) * counted), pounds_short(pence) + per, rate.id if rate else None)


def why_not_start(rows: Iterable[CostKind], start: dt.date, today: dt.date) -> str | None:
    """Why a kind cannot change on `start`, in words for the administrator; None if it can."""
    if start < today:
        return "Choose today or a later date, because claims for days already past may have been sent"
    if any(row.effective_from == start for row in rows):
        return f"It changes on {full_date(start)} already. Choose another date"
    return None
