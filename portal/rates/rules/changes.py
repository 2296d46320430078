"""A rate gets a new amount from a day on: the row before it ends the day before; none is ever rewritten."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from portal.foundation.calendar import DAY, duration, full_date, tax_year
from portal.foundation.money import half_up, pounds
from portal.rates.rules.rows import Rate, Unit


def why_not_start(rows: Iterable[Rate], start: dt.date, today: dt.date) -> str | None:
    """Why a new row of one rate cannot begin on `start`, in words for the administrator; None if it can.

    Miles may go back: what was approved for them is topped up (rule 14). A limit or payment for time may not, since
    people took part on the terms of that day.
    """
    rates = list(rows)
    if start < today and not all(row.unit is Unit.MILE for row in rates):
        return "Choose today or a later date. Only a rate for miles can begin on a day that is past"
    if start < today and (problem := _too_far_back(rates, start, today)):
        return problem
    if any(row.effective_from == start for row in rates):
        return f"There is a rate from {full_date(start)} already. Choose another date"
    return None


def _too_far_back(rows: list[Rate], start: dt.date, today: dt.date) -> str | None:
    """Rates of closed years stay: statements of them are with people and with the tax office."""
    first = min(row.effective_from for row in rows)
    year_before = tax_year(tax_year(today).start - DAY).start
    earliest = max(first + DAY, year_before)
    return None if start >= earliest else f"Choose {full_date(earliest)} or a later date"


def day_before_next(starts: Iterable[dt.date], start: dt.date) -> dt.date | None:
    """The last day of a row that begins on `start`, by when the others begin; None where it is the newest."""
    later = [other for other in starts if other > start]
    return min(later) - DAY if later else None


def preview(rate: Rate) -> str:
    """What a row will mean, before it is saved: "A 12-mile trip pays £6.60 from 6 April 2026"."""
    words, times = _EXAMPLES[rate.unit]
    block = duration(rate.block_minutes or 0)
    amount = pounds(half_up(rate.amount_pence * times))
    return f"{words.format(label=rate.label, block=block)} {amount} from {full_date(rate.effective_from)}"


@dataclass(frozen=True)
class PricedLines:
    """So many lines alike of claims: the rate's amount that priced each, what was claimed, what could be paid."""

    amount_tenths: int
    claimed_pence: int
    payable_pence: int
    count: int = 1


def would_have_been_more(lines: Iterable[PricedLines], unit: Unit, amount_tenths: int) -> int:
    """By how many pence the lines would have come to more at another amount; below zero: less.

    Each line is rounded half up. A cost that its limit did not cut says nothing of its hours: a limit by the hour is
    taken to cut it no more than before.
    """
    return sum((_at(line, unit, amount_tenths) - line.payable_pence) * line.count for line in lines)


def _at(line: PricedLines, unit: Unit, amount_tenths: int) -> int:
    in_proportion = half_up(Fraction(line.payable_pence * amount_tenths, line.amount_tenths))
    if unit not in (Unit.CAP_ITEM, Unit.CAP_HOUR):
        return in_proportion
    if line.payable_pence < line.claimed_pence:
        return min(line.claimed_pence, in_proportion)
    limit = half_up(Fraction(amount_tenths, 10))
    return min(line.payable_pence, limit) if unit is Unit.CAP_ITEM else line.payable_pence


_EXAMPLES = {
    Unit.HOUR: ("2 hours pays", 2),
    Unit.BAND: ("{label} pays", 1),
    Unit.BLOCK: ("Each {block} or part of it pays", 1),
    Unit.TASK: ("{label} pays", 1),
    Unit.MILE: ("A 12-mile trip pays", 12),
    Unit.MILE_EACH: ("Each passenger on a 12-mile trip adds", 12),
    Unit.MEETING: ("An online meeting pays", 1),
    Unit.CAP_ITEM: ("{label} pays up to", 1),
    Unit.CAP_HOUR: ("{label} for 2 hours pays up to", 2),
}
