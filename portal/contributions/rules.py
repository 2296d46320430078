"""What people give and want to learn: choices, their words, and sums (journeys P-30 to P-36). Pure."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from portal.foundation.calendar import add_months, duration

# Half a day and a day are short of 4 and 8 hours: a rough answer must not tip a pay band (domain.md rule 2).
TIMES = {
    "30": "30 minutes",
    "60": "1 hour",
    "120": "2 hours",
    "210": "Half a day",
    "420": "A day",
    "other": "Other",
}
ALSO = {
    "reading": "Reading papers",
    "travelling": "Travelling",
    "talking": "Talking to others",
    "training": "Training",
}
SEEN_BY = {
    "me": "Only me",
    "coordinator": "Me and the coordinator",
    "no-name": "You can use it, without my name",
    "name": "You can use it with my name",
}
STAFF_SEE = ("coordinator", "no-name", "name")
HOW_IT_WAS = {
    "a lot": "Yes, a lot",
    "a bit": "Yes, a bit",
    "not sure": "Not sure",
    "not really": "Not really",
    "not at all": "Not at all",
    "skip": "Prefer not to say",
}
HELPS = {
    "someone": "Someone to talk to",
    "training": "Training",
    "try": "A chance to try it",
    "time": "Time",
    "else": "Something else",
}
LOOK_AGAIN = {"1": "In 1 month", "3": "In 3 months", "6": "In 6 months", "none": "No date"}
GOING = {"well": "Going well", "slowly": "Slowly", "stuck": "Stuck", "done": "Done"}
GOAL_STATES = {"working on it": "Working on it", "done": "Done", "stopped": "Stopped"}
RECORD_PARTS = {
    "roles": "My roles",
    "hours": "Hours I gave",
    "log": "What I did",
    "strengths": "My strengths",
    "goals": "Goals I reached",
    "thanks": "Words of thanks",
    "training": "Training",
}
ENOUGH_TO_SHOW = 5  # answers to the two questions are shown together only from so many people


def look_again_on(choice: str | None, today: dt.date) -> dt.date | None:
    """The day to look at a goal again; None for no date."""
    return add_months(today, int(choice)) if choice and choice.isdigit() else None


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
        if self.stories:
            parts.append("1 story" if self.stories == 1 else f"{self.stories} stories")
        return " and ".join(parts)


def given(entries: Iterable[tuple[int | None, bool, dt.date]]) -> Given:
    """Sums (minutes, has a story, day) of entries."""
    rows = list(entries)
    return Given(
        sum(minutes or 0 for minutes, _, _ in rows),
        sum(story for _, story, _ in rows),
        min((day for _, _, day in rows), default=None),
    )


def first_words(story: str, count: int = 16) -> str:
    """The beginning of a story, for a list."""
    words = story.split()
    return " ".join(words[:count]) + (" …" if len(words) > count else "")
