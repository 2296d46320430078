"""Payment for the time of one session: whether, for how many minutes, and what the person takes of it.

Rules 5, 15 (came or not), 17 (once), 25, 26, 27, 35 (the person's own choice), 39 (somebody else pays). Pure.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from portal.foundation.calendar import duration, long_date
from portal.foundation.money import pounds_short
from portal.openings.rules import TAKES_NOTHING, accepted_pence, paid_though_called_off
from portal.rates.rules import (
    NoRate,
    Preparation,
    Rate,
    minutes_attended,
    offer_words,
    price_time,
    rate_on,
)

NOT_PAID_TWICE = ("no", "own time")  # answers with which time can be paid (rule 39)
PAID_BY = {"no": "No", "employer": "Yes, my employer", "other": "Yes, someone else"}
UNDECIDED = ("", "not sure")


@dataclass(frozen=True)
class Session:
    """A session, or time logged without one. `attendance`: "" is not recorded, which never stops a claim."""

    key: str  # "meeting-…" or "entry-…"
    name: str
    on_date: dt.date
    minutes: int
    attendance: str = ""
    present_minutes: int | None = None
    starts_at: dt.datetime | None = None
    called_off_at: dt.datetime | None = None
    meeting_id: str | None = None
    entry_id: str | None = None
    preparation_minutes: int = 0  # that the opening asks for before each session

    @property
    def label(self) -> str:
        return f"{self.name}, {long_date(self.on_date)}"


@dataclass(frozen=True)
class Answer:
    """What the person said about being paid for this role (P-61a, P-61c)."""

    answer: str  # a key of openings' PAY_ANSWERS; "" not asked yet
    less_pence: int | None = None
    charity: str = ""
    wants_advice: bool = False

    @property
    def decided(self) -> bool:
        return self.answer not in UNDECIDED and not self.wants_advice

    @property
    def takes_nothing(self) -> bool:
        return self.answer in TAKES_NOTHING


@dataclass(frozen=True)
class Offer:
    """What one session comes to: offered, and what the person takes of it. Pence."""

    offered_pence: int
    accepted_pence: int
    priced_words: str
    cut_words: str
    rate_id: str | None


@dataclass(frozen=True)
class Unlike:
    """Time that is another now than on the draft: the minutes to pay, 0 for none any more, and a sentence."""

    minutes: int
    words: str


def minutes_to_pay(session: Session, called_off_days: int) -> int:
    """0: no payment for time (absent, or called off in good time). Only leaving early makes less of a session."""
    if session.attendance == "did not come":
        return 0
    if session.attendance == "called off":
        assert session.called_off_at and session.starts_at
        late = paid_though_called_off(session.called_off_at, session.starts_at, called_off_days)
        return session.minutes if late else 0
    left = session.attendance == "left early"
    return minutes_attended(session.minutes, session.present_minutes or 0, left)


def why_not_paid(session: Session) -> str:
    """Why there is nothing to tick for a session, in words."""
    if session.attendance == "called off":
        return f"{session.label}: this was called off, so there is no payment for your time."
    return f"{session.label}: you were not there, so there is no payment for your time. You can still claim your costs."


def why_not_as_ticked(session: Session, kept_minutes: int, called_off_days: int) -> Unlike | None:
    """What staff ticked since a session was put on a draft; None: it is as it was (rules 5, 15)."""
    minutes = minutes_to_pay(session, called_off_days)
    if not minutes:
        return Unlike(0, why_not_paid(session))
    if minutes != kept_minutes:
        return Unlike(minutes, f"{session.label}: we now have {duration(minutes)} for this.")
    return None


def offer(
    rates: Sequence[Rate], code: str, minutes: int, day: dt.date, said: Answer, preparation_minutes: int = 0
) -> Offer:
    """What a session pays on its day, and what the person takes (rules 1 to 4, 6, 25 to 27). Raises NoRate.

    Nobody is paid for having prepared a session that pays nothing.
    """
    priced = price_time(rates, code, minutes, preparation_minutes if minutes else 0, day)
    taken = accepted_pence(said.answer, priced.pence, said.less_pence) if said.decided else priced.pence
    rate_id = priced.rate_ids[0] if priced.rate_ids else None
    words = priced.words + counted_words(rates, code, preparation_minutes if minutes else 0, day)
    return Offer(priced.pence, taken, words, choice_words(said, priced.pence, taken), rate_id)


def counted_words(rates: Sequence[Rate], code: str, preparation_minutes: int, day: dt.date) -> str:
    """That preparation was counted, where the card counts it (rule 6). Raises NoRate."""
    counts = rate_on(rates, code, day).preparation is Preparation.COUNTED
    return (
        f". This counts {duration(preparation_minutes)} to prepare" if counts and preparation_minutes else ""
    )


def worth_words(
    rates: Sequence[Rate], code: str, minutes: int, day: dt.date, preparation_minutes: int = 0
) -> str:
    """Under a session before it is ticked: "£25 an hour. 2 hours would be £50." Where no rate is known, the time."""
    try:
        rate = offer_words(rates, code, day)
        priced = price_time(rates, code, minutes, preparation_minutes if minutes else 0, day)
        more = counted_words(rates, code, preparation_minutes if minutes else 0, day)
    except NoRate:
        return duration(minutes)
    return f"{rate}. {duration(minutes)} would be {pounds_short(priced.pence)}{more}."


def taken_for_one(worth: Offer, takes_pence: int | None) -> Offer:
    """The same where the person chose less, or nothing, for this one session; never more than they take anyway."""
    if takes_pence is None or takes_pence >= worth.accepted_pence:
        return worth
    said = Answer("less" if takes_pence else "no", takes_pence)
    return replace(
        worth, accepted_pence=takes_pence, cut_words=choice_words(said, worth.offered_pence, takes_pence)
    )


def choice_words(said: Answer, offered_pence: int, taken_pence: int) -> str:
    """What the person's own answer made of the offer; nothing when they take all of it."""
    if not said.decided or taken_pence == offered_pence:
        return ""
    if said.answer == "charity":
        return f"You asked us to give {pounds_short(offered_pence)} to {said.charity}"
    if said.takes_nothing:
        return f"You said no to {pounds_short(offered_pence)}"
    return f"You asked for {pounds_short(taken_pence)} of {pounds_short(offered_pence)}"


def once_key(person_id: str, key: str) -> str:
    """One payment for one session of one person (rule 17)."""
    return f"time:{person_id}:{key}"


def line_words(session: Session, minutes: int) -> str:
    """What the line is: "Falls group, 2 hours"."""
    return f"{session.name[:170]}, {duration(minutes)}"


def waits(said: Answer, *, typed_by_the_person: bool) -> bool:
    """Payment for time waits for the person's own answer: typed by somebody else, not sure, or advice first. Waiting
    looks the same whatever its cause, so that it tells nothing.
    """
    return not typed_by_the_person or not said.decided
