"""What miles come to by today's rates, beside what was approved for them (rule 14). Pure."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.foundation.calendar import long_date
from portal.foundation.money import pounds
from portal.rates.rules import Drive, Rate, Vehicle, amap, miles_before_each, miles_words, price_mileage


@dataclass(frozen=True)
class Sent:
    """One journey of a person, as it was sent. `approved_pence`: with earlier top-ups; None: not approved in full."""

    line_id: str
    vehicle: Vehicle
    tenths: int
    on_date: dt.date
    sent_at: dt.datetime
    approved_pence: int | None
    rates: Sequence[Rate]  # of its claim: the scheme's own first, then the shared ones


@dataclass(frozen=True)
class TopUp:
    """What is still to pay for one journey, and why, in words the person reads."""

    line_id: str
    rate_id: str
    on_date: dt.date
    pence: int
    what: str
    words: str


def due(
    journeys: Sequence[Sent], backdated: dict[str, dt.datetime], elsewhere: Mapping[int, int] | None = None
) -> list[TopUp]:
    """The top-ups of one person. `journeys` are all of theirs in the order sent; `backdated` are rows that began before
    they were put in, by id, with that moment; `elsewhere` are tenths of car miles claimed from others, by the year in
    which a tax year begins.

    A journey keeps its place in the year's miles. Only one that was sent before such a row came, and that the row
    prices today, is topped up; what was paid above today's rate is never asked back. Raises NoRate.
    """
    drives = [Drive(one.line_id, one.on_date, one.vehicle, one.tenths) for one in journeys]
    before = miles_before_each(drives, elsewhere)
    top_ups = (_of(one, before[one.line_id], backdated) for one in journeys)
    return [one for one in top_ups if one]


def _of(one: Sent, before: int, backdated: dict[str, dt.datetime]) -> TopUp | None:
    if one.approved_pence is None:
        return None
    own = [rate for rate in one.rates if rate not in amap(one.rates)]
    worth = price_mileage(own, amap(one.rates), one.vehicle, one.tenths, one.on_date, before)
    new = [rate_id for rate_id in worth.rate_ids if rate_id in backdated and one.sent_at < backdated[rate_id]]
    more = worth.pence - one.approved_pence
    if not new or more <= 0:
        return None
    miles = miles_words(one.tenths)
    what = f"Top-up: {miles} on {long_date(one.on_date)}"
    return TopUp(
        one.line_id, new[0], one.on_date, more, what, f"{worth.words}, less {pounds(one.approved_pence)}"
    )
