"""Payment for time: by the hour, by half or full day, by block or by task (rules 2 to 7)."""

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction

from portal.foundation.calendar import duration
from portal.foundation.money import half_up, pounds
from portal.rates.rules.rows import NoRate, Preparation, Priced, Rate, Unit, in_force, rate_on, row_on

NOTHING = Priced(0, "No time to pay for")


def price_time(
    rates: Iterable[Rate], code: str, minutes: int, preparation_minutes: int, day: dt.date
) -> Priced:
    """What time pays on a card on the day of the activity (rules 1 to 4 and 6). Raises NoRate.

    On a card of half and full days any of its codes finds the right band by the minutes. Nobody pays for a
    meeting that somebody only prepared for, where the rate has the preparation in it.
    """
    if min(minutes, preparation_minutes) < 0:
        raise ValueError("minutes are never negative")
    rows = tuple(rates)
    rate = rate_on(rows, code, day)
    counted = minutes_that_count(rate.preparation, minutes, preparation_minutes)
    if not counted:
        return NOTHING
    if rate.unit is Unit.BAND:
        return _once(band_on(rows, rate.scheme, counted, day))
    return _PRICE[rate.unit](rate, counted)


def offer_words(rates: Iterable[Rate], code: str, day: dt.date) -> str:
    """What an opening offers, before anybody knows the minutes: "£25 an hour", "Half day: £75, full day: £150".

    Raises NoRate.
    """
    rows = tuple(rates)
    rate = rate_on(rows, code, day)
    if rate.unit in (Unit.HOUR, Unit.BLOCK):
        return rate.pays_words
    told = _bands(rows, rate.scheme, day) if rate.unit is Unit.BAND else [rate]
    words = ", ".join(f"{one.label[0].lower()}{one.label[1:]}: {one.pays_words}" for one in told)
    return words[0].upper() + words[1:]


def minutes_that_count(preparation: Preparation, minutes: int, preparation_minutes: int) -> int:
    """Preparation is in the rate already, or its minutes are added before anything is worked out (rule 6)."""
    return minutes + preparation_minutes if preparation is Preparation.COUNTED else minutes


def minutes_attended(meeting_minutes: int, minutes_present: int, left_early: bool) -> int:
    """Less time is paid only for a person who left early, never for a meeting that ended early (rule 5)."""
    return min(meeting_minutes, minutes_present) if left_early else meeting_minutes


def band_on(rates: Iterable[Rate], scheme: str, minutes: int, day: dt.date) -> Rate:
    """The half or full day that so many minutes are, by the scheme's own boundary (rule 2). Raises NoRate."""
    bands = [
        rate for rate in rates if rate.unit is Unit.BAND and rate.scheme == scheme and in_force(rate, day)
    ]
    found = [rate for rate in bands if (rate.from_min or 0) <= minutes <= (rate.to_min or minutes)]
    if not found:
        raise NoRate(day)
    return max(found, key=lambda rate: rate.effective_from)


def _bands(rates: Iterable[Rate], scheme: str, day: dt.date) -> list[Rate]:
    found = [
        rate for rate in rates if rate.unit is Unit.BAND and rate.scheme == scheme and in_force(rate, day)
    ]
    return sorted(found, key=lambda rate: rate.from_min or 0)


def online_allowance(rates: Iterable[Rate], remote_meetings: int, day: dt.date) -> Priced:
    """Once for each remote meeting, nothing for those in person or on a card without one (rule 7)."""
    rate = row_on(rates, "ONLINE", day)
    if rate is None or not remote_meetings:
        return Priced(0, "No online meeting to pay for")
    pence = half_up(rate.amount_pence * remote_meetings)
    meetings = "online meeting" if remote_meetings == 1 else "online meetings"
    return Priced(pence, f"{remote_meetings} {meetings} at {rate.amount_words} = {pounds(pence)}", (rate.id,))


def _by_hour(rate: Rate, minutes: int) -> Priced:
    """By the minute (rule 3)."""
    pence = half_up(rate.amount_pence * Fraction(minutes, 60))
    return Priced(pence, f"{duration(minutes)} at {rate.amount_words} an hour = {pounds(pence)}", (rate.id,))


def _by_block(rate: Rate, minutes: int) -> Priced:
    """A block begun is a block paid (rule 4)."""
    length = rate.block_minutes or minutes
    blocks = -(-minutes // length)
    pence = half_up(rate.amount_pence * blocks)
    lots = (
        f"{duration(length)} or part of it"
        if blocks == 1
        else f"{blocks} times {duration(length)} or part of it"
    )
    return Priced(pence, f"{lots} at {rate.amount_words} = {pounds(pence)}", (rate.id,))


def _once(rate: Rate, minutes: int = 0) -> Priced:
    """One amount whatever the minutes: a task, a half or full day."""
    pence = half_up(rate.amount_pence)
    return Priced(pence, f"{rate.label} = {pounds(pence)}", (rate.id,))


_PRICE = {Unit.HOUR: _by_hour, Unit.BLOCK: _by_block, Unit.TASK: _once}
