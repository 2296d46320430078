"""Rules of openings and roles that other rooms ask too: states in words, what a person said about payment, what a
called-off meeting pays. Rule numbers are those of the domain's table (b).
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from portal.foundation.calendar import add_working_days, uk_date
from portal.foundation.money import pounds_short

# States, as people read them

INTEREST_STATES: dict[str, str] = {
    "draft": "Not sent yet",
    "sent": "Sent",
    "talking": "We are talking about it",
    "accepted": "Accepted",
    "not this time": "Not this time",
    "withdrew": "You withdrew",
}
ROLE_STATES: dict[str, str] = {
    "being written": "Agreement not signed by us yet",
    "offered": "Waiting for their answer",
    "changes wanted": "They want to change something",
    "agreed": "Agreed",
    "said no": "Said no",
    "ended": "Ended",
}
ATTENDANCE: dict[str, str] = {"came": "Came", "left early": "Left early", "did not come": "Did not come"}


def opening_state(published: bool, closed: bool, closes_on: dt.date | None, today: dt.date) -> str:
    """draft, open or closed. The closing day itself is still open."""
    if closed or (published and closes_on is not None and closes_on < today):
        return "closed"
    return "open" if published else "draft"


def answer_day(today: dt.date, days: int, first_meeting: dt.date | None) -> dt.date:
    """By when somebody who writes about an opening today is answered: in so many working days, and before its first
    coming meeting, so that they can still come; tomorrow at the soonest."""
    day = add_working_days(today, days)
    if first_meeting is None:
        return day
    return max(min(day, add_working_days(first_meeting, -1)), add_working_days(today, 1))


# Payment for time: what the person said (P-61a)

PAY_ANSWERS: dict[str, str] = {
    "yes": "Yes, pay me",
    "less": "Pay me less",
    "no": "No, thank you",
    "charity": "Give it to charity",
    "costs only": "Only ever pay my costs",
    "not sure": "I am not sure yet",
}
TAKES_NOTHING = frozenset({"no", "costs only"})
ADVICE: dict[str, str] = {
    "carry on": "No, carry on",
    "advice first": "I want advice first",
    "limit": "I want to set a limit for myself",
}


@dataclass(frozen=True)
class Said:
    """One answer of a person, with its time."""

    answer: str  # a key of PAY_ANSWERS
    answered_at: dt.datetime
    less_pence: int | None = None  # a session
    charity: str = ""


def pay_words(answer: str, less_pence: int | None = None, charity: str = "") -> str:
    """What the person reads back of their own answer."""
    if answer == "less" and less_pence is not None:
        return f"Pay me {pounds_short(less_pence)} for each session"
    if answer == "charity" and charity:
        return f"Give it to {charity}"
    return PAY_ANSWERS.get(answer, "Not answered yet")


def staff_words(answer: str) -> str:
    """What staff read: whoever takes nothing reads "Costs only", whatever the reason (P-61a)."""
    if answer in TAKES_NOTHING:
        return "Costs only"
    return "As agreed" if answer in {"yes", "less", "charity"} else "Waits for the person's answer"


def accepted_pence(answer: str, offered_pence: int, less_pence: int | None = None) -> int:
    """What one session pays the person themselves: nothing when declined, given away or not decided (rules 25, 27 and
    35), the smaller amount for "less" (rule 26), never above the offer."""
    if answer == "yes":
        return offered_pence
    return min(less_pence or 0, offered_pence) if answer == "less" else 0


def why_not_less(less_pence: int, offered_pence: int) -> str | None:
    """Rule 26: less is more than nothing and never above the offer. None where it is fine."""
    if less_pence <= 0:
        return "How much must be more than £0"
    if less_pence > offered_pence:
        return f"How much must be {pounds_short(offered_pence)} or less"
    return None


def before_first_session(answered_at: dt.datetime, first_starts_at: dt.datetime | None) -> bool:
    """Whether an answer was given before the person took part. Saying no before is stronger than after: the rule on
    notional earnings may cover services already given (domain.md 3.2, Universal Credit Regulations 2013, reg 60)."""
    return first_starts_at is None or answered_at < first_starts_at


def answer_for(role_id: str, answers: Sequence[tuple[str, Said]]) -> Said | None:
    """Which answer counts, of a person's answers by role, oldest first: the newest for the role, because it can be
    changed each time (P-61a); or "costs only" where that is their newest word on any role: it holds for all of them
    until changed. Its time stays with it: whether it was said before the person took part is read, never worked round.
    """
    mine = [said for of_role, said in answers if of_role == role_id]
    anywhere = [said for _, said in answers[-1:] if said.answer == "costs only"]
    return next(reversed(mine or anywhere), None)


def paid_though_called_off(called_off_at: dt.datetime, starts_at: dt.datetime, days: int) -> bool:
    """Rule 15: called off by the organisation under `days` working days before it, the agreed time is paid."""
    return uk_date(called_off_at) > add_working_days(uk_date(starts_at), -days)
