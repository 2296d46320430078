"""What a decision may be, and the checks that stand beside it as sentences (C-10; rules 15, 17 to 24, 42). Pure."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from portal.claims.rules import is_late
from portal.foundation.calendar import clock_time, short_date
from portal.foundation.money import pounds, pounds_short

DECISIONS = {
    "approve": "Approve",
    "different": "Approve a different amount",
    "question": "Ask a question",
    "decline": "Decline",
}
WANTS = {
    "words": "An answer in words",
    "photo": "A photo",
    "amount": "An amount",
    "call": "A call with the person",
}
REASONS = (
    "The receipt does not show the amount. Send us a message if you have another.",
    "This was paid on another claim. Call us if you think this is not so.",
    "We can only pay for travel to the meeting. Send us a message if this was part of it.",
    "We can only pay up to the limit. You can ask us before you spend more next time.",
)
QUESTIONS = (
    "Can you send a photo that shows the amount and the date?",
    "Can you tell us what this cost was for?",
    "Can you check the amount?",
)


@dataclass(frozen=True)
class Choice:
    """What was chosen for one line; pence. `words`: the reason that the person reads, or the question."""

    line_id: str
    decision: str  # a key of DECISIONS, or "" for not yet
    pence: int | None = None
    words: str = ""
    wants: str = "words"
    spent_twice: bool = False  # checked by whoever decides, where the same was claimed before (rule 18)
    was_agreed: bool = False  # checked, where it is held until it was agreed (rule 23)


def about_line(what: str, on_date: dt.date, words: str) -> str:
    """A question with the cost it is about before it."""
    return f"{what}, {short_date(on_date)}: {words}"


@dataclass(frozen=True)
class Outcome:
    """What becomes of one line."""

    decision: str  # approved, part approved, declined
    approved_pence: int
    reason: str


def outcome(choice: Choice, claimed_pence: int, payable_pence: int, cut_words: str) -> Outcome:
    """The line after the choice. What was cut before by a rule is part approved, in the rule's words (rule 20)."""
    if choice.decision == "decline":
        return Outcome("declined", 0, choice.words)
    if choice.decision == "different":
        return Outcome("part approved", choice.pence or 0, choice.words)
    if payable_pence == claimed_pence:
        return Outcome("approved", payable_pence, cut_words)
    return Outcome("part approved" if payable_pence else "declined", payable_pence, cut_words)


def whole_outcome(decisions: Sequence[str]) -> str:
    """What became of a claim with lines decided so, for the subject of the e-mail: "partly decided" while any waits."""
    if "undecided" in decisions:
        return "partly decided"
    if all(one == "approved" for one in decisions):
        return "approved"
    return "declined" if all(one == "declined" for one in decisions) else "partly approved"


def why_not_amount(pence: int, payable_pence: int) -> str | None:
    """A different amount is above nothing and below what could be approved."""
    if 0 < pence < payable_pence:
        return None
    return f"Amount to approve must be less than {pounds(payable_pence)}"


@dataclass(frozen=True)
class Evidence:
    """What is known about one line beside its answers. `attendance`: "", came, left early, did not come, called off."""

    kind: str
    on_date: dt.date
    sent_on: dt.date
    claim_months: int
    claimed_pence: int
    payable_pence: int
    cut_words: str
    receipt_state: str
    receipt_words: str
    photos: int
    same_photo_on: tuple[str, ...] = ()
    same_line_on: tuple[str, ...] = ()
    waits: bool = False
    short_away: bool = False  # food, away for less time than it is paid for
    photo_beside: bool = False  # on another line of this claim too, which one photo may rightly show
    photo_like: tuple[str, ...] = ()  # other claims with a photo that looks nearly the same
    photo_waits: bool = False  # for the scanner: nobody has opened it
    no_receipt_up_to_pence: int = 0  # 0: no ceiling
    twice: bool = False  # another line of this claim has the same kind, day and amount (rule 18)
    agreement: str = ""  # whether it was agreed before, as the person says; "": it needs none (rule 23)


@dataclass(frozen=True)
class About:
    """What is known about the whole claim."""

    first_name: str
    event: str
    event_date: dt.date
    attendance: str
    has_session: bool
    typed_by_other: str | None
    shares_account: bool
    late_reason: str = ""
    own: bool = False  # whoever reads it entered or sent the claim


Check = tuple[bool, str]


def claim_checks(about: About) -> list[Check]:
    """Sentences about the claim as a whole: True passes, False is worth a look."""
    checks = [_attended(about)]
    if about.typed_by_other:
        checks.append((False, f"Filled in by {about.typed_by_other} for {about.first_name}"))
    checks.append(
        (not about.shares_account, "Another person is paid into the same bank account")
        if about.shares_account
        else (True, "Bank account not used by someone else")
    )
    hands = "You entered or sent this claim" if about.own else "You did not enter or send this claim"
    return [*checks, (not about.own, hands)]


def _attended(about: About) -> Check:
    day, who = short_date(about.event_date), about.first_name
    sentences = {
        "came": (True, f"{about.event} took place on {day} and {who} was there"),
        "left early": (False, f"{who} left {about.event} on {day} early"),
        "did not come": (
            False,
            f"{who} was ticked as not there on {day}. Costs already spent can still be paid",
        ),
        "called off": (False, f"{about.event} on {day} was called off"),
    }
    if about.attendance in sentences:
        return sentences[about.attendance]
    if about.has_session:
        return (False, f"Nobody has ticked yet who came on {day}")
    return (False, f"{about.event}, {day}, is not in our calendar. {who} wrote it")


def line_checks(line: Evidence) -> list[Check]:
    """Sentences about one line."""
    late = is_late(line.on_date, line.sent_on, line.claim_months)
    when = "Sent more than {} months after" if late else "Sent within {} months"
    checks: list[Check] = [(not late, when.format(line.claim_months))]
    checks += _receipt(line)
    checks += _like_it(line)
    if line.agreement:
        checks.append((False, line.agreement))
    if line.short_away:
        checks.append((False, "Away from home for less than 5 hours. We pay for food from 5 hours"))
    if line.cut_words and line.kind == "time":
        checks.append((True, f"{pounds(line.payable_pence)} to pay, as agreed with the person"))
    elif line.cut_words:
        checks.append((False, f"{line.cut_words}. {pounds(line.claimed_pence)} was claimed"))
    return checks


def _like_it(line: Evidence) -> list[Check]:
    found: list[Check] = []
    if line.same_line_on:
        found.append((False, f"Looks like a line on {_list(line.same_line_on)}"))
    if line.twice:
        found.append(
            (False, "The same amount on the same day is on this claim twice. Check that it was spent twice")
        )
    return found or [(True, "No line like it before")]


def _receipt(line: Evidence) -> list[Check]:
    if line.receipt_state == "none needed":
        return [(True, "No receipt needed")]
    used: list[Check] = []
    if line.same_photo_on:
        used.append((False, f"The same photo was used on {_list(line.same_photo_on)}"))
    if line.photo_beside:
        used.append((False, "The same photo is on another line of this claim. Check that it shows both"))
    if line.photo_like:
        used.append((False, f"Looks nearly the same as a photo on {_list(line.photo_like)}"))
    if line.photo_waits:
        used.append((False, "A file is still being checked for viruses. It opens when that is done"))
    if used:
        return used
    words = {
        "waiting": (False, "The receipt comes later"),
        "post": (False, "The receipt comes by post"),
        "none": (False, f"No receipt. {line.receipt_words}{_above_ceiling(line)}"),
    }
    return [
        words.get(
            line.receipt_state, (line.photos > 0, "There is a receipt, and its photo was not used before")
        )
    ]


def _above_ceiling(line: Evidence) -> str:
    above = 0 < line.no_receipt_up_to_pence < line.claimed_pence
    return (
        f". More than the {pounds_short(line.no_receipt_up_to_pence)} we pay without asking" if above else ""
    )


def _list(refs: Sequence[str]) -> str:
    return ", ".join(refs)


CHANGES = {  # the trail's words → what somebody reads who looked at the claim meanwhile
    "receipt added": "added a photo",
    "receipt checked": "added a photo",
    "receipt removed": "removed a photo",
    "receipt answered": "changed what they said about a receipt",
    "claim receipt arrived": "noted that a receipt has come",
    "claim question answered": "answered a question",
    "claim question asked": "asked a question",
    "claim taken back": "took the claim back to change it",
    "claim cancelled": "cancelled the claim",
    "claim line approved": "approved a line",
    "claim line part approved": "approved part of a line",
    "claim line declined": "declined a line",
    "claim decision undone": "took a decision back",
}


DECIDED = {"approved": "approved", "part approved": "approved part of", "declined": "declined"}


def decided_words(decision: str, what: str, name: str, at: dt.datetime) -> str:
    """Who decided a line meanwhile: "Efe approved Bus, High Street to hospital at 3:42pm."."""
    return f"{name} {DECIDED[decision]} {what} at {clock_time(at)}."


def change_words(verb: str, name: str, at: dt.datetime) -> str:
    """What changed meanwhile (C-10): "Pat added a photo at 3:42pm."."""
    return f"{name} {CHANGES.get(verb, 'changed the claim')} at {clock_time(at)}."


def worth_a_look(
    *,
    first: bool,
    typed_by_other: bool,
    receipts: Sequence[str],
    cut: bool,
    late: bool,
    same_photo: bool,
    not_there: bool,
    like_photo: bool = False,
) -> list[str]:
    """A few words for the queue, the gravest first; nothing when there is nothing."""
    found = {
        "Photo used before": same_photo,
        "Photo looks like another": like_photo,
        "Ticked as not there": not_there,
        "Typed in for the person": typed_by_other,
        "No receipt": "none" in receipts,
        "Receipt comes later": "waiting" in receipts,
        "Receipt comes by post": "post" in receipts,
        "Over a limit": cut,
        "Sent late": late,
        "First claim": first,
    }
    return [words for words, true in found.items() if true]
