"""What a claim can be about (P-52). Pure."""

import datetime as dt
from dataclasses import dataclass

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
