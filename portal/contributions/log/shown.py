"""The log as its pages show it: months with their entries, the rows of one entry, filters in force."""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from flask import g, url_for

from portal.contributions import rules
from portal.contributions.log.queries import PAGE, Choice, WholeEntry
from portal.contributions.log.rules import Sums, also_words
from portal.contributions.models import LogEntry
from portal.contributions.queries import EntryRow
from portal.contributions.reach import sees_story, words
from portal.foundation.calendar import duration, long_date, month_name, short_date
from portal.foundation.fields import Pick
from portal.foundation.shown import Chosen, Pages, Row


class Month(NamedTuple):
    """One month of the log."""

    name: str
    time: str
    entries: list[EntryRow]


def months(rows: Iterable[EntryRow], sums: Sums) -> list[Month]:
    """Entries under their months; the time is the whole month's, also where a page holds part of it."""
    shown = [row if sees_story(row.seen_by) else row._replace(story="") for row in rows]
    return [
        Month(month_name(first), duration(sums.minutes_in(first)), list(group))
        for first, group in groupby(shown, key=lambda row: row.on_date.replace(day=1))
    ]


def pages(number: int, sums: Sums, **chosen: object) -> Pages:
    """Where the log goes on."""
    last = max(1, -(-sums.entries // PAGE))

    def href(page: int) -> str | None:
        return url_for("log.list_log", page=page, **chosen) if 1 <= page <= last else None  # type: ignore[arg-type]  # names of filters

    return Pages(href(number - 1), href(number + 1), f"page {number} of {last}")


def chosen(role: str | None, year: int | None, sums: Sums) -> list[Chosen]:
    """The filters in force."""
    of_role = Chosen(sums.roles.get(role or "", ""), url_for("log.list_log", year=year)) if role else None
    of_year = Chosen(str(year), url_for("log.list_log", role=role)) if year else None
    return [one for one in (of_role, of_year) if one]


def facts(found: WholeEntry, coordinator: str) -> list[Row]:
    """What was done, with the way to change each."""
    entry = found.entry
    free = None if entry.meeting_id else url_for("log.edit_entry", entry_id=entry.id)
    rows = [
        Row("What", entry.what, free, "what it was"),
        Row("When", long_date(entry.on_date), free, "when it was"),
        Row(
            "Time",
            duration(entry.minutes or 0),
            url_for("log.how_long", entry_id=entry.id),
            "how long it took",
        ),
    ]
    if entry.also:
        rows.append(
            Row(
                "Also", also_words(entry.also), url_for("log.how_long", entry_id=entry.id), "what else it was"
            )
        )
    return [*rows, _who_sees(entry, coordinator)] if entry.story_at and sees_story(entry.seen_by) else rows


def _who_sees(entry: LogEntry, coordinator: str) -> Row:
    who = seen_by_words(coordinator)[entry.seen_by]
    return Row(
        "Who can see the story", who, url_for("log.seen_by", entry_id=entry.id), "who can see the story"
    )


def seen_by_words(coordinator: str) -> dict[str, str]:
    """The four answers, with the coordinator's name, in the person's voice or about the person helped."""
    me = words()["Me"]
    if not g.helping:
        return {**rules.SEEN_BY, rules.COORDINATOR: f"Me and {coordinator}"}
    return {
        rules.ONLY_ME: f"Only {me}",
        rules.COORDINATOR: f"{me} and {coordinator}",
        rules.NO_NAME: f"You can use it, without {me}'s name",
        rules.WITH_NAME: f"You can use it with {me}'s name",
    }


def seen_by_picks(now: str, coordinator: str) -> list[Pick]:
    """Whoever helps does not give away the use of a story: they keep what the person chose, or narrow it."""
    allowed = {rules.ONLY_ME, rules.COORDINATOR, now} if g.helping else set(rules.SEEN_BY)
    return [Pick(code, label) for code, label in seen_by_words(coordinator).items() if code in allowed]


def read_words(found: WholeEntry) -> str:
    """ "Read by Cora on 4 March", once it was."""
    entry = found.entry
    return (
        f"Read by {found.reader} on {short_date(entry.read_at)}" if entry.read_at and entry.story_at else ""
    )


def picked_before(wanted: str | None, choices: list[Choice]) -> str | None:
    """A choice named in the address (?meeting=…), where it can be picked."""
    return wanted if wanted in {one.value for one in choices} else None
