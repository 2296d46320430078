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


def check(*counted: Counted) -> None:
    """Raises TooManyTries while one of them must wait."""
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


def count(*counted: Counted) -> None:
    """One more try of each."""
    with writing() as session:
        session.add_all(SignInFailure(about=about) for about, _allowed in counted)


def forget(counted: Counted) -> None:
    """After success an account's tries begin again."""
    with writing() as session:
        session.execute(delete(SignInFailure).where(SignInFailure.about == counted[0]))
