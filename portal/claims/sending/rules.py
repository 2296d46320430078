"""What stands between a draft and sending it (rules 15, 17, 19, 22, 24). Pure; each answer has its way on."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from portal.claims.rules import is_late
from portal.claims.timing.rules import Unlike


@dataclass(frozen=True)
class Blocker:
    """What is missing before sending: a sentence, and the link that mends it."""

    code: str
    text: str
    href: str
    link: str
    also: tuple[str, str] | None = None  # another way on: its address and words


@dataclass(frozen=True)
class LineToSend:
    """What counts of one line."""

    number: int
    what: str
    on_date: dt.date
    missing: str | None
    fine: bool
    receipt_problem: str | None
    other_time: Unlike | None = None


@dataclass(frozen=True)
class ReadyFacts:
    """What counts of the claim, the person and the one who would send it."""

    ref: str
    lines: tuple[LineToSend, ...]
    late_reason: str
    today: dt.date
    months: int
    knows_how_paid: bool
    confirmed: bool
    only_time_to_do: bool = False


def blockers(facts: ReadyFacts) -> list[Blocker]:
    """Everything that must be done first, in the order of doing it; none: the claim can be sent."""
    return [*_of_lines(facts), *_of_claim(facts)]


def _of_lines(facts: ReadyFacts) -> Iterator[Blocker]:
    base = f"/claims/{facts.ref}"
    if facts.only_time_to_do:
        yield Blocker("time", "You ticked payment for your time.", f"{base}/time", "Add your time")
    if not facts.lines and not facts.only_time_to_do:
        yield Blocker("empty", "There is nothing in this claim yet.", f"{base}/what", "Add a cost")
    for line in facts.lines:
        here = f"{base}/lines/{line.number}"
        if line.missing:
            yield Blocker(
                "unfinished", f"{line.what}: not finished.", f"{here}/{line.missing}?then=check", "Finish it"
            )
        elif line.fine:
            yield Blocker(
                "fine", f"{line.what}: we cannot pay fines.", f"{here}/remove?then=check", "Remove it"
            )
        elif line.receipt_problem:
            yield Blocker(
                "receipt", f"{line.what}. {line.receipt_problem}.", f"{here}/no-receipt?then=check", "Say why"
            )
        elif line.other_time:
            yield _time(line.other_time, base, here)


def _time(other: Unlike, base: str, here: str) -> Blocker:
    """Nobody sends an amount that they did not see, nor asks for what cannot be paid (rules 5, 15)."""
    wrong = ("/help", "Tell us if this is wrong")
    if other.minutes:
        return Blocker("time-changed", other.words, f"{base}/sessions", "Check your time", wrong)
    return Blocker("time-not-paid", other.words, f"{here}/remove?then=check", "Remove it", wrong)


def _of_claim(facts: ReadyFacts) -> Iterator[Blocker]:
    if not facts.late_reason and late(facts.lines, facts.today, facts.months):
        text = f"Some of this was more than {facts.months} months ago. You can still claim. Tell us why it is late."
        yield Blocker("late", text, f"/claims/{facts.ref}/late", "Tell us why")
    if not facts.knows_how_paid:
        yield Blocker(
            "bank",
            "Tell us how we should pay you.",
            f"/me/bank?back=/claims/{facts.ref}/check",
            "Say how we should pay you",
        )
    if not facts.confirmed:
        text = "We need to know that your email or mobile is yours. Open the link that we sent you."
        yield Blocker("not-confirmed", text, "/join/done", "Send the link again")


def late(lines: Iterable[LineToSend], today: dt.date, months: int) -> bool:
    """Whether the oldest day claimed for is past its time (rule 24)."""
    oldest = min((line.on_date for line in lines), default=today)
    return is_late(oldest, today, months)


def already_claimed(shown_ref: str) -> str:
    """Rule 17's words."""
    return f"This was already claimed as {shown_ref}. You cannot claim payment for it twice."
