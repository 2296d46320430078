"""Goals: what would help, when to look again, how it goes (journeys P-35). Pure."""

import datetime as dt

from portal.foundation.calendar import add_months

HELPS = {
    "someone": "Someone to talk to",
    "training": "Training",
    "try": "A chance to try it",
    "time": "Time",
    "else": "Something else",
}
LOOK_AGAIN = {"1": "In 1 month", "3": "In 3 months", "6": "In 6 months", "none": "No date"}
GOING = {"well": "Going well", "slowly": "Slowly", "stuck": "Stuck", "done": "Done"}
STATES = {"working on it": "Working on it", "done": "Done", "stopped": "Stopped"}
TONES = {"working on it": "info", "done": "good", "stopped": "plain"}


def look_again_on(choice: str | None, today: dt.date) -> dt.date | None:
    """The day to look at a goal again; None for no date."""
    return add_months(today, int(choice)) if choice in LOOK_AGAIN and choice != "none" else None


def state_after(going: str) -> str:
    """Saying how it goes reaches the goal, or takes it up again."""
    return "done" if going == "done" else "working on it"
