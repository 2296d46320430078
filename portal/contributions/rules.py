"""What people give, in sums and words, and who may see a story. Pure; each subject has its own rules beside it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from portal.foundation.calendar import duration

ONLY_ME, COORDINATOR, NO_NAME, WITH_NAME = "me", "coordinator", "no-name", "name"
SEEN_BY = {
    ONLY_ME: "Only me",
    COORDINATOR: "Me and the coordinator",
    NO_NAME: "You can use it, without my name",
    WITH_NAME: "You can use it with my name",
}
STAFF_SEE = (COORDINATOR, NO_NAME, WITH_NAME)


@dataclass(frozen=True)
class Given:
    """What somebody gave: minutes, how many stories, since when."""

    minutes: int
    stories: int
    since: dt.date | None

    @property
    def words(self) -> str:
        """ "14 hours and 6 stories": a story counts as much as a number."""
        parts = [duration(self.minutes)] if self.minutes else []
        return " and ".join([*parts, counted(self.stories, "story", "stories")] if self.stories else parts)


def given(entries: Iterable[tuple[int | None, int, dt.date]]) -> Given:
    """Sums (minutes, stories, day) of entries, or of groups of entries with their first day."""
    rows = list(entries)
    return Given(
        sum(minutes or 0 for minutes, _, _ in rows),
        sum(stories for _, stories, _ in rows),
        min((day for _, _, day in rows), default=None),
    )


def counted(number: int, one: str, many: str) -> str:
    """ "1 story", "6 stories"."""
    return f"1 {one}" if number == 1 else f"{number:,} {many}"


def first_words(story: str, count: int = 16) -> str:
    """The beginning of a story, for a list."""
    words = story.split()
    return " ".join(words[:count]) + (" …" if len(words) > count else "")
