"""Miles in a person's own vehicle, by the day of the journey (rules 8 to 13). Miles are counted in tenths."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from portal.foundation.calendar import tax_year
from portal.foundation.money import half_up, pounds
from portal.rates.rules.rows import NoRate, Priced, Rate, Unit, in_force, row_on


class Vehicle(StrEnum):
    """What a person drove or rode. The value begins the codes of its rows: CAR, CAR1, CAR2."""

    CAR = "CAR"
    MOTORBIKE = "MOTO"
    BIKE = "CYCLE"


@dataclass(frozen=True)
class Journey:
    """One line already sent: its day, its tenths of miles and what it pays for the vehicle alone."""

    day: dt.date
    vehicle: Vehicle
    tenths: int
    pence: int


def price_mileage(
    scheme_rates: Sequence[Rate],
    amap_rates: Sequence[Rate],
    vehicle: Vehicle,
    tenths_of_miles: int,
    journey_day: dt.date,
    miles_this_year_tenths: int = 0,
) -> Priced:
    """What a journey pays: one line, rounded once, also where a yearly step splits it (rules 8, 9, 12).

    A scheme's own row in force on the day comes before the approved amounts (AMAP). Raises NoRate.
    """
    if min(tenths_of_miles, miles_this_year_tenths) < 0:
        raise ValueError("miles are never negative")
    steps = _steps(scheme_rates, vehicle, journey_day) or _steps(amap_rates, vehicle, journey_day)
    parts = list(_split(steps, tenths_of_miles, miles_this_year_tenths, journey_day))
    pence = half_up(_exact(parts))
    sums = " and ".join(f"{miles_words(tenths)} at {rate.amount_words}" for rate, tenths in parts)
    return Priced(pence, f"{sums or miles_words(0)} = {pounds(pence)}", tuple(rate.id for rate, _ in parts))


def passengers(
    scheme_rates: Sequence[Rate],
    amap_rates: Sequence[Rate],
    tenths_of_miles: int,
    people: int,
    journey_day: dt.date,
) -> Priced:
    """A line of its own beside the journey's: so much a mile for each person who came along (rule 11)."""
    rate = row_on(scheme_rates, "PASS", journey_day) or row_on(amap_rates, "PASS", journey_day)
    if rate is None:
        raise NoRate(journey_day)
    pence = half_up(rate.amount_pence * Fraction(tenths_of_miles, 10) * people)
    who = "1 passenger" if people == 1 else f"{people} passengers"
    words = f"{who} for {miles_words(tenths_of_miles)} at {rate.amount_words} each = {pounds(pence)}"
    return Priced(pence, words, (rate.id,))


class Drive(NamedTuple):
    """Miles of one line, in tenths."""

    key: str
    day: dt.date
    vehicle: Vehicle
    tenths: int


def miles_before_each(drives: Iterable[Drive], elsewhere: Mapping[int, int] | None = None) -> dict[str, int]:
    """Tenths of car miles before each in its tax year, by key; 0 for other vehicles (rule 10).

    `drives` come in the order sent, whatever their day: a journey sent late takes the step already reached.
    `elsewhere`: what was driven for other organisations, by the year in which a tax year begins.
    """
    driven, before = dict(elsewhere or {}), {}
    for drive in drives:
        year = tax_year(drive.day).start.year
        car = drive.vehicle is Vehicle.CAR
        before[drive.key] = driven.get(year, 0) if car else 0
        if car:
            driven[year] = before[drive.key] + drive.tenths
    return before


def excess_over_amap(
    journeys: Iterable[Journey], amap_rates: Sequence[Rate], elsewhere_tenths: int = 0
) -> int:
    """Pence above the approved amount for one tax year and one kind of vehicle, never below 0 (rule 13).

    Shown as "may be taxable". `journeys` are all lines of that year and vehicle, in the order sent.
    """
    paid, approved, before = 0, Fraction(0), elsewhere_tenths
    for line in journeys:
        steps = _steps(amap_rates, line.vehicle, line.day)
        approved += _exact(_split(steps, line.tenths, before, line.day))
        paid, before = paid + line.pence, before + line.tenths
    return max(0, half_up(paid - approved))


def miles_words(tenths: int) -> str:
    """12 miles, 12.5 miles, 1 mile."""
    whole, tenth = divmod(tenths, 10)
    return "1 mile" if tenths == 10 else f"{whole:,}{f'.{tenth}' if tenth else ''} miles"


def _steps(rates: Iterable[Rate], vehicle: Vehicle, day: dt.date) -> list[Rate]:
    """A vehicle's rows of the day, of the first scheme that has any: nearest step first, the row without one last."""
    rows = [
        rate for rate in rates if rate.unit is Unit.MILE and _is_for(rate, vehicle) and in_force(rate, day)
    ]
    own = [rate for rate in rows if rate.scheme == rows[0].scheme]
    return sorted(own, key=lambda rate: (rate.up_to_miles is None, rate.up_to_miles or 0))


def _is_for(rate: Rate, vehicle: Vehicle) -> bool:
    return rate.code.rstrip("0123456789") == vehicle.value


def _split(steps: Iterable[Rate], tenths: int, before: int, day: dt.date) -> Iterator[tuple[Rate, int]]:
    """Which tenths of a journey fall to which row, after the miles already driven this year."""
    done, end = before, before + tenths
    for rate in steps:
        reach = end if rate.up_to_miles is None else min(end, rate.up_to_miles * 10)
        if reach > done:
            yield rate, reach - done
            done = reach
    if done < end:
        raise NoRate(day)


def _exact(parts: Iterable[tuple[Rate, int]]) -> Fraction:
    return sum((rate.amount_pence * Fraction(tenths, 10) for rate, tenths in parts), Fraction(0))
