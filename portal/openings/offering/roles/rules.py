"""Answering a role agreement, and the letter for the Jobcentre (P-23, P-61a, domain.md 3.2)."""

import datetime as dt
from dataclasses import dataclass

from portal.foundation.calendar import full_date
from portal.foundation.money import pounds_short
from portal.openings.rules import TAKES_NOTHING, Said, before_first_session

ANSWERS: dict[str, str] = {
    "yes": "Yes, I agree",
    "change": "I want to change something",
    "no": "No, not now",
}


@dataclass(frozen=True)
class Refusal:
    """Why an answer is not taken, in words for the person, and the way on."""

    code: str
    text: str
    href: str
    link: str


def why_not_answer(role_id: str, seen: int, newest: int, answered: bool) -> Refusal | None:
    """A person answers the version that they read, once."""
    if seen != newest:
        text = "We changed the agreement while you were reading it. Read the new version, then answer."
        return Refusal("newer-version", text, f"/roles/{role_id}/agree", "Read the new version")
    if answered:
        return Refusal(
            "answered-already", "You have already answered this.", f"/roles/{role_id}", "See your role"
        )
    return None


def why_not_agree(role_id: str, pays_time: bool, said: Said | None) -> Refusal | None:
    """Before a person agrees to a role that offers payment they meet P-61c and answer P-61a: saying no before taking
    part is stronger than after. "I am not sure yet" is an answer, so this never blocks anybody."""
    if not pays_time or said is not None:
        return None
    text = (
        "Before you agree, tell us if you would like to be paid for your time. “I am not sure yet” is fine."
    )
    return Refusal("pay-first", text, f"/roles/{role_id}/benefits?then=agree", "Answer two short pages")


def offered_words(pays_time: bool, offered: str, offered_pence: int | None) -> str:
    """What was offered, for the letter: "£25 an hour, £50 for a session"."""
    if not pays_time or not offered:
        return "Nothing for time. Costs only."
    each = f" ({pounds_short(offered_pence)} for one session)" if offered_pence else ""
    return f"{offered}{each}, for time"


def accepted_words(said: Said | None, pays_time: bool, first_starts_at: dt.datetime | None) -> str:
    """What the person accepted, with the day they said so, and that it was before the first session where it was
    (rule 25: the letter says declined)."""
    if not pays_time:
        return "Nothing was offered for time."
    if said is None or said.answer == "not sure":
        return "Not decided yet."
    early = ", before the first session" if before_first_session(said.answered_at, first_starts_at) else ""
    return f"{_accepted(said)} Said on {full_date(said.answered_at)}{early}."


def _accepted(said: Said) -> str:
    if said.answer in TAKES_NOTHING:
        return "Declined. Nothing is paid for time."
    if said.answer == "charity":
        return f"Nothing is paid to the person. They asked us to give it to {said.charity}."
    if said.answer == "less":
        return (
            f"{pounds_short(said.less_pence or 0)} for each session, less than was offered, as they wished."
        )
    return "The amount offered."
