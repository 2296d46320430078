"""What a claim can be about and which kinds of cost have pages (P-52, P-53). Pure."""

import datetime as dt
from dataclasses import dataclass

KINDS = {
    "public transport": "Travel by train, bus, tram or ferry",
    "own vehicle": "Travel in my own car, motorbike or bike",
    "parking": "Parking, tolls or clean air charge",
    "food": "Food and drink",
    "time": "Payment for my time",
    "other": "Something else",
}
SHORT = {
    "public transport": "Public transport",
    "own vehicle": "Own vehicle",
    "parking": "Parking, tolls or charges",
    "food": "Food and drink",
    "time": "Payment for your time",
    "other": "Something else",
}
MOST_LINES = 30  # on one claim: more is a slip of the hand


@dataclass(frozen=True)
class Subject:
    """What a claim is for: something that was done, with its role, session and log entry where they are known."""

    about: str
    on_date: dt.date
    team_id: str | None = None
    role_id: str | None = None
    meeting_id: str | None = None
    entry_id: str | None = None
    place: str = ""


def kinds_offered(pays_time: bool) -> list[tuple[str, str]]:
    """Payment for time is offered where it was agreed before (rule 15)."""
    return [(kind, label) for kind, label in KINDS.items() if kind != "time" or pays_time]
