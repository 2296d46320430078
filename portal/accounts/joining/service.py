"""Joining: an account that owns no address until its link was opened (P-05)."""

import secrets

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.accounts import letters, links, rules
from portal.accounts.models import Person, SignInLink
from portal.foundation import audit, calendar
from portal.foundation.database import new_id, writing
from portal.foundation.once import once_only


class AddressTaken(Exception):
    """Somebody else confirmed this address first."""


@once_only
def join(name: str, email: str | None, mobile: str | None, by: str) -> str:
    """Makes a provisional account and sends its link; the new person's id. An address that has an owner gives the
    same answer: its owner is told (E-03), and the new account's link is never sent. `by` names the browser's session.
    """
    with writing() as session:
        person = new_person(name, email, mobile)
        person.agreed_at = calendar.now()
        session.add(person)
        session.flush()
        letters.keep_new_recipient(person)
        _tell_owner_or_newcomer(session, person)
        audit.record("account made", "person", person.id, by=person.id, person_id=person.id)
        return person.id


def new_person(name: str, email: str | None, mobile: str | None) -> Person:
    """A row with its keys; nothing is confirmed."""
    key = rules.email_key(email) if email else None
    return Person(
        id=new_id(), name=name, email=email, email_key=key, mobile=mobile, session_key=secrets.token_hex(16)
    )


def send_link_again(person_id: str) -> None:
    """P-05: the welcome once more."""
    with writing() as session:
        person = session.get_one(Person, person_id)
        if person.confirmed_at is None:
            _tell_owner_or_newcomer(session, person)


def _tell_owner_or_newcomer(session: Session, person: Person) -> None:
    owner = owner_of(session, person.email_key, person.mobile)
    if owner:
        letters.say_that_account_exists(session, owner)
    else:
        letters.send_welcome(session, person)


def owner_of(session: Session, email_key: str | None, mobile: str | None) -> Person | None:
    """Whose confirmed account an address opens."""
    this = Person.email_key == email_key if email_key else Person.mobile == mobile
    return session.scalar(
        select(Person).where(this, Person.confirmed_at.is_not(None), Person.left_at.is_(None))
    )


def change_provisional_address(person_id: str, email: str | None, mobile: str | None) -> None:
    """P-05: "Change [email address]", before it is confirmed. The old link opens nothing any more."""
    with writing() as session:
        person = session.get_one(Person, person_id, with_for_update=True, populate_existing=True)
        person.email, person.mobile = email, mobile
        person.email_key = rules.email_key(email) if email else None
        session.execute(
            delete(SignInLink).where(SignInLink.person_id == person_id, SignInLink.used_at.is_(None))
        )
        letters.keep_new_recipient(person)
        _tell_owner_or_newcomer(session, person)
        audit.record("address changed", "person", person_id, by=person_id, person_id=person_id)


def confirm(secret: str) -> str:
    """Uses the link of E-02; the person's id. Raises LinkFails, AddressTaken."""
    with writing() as session:
        link = links.use(session, secret, "confirm")
        confirm_person(session, link.person_id)
        return link.person_id


def begin_anew(person: Person) -> None:
    """The address is known to be the person's own: nobody who made the account with it before gets in. Inside
    writing()."""
    person.confirmed_at, person.password_hash, person.totp_secret = calendar.now(), None, None
    person.sessions_ended += 1


def confirm_person(session: Session, person_id: str) -> Person:
    """From now on the account owns its address. Inside writing(). Raises AddressTaken."""
    person = session.get_one(Person, person_id, with_for_update=True, populate_existing=True)
    if person.confirmed_at is None:
        owner = owner_of(session, person.email_key, person.mobile)
        if owner:
            raise AddressTaken
        begin_anew(person)
        audit.record("account confirmed", "person", person_id, by=person_id, person_id=person_id)
    return person
