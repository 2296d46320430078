"""What other rooms and finance's page ask about how people are paid. Numbers are opened in one function only."""

import datetime as dt
from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from portal.accounts.models import Person
from portal.foundation import calendar
from portal.foundation.audit import AuditEvent
from portal.foundation.database import db
from portal.foundation.sealed import open_sealed
from portal.payees import rules
from portal.payees.models import BankDetails, PayWish


class AccountView(NamedTuple):
    """An account as pages show it: its last three digits."""

    id: str
    ending: str
    confirmed: bool
    own_account: bool
    made_at: dt.datetime


class ToCheck(NamedTuple):
    """Bank details that wait for a second person."""

    id: str
    person_id: str
    person_name: str
    ending: str
    number: int
    own_account: bool
    holder_name: str
    holder_relationship: str
    made_by: str
    made_at: dt.datetime
    mobile: str | None
    number_since: dt.datetime
    shared_with: tuple[str, ...]
    contact_changed: bool = False  # within 30 days of the bank details (rule 47)
    waits: bool = True  # False: somebody answered, or newer ones were given

    @property
    def phone_is_safe(self) -> bool:
        return self.mobile is not None and rules.number_is_safe(self.number_since, self.made_at)


class OpenAccount(NamedTuple):
    """An account in full, for a file to the bank and nothing else."""

    name: str
    sort_code: str
    account_number: str
    roll_number: str


def current(person_id: str) -> AccountView | None:
    """The account that a person's next payment goes to."""
    row = db.session.scalar(
        select(BankDetails).where(BankDetails.person_id == person_id, BankDetails.ended_at.is_(None))
    )
    if row is None:
        return None
    return AccountView(row.id, row.ending, row.confirmed_at is not None, row.own_account, row.made_at)


class TurnedDown(NamedTuple):
    """Bank details that finance could not use, and no newer ones."""

    ending: str
    on_date: dt.date
    why: str


def turned_down(person_id: str) -> TurnedDown | None:
    """The person's newest details, when they were turned down: until others are given, no payment can go out."""
    newest = select(BankDetails).where(BankDetails.person_id == person_id)
    row = db.session.scalar(newest.order_by(BankDetails.number.desc()).limit(1))
    if row is None or row.ended_at is None or wish(person_id) != "bank":
        return None
    return TurnedDown(row.ending, calendar.uk_date(row.ended_at), row.ended_why)


def wish(person_id: str) -> str | None:
    """How the person asked to be paid: bank, abroad, another; None when never asked."""
    return db.session.scalar(select(PayWish.how).where(PayWish.person_id == person_id))


class Payable(NamedTuple):
    """Where a person's payments go now, and why they wait (nothing: they can go)."""

    bank_details_id: str | None
    ending: str
    made_by: str | None
    made_at: dt.datetime | None
    held: tuple[str, ...]


def payable(person_ids: Collection[str]) -> dict[str, Payable]:
    """For each person, in one statement."""
    rows = db.session.execute(
        select(Person.id, BankDetails, PayWish.how)
        .outerjoin(BankDetails, (BankDetails.person_id == Person.id) & BankDetails.ended_at.is_(None))
        .outerjoin(PayWish, PayWish.person_id == Person.id)
        .where(Person.id.in_(person_ids))
    )
    return {person: _payable(details, how) for person, details, how in rows}


def _payable(details: BankDetails | None, how: str | None) -> Payable:
    if details is None:
        return Payable(None, "", None, None, rules.held_because(has_details=False, confirmed=False, wish=how))
    confirmed = details.confirmed_at is not None
    held = rules.held_because(has_details=True, confirmed=confirmed, wish=how)
    return Payable(details.id, details.ending, details.made_by, details.made_at, held)


def why_held(person_ids: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Reasons in words for those whose payments wait; people whose payments can go are left out."""
    return {person: row.held for person, row in payable(person_ids).items() if row.held}


def open_account(details_id: str) -> OpenAccount:
    """The full numbers of one version. Only for the file to the bank, whose download is in the trail."""
    row = db.session.get_one(BankDetails, details_id)
    roll = open_sealed(row.roll_number, f"bank_details.roll_number:{row.id}") if row.roll_number else ""
    name, sort_code, number = (
        open_sealed(getattr(row, column), f"bank_details.{column}:{row.id}")
        for column in ("name_on_account", "sort_code", "account_number")
    )
    return OpenAccount(name, sort_code, number, roll)


WAITS = and_(BankDetails.ended_at.is_(None), BankDetails.confirmed_at.is_(None))


def to_check(details_id: str | None = None) -> list[ToCheck]:
    """Details that nobody confirmed yet, oldest first; or one version, whatever became of it."""
    changed = (
        select(AuditEvent.person_id, func.max(AuditEvent.at).label("at"))
        .where(AuditEvent.verb == "address changed")
        .group_by(AuditEvent.person_id)
        .subquery()
    )
    rows = db.session.execute(
        select(BankDetails, Person.name, Person.mobile, Person.joined_at, changed.c.at)
        .join(Person, Person.id == BankDetails.person_id)
        .outerjoin(changed, changed.c.person_id == Person.id)
        .where(BankDetails.id == details_id if details_id else WAITS)
        .order_by(BankDetails.made_at, BankDetails.id)
    ).all()
    shared = _shared_with([details for details, *_ in rows])
    return [
        ToCheck(
            row.id, row.person_id, name, row.ending, row.number, row.own_account, row.holder_name,
            row.holder_relationship, row.made_by, row.made_at, mobile, moved or joined, shared.get(row.id, ()),
            rules.is_sign(moved, row.made_at), row.ended_at is None and row.confirmed_at is None,
        )
        for row, name, mobile, joined, moved in rows
    ]  # fmt: skip


def _shared_with(details: list[BankDetails]) -> dict[str, tuple[str, ...]]:
    """Names of other people whose current account is the same, by details id."""
    rows = db.session.execute(
        select(BankDetails.account_digest, BankDetails.person_id, Person.name)
        .join(Person, Person.id == BankDetails.person_id)
        .where(
            BankDetails.account_digest.in_([d.account_digest for d in details]),
            BankDetails.ended_at.is_(None),
        )
        .order_by(Person.name)
    ).all()
    return {
        mine.id: tuple(
            name
            for digest, person, name in rows
            if digest == mine.account_digest and person != mine.person_id
        )
        for mine in details
    }


def shared_accounts(person_ids: Collection[str]) -> set[str]:
    """Those of `person_ids` whose current account is also somebody else's."""
    mine, other = aliased(BankDetails), aliased(BankDetails)
    rows = db.session.scalars(
        select(mine.person_id)
        .join(other, (other.account_digest == mine.account_digest) & (other.person_id != mine.person_id))
        .where(mine.person_id.in_(person_ids), mine.ended_at.is_(None), other.ended_at.is_(None))
    )
    return set(rows)
