"""When a receipt is needed, and which words stand in for one (rules 18, 19). Pure."""

from collections.abc import Mapping
from typing import Any

MOST_PHOTOS = 10  # on one cost
MOST_FILES = 20  # on one claim
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
