"""What does it pay? One rate with somebody's minutes or miles, on a day, in words: for whoever checks a card."""

import datetime as dt
from collections.abc import Sequence

from portal.rates.rules.mileage import Vehicle, passengers, price_mileage
from portal.rates.rules.rows import TIME_UNITS, Rate, Unit, amap, rate_on
from portal.rates.rules.time import online_allowance, price_time

MILES = (Unit.MILE, Unit.MILE_EACH)


def asks_for(unit: Unit) -> str:
    """What a rate needs to be worked out: "minutes", "miles" or nothing."""
    if unit in MILES:
        return "miles"
    return "minutes" if unit in TIME_UNITS and unit is not Unit.TASK else ""


def what_it_pays(rates: Sequence[Rate], code: str, day: dt.date, minutes: int = 0, tenths: int = 0) -> str:
    """ "1 hour 20 minutes at £11.50 an hour = £15.33", by the row in force on the day. Raises NoRate.

    `rates` are the card's own rows, then the shared ones. Miles count as the first of their tax year.
    """
    rate = rate_on(rates, code, day)
    own = [one for one in rates if one not in amap(rates)]
    if rate.unit in TIME_UNITS:
        done = 1 if rate.unit is Unit.TASK else minutes  # a task is paid whole, however long it took
        return price_time(rates, code, done, 0, day).words
    if rate.unit is Unit.MILE:
        vehicle = Vehicle(code.rstrip("0123456789"))
        return price_mileage(own, amap(rates), vehicle, tenths, day).words
    if rate.unit is Unit.MILE_EACH:
        return passengers(own, amap(rates), tenths, 1, day).words
    if rate.unit is Unit.MEETING:
        return online_allowance([one for one in rates if one.code == code], 1, day).words
    return rate.pays_words[:1].upper() + rate.pays_words[1:]
