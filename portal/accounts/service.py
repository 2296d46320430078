"""What people do with their own account once they have one, and asking to be called."""

from portal.accounts import hashing, letters, links, rules
from portal.accounts.joining.removing import when_removed
from portal.accounts.joining.service import AddressTaken, begin_anew, join, new_person, owner_of
from portal.accounts.models import CallBack, Person
from portal.foundation import audit
from portal.foundation.database import db, writing
from portal.foundation.once import once_only
from portal.messages import service as messages

__all__ = ["AddressTaken", "BadPassword", "join", "new_person", "when_removed"]  # and what is written here


class BadPassword(ValueError):
    """Its text is shown beside the field."""


def change_name(person_id: str, name: str, by: str) -> None:
    """P-73."""
    with writing() as session:
        person = session.get_one(Person, person_id, with_for_update=True, populate_existing=True)
        if person.name != name:
            person.name = name
            letters.keep_recipient(person)
            audit.record("name changed", "person", person_id, by=by, person_id=person_id)


def ask_to_change_address(person_id: str, email: str | None, mobile: str | None) -> None:
    """Sends a link to the new address; the old one stays until it was opened. An address that is somebody else's gives
    the same answer, and its owner is told (E-03)."""
    with writing() as session:
        person = session.get_one(Person, person_id)
        owner = owner_of(session, rules.email_key(email) if email else None, mobile)
        if owner is None:
            letters.send_new_address_link(session, person, email or mobile or "")
        elif owner.id != person_id:
            letters.say_that_account_exists(session, owner)


def use_new_address(secret: str) -> str:
    """Opens the link at a new address, which becomes theirs; the old one is told. The person's id. Raises LinkFails,
    AddressTaken."""
    with writing() as session:
        link = links.use(session, secret, "change-address")
        person = session.get_one(Person, link.person_id, with_for_update=True, populate_existing=True)
        address = link.address or ""
        email, mobile = (address, None) if "@" in address else (None, address)
        if owner_of(session, rules.email_key(email) if email else None, mobile):
            raise AddressTaken
        letters.tell_old_address(person, address)
        if email:
            person.email, person.email_key = email, rules.email_key(email)
        else:
            person.mobile = mobile
        if person.confirmed_at is None:
            begin_anew(person)
        letters.keep_recipient(person)
        audit.record("address changed", "person", person.id, by=person.id, person_id=person.id)
        return person.id


def choose_password(person_id: str, password: str) -> None:
    """Sets or changes a password and ends every sign-in of the person. Raises BadPassword."""
    person = db.session.get_one(Person, person_id)
    check_password_choice(password, person.name, person.email)
    kept = hashing.hash_password(password)
    with writing() as session:
        person = session.get_one(Person, person_id, with_for_update=True, populate_existing=True)
        person.password_hash = kept
        person.sessions_ended += 1
        letters.tell_of_password(person)
        audit.record("password changed", "person", person_id, by=person_id, person_id=person_id)


def check_password_choice(password: str, name: str, email: str | None) -> None:
    """Raises BadPassword."""
    problem = rules.problem_with_password(password, name, email, hashing.common_passwords())
    if problem:
        raise BadPassword(problem)


def sign_out_everywhere(person_id: str) -> None:
    """Ends every sign-in of a person at its next request."""
    with writing() as session:
        person = session.get_one(Person, person_id, with_for_update=True, populate_existing=True)
        person.sessions_ended += 1
        audit.record("signed out everywhere", "person", person_id, by=person_id, person_id=person_id)


@once_only
def ask_for_call(asked: tuple[str, str, str, str], person_id: str | None, by: str) -> str:
    """P-03, P-72: "Call me back". `asked` is name, phone, best time, topic. The row's id; staff get a to-do."""
    name, phone, best_time, topic = asked
    with writing() as session:
        row = CallBack(name=name, phone=phone, best_time=best_time, topic=topic, person_id=person_id)
        session.add(row)
        session.flush()
        words = f"Call {name} back on {phone.replace('+44', '0')}, best time: {best_time}. {topic}"
        messages.add_todo("call back", words, person_id=person_id, key=f"call-back:{row.id}")
        audit.record("call asked for", "call back", row.id, by=person_id or "portal", person_id=person_id)
        return row.id
