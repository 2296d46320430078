"""Time in the demo: acts happen in the order of their moments, each with the clock set to its own.

So that the trail, the log and the promises of a loaded demo read as two months that really went by.
"""

import datetime as dt
import heapq
import itertools
import random
import uuid
from collections.abc import Callable

from portal.foundation import calendar

Act = Callable[[], None]


class Story:
    """What happens when. `chance` is seeded: the same seed tells the same story."""

    def __init__(self, today: dt.date, seed: int):
        self.today = today
        self.now = calendar.now()
        self.chance = random.Random(seed)  # a story, not a secret
        self._acts: list[tuple[dt.datetime, int, Act]] = []
        self._order = itertools.count()

    def at(self, moment: dt.datetime, act: Act) -> None:
        """Plans an act. What would be in the future does not happen."""
        if moment < self.now:
            heapq.heappush(self._acts, (moment, next(self._order), act))

    def on(self, days: int, hour: int, act: Act) -> None:
        """Plans an act so many days from today (negative: before), at an hour of the day, give or take some minutes."""
        day = self.today + dt.timedelta(days=days)
        self.at(calendar.uk_moment(day, dt.time(hour, self.chance.randrange(60))), act)

    def after(self, moment: dt.datetime, days: int, hour: int, act: Act) -> None:
        """Plans an act so many days after a moment, at an hour of the day."""
        day = calendar.uk_date(moment) + dt.timedelta(days=days)
        self.at(calendar.uk_moment(day, dt.time(hour, self.chance.randrange(60))), act)

    def tell(self) -> int:
        """Lets everything happen; how many acts there were."""
        count = 0
        while self._acts:
            moment, _, act = heapq.heappop(self._acts)
            with calendar.at(moment):
                act()
            count += 1
        return count


def once() -> str:
    """A once-only key, as a form would carry."""
    return uuid.uuid4().hex
