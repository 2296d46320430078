"""When a receipt is needed, which words stand in for one, and when two look the same (rules 18, 19). Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from portal.foundation.money import pounds

MOST_PHOTOS = 10  # on one cost
MOST_FILES = 20  # on one claim
MOST_UNUSED = 50  # photos of a person that are on no cost yet
REASONS = {
    "lost": "I lost it",
    "not given": "The machine or driver did not give one",
    "small": "It was under {limit}",
    "other": "Another reason",
}
OTHER_WAYS = {
    "add later": "I will add it later",
    "send by post": "I will send it by post",
    "have none": "I do not have a receipt",
}
NEAR = 20  # of 256 points: the same photo saved anew is less apart, another photo of the same ticket far more
PART = 4  # hexadecimal digits of one band
TELLING = range(2, 15)  # points set in a band that says something; the others are plain paper
TOO_MANY = f"You can only add up to {MOST_PHOTOS} photos to one cost"


def unread(answers: Mapping[str, Any]) -> list[str]:
    """Photos that were added to a line and not looked at by its person."""
    return list(answers.get("unread", []))


def needs_words(reason: str, claimed_pence: int, limit_pence: int) -> bool:
    """Above a small amount the approver needs to read what happened (rule 19); "other" says nothing by itself."""
    return claimed_pence > limit_pence or reason == "other"


def none_words(reason: str, words: str, limit: str) -> str:
    """What the approver and the person read: "Lost. It fell out of my pocket."."""
    said = {
        "lost": "Lost it",
        "not given": "The machine or driver did not give one",
        "small": f"Under {limit}",
        "other": "",
    }[reason]
    return ". ".join(part for part in (said, words.strip()) if part)[:500]


def why_not_send(receipt_state: str, receipt_words: str) -> str | None:
    """No receipt and no reason cannot be sent (rule 19); everything else can."""
    if receipt_state == "none" and not receipt_words:
        return "Say why you do not have a receipt"
    return None


def bands(look: str) -> list[tuple[int, int]]:
    """A look in numbered parts of 16 points. Two looks less than 16 points apart share at least one part."""
    parts = [int(look[at : at + PART], 16) for at in range(0, len(look), PART)]
    return [(number, part) for number, part in enumerate(parts) if part.bit_count() in TELLING]


def apart(look: str, other: str) -> int:
    """In how many points two looks differ, from 0 to 256."""
    return (int(look, 16) ^ int(other, 16)).bit_count()


def will_be_asked(claimed_pence: int, ceiling_pence: int) -> bool:
    """Above the ceiling a cost without a receipt can be sent, and we ask about it."""
    return claimed_pence > ceiling_pence


def why_not_small(reason: str, claimed_pence: int, limit_pence: int) -> str | None:
    """ "It was under £5" of what cost more."""
    if reason == "small" and claimed_pence > limit_pence:
        return f"This cost was {pounds(claimed_pence)}. Select another answer"
    return None


def used_words(used: Sequence[str]) -> str:
    """Where a photo is used already: "Used for: Bus, High Street to hospital (C 104 120)."."""
    return f"Used for: {'; '.join(used)}." if used else "Not used yet."
