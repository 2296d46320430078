"""What the coordinator's pages of an opening show: tasks with their status, advice on words, what a session pays."""

from typing import Any

from flask import url_for

from portal.foundation import calendar
from portal.foundation.calendar import duration
from portal.foundation.fields import AskedField, ChoiceField, ManyChoicesField, VersionedForm
from portal.foundation.money import pounds
from portal.foundation.shown import Pages, Row, Task
from portal.openings.models import Opening
from portal.openings.offering.publishing.forms import values_of
from portal.openings.offering.publishing.plain_words import Advice, advice_on
from portal.openings.offering.publishing.queries import PER_PAGE, OpeningView, session_price
from portal.openings.offering.publishing.rules import FIELDS, PARTS, part_status, why_not_publish

WORDS = (  # texts that people read, which the plain-language check looks at
    "summary", "purpose", "can_change", "tasks", "who", "when_words", "access", "pay_words",
    "costs_words", "decide_words",
)  # fmt: skip


def pages_of(number: int, count: int) -> Pages:
    """Where the list of openings goes on."""
    last = max(-(-count // PER_PAGE), 1)

    def to(page: int) -> str | None:
        return (
            url_for("publishing.manage_openings", page=page) if 1 <= page <= last and page != number else None
        )

    return Pages(to(number - 1), to(number + 1), f"page {number} of {last}")


def tasks_of(opening: OpeningView) -> list[Task]:
    """The parts with their status, meetings after "When and where"."""
    today, tasks = calendar.today(), []
    for part, title in PARTS.items():
        href = url_for("publishing.edit_part", opening_id=opening.id, part=part)
        tasks.append(Task(title, href, part_status(part, opening.facts, today)))
        if part == "when":
            tasks.append(_meetings_task(opening))
    return tasks


def _meetings_task(opening: OpeningView) -> Task:
    count = opening.dated_meetings
    hint = "Say when each meeting is, so that people can plan, log and claim"
    status = f"{count} meeting{'' if count == 1 else 's'}" if count else "None yet"
    return Task("Meetings with dates", url_for("meetings.list_meetings", opening_id=opening.id), status, hint)


def state_of(opening: OpeningView) -> dict[str, Any]:
    """What is missing (rule 59), advice on words, and what a session pays."""
    missing = [
        (url_for("publishing.edit_part", opening_id=opening.id, part=one.part), one.text)
        for one in why_not_publish(opening.facts, calendar.today())
    ]
    return {"missing": missing, "advice": advice_of(opening), "pays": pay_example(opening.row)}


def advice_of(opening: OpeningView) -> list[tuple[str, str, list[Advice]]]:
    """(title of the part, its address, advice) for each part whose words could be plainer."""
    found = []
    for part, names in FIELDS.items():
        texts = [getattr(opening.row, name) for name in names if name in WORDS]
        advice = [one for text in texts for one in advice_on(text)]
        if advice:
            found.append(
                (PARTS[part], url_for("publishing.edit_part", opening_id=opening.id, part=part), advice)
            )
    return found


def pay_example(row: Opening) -> str:
    """ "A session of 2 hours pays £50.00." by the card in force today; empty while it cannot be worked out."""
    if not row.pays_time:
        return ""
    priced = session_price(row, calendar.today())
    return session_words(row, priced.pence) if priced else ""


def session_words(row: Opening, pence: int) -> str:
    """ "A session of 1 hour pays £37.50. Your time to prepare is in this." """
    ready = " Your time to prepare is in this." if row.preparation_minutes else ""
    return f"A session of {duration(row.minutes or 0)} pays {pounds(pence)}.{ready}"


def their_words(part: str, mine: VersionedForm, theirs: VersionedForm) -> list[Row]:
    """What stands stored now where it differs from what was typed: field by field, in words."""
    typed, kept = values_of(part, mine), values_of(part, theirs)
    return [
        Row(field.label.text, _in_words(field) or "Empty")
        for field in theirs
        if isinstance(field, AskedField) and typed.get(field.name) != kept.get(field.name)
    ]


def _in_words(field: AskedField) -> str:
    if isinstance(field, ManyChoicesField):
        return ", ".join(field.label_of(value) for value in field.data)
    if isinstance(field, ChoiceField):
        return field.label_of(field.data)
    return "" if field.data is None else str(field.data)
