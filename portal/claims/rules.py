"""Claims: who may move what where, and what people read about it (design 4, journeys 2.7). Who decides: hands.py.

A claim moves in three ways that know nothing of each other: its decision, each line's evidence, each line's payment.
MOVES is the one table of all arrows. A test walks every event from every state by every role.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Literal, NamedTuple

from portal.foundation.calendar import add_months, add_working_days, long_date, short_date
from portal.foundation.money import pounds, pounds_short

Machine = Literal["decision", "evidence", "payment"]
Kind = Literal["costs", "time"]

PERSON = frozenset({"participant", "helper"})
DECIDERS = frozenset({"coordinator", "budget holder"})
MAKER, RELEASER = frozenset({"finance maker"}), frozenset({"finance approver"})
FINANCE = MAKER | RELEASER

DECISIONS = ("draft", "sent", "question", "decided", "withdrawn")
EVIDENCE = ("none needed", "waiting", "complete", "post", "none")
PAYMENTS = ("not ready", "ready", "in a run", "sent", "paid", "returned", "cleared", "cash", "handed over")
HAVE_IT = ("paid", "handed over")  # the person has the money
STATES: dict[Machine, tuple[str, ...]] = {"decision": DECISIONS, "evidence": EVIDENCE, "payment": PAYMENTS}


@dataclass(frozen=True)
class Move:
    """One event: from which states, to which state, by whom."""

    machine: Machine
    event: str
    before: tuple[str, ...]
    after: str
    who: frozenset[str]


MOVES = (
    Move("decision", "send", ("draft",), "sent", PERSON),
    Move("decision", "ask", ("sent",), "question", DECIDERS),
    Move("decision", "answer", ("question",), "sent", PERSON),
    Move(
        "decision", "drop question", ("question",), "sent", DECIDERS
    ),  # its line was decided without an answer
    Move("decision", "decide", ("sent", "question"), "decided", DECIDERS),
    Move("decision", "undo", ("decided",), "sent", DECIDERS),  # a line of it waits for a decision again
    Move("decision", "take back", ("sent", "question"), "draft", PERSON),
    Move("decision", "cancel", ("draft", "sent", "question"), "withdrawn", PERSON),
    Move("evidence", "add photo", ("waiting", "complete", "post", "none"), "complete", PERSON),
    Move("evidence", "remove photo", ("complete",), "waiting", PERSON),
    Move("evidence", "add later", ("waiting", "post", "none"), "waiting", PERSON),
    Move("evidence", "send by post", ("waiting", "post", "none"), "post", PERSON),
    Move("evidence", "have none", ("waiting", "post", "none"), "none", PERSON),
    Move("evidence", "arrived by post", ("waiting", "post"), "complete", DECIDERS),
    Move("payment", "approve", ("not ready",), "ready", DECIDERS),
    Move("payment", "clear", ("ready",), "cleared", DECIDERS),  # all of it was paid before
    Move("payment", "approve cash", ("not ready",), "cash", DECIDERS),  # an advance that no run pays
    Move("payment", "hand over", ("cash",), "handed over", PERSON),  # with the person's own yes
    Move("payment", "undo", ("ready",), "not ready", DECIDERS),
    Move("payment", "gather", ("ready",), "in a run", MAKER),
    Move("payment", "take out", ("in a run",), "ready", FINANCE),
    Move("payment", "release", ("in a run",), "sent", RELEASER),
    Move("payment", "pay", ("in a run", "sent"), "paid", FINANCE),
    Move("payment", "return", ("sent", "paid"), "returned", FINANCE),
    Move("payment", "pay again", ("returned",), "ready", FINANCE),
)


class CannotMove(ValueError):
    """This event does not lead on from this state, or not for this role: a page that is old, or a fault."""


def after(machine: Machine, event: str, state: str, role: str) -> str:
    """The state that follows. Raises CannotMove."""
    for move in MOVES:
        if (move.machine, move.event) == (machine, event) and state in move.before and role in move.who:
            return move.after
    raise CannotMove(f"{event} does not lead on from {state} for a {role}")


def may(machine: Machine, event: str, state: str, role: str) -> bool:
    """Whether the event leads on from here for this role."""
    try:
        return bool(after(machine, event, state, role))
    except CannotMove:
        return False


class Promise(NamedTuple):
    """The days that we promise when a claim is sent."""

    check_by: dt.date
    pay_by: dt.date


def promise(sent_on: dt.date, check_days: int, pay_days: int) -> Promise:
    """Working days from sending; the money never comes before the answer (rule 53)."""
    check_by = add_working_days(sent_on, check_days)
    return Promise(check_by, max(check_by, add_working_days(sent_on, pay_days)))


def last_day_to_claim(activity: dt.date, months: int) -> dt.date:
    """The same day of the month so many months on, or that month's last (rule 24)."""
    return add_months(activity, months)


def is_late(activity: dt.date, sent_on: dt.date, months: int) -> bool:
    """A late claim needs a reason and is never refused for it (rule 24)."""
    return sent_on > last_day_to_claim(activity, months)


@dataclass(frozen=True)
class LineState:
    """How far one line is."""

    decision: str
    payment: str
    payable_pence: int
    approved_pence: int | None = None
    paid_pence: int = 0
    paid_on: dt.date | None = None
    waits: bool = False
    cleared_pence: int = 0  # of what is approved: paid before

    @property
    def to_pay_pence(self) -> int:
        return (self.approved_pence or 0) - self.cleared_pence

    @property
    def is_paid(self) -> bool:
        return self.payment in HAVE_IT


@dataclass(frozen=True)
class ClaimFacts:
    """What the public state is made of. `started`: somebody has opened it; `answer_by`: the open question's day."""

    state: str
    check_by: dt.date | None
    pay_by: dt.date | None
    today: dt.date
    lines: tuple[LineState, ...] = ()
    started: bool = False
    answer_by: dt.date | None = None


class PublicState(NamedTuple):
    """Label and tone of the tag, one sentence, and the next date if there is one."""

    label: str
    tone: str
    sentence: str
    next_date: dt.date | None = None


NEEDS_YOU = ("We need something from you", "care")
WAITS = PublicState(*NEEDS_YOU, "Say if you would like to be paid for your time.")


def public_state(facts: ClaimFacts) -> PublicState:
    """The words of journeys 2.7 for a claim, with what happens next."""
    if facts.state == "draft":
        return PublicState("Draft", "plain", "You have not sent this yet.")
    if facts.state == "withdrawn":
        return PublicState("Cancelled", "plain", "You cancelled this claim.")
    if any(line.payment == "returned" for line in facts.lines):
        return PublicState(
            "Payment came back", "bad", "The bank sent your payment back to us. Check your bank details."
        )
    if facts.state == "question":
        return _asked(facts)
    return _decided(facts) if facts.state == "decided" else _with_us(facts)


def _asked(facts: ClaimFacts) -> PublicState:
    by = f" by {long_date_short(facts.answer_by)}" if facts.answer_by else ""
    return PublicState(*NEEDS_YOU, f"We have a question. Answer it{by}.", facts.answer_by)


def _with_us(facts: ClaimFacts) -> PublicState:
    by = facts.check_by
    if any(line.waits for line in facts.lines) and all(
        line.waits or line.decision != "undecided" for line in facts.lines
    ):
        return WAITS
    begun = facts.started or any(line.decision != "undecided" for line in facts.lines)
    label = "Being checked" if begun else "Sent"
    if by is None:
        return PublicState(label, "info", f"{label}.")
    if facts.today > by:
        late = f"This is taking longer than we said. You should have heard by {short_date(by, facts.today)}."
        return PublicState(label, "info", late, by)
    return PublicState(label, "info", f"{label}. You will hear by {long_date_short(by)}.", by)


def _decided(facts: ClaimFacts) -> PublicState:
    approved = sum(line.approved_pence or 0 for line in facts.lines)
    if approved == 0 and all(line.decision == "approved" for line in facts.lines):
        return PublicState("Approved", "good", "You said no to payment, so there is nothing to pay.")
    if approved == 0:
        return PublicState("Declined", "plain", "We could not pay this claim.")
    due = [line for line in facts.lines if line.to_pay_pence]
    if not due:
        return PublicState("Approved", "good", "We paid you this before, so there is nothing more to pay.")
    if all(line.is_paid for line in due):
        return _paid(due, facts.today)
    part = any(line.decision != "approved" for line in facts.lines)
    label = "Part approved" if part else "Approved"
    by = f" by {long_date_short(facts.pay_by)}" if facts.pay_by and facts.pay_by >= facts.today else ""
    to_pay = sum(line.to_pay_pence for line in due if not line.is_paid)
    paid = sum(line.paid_pence for line in due)
    words = f"We paid you {pounds_short(paid)}. We will pay you the other" if paid else "We will pay you"
    return PublicState(label, "good", f"{words} {pounds_short(to_pay)}{by}.", facts.pay_by)


def _paid(lines: list[LineState], today: dt.date) -> PublicState:
    """Until the day it arrives, the money is on its way; paid in parts, each has its own day."""
    sums: dict[dt.date, int] = {}
    for line in lines:
        day = line.paid_on or today
        sums[day] = sums.get(day, 0) + line.paid_pence
    if (newest := max(sums)) > today:
        words = f"We sent you {pounds_short(sum(sums.values()))}. It should reach you by {long_date_short(newest)}."
    else:
        words = " and ".join(f"{pounds_short(sums[day])} on {long_date_short(day)}" for day in sorted(sums))
        words = f"We paid you {words}."
    return PublicState("Paid", "good", words, newest)


def long_date_short(day: dt.date) -> str:
    """Friday 6 March: a date near enough to need no year."""
    return long_date(day).rsplit(" ", 1)[0]


def line_result(line: LineState, claimed_pence: int, reason: str) -> str:
    """One line's own result: "Part approved £5.00 of £7.20. We can pay up to £5 for lunch."."""
    amount = pounds(line.approved_pence or 0)
    words = {
        "undecided": "We need your answer first" if line.waits else "Not decided yet",
        "approved": f"Approved {amount}",
        "part approved": f"Part approved {amount} of {pounds(claimed_pence)}. {reason}",
        "declined": f"Declined. {reason}",
    }
    before = f". We paid you {pounds(line.cleared_pence)} of it before" if line.cleared_pence else ""
    return words[line.decision].strip().removesuffix("." if before else "") + before


def shown_ref(ref: str) -> str:
    """C104882 → C 104 882."""
    return f"{ref[:1]} {ref[1:4]} {ref[4:]}"


def stored_ref(text: str) -> str:
    """C 104 882, c104882, 104 882 → C104882; what isn't a number of ours stays as it is."""
    return "C" + "".join(text.split()).upper().removeprefix("C")


def kind_of(line_kind: str) -> Kind:
    """Costs and payment for time are never mixed."""
    return "time" if line_kind == "time" else "costs"
