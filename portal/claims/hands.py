"""Claims: who may decide, and why not (domain rules 42 and 43)."""

from dataclasses import dataclass


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
