"""The settings that an organisation changes on screen: names, defaults and meaning.

Defaults are local choices (L) of domain.md unless a source is named.
"""

from dataclasses import dataclass
from typing import Any

from portal.foundation.money import pounds_short


@dataclass(frozen=True)
class SettingKind:
    """One setting: its value when nobody changed it, and what it means in words an administrator reads.

    `unit`: what its number counts ("pence" is shown and typed in pounds). A list is typed one thing a line.
    """

    default: Any
    meaning: str
    least: int | None = None
    most: int | None = None
    unit: str = ""
    longest: int = 200  # characters of its words


WORKING_DAYS, PENCE = "working days", "pence"
SETTINGS: dict[str, SettingKind] = {
    "answer_days": SettingKind(5, "Days in which an interest is answered", 1, 20, WORKING_DAYS),
    "check_days": SettingKind(5, "Days in which a claim is decided", 1, 20, WORKING_DAYS),
    "pay_days": SettingKind(10, "Days from sending a claim to the money", 2, 30, WORKING_DAYS),
    "question_days": SettingKind(10, "Days to answer a question on a claim", 2, 30, WORKING_DAYS),
    "claim_months": SettingKind(3, "Time after which a claim needs a reason for being late", 1, 12, "months"),
    "receipt_words_above_pence": SettingKind(500, "Above this a missing receipt needs words", 0, 5000, PENCE),
    "no_receipt_up_to_pence": SettingKind(2500, "Above this we ask about a missing receipt", 0, 20000, PENCE),
    "large_cost_pence": SettingKind(15000, "A cost above this is asked about once more", 1000, 100000, PENCE),
    "many_miles": SettingKind(200, "A drive above this is asked about once more", 10, 1000, "miles"),
    "coordinator_limit_pence": SettingKind(
        25000, "Up to this a coordinator decides a claim", 0, 500000, PENCE
    ),
    "budget_holder_limit_pence": SettingKind(
        100000, "Up to this the budget holder of a team decides a claim", 0, 2000000, PENCE
    ),
    "called_off_days": SettingKind(
        2, "A meeting called off later than this before is paid", 0, 10, WORKING_DAYS
    ),
    "first_days": SettingKind(5, "Days before a meeting to ask for money first", 1, 20, WORKING_DAYS),
    "proof_days": SettingKind(
        10, "Days after a meeting for the receipts of money paid first", 2, 30, WORKING_DAYS
    ),
    "let_go_up_to_pence": SettingKind(
        2000, "Most of money paid first that two people can let go", 0, 20000, PENCE
    ),
    "charities": SettingKind([], "Charities that people may give a payment to"),
    "advice": SettingKind(
        [
            "Citizens Advice, 0800 144 8848, free",
            "Disability Rights UK has a free guide to payments and benefits",
        ],
        "Where people get free advice about benefits",
    ),
    "support": SettingKind(
        ["Samaritans, call 116 123, day or night", "NHS 111", "Text SHOUT to 85258"],
        "Where people find support when something is hard",
    ),
    "bank_name": SettingKind("", "The short name people see on their bank statement", longest=8),
}
GROUPS = {
    "Claims": ("check_days", "pay_days", "question_days", "claim_months", "receipt_words_above_pence",
               "no_receipt_up_to_pence", "large_cost_pence", "many_miles", "called_off_days"),
    "Money first": ("first_days", "proof_days", "let_go_up_to_pence"),
    "Deciding claims": ("coordinator_limit_pence", "budget_holder_limit_pence"),
    "Openings": ("answer_days", "charities"),
    "Help and advice": ("advice", "support"),
    "Payments": ("bank_name",),
}  # fmt: skip
SECOND_PERSON = frozenset({  # limits, and where money goes: one person alone does not move them
    "claim_months",  # when a claim needs a reason
    "receipt_words_above_pence",  # what is paid without words, without a question, without a second look
    "no_receipt_up_to_pence",
    "large_cost_pence",
    "many_miles",
    "called_off_days",  # when a meeting that did not take place is paid
    "charities",  # who may be paid in a person's place
    "coordinator_limit_pence",  # rule 43: up to how much one person decides
    "budget_holder_limit_pence",
    "let_go_up_to_pence",  # how much of money paid before is written off
})  # fmt: skip
# The others are promises to people (days), words of help, and a name on bank statements: no money moves by them.
LONGEST_LIST, LONGEST_WORDS = 20, 200


def problem_with(name: str, value: object) -> str | None:
    """Why `value` can't be the setting's, in words; None when it can."""
    kind = SETTINGS[name]
    if isinstance(kind.default, list):
        return _problem_with_list(kind, value)
    if isinstance(kind.default, str):
        fine = isinstance(value, str) and len(value) <= kind.longest
        return None if fine else f"{kind.meaning} must be {kind.longest} characters or less"
    least, most = kind.least or 0, kind.most or 0
    if type(value) is not int or not least <= value <= most:
        return f"{kind.meaning} must be between {amount(kind, least)} and {amount(kind, most)}"
    return None


def _problem_with_list(kind: SettingKind, value: object) -> str | None:
    if not isinstance(value, list) or len(value) > LONGEST_LIST:
        return f"{kind.meaning} must be {LONGEST_LIST} lines or less"
    if any(not isinstance(words, str) or not 0 < len(words) <= LONGEST_WORDS for words in value):
        return f"Each line must be {LONGEST_WORDS} characters or less"
    return None


def amount(kind: SettingKind, number: int) -> str:
    """A number as it is said: £5, 3."""
    return pounds_short(number) if kind.unit == PENCE else str(number)


def shown(name: str, value: Any) -> str:
    """A value as the settings page says it; a list one thing a line."""
    kind = SETTINGS[name]
    if isinstance(value, list):
        return "\n".join(value) or "None"
    if isinstance(value, int):
        return amount(kind, value) if kind.unit == PENCE else f"{value} {kind.unit}"
    return value or "Not set"


def in_a_line(name: str, value: Any) -> str:
    """The same in one line."""
    return shown(name, value).replace("\n", ", ")


def lines(text: str) -> list[str]:
    """What was typed one thing a line, without empty lines."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def slug(name: str) -> str:
    """check_days → check-days, for addresses."""
    return name.replace("_", "-")


def named(text: str) -> str | None:
    """The setting of an address; None for one that there isn't."""
    return next((name for name in SETTINGS if slug(name) == text), None)
