"""The trail in words: an administrator reads what was done, never codes."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

from portal.foundation import calendar, money

ID = re.compile(r"[a-z0-9]{16}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+([+-][0-9:]{5}|Z)")
HASH = re.compile(r"[0-9a-f]{64}")

RISKY = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
)  # a spreadsheet takes a cell that begins so for a formula (security.md 4.7)


def sentence(verb: str) -> str:
    """ "claim sent" → "Claim sent"."""
    return verb[:1].upper() + verb[1:]


def ids_in(value: Any) -> Iterator[str]:
    """What may be somebody's or something's id among the details."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from ids_in(one)
    elif isinstance(value, str) and ID.fullmatch(value):
        yield value


def named(value: Any, names: Mapping[str, str]) -> Any:
    """The same details with a name for each id that has one."""
    if isinstance(value, Mapping):
        return {key: named(one, names) for key, one in value.items()}
    if isinstance(value, list):
        return [named(one, names) for one in value]
    return names.get(value, value) if isinstance(value, str) else value


def short(line: str) -> str:
    """A detail for the list: of a fingerprint its first letters."""
    return HASH.sub(lambda found: f"{found[0][:8]}…", line)


def detail_words(details: Mapping[str, Any]) -> list[str]:
    """Each detail as "name: value"; before and after of one thing in one line."""
    told = dict(details)
    before, after = told.pop("before", None), told.pop("after", None)
    words = _change_words(before, after)
    return words + [
        f"{_name(name)}: {_value(name, value)}" for name, value in told.items() if value is not None
    ]


def _change_words(before: Any, after: Any) -> list[str]:
    if not isinstance(before, Mapping) or not isinstance(after, Mapping):
        pairs = (("before", before), ("after", after))
        return [line for when, value in pairs if value not in (None, {}) for line in _one_side(when, value)]
    names = [*before, *(name for name in after if name not in before)]
    return [
        f"{_name(name)}: {_value(name, before.get(name))} → {_value(name, after.get(name))}"
        for name in names
        if before.get(name) != after.get(name)
    ]


def _one_side(when: str, value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [f"{_name(name)}: {_value(name, inner)}" for name, inner in value.items() if inner is not None]
    return [f"{when}: {_value(when, value)}"]


def _name(name: str) -> str:
    return name.removesuffix("_pence").replace("_", " ")


def _value(name: str, value: Any) -> str:
    if value is None or value == "":
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int) and name.endswith("_pence"):
        return money.pounds(value)
    if isinstance(value, list):
        return ", ".join(_value(name, one) for one in value) or "none"
    if isinstance(value, Mapping):
        return "; ".join(f"{_name(inner)} {_value(inner, one)}" for inner, one in value.items())
    return _day_words(str(value))


def _day_words(text: str) -> str:
    """Days and moments as people here write them; other words as they are."""
    try:
        if DAY.fullmatch(text):
            return calendar.full_date(dt.date.fromisoformat(text))
        if MOMENT.fullmatch(text):
            at = dt.datetime.fromisoformat(text)
            return f"{calendar.full_date(calendar.uk_date(at))}, {calendar.clock_time(at)}"
    except ValueError:
        return text
    return text


def safe_cell(text: str) -> str:
    """Text for a cell of a CSV file, never a formula."""
    return f"'{text}" if text.startswith(RISKY) else text
