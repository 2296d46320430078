"""Where a person goes next in a draft, and where "Back" leads. Pages of many subjects meet: addresses are plain."""

from typing import Any

from flask import request

from portal.claims.costs import rules
from portal.claims.making import queries
from portal.claims.models import Claim, ClaimLine
from portal.claims.reach import MyLine
from portal.foundation.pages import success

NOT_TYPED = {"csrf_token", "once", "later", "version"}


def line_href(ref: str, number: int, step: str) -> str:
    """One page of one line; coming from the check page, "then" leads back there."""
    then = "?then=check" if to_check() else ""
    return f"/claims/{ref}/lines/{number}/{step}{then}"


def to_check() -> bool:
    """The person changes an answer from the check page."""
    return request.args.get("then") == "check"


def leaving() -> bool:
    """ "Save and come back later" was pressed."""
    return bool(request.form.get("later"))


def left_empty() -> bool:
    """Nothing was typed or picked, so that there is nothing to lose."""
    return not any(value.strip() for name, value in request.form.items() if name not in NOT_TYPED)


def left(words: str = "Your claim is saved. You can carry on with it at any time.") -> str:
    """Where "Save and come back later" leads."""
    success(words)
    return "/claims"


def after_line(mine: MyLine, step: str) -> str:
    """The next question of the line, or what the claim needs next."""
    missing = missing_step(mine.line)
    if missing:
        return line_href(mine.claim.ref, mine.line.number, missing)
    return f"/claims/{mine.claim.ref}/check" if to_check() else next_href(mine.claim)


def after_receipt(mine: MyLine) -> str:
    """On with the draft; for a claim already sent, back to it."""
    if mine.claim.state == "draft":
        return left() if leaving() else after_line(mine, "receipt")
    success("Thank you. We have your receipt answer.")
    return f"/claims/{mine.claim.ref}"


def past_receipt(mine: MyLine) -> str:
    """Where a link leads on that changes nothing."""
    return after_line(mine, "receipt") if mine.claim.state == "draft" else f"/claims/{mine.claim.ref}"


def missing_step(line: ClaimLine) -> str | None:
    """The first page of a line without an answer; a line of payment for time has none."""
    return None if line.kind == "time" else rules.missing(line.kind, line.details)


def next_href(claim: Claim) -> str:
    """The first line with a question open, then payment for time, then the list of what there is."""
    for line in queries.draft_lines(claim.id):
        if missing := missing_step(line):
            return line_href(claim.ref, line.number, missing)
    return f"/claims/{claim.ref}/time" if "time" in claim.to_claim else f"/claims/{claim.ref}/lines"


def back_from(mine: MyLine, step: str) -> str:
    """The question before; from the first one to what the claim is made of."""
    if mine.claim.state != "draft":
        return f"/claims/{mine.claim.ref}"
    if to_check():
        return f"/claims/{mine.claim.ref}/check"
    steps: Any = rules.steps(mine.line.kind, mine.line.details)
    place = steps.index(step) if step in steps else 0
    return (
        line_href(mine.claim.ref, mine.line.number, steps[place - 1])
        if place
        else f"/claims/{mine.claim.ref}/what"
    )


def after_removal(mine: MyLine) -> str:
    """Back to the page that the line was taken off; with nothing left, to what the claim is made of."""
    success(f"Removed: {mine.line.what}.")
    if not queries.draft_lines(mine.claim.id):
        return f"/claims/{mine.claim.ref}/what"
    return f"/claims/{mine.claim.ref}/{'check' if to_check() else 'lines'}"
