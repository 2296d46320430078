"""Giving, changing and confirming bank details."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.models import Person
from portal.foundation import audit, calendar
from portal.foundation.database import new_id, writing
from portal.foundation.once import once_only
from portal.foundation.pages import Refused
from portal.foundation.sealed import same_value_digest, seal
from portal.messages import service as messages
from portal.payees import queries, rules
from portal.payees.models import BankDetails, PayWish


@dataclass(frozen=True)
class Details:
    """What a person typed, already in shape: six and eight digits."""

    name_on_account: str
    sort_code: str
    account_number: str
    roll_number: str = ""
    own_account: bool = True
    holder_name: str = ""
    holder_relationship: str = ""


def choose_how(person_id: str, how: str, *, by: str) -> None:
    """How a person wants to be paid: bank, abroad or another (P-64). The last two make a to-do for finance."""
    with writing() as session:
        session.get_one(Person, person_id, with_for_update=True)
        _wish(session, person_id, how)
        audit.record("way to be paid chosen", "person", person_id, by=by, person_id=person_id, how=how)
        if how != "bank":
            messages.add_todo(
                "pay-another-way", "Asked to be paid another way. Call them.", link="/finance/bank",
                person_id=person_id, due_on=calendar.add_working_days(calendar.today(), 2),
            )  # fmt: skip


def _wish(session: Session, person_id: str, how: str) -> None:
    wish = session.get(PayWish, person_id, populate_existing=True) or PayWish(person_id=person_id)
    wish.how, wish.asked_at = how, calendar.now()
    session.add(wish)


@once_only
def give_bank_details(person_id: str, details: Details, *, by: str) -> str:
    """A new version, to be confirmed by a second person; the one before ends. The old contact is told. Its id."""
    with writing() as session:
        session.get_one(Person, person_id, with_for_update=True)
        number = _end_current(session, person_id, "A newer version was given")
        row = _version(person_id, number + 1, details, by)
        session.add(row)
        _wish(session, person_id, "bank")
        audit.record(
            "bank details changed", "bank details", row.id, by=by, person_id=person_id, ending=row.ending
        )
        today = calendar.short_date(calendar.today())
        messages.tell(person_id, "E-14", row.id, date=today, first=number == 0)
        return row.id


def _end_current(session: Session, person_id: str, why: str) -> int:
    """Ends the current version, if any; the number of the newest."""
    mine = select(BankDetails).where(BankDetails.person_id == person_id, BankDetails.ended_at.is_(None))
    if current := session.scalar(mine.with_for_update()):
        current.ended_at, current.ended_why = calendar.now(), why
        session.flush()
    newest = session.scalar(select(func.max(BankDetails.number)).where(BankDetails.person_id == person_id))
    return newest or 0


def _version(person_id: str, number: int, details: Details, by: str) -> BankDetails:
    row_id = new_id()

    def sealed(column: str, text: str) -> bytes:
        return seal(text, f"bank_details.{column}:{row_id}")

    account = details.sort_code + details.account_number + details.roll_number
    return BankDetails(
        id=row_id, person_id=person_id, number=number, made_by=by, ending=details.account_number[-3:],
        name_on_account=sealed("name_on_account", details.name_on_account),
        sort_code=sealed("sort_code", details.sort_code),
        account_number=sealed("account_number", details.account_number),
        roll_number=sealed("roll_number", details.roll_number) if details.roll_number else None,
        account_digest=same_value_digest(account, "bank account"), own_account=details.own_account,
        holder_name=details.holder_name, holder_relationship=details.holder_relationship,
    )  # fmt: skip


@once_only
def confirm(details_id: str, how: str, note: str, *, by: str) -> str:
    """A second person confirms (rule 47). Raises Refused with the rule's words, or when they changed meanwhile."""
    with writing() as session:
        row = _waiting(session, details_id)
        facts = queries.to_check(details_id)[0]
        asked = rules.Confirming(by, row.person_id, row.made_by, row.made_at, how, _number_since(facts))
        if problem := rules.why_not_confirm(asked):
            raise Refused(problem.code, problem.text, "/finance/bank", "Go back to bank details")
        row.confirmed_by, row.confirmed_at = by, calendar.now()
        row.confirmed_how, row.confirmed_note = how, note
        audit.record(
            "bank details confirmed",
            "bank details",
            row.id,
            by=by,
            person_id=row.person_id,
            how=how,
            ending=row.ending,
        )
        return row.id


def _number_since(facts: queries.ToCheck) -> dt.datetime | None:
    return facts.number_since if facts.mobile else None


@once_only
def turn_down(details_id: str, why: str, *, by: str) -> str:
    """The details are not right: they end, and the person is asked to give them again."""
    with writing() as session:
        row = _waiting(session, details_id)
        row.ended_at, row.ended_why = calendar.now(), why
        audit.record(
            "bank details turned down", "bank details", row.id, by=by, person_id=row.person_id, why=why
        )
        messages.tell(row.person_id, "E-15", f"bank-{row.id}", link="/me/bank")
        return row.id


def _waiting(session: Session, details_id: str) -> BankDetails:
    """The details, after their person. Raises Refused once somebody answered, or newer ones were given."""
    person_id = select(BankDetails.person_id).where(BankDetails.id == details_id).scalar_subquery()
    session.execute(select(Person.id).where(Person.id == person_id).with_for_update())
    row = session.get(BankDetails, details_id, with_for_update=True, populate_existing=True)
    if row is None or row.ended_at or row.confirmed_at:
        raise answered_meanwhile()
    return row


def answered_meanwhile() -> Refused:
    """Somebody else was first, or the person gave newer ones."""
    text = "These bank details were changed or checked meanwhile. Nothing more is to do here."
    return Refused("changed-meanwhile", text, "/finance/bank", "See what waits now")
