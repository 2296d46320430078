"""Counting tries in the database, so that every process counts alike, and saying how long to wait."""

import datetime as dt

from flask import request
from sqlalchemy import delete, func, select

from portal.accounts import hashing, rules
from portal.accounts.models import SignInFailure
from portal.foundation import calendar
from portal.foundation.database import db, writing

Counted = tuple[str, rules.Allowance]


class TooManyTries(Exception):
    """Somebody must wait; the page says how long."""

    def __init__(self, minutes: int):
        super().__init__(f"wait {minutes} minutes")
        self.minutes = minutes


def by_account(address: str) -> Counted:
    """Tries at one account, known or not."""
    return f"account:{hashing.hidden(address, 'account')[:40]}", rules.ACCOUNT_TRIES


def by_address(address: str) -> Counted:
    """Links sent to one address, known or not."""
    return f"link:{hashing.hidden(address, 'link')[:40]}", rules.LINKS_TO_ONE_ADDRESS


def by_network(what: str, allowed: rules.Allowance) -> Counted:
    """What one network does: `what` is "password", "link", "join" or "call"."""
    return f"{what}-network:{hashing.hidden(request.remote_addr or '', 'network')[:40]}", allowed


def take(*counted: Counted) -> list[str]:
    """Counts a try of each before it is made, so that many at once are no more than one after another; the tries' ids.
    Raises TooManyTries while one of them must wait, and counts nothing then."""
    with writing() as session:
        if db.engine.dialect.name == "postgresql":  # SQLite has one writer at a time anyway
            for about in sorted(about for about, _allowed in counted):
                session.execute(select(func.pg_advisory_xact_lock(func.hashtext(about))))
        _check(counted)
        tries = [SignInFailure(about=about) for about, _allowed in counted]
        session.add_all(tries)
        session.flush()
        return [one.id for one in tries]


def _check(counted: tuple[Counted, ...]) -> None:
    now = calendar.now()
    waits = [_wait(about, allowed, now) for about, allowed in counted]
    if longest := max(waits):
        raise TooManyTries(rules.whole_minutes(longest))


def _wait(about: str, allowed: rules.Allowance, now: dt.datetime) -> dt.timedelta:
    since = now - rules.FAILURES_KEPT
    counting = select(func.count(), func.max(SignInFailure.at)).where(
        SignInFailure.about == about, SignInFailure.at > since
    )
    tries, last_at = db.session.execute(counting).one()
    return rules.wait_before_next(tries, _aware(last_at), allowed, now)


def _aware(moment: dt.datetime | None) -> dt.datetime | None:
    return moment.replace(tzinfo=dt.UTC) if moment and moment.tzinfo is None else moment


def forget(account: Counted, tries: list[str]) -> None:
    """After success an account's tries begin again, and `tries` were none."""
    with writing() as session:
        gone = (SignInFailure.about == account[0]) | SignInFailure.id.in_(tries)
        session.execute(delete(SignInFailure).where(gone))
