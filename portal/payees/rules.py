"""Bank details: their shape, who may confirm them, and what holds a payment (domain.md rules 42, 45, 47)."""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

ON_RECORD = dt.timedelta(days=30)
CONFIRM_WAYS = {
    "phone": "I spoke to the person on the number on record",
    "face to face": "I spoke to the person face to face",
    "letter": "The person answered a letter to the address on record",
}
RELATIONSHIPS = ("Family", "Friend", "Carer", "Appointee", "Someone else")
ROLL_NUMBER = re.compile(r"[A-Za-z0-9 ./-]{1,18}")


@dataclass(frozen=True)
class NotConfirmed:
    """Why these details can't be confirmed now; `text` is read by the member of staff."""

    code: str
    text: str


@dataclass(frozen=True)
class Confirming:
    """What is known when somebody confirms: who, for whom, how, and since when a number is on record."""

    by: str
    person_id: str
    made_by: str
    made_at: dt.datetime
    how: str
    number_since: dt.datetime | None


def account_number(digits: str) -> str:
    """Six to eight digits → eight, filled with zeros in front (rule 45). Raises ValueError for another length."""
    if not 6 <= len(digits) <= 8 or not digits.isascii() or not digits.isdigit():
        raise ValueError("Account number must be between 6 and 8 digits")
    return digits.rjust(8, "0")


def has_bank_letters(name: str) -> bool:
    """Whether something is left of a name in a bank's file, which takes A to Z and digits (rule 48)."""
    plain = unicodedata.normalize("NFKD", name)
    return any(letter.isascii() and letter.isalnum() for letter in plain)


def is_sign(contact_changed_at: dt.datetime | None, made_at: dt.datetime) -> bool:
    """Contact and bank details changed within 30 days of each other (rule 47)."""
    return contact_changed_at is not None and abs(made_at - contact_changed_at) < ON_RECORD


def number_is_safe(number_since: dt.datetime | None, made_at: dt.datetime) -> bool:
    """A number on record at least 30 days before the change, never one changed since (rule 47)."""
    return number_since is not None and number_since <= made_at - ON_RECORD


def confirm_ways(*, phone_is_safe: bool) -> list[tuple[str, str]]:
    """The ways to be sure that are open now: never a number that came with the account (rule 47)."""
    return [(way, words) for way, words in CONFIRM_WAYS.items() if way != "phone" or phone_is_safe]


def why_not_confirm(facts: Confirming) -> NotConfirmed | None:
    """A second person confirms, in a way that a thief of the account could not have prepared (rules 42, 47)."""
    if facts.by in (facts.person_id, facts.made_by):
        return NotConfirmed(
            "own-details", "Someone else must confirm these, because they are yours or you typed them."
        )
    if facts.how == "phone" and not number_is_safe(facts.number_since, facts.made_at):
        return NotConfirmed(
            "new-number",
            "The phone number was not on record 30 days before the change. Meet face to face, or write a letter.",
        )
    return None


def held_because(*, has_details: bool, confirmed: bool, wish: str | None) -> tuple[str, ...]:
    """Why a person's payments wait; nothing when they can go out."""
    if wish in ("abroad", "another"):
        return ("Asked to be paid another way",)
    if not has_details:
        return ("No bank details yet",)
    return () if confirmed else ("Bank details wait for a second person to check them",)
