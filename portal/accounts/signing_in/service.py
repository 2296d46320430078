"""Signing in: links sent and used, passwords checked, browsers known."""

import datetime as dt

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from portal.accounts import hashing, letters, links, rules, throttle
from portal.accounts.joining.service import confirm_person, owner_of
from portal.accounts.models import KnownDevice, Person, StaffRole
from portal.foundation import audit, calendar
from portal.foundation.database import db, writing


def send_link(address: str) -> None:
    """Sends a link to an address that we know, and does the same work for one that we don't. Raises TooManyTries."""
    throttle.take(throttle.by_address(address), throttle.by_network("link", rules.LINKS_FROM_ONE_NETWORK))
    with writing() as session:
        person = account_at(session, address)
        if person:
            letters.send_sign_in_link(session, person, by_email="@" in address)
        else:
            letters.write_to_nobody()


def account_at(session: Session, address: str) -> Person | None:
    """The account that an address opens: its owner's, else the newest that nobody confirmed yet."""
    email, mobile = (address, None) if "@" in address else (None, address)
    owner = owner_of(session, email, mobile)
    return owner or session.scalar(_provisional(email, mobile))


def _provisional(email: str | None, mobile: str | None) -> Select[Person]:
    this = Person.email_key == email if email else Person.mobile == mobile
    return (
        select(Person)
        .where(this, Person.confirmed_at.is_(None), Person.left_at.is_(None))
        .order_by(Person.joined_at.desc())
        .limit(1)
    )


def use_link(secret: str) -> str:
    """Uses a link; the person's id. It came from the account's own address, which is confirmed by it. Raises
    LinkFails, AddressTaken."""
    with writing() as session:
        link = links.use(session, secret, "sign-in")
        confirm_person(session, link.person_id)
        return link.person_id


def check_password(address: str, password: str) -> str | None:
    """The person's id, or None for a wrong address or password: the same words, work and time. Raises TooManyTries."""
    account, network = throttle.by_account(address), throttle.by_network("password", rules.NETWORK_TRIES)
    tries = throttle.take(account, network)
    person = account_at(db.session(), address)
    kept = person.password_hash if person else None
    if not hashing.password_fits(kept, password) or person is None or kept is None:
        return None
    _hash_again(person.id, kept, password)
    throttle.forget(account, tries)
    return person.id


def _hash_again(person_id: str, kept: str, password: str) -> None:
    """A hash that was made with less work than today's is made again, now that we have the password."""
    if not hashing.should_hash_again(kept):
        return
    better = hashing.hash_password(password)
    with writing() as session:
        session.get_one(Person, person_id, with_for_update=True).password_hash = better


def arrived(person_id: str, device_secret: str) -> None:
    """Notes when somebody was last here; a browser that is new to them is told to them."""
    now = calendar.now()
    with writing() as session:
        person = session.get_one(Person, person_id, with_for_update=True, populate_existing=True)
        person.last_seen_at = now
        if not _known(session, person_id, device_secret, now) and _has_devices(session, person_id):
            letters.tell_of_new_device(person, now)
        _know(session, person_id, device_secret)
        if session.scalar(select(StaffRole.id).where(StaffRole.person_id == person_id).limit(1)):
            audit.record("member of staff signed in", "person", person_id, by=person_id, person_id=person_id)


def _hash_of(person_id: str, device_secret: str) -> str:
    return hashing.hashed(f"{device_secret}|{person_id}")  # one browser may be that of several people


def _known(session: Session, person_id: str, device_secret: str, now: dt.datetime) -> bool:
    row = session.scalar(
        select(KnownDevice).where(KnownDevice.secret_hash == _hash_of(person_id, device_secret))
    )
    if row:
        row.last_used_at = now
    return row is not None


def _has_devices(session: Session, person_id: str) -> bool:
    return (
        session.scalar(select(KnownDevice.id).where(KnownDevice.person_id == person_id).limit(1)) is not None
    )


def _know(session: Session, person_id: str, device_secret: str) -> None:
    kept = _hash_of(person_id, device_secret)
    if session.scalar(select(KnownDevice.id).where(KnownDevice.secret_hash == kept)) is None:
        session.add(KnownDevice(person_id=person_id, secret_hash=kept))
