"""Links that are sent to an address: made once, kept as a hash, used once."""

from dataclasses import dataclass

from flask import current_app
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from portal.accounts import hashing, rules
from portal.accounts.models import SignInLink
from portal.foundation import calendar
from portal.foundation.database import db

PATHS = {
    "sign-in": "/sign-in/link/",
    "confirm": "/join/confirm/",
    "change-address": "/sign-in/new-address/",
    "staff-invitation": "/sign-in/invitation/",
}


class LinkFails(Exception):
    """`why` is "used" or "old"; a link that never was is old too."""

    def __init__(self, why: str):
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Link:
    """A link that was just made: its row, and the address to send (its secret is kept nowhere)."""

    id: str
    href: str


def make(session: Session, person_id: str, purpose: str, address: str | None = None) -> Link:
    """A new link of a purpose (keys of rules.LINK_LIFE). Inside writing()."""
    secret = hashing.new_secret()
    row = SignInLink(
        person_id=person_id,
        purpose=purpose,
        address=address,
        secret_hash=hashing.hashed(secret),
        expires_at=calendar.now() + rules.LINK_LIFE[purpose],
    )
    session.add(row)
    session.flush()
    return Link(row.id, current_app.extensions["settings"].public_url + PATHS[purpose] + secret)


def look(secret: str, purpose: str) -> str:
    """Whose link this is, without using it: a page that mail scanners may open. Raises LinkFails."""
    return _checked(db.session.scalar(_row_of(secret, purpose))).person_id


def use(session: Session, secret: str, purpose: str) -> SignInLink:
    """The link, used from now on. Inside writing(). Raises LinkFails."""
    row = _checked(session.scalar(_row_of(secret, purpose).with_for_update()))
    row.used_at = calendar.now()
    return row


def _row_of(secret: str, purpose: str) -> Select[SignInLink]:
    return select(SignInLink).where(
        SignInLink.secret_hash == hashing.hashed(secret), SignInLink.purpose == purpose
    )


def _checked(row: SignInLink | None) -> SignInLink:
    why = rules.why_link_fails(row.expires_at, row.used_at, calendar.now()) if row else "old"
    if row is None or why:
        raise LinkFails(why or "old")
    return row
