"""What this room tells people, each in one line: the words are in templates/sent/."""

import datetime as dt

from sqlalchemy.orm import Session

from portal.accounts import hashing, links
from portal.accounts.jobs import nothing
from portal.accounts.models import Person
from portal.foundation import calendar, jobs
from portal.foundation.database import new_id
from portal.messages import rendering
from portal.messages import service as messages


def keep_recipient(person: Person) -> None:
    """The messages room writes to the address that the person has now; how they wish to be written to stays."""
    messages.set_recipient(person.id, name=person.name, email=person.email, mobile=person.mobile)


def keep_new_recipient(person: Person) -> None:
    """The same for a new account: by the way they joined."""
    channel = "email" if person.email else "text"
    messages.set_recipient(
        person.id, name=person.name, email=person.email, mobile=person.mobile, channel=channel
    )


def send_sign_in_link(session: Session, person: Person, *, by_email: bool) -> None:
    """E-01 or T-01, to the one of the person's addresses that was typed."""
    link = links.make(session, person.id, "sign-in")
    messages.tell(person.id, "E-01", link.id, to=person.email if by_email else person.mobile, link=link.href)


def write_to_nobody() -> None:
    """As much work as a link to sign in, for an address that is nobody's: the answer takes as long."""
    rendering.email_words(
        "E-01", "", {"link": links.PATHS["sign-in"] + hashing.new_secret()}, 14, with_html=True
    )
    jobs.later(nothing)


def send_welcome(session: Session, person: Person) -> None:
    """E-02: the address belongs to the account once the link in it was opened."""
    link = links.make(session, person.id, "confirm")
    messages.tell(person.id, "E-02", link.id, link=link.href)


def say_that_account_exists(session: Session, owner: Person) -> None:
    """E-03: somebody used the owner's address to join, or to have as their own."""
    link = links.make(session, owner.id, "sign-in")
    messages.tell(owner.id, "E-03", link.id, link=link.href)


def send_new_address_link(session: Session, person: Person, address: str) -> None:
    """E-37 or T-37, to the new address."""
    link = links.make(session, person.id, "change-address", address)
    messages.tell(person.id, "E-37", link.id, to=address, link=link.href)


def send_invitation(session: Session, person: Person, role: str, inviter: str) -> None:
    """E-30: a one-time link for a member of staff."""
    link = links.make(session, person.id, "staff-invitation")
    messages.tell(person.id, "E-30", link.id, link=link.href, role=role, inviter=inviter)


def tell_of_new_device(person: Person, now: dt.datetime) -> None:
    """E-31."""
    messages.tell(person.id, "E-31", new_id(), date=calendar.uk_date(now))


def tell_old_address(person: Person, new: str) -> None:
    """E-32, to the address that the new one takes the place of; by the other where there was none of its kind."""
    old = (person.email or person.mobile) if "@" in new else (person.mobile or person.email)
    if old:
        messages.tell(person.id, "E-32", new_id(), to=old, date=calendar.today())


def tell_of_password(person: Person) -> None:
    """E-33."""
    messages.tell(person.id, "E-33", new_id(), date=calendar.today())


def tell_of_role(person: Person, before: str | None, after: str | None) -> None:
    """E-34. `before` and `after` are roles; None where there was or is none."""
    messages.tell(person.id, "E-34", new_id(), change=_change(before, after))


def _change(before: str | None, after: str | None) -> str:
    if before and after:
        return f"You were {before}. From today you are {after}. We signed you out. Sign in again to go on."
    if after:
        return f"You are now {after} too. We signed you out. Sign in again to go on."
    return f"You are no longer {before}."


def send_way_to_second_step(session: Session, person: Person, by: str) -> None:
    """E-35: another administrator (`by`, a name) took the second step away."""
    link = links.make(session, person.id, "sign-in")
    messages.tell(person.id, "E-35", link.id, link=link.href, by=by)
