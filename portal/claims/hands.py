"""Claims: who may decide, and why not (domain rules 42 and 43)."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.foundation.money import pounds, pounds_short


@dataclass(frozen=True)
class Refusal:
    """Why not: a code that names the rule, and the sentence that the member of staff reads."""

    code: str
    text: str


@dataclass(frozen=True)
class LineToDecide:
    """What counts for the right to decide one line. `team_id` None: the claim belongs to no team, any may."""

    claimed_by: str
    typed_by: str
    made_by: str
    sent_by: str | None
    team_id: str | None
    claim_state: str
    decision: str
    waits: bool = False  # for the person's own answer about payment for time


@dataclass(frozen=True)
class Decider:
    """Who wants to decide; `teams` None: every team."""

    id: str
    teams: frozenset[str] | None


OWN_CLAIM = Refusal("own-claim", "You cannot decide a claim you entered. Ask a colleague.")


def why_not_decide(line: LineToDecide, decider: Decider) -> Refusal | None:
    """Separation of hands, reach and state of one line (rule 42). None: it can be decided."""
    if decider.id in {line.claimed_by, line.typed_by, line.made_by, line.sent_by}:
        return OWN_CLAIM
    if decider.teams is not None and line.team_id is not None and line.team_id not in decider.teams:
        return Refusal("other-team", "Another team decides this claim.")
    if line.decision != "undecided":
        return Refusal("decided", "This has been decided already.")
    if line.claim_state not in ("sent", "question"):
        return Refusal("not-sent", "This claim is not with you to decide.")
    if line.waits:
        return Refusal("waits", "This waits for an answer from the person. You can decide the rest.")
    return None


@dataclass(frozen=True)
class Limits:
    """Up to how much each role decides, in pence, inclusive.

    Above both, a budget holder of the whole organisation decides: the finance approver releases the money, so she may
    not approve it, and an administrator gives the roles and sets the limits.
    """

    coordinator: int
    budget_holder: int


@dataclass(frozen=True)
class Holder:
    """One role of somebody who decides. `recent_pence`: what they approved for the same person, on other claims."""

    id: str
    name: str
    role: str
    everywhere: bool
    recent_pence: int = 0


@dataclass(frozen=True)
class Over:
    """A claim above the limit: the sentence that staff read, and the names of who may decide it."""

    text: str
    names: str


def limit_of(holder: Holder, limits: Limits) -> int | None:
    """Pence up to which this role decides; None: no limit."""
    if holder.role == "budget holder":
        return None if holder.everywhere else limits.budget_holder
    return limits.coordinator if holder.role == "coordinator" else 0


def may_decide(holder: Holder, total_pence: int, limits: Limits) -> bool:
    """Rule 43: equal to the limit is within it; what was approved before for the person counts too."""
    limit = limit_of(holder, limits)
    return limit is None or total_pence + holder.recent_pence <= limit


def why_over(by: str, total_pence: int, holders: Sequence[Holder], limits: Limits) -> Over | None:
    """Why the claim is above what `by` may decide, and who may instead; None when it is within."""
    mine = [holder for holder in holders if holder.id == by]
    if any(may_decide(holder, total_pence, limits) for holder in mine):
        return None
    can = [
        holder
        for holder in holders
        if holder.role == "budget holder" and may_decide(holder, total_pence, limits)
    ]
    team = [holder for holder in can if not holder.everywhere]
    names = " or ".join(dict.fromkeys(holder.name for holder in team or can))
    recent = max((holder.recent_pence for holder in mine), default=0)
    limit = max((limit_of(holder, limits) or 0 for holder in mine), default=0)
    return Over(_over_words(total_pence, recent, limit, names), names)


def _over_words(total_pence: int, recent: int, limit: int, names: str) -> str:
    before = f", and you approved {pounds(recent)} for this person in the last 30 days" if recent else ""
    size = f"This claim comes to {pounds(total_pence)}{before}. You can decide up to {pounds_short(limit)}."
    if names:
        return f"{size} {names} decides it."
    return f"{size} Ask an administrator who holds the budget for every team: nobody can decide it yet."


@dataclass(frozen=True)
class Undoing:
    """What counts for the right to take a decision back. `hands`: who claimed, typed or sent it."""

    decision: str
    payment: str
    decided_by: str | None
    hands: frozenset[str | None]
    holds_budget: bool  # whoever wants to take it back, for the claim's team


def why_not_undo(line: Undoing, by: str) -> Refusal | None:
    """The decider or a budget holder takes a decision back until the line is in a payment run."""
    if by in line.hands:
        return OWN_CLAIM
    if line.decision == "undecided":
        return Refusal("not-decided", "This is not decided, so there is nothing to undo.")
    if line.payment not in ("not ready", "ready"):
        return Refusal(
            "in-a-run", "This is in a payment run, so the decision stands. Ask finance to send the run back."
        )
    if by != line.decided_by and not line.holds_budget:
        return Refusal("not-yours", "Only who decided this, or the budget holder, can undo it.")
    return None
