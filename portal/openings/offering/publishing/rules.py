"""What an opening must say before people see it (rule 59), and the parts in which it is written (C-30)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PARTS: dict[str, str] = {
    "name": "Name, project and who runs it",
    "change": "What we want to change",
    "tasks": "What people would do",
    "strengths": "Strengths we would welcome",
    "when": "When and where",
    "access": "Access and help",
    "pay": "Pay and costs",
    "decide": "How we decide together",
    "after": "What happens after",
}
HOW: dict[str, str] = {
    "in person": "In person",
    "online": "Online",
    "both": "In person or online",
    "at home": "At home, in people's own time",
}
DECIDE_HOW: dict[str, str] = {
    "together": "We decide together",
    "ask and answer": "We ask, and say what we did with the answers",
    "tell": "We tell people what was decided",
}

FIELDS: dict[str, tuple[str, ...]] = {  # the columns that each part writes; nothing else is ever written
    "name": ("name", "summary", "project_id", "lead_name", "lead_phone"),
    "change": ("purpose", "can_change"),
    "tasks": ("tasks",),
    "strengths": ("who", "new_is_fine", "training"),
    "when": (
        "how",
        "place",
        "miles",
        "when_words",
        "when_code",
        "minutes",
        "preparation_minutes",
        "places",
        "closes_on",
    ),
    "access": ("access", "needs_we_can_meet"),
    "pay": ("pays_time", "rate_card_id", "rate_code", "pay_words", "costs_words"),
    "decide": ("decide_how", "decide_words"),
    "after": ("answer_days", "hear_by"),
}


@dataclass(frozen=True)
class OpeningFacts:
    """What the rules need to know of an opening."""

    purpose: str = ""
    can_change: str = ""
    tasks: str = ""
    how: str = ""
    place: str = ""
    when_words: str = ""
    minutes: int | None = None
    dated_meetings: int = 0
    access: str = ""
    pays_time: bool | None = None
    rate_code: str | None = None
    pay_words: str = ""
    costs_words: str = ""
    decide_how: str = ""
    lead_name: str = ""
    answer_days: int | None = None
    hear_by: dt.date | None = None
    closes_on: dt.date | None = None


@dataclass(frozen=True)
class Missing:
    """Something to say before an opening is published: in which part, in words."""

    part: str
    text: str


def why_not_publish(facts: OpeningFacts, today: dt.date) -> list[Missing]:
    """Rule 59: all that is still missing, in the order of the parts; nothing when people may see it."""
    wanted = [*_about_the_work(facts), *_about_money(facts), *_about_what_comes_after(facts, today)]
    order = list(PARTS)
    return sorted(
        (missing for ok, missing in wanted if not ok), key=lambda missing: order.index(missing.part)
    )


def changes_pay(row: Any, values: Mapping[str, Any]) -> bool:
    """Whether an opening that pays for time would pay something else, or nothing."""
    names = ("pays_time", "rate_card_id", "rate_code")
    return bool(row.pays_time) and any(getattr(row, name) != values[name] for name in names)


Wanted = list[tuple[bool, Missing]]


def _about_the_work(facts: OpeningFacts) -> Wanted:
    somewhere = bool(facts.place) or facts.how in ("online", "at home")
    return [
        (bool(facts.lead_name), Missing("name", "Say who runs it")),
        (bool(facts.purpose), Missing("change", "Say what you want to change and why")),
        (bool(facts.can_change), Missing("change", "Say what people can and cannot change")),
        (bool(facts.tasks), Missing("tasks", "Say what people would do")),
        (bool(facts.how), Missing("when", "Say if it is in person, online or at home")),
        (somewhere or not facts.how, Missing("when", "Say where it is")),
        (
            bool(facts.when_words or facts.dated_meetings),
            Missing("when", "Say when it is, or add a meeting with a date"),
        ),
        (bool(facts.minutes), Missing("when", "Say how long one session is")),
        (bool(facts.access), Missing("access", "Say what access the place has and what help you can give")),
    ]


def _about_money(facts: OpeningFacts) -> Wanted:
    paid = facts.pays_time is True
    return [
        (facts.pays_time is not None, Missing("pay", "Say if people are paid for their time")),
        (not paid or bool(facts.rate_code), Missing("pay", "Choose the rate of pay")),
        (not paid or bool(facts.pay_words), Missing("pay", "Say how people are paid")),
        (
            bool(facts.costs_words),
            Missing("pay", "Say which costs you pay, and how people need not pay first"),
        ),
    ]


def _about_what_comes_after(facts: OpeningFacts, today: dt.date) -> Wanted:
    return [
        (bool(facts.decide_how), Missing("decide", "Say how decisions are made")),
        (bool(facts.answer_days), Missing("after", "Say in how many working days you answer people")),
        (facts.hear_by is not None, Missing("after", "Say by what date people hear what came of it")),
        (not _past(facts.hear_by, today), Missing("after", "The date by which people hear is in the past")),
        (not _past(facts.closes_on, today), Missing("when", "The last day to say yes is in the past")),
    ]


def _past(day: dt.date | None, today: dt.date) -> bool:
    return day is not None and day < today


def part_status(part: str, facts: OpeningFacts, today: dt.date) -> str:
    """Completed or Incomplete, for the task list. Strengths are welcome, never needed."""
    missing = {one.part for one in why_not_publish(facts, today)}
    return "Incomplete" if part in missing else "Completed"
