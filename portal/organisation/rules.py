"""The settings that an organisation changes on screen: names, defaults and meaning.

Defaults are local choices (L) of domain.md unless a source is named.
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class SettingKind:
    """One setting: its value when nobody changed it, and what it means in words an administrator reads."""

    default: Any
    meaning: str
    least: int | None = None
    most: int | None = None


SETTINGS: dict[str, SettingKind] = {
    "answer_days": SettingKind(5, "Working days in which an interest is answered", 1, 20),
    "check_days": SettingKind(5, "Working days in which a claim is decided", 1, 20),
    "pay_days": SettingKind(10, "Working days from sending a claim to the money", 2, 30),
    "question_days": SettingKind(10, "Working days to answer a question on a claim", 2, 30),
    "claim_months": SettingKind(3, "Months after which a claim needs a reason for being late", 1, 12),
    "receipt_words_above_pence": SettingKind(500, "Above this a missing receipt needs words (pence)", 0, 5000),
    "large_cost_pence": SettingKind(15000, "A cost above this is asked about once more (pence)", 1000, 100000),
    "many_miles": SettingKind(200, "Miles above this are asked about once more", 10, 1000),
    "called_off_days": SettingKind(2, "Working days before a meeting; called off later, it is paid (rule 15)", 0, 10),
    "food_card": SettingKind("SAMPLE", "The rate card whose caps hold for food and drink"),
    "mileage_card": SettingKind("AMAP", "The rate card whose rates hold for miles driven"),
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
    "bank_name": SettingKind("", "The name people see on their bank statement"),
    "retention_years": SettingKind(6, "Years that claims and payments are kept (rule 62)", 6, 12),
}


def problem_with(name: str, value: object) -> str | None:
    """Why `value` can't be the setting's, in words; None when it can."""
    kind = SETTINGS[name]
    if kind.least is None or kind.most is None:
        return None
    if not isinstance(value, int) or not kind.least <= value <= kind.most:
        return f"{kind.meaning} must be between {kind.least} and {kind.most}"
    return None
