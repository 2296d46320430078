"""Who came along in a car: a line of its own, made, changed and taken off with its journey (rule 11)."""

from collections.abc import Iterable, Sequence

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from portal.claims.costs import queries, rules
from portal.claims.costs.rules import PASSENGERS
from portal.claims.locks import lock_lines, next_number, take_off
from portal.claims.models import Claim, ClaimLine
from portal.foundation import audit
from portal.foundation.pages import Refused
from portal.rates.rules import NoRate


def settle_passengers(session: Session, claim: Claim, lines: Sequence[ClaimLine], *, by: str) -> None:
    """Makes each journey's extra line what its answers say now; `lines` are all of the draft, locked.

    Raises Refused where no rate is known for the day.
    """
    journeys = {line.number: line for line in lines if line.kind != PASSENGERS}
    extras = {line.details["journey"]: line for line in lines if line.kind == PASSENGERS}
    for number, extra in extras.items():
        journey = journeys.get(number)
        if journey is None or not rules.came_along(journey.details):
            take_off(extra)
            _record("claim line removed", claim, extra, by)
    for number, journey in journeys.items():
        if rules.came_along(journey.details):
            _settle(session, claim, journey, extras.get(number), by)


def forget(lines: Iterable[ClaimLine], extra: ClaimLine) -> None:
    """The extra line was taken off by itself: its journey was driven alone, so that it does not come back."""
    for line in lines:
        if line.number == extra.details["journey"]:
            line.details = {**line.details, "passengers": None}


def changed_lines(session: Session, claim: Claim, *, by: str) -> list[ClaimLine]:
    """The draft's lines, with the extra ones as they are now."""
    settle_passengers(session, claim, lock_lines(session, claim), by=by)
    return lock_lines(session, claim)


def _settle(session: Session, claim: Claim, journey: ClaimLine, extra: ClaimLine | None, by: str) -> None:
    worth, day = _priced(claim, journey), journey.on_date
    if extra is None:
        extra = ClaimLine(
            claim_id=claim.id, number=next_number(session, claim), kind=PASSENGERS, claimed_by=claim.person_id,
            typed_by=journey.typed_by, receipt_state="none needed",
        )  # fmt: skip
        session.add(extra)
    if journey.typed_by != claim.person_id:
        extra.typed_by = journey.typed_by
    extra.details = {"journey": journey.number, "people": rules.came_along(journey.details)}
    extra.what, extra.on_date = rules.describe_passengers(journey.details), day
    extra.claimed_pence = extra.payable_pence = worth.claimed_pence
    extra.priced_words, extra.rate_id = worth.priced_words, worth.rate_id
    changed = not inspect(extra).persistent or session.is_modified(extra)
    session.flush()
    if changed:
        _record("claim line saved", claim, extra, by)


def _priced(claim: Claim, journey: ClaimLine) -> rules.Priced:
    try:
        return rules.price_passengers(journey.details, journey.on_date, queries.rates_of(claim.role_id))
    except NoRate as problem:
        raise Refused(
            "no-rate", str(problem), f"/claims/{claim.ref}/lines", "Go back to your claim"
        ) from problem


def _record(verb: str, claim: Claim, extra: ClaimLine, by: str) -> None:
    audit.record(
        verb, "claim", claim.id, by=by, person_id=claim.person_id, ref=claim.ref, line=extra.number,
        claimed_pence=extra.claimed_pence,
    )  # fmt: skip
