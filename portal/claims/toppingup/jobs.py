"""The worker looks for backdated rates: soon after one was confirmed, and each night for all of them."""

import datetime as dt

from portal.claims.toppingup import queries, service
from portal.foundation import calendar, jobs
from portal.rates.models import RateRow

NIGHT = 4
NEW = dt.timedelta(minutes=10)


@jobs.every_minute
def top_up_after_a_change() -> None:
    """What was confirmed in the last minutes; one statement while nothing was. The night finds what a stop left out."""
    _all([row for row in queries.backdated() if calendar.now() - row.added_at < NEW])


@jobs.nightly(NIGHT)
def top_up_what_was_approved_since() -> None:
    """A journey sent before the change and approved after it is found here."""
    _all(queries.backdated())


def _all(rows: list[RateRow]) -> None:
    """Each person in a transaction of their own: a crash loses nothing and pays nothing twice."""
    for person_id in queries.touched(rows):
        service.top_up(person_id, rows)
