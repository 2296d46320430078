"""The first words of an agreement, made from the opening; the coordinator edits them before signing (domain.md 6)."""

import datetime as dt
from dataclasses import dataclass

from portal.foundation.calendar import clock_time, duration, full_date, long_date
from portal.openings.offering.agreements.rules import TITLES, Part

COSTS_ONLY = "You do not have to come. We do not have to ask you."
BENEFITS = (
    "If you get benefits, being paid can change what you get. Money back for costs does not. "
    "Get advice before you say yes."
)


@dataclass(frozen=True)
class Offer:
    """What an agreement is made from: the opening's words, and who speaks."""

    name: str
    purpose: str
    can_change: str
    tasks: str
    training: bool
    when_words: str
    minutes: int | None
    dates: tuple[tuple[dt.datetime, dt.datetime], ...]
    place: str
    access: str
    pays_time: bool
    offered_words: str  # "£25 an hour"
    session_words: str  # "A session of 2 hours pays £50.00."
    pay_words: str
    costs_words: str
    decide_words: str
    hear_by: dt.date | None
    lead_name: str
    lead_phone: str
    answer_days: int
    claim_months: int
    organisation: str
    phone: str
    support: tuple[str, ...]
    on: dt.date  # the day of the rates


def prefilled(offer: Offer) -> list[Part]:
    """The seven parts in the words of the opening, for the coordinator to edit before signing."""
    writers = (_role, _time, _help, _money, _deciding, _privacy, _stopping)
    return [Part(title, *write(offer)) for title, write in zip(TITLES, writers, strict=True)]


def _role(o: Offer) -> tuple[str, str]:
    training = "We give you training for it, at no cost to you." if o.training else ""
    reach = (
        f"{o.lead_name} looks after you. You can call {o.lead_phone}."
        if o.lead_phone
        else f"{o.lead_name} looks after you."
    )
    why = "We ask you because you know what care is like from the inside."
    return o.tasks, _lines(o.purpose, why, o.can_change, reach, training)


def _time(o: Offer) -> tuple[str, str]:
    each = f"Each session is {duration(o.minutes)}." if o.minutes else ""
    free = "" if o.pays_time else COSTS_ONLY
    you = _lines(o.when_words, each, "Tell us if you cannot come. You do not have to say why.", free)
    dates = [f"{long_date(start)}, {clock_time(start)} to {clock_time(end)}" for start, end in o.dates[:6]]
    where = f"We meet at {o.place}." if o.place else ""
    early = "If we call a meeting off, we tell you as soon as we can. Once a year we look at this agreement with you."
    return you, _lines(*dates, where, early)


def _help(o: Offer) -> tuple[str, str]:
    you = "Tell us what helps you. You can change it at any time. Ask for a break when you need one."
    return you, _lines(
        o.access, "We use what you told us under “Help we can give you”. You do not have to ask again."
    )


def _money(o: Offer) -> tuple[str, str]:
    months = f"Send us your costs within {o.claim_months} months. Keep your receipts, or tell us why there is none."
    choice = (
        "It is your choice to be paid, to be paid less, or not to be paid. You can change your mind."
        if o.pays_time
        else ""
    )
    pays = (
        f"We offer {_small(o.offered_words)} for your time, by our rates on {full_date(o.on)}."
        if o.pays_time
        else ""
    )
    nothing = "" if o.pays_time else "We pay your costs. We do not pay for your time in this role."
    we = _lines(pays, o.session_words, o.pay_words, nothing, o.costs_words, BENEFITS if o.pays_time else "")
    return _lines(months, choice), we


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]


def _deciding(o: Offer) -> tuple[str, str]:
    hear = (
        f"By {full_date(o.hear_by)} we tell you what we heard, what changed, and what did not and why."
        if o.hear_by
        else ""
    )
    return (
        "Say what you think, also when you do not agree. Listen to others as you want them to listen to you.",
        _lines(o.decide_words, hear),
    )


def _privacy(o: Offer) -> tuple[str, str]:
    you = "What people say about themselves stays in the room. Share only what you want to share."
    return you, _lines(
        "We keep your details safe and only use them for this work.",
        "We ask you before we use your words or your name. Where we use your work, we say that it is yours.",
        "We tell someone else only if a person is in danger. We try to tell you first.",
    )


def _stopping(o: Offer) -> tuple[str, str]:
    you = "Tell us if something is not right. You can take a break or stop at any time. You do not have to say why."
    listen = f"We listen, and we answer within {o.answer_days} working days."
    call = f"If {o.lead_name} cannot help, call {o.organisation} on {o.phone}."
    stop = "If we have to stop, we tell you why. Nobody is at fault. We still pay what we owe you."
    hard = f"If this brings up hard feelings: {'; '.join(o.support)}." if o.support else ""
    return you, _lines(listen, call, stop, hard)


def _lines(*texts: str) -> str:
    return "\n".join(text.strip() for text in texts if text and text.strip())
