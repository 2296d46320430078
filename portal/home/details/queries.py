"""A person's own details as rows, and who looked at them."""

import datetime as dt
from typing import NamedTuple

from portal.accounts.models import Person
from portal.foundation import calendar
from portal.foundation.access import Actor
from portal.foundation.shown import Row
from portal.payees import queries as payees
from portal.people import queries as people

LOOKS_SHOWN = 50


def details(person: Person, actor: Actor) -> list[Row]:
    """What we know and where to change it. Staff who don't take part have fewer rows."""
    rows = [
        Row("Name", person.name, "/me/name", "name"),
        Row("Email address", person.email or "None", "/me/contact", "email address"),
        Row("Mobile number", _local(person.mobile) or "None", "/me/contact", "mobile number"),
        Row(
            "Password",
            "Set" if person.password_hash else "None. We send you a link.",
            "/me/password",
            "password",
        ),
    ]
    if actor.is_staff:
        rows.append(Row("Second step", "On" if person.totp_secret else "Off", "/me/two-step", "second step"))
    return rows + _of_participant(person.id) if actor.takes_part else rows


def _of_participant(person_id: str) -> list[Row]:
    account = payees.current(person_id)
    paid_into = f"Account ending {account.ending}" if account else "You have not told us yet"
    return [
        Row("How we pay you", paid_into, "/me/bank?back=/me", "how we pay you"),
        Row("A limit for yourself", "Only you can see it", "/me/limit?back=/me", "your limit"),
        Row("Help we can give you", "What helps you take part", "/me/help", "help we can give you"),
        Row("Your strengths", "What you are good at", "/me/strengths", "your strengths"),
        Row("When and how", "When and how you can take part", "/me/when", "when and how"),
        Row("Someone who helps you", "Who can act for you here", "/helpers", "someone who helps you"),
    ]


def _local(mobile: str | None) -> str:
    return (mobile or "").replace("+44", "0", 1)


class LookRow(NamedTuple):
    """One time that a member of staff opened the person's page."""

    name: str
    day: dt.date
    at: dt.datetime


def who_looked(person_id: str) -> list[LookRow]:
    """The last times, newest first."""
    looks = people.who_looked(person_id, LOOKS_SHOWN)
    return [LookRow(look.name, calendar.uk_date(look.at), look.at) for look in looks]
