"""Small values that the shared parts of pages show: rows, tasks, events, pages of a list, filters chosen."""

from dataclasses import dataclass

from markupsafe import Markup

Words = str | Markup


@dataclass(frozen=True)
class Row:
    """One row of a summary list or of facts. `about` ends the link for a screen reader: "Change bus fare"."""

    key: str
    value: Words
    href: str | None = None
    about: str = ""
    act: str = "Change"


@dataclass(frozen=True)
class Task:
    """One row of a task list. Status: "Completed", "Incomplete" or "Cannot start yet" (then without href)."""

    title: str
    href: str | None
    status: str = "Incomplete"
    hint: str = ""


@dataclass(frozen=True)
class Event:
    """One entry of a timeline; `when` in words."""

    title: str
    when: str
    who: str = ""
    text: Words = ""


@dataclass(frozen=True)
class Pages:
    """Where a list goes on; `words` such as "page 2 of 4"."""

    previous_href: str | None = None
    next_href: str | None = None
    words: str = ""


@dataclass(frozen=True)
class Chosen:
    """A filter in force and the address without it."""

    label: str
    href: str
