"""What may happen to an interest from the person's side."""

import datetime as dt
from dataclasses import dataclass

from portal.foundation.calendar import short_date

WAITING = ("sent", "talking")


@dataclass(frozen=True)
class Refusal:
    """Why not, in words for the person."""

    code: str
    text: str


def why_not_send(is_open: bool, closed_on: dt.date | None) -> Refusal | None:
    """Only what is open can be joined."""
    if is_open:
        return None
    when = f" on {short_date(closed_on)}" if closed_on else ""
    return Refusal("opening-closed", f"This opening closed{when}. You can look at other openings.")


def why_not_withdraw(state: str) -> Refusal | None:
    """Until it is answered. A place that was given is answered on the role's own page."""
    if state in WAITING:
        return None
    if state == "accepted":
        return Refusal("has-place", "You have a place. You can say no on the page about your role.")
    return Refusal(
        "answered-already", "There is nothing to take back. This is answered or was taken back before."
    )


# Verb of an event → how the person reads it. What is not named here is not shown.
EVENTS = {
    "interest sent": "You sent your message",
    "interest talked about": "We are talking about it",
    "interest accepted": "You have a place",
    "interest answered not this time": "Not this time",
    "interest withdrawn": "You withdrew",
}
