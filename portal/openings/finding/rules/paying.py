"""What an opening pays, said before anybody asks: on the list, and as an example in pounds (rules 1 to 4 and 6)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from portal.foundation.calendar import duration
from portal.foundation.money import pounds_short
from portal.rates.rules import NoRate, Rate, offer_words, price_time


class Session(NamedTuple):
    """A meeting that is to come."""

    day: dt.date
    minutes: int


def list_words(pays_time: bool, rates: Iterable[Rate], code: str | None, today: dt.date) -> str:
    """ "Costs paid. £25 an hour for your time." """
    if not pays_time or code is None:
        return "Costs paid."
    try:
        offered = offer_words(tuple(rates), code, today)
    except NoRate:
        return "Costs paid. We can pay you for your time."
    return f"Costs paid. {offered[0].upper()}{offered[1:]} for your time."


def pay_example(
    rates: Iterable[Rate], code: str | None, sessions: Sequence[Session], minutes: int | None, today: dt.date
) -> str:
    """ "If you come to both meetings you can get £80 and your costs.": each by the rate of its day.

    Without dates it is one session of `minutes`; empty where nothing can be worked out.
    """
    planned = list(sessions) or ([Session(today, minutes)] if minutes else [])
    if code is None or not planned:
        return ""
    rows = tuple(rates)
    try:
        pence = sum(price_time(rows, code, one.minutes, 0, one.day).pence for one in planned)
    except NoRate:
        return ""
    return f"If you come to {_what(sessions, minutes)} you can get {pounds_short(pence)} and your costs."


def _what(sessions: Sequence[Session], minutes: int | None) -> str:
    if not sessions:
        return f"one session of {duration(minutes or 0)}"
    return {1: "the meeting", 2: "both meetings"}.get(len(sessions), f"all {len(sessions)} meetings")
