"""Limits on costs: they cut what can be paid, never what was claimed (rule 20)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from portal.foundation.money import half_up
from portal.rates.rules.rows import Rate, Unit, row_on


@dataclass(frozen=True)
class Capped:
    """What was claimed stays as it is; what can be paid is cut."""

    claimed_pence: int
    payable_pence: int
    rate_ids: tuple[str, ...] = ()

    @property
    def over_pence(self) -> int:
        """What is above the limit: only the budget holder may allow it."""
        return self.claimed_pence - self.payable_pence


def cap(rates: Iterable[Rate], code: str, claimed_pence: int, day: dt.date, minutes: int = 60) -> Capped:
    """A cost beside its limit of that day (rule 20). `minutes` count for a limit by the hour, such as childcare.

    A cost without a limit is payable as claimed.
    """
    if min(claimed_pence, minutes) < 0:
        raise ValueError("costs and minutes are never negative")
    rate = row_on(rates, code, day)
    if rate is None:
        return Capped(claimed_pence, claimed_pence)
    limit = limit_pence(rate, minutes)
    if claimed_pence <= limit:
        return Capped(claimed_pence, claimed_pence, (rate.id,))
    return Capped(claimed_pence, limit, (rate.id,))


def limit_pence(rate: Rate, minutes: int = 60) -> int:
    """The limit of one row in pence, by the hour where it is one."""
    hours = Fraction(minutes, 60) if rate.unit is Unit.CAP_HOUR else 1
    return half_up(rate.amount_pence * hours)
