"""Keeping the answers of cost pages: each Continue saves, and the line is priced again from all its answers."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.claims.costs import queries, rules
from portal.claims.costs.passengers import changed_lines
from portal.claims.first.queries import we_booked
from portal.claims.kinds.queries import kind_on
from portal.claims.kinds.rules import CostKind
from portal.claims.locks import lock_draft, lock_line, typed_by
from portal.claims.models import Claim, ClaimLine, MilesElsewhere, SavedPlace
from portal.foundation import audit, calendar
from portal.foundation.calendar import tax_year
from portal.foundation.database import writing
from portal.foundation.pages import Refused
from portal.rates.rules import NoRate


def answer(person_id: str, ref: str, number: int, answers: dict[str, Any], *, by: str) -> None:
    """Keeps the answers of one page of a line. Raises Refused where no rate is known for the day."""
    with writing() as session:
        claim = lock_draft(session, person_id, ref)
        line = lock_line(session, claim, number)
        line.details = {**line.details, **answers}
        typed_by(line, by)
        reprice(claim, line)
        if line.kind == "own vehicle":
            settle_miles(claim, changed_lines(session, claim, by=by))
        for place in (answers.get("start"), answers.get("end")):
            _remember(session, person_id, place)
        audit.record(
            "claim line saved", "claim", claim.id, by=by, person_id=person_id, ref=ref, line=number,
            claimed_pence=line.claimed_pence,
        )  # fmt: skip


def say_elsewhere(person_id: str, ref: str, number: int, tenths: int, *, by: str) -> None:
    """Keeps the car miles that the person claimed from others in the tax year of a journey, and prices the draft again.

    What was sent before stays as it is (rule 10).
    """
    with writing() as session:
        claim = lock_draft(session, person_id, ref)
        day = lock_line(session, claim, number).on_date
        before, year = queries.miles_elsewhere(person_id, day), tax_year(day)
        if before != tenths:
            session.add(MilesElsewhere(person_id=person_id, year=year.start.year, tenths=tenths, said_by=by))
            audit.record(
                "miles elsewhere said", "claim", claim.id, by=by, person_id=person_id, year=year.label,
                before_tenths=before, tenths=tenths,
            )  # fmt: skip
            session.flush()
        settle_miles(claim, changed_lines(session, claim, by=by))


def reprice(claim: Claim, line: ClaimLine) -> None:
    """Works a cost's words and amounts out from its answers."""
    if line.details.get("when"):
        line.on_date = dt.date.fromisoformat(line.details["when"])
    _met(claim, line)
    kind, worth = kind_on(line.kind, line.on_date), priced(claim, line, {})
    line.what = rules.describe(kind, line.details)
    line.claimed_pence, line.payable_pence = worth.claimed_pence, worth.payable_pence
    line.cut_words, line.priced_words, line.rate_id = worth.cut_words, worth.priced_words, worth.rate_id
    _by_its_kind(kind, line)


def _by_its_kind(kind: CostKind, line: ClaimLine) -> None:
    """Whether it must be agreed (rule 23) and needs a receipt (rule 19); what was answered about one stays."""
    kept = {name: value for name, value in line.details.items() if name not in ("agreement", "no_receipt")}
    if kind.agreement != "none":
        kept["agreement"] = kind.agreement
    if line.claimed_pence and line.receipt_state in ("waiting", "none needed"):
        needed = bool(line.details.get("fuel_only")) or kind.needs_receipt(line.claimed_pence)
        needed = needed and not line.details.get("met")
        line.receipt_state = "waiting" if needed else "none needed"
        kept |= {} if needed else {"no_receipt": True}
    line.details = kept


def settle_miles(claim: Claim, lines: Sequence[ClaimLine]) -> None:
    """Prices a draft's miles again, from the first line on: each takes the yearly step that those before it left."""
    for line in lines:
        if line.kind == "own vehicle" and line.details.get("miles"):
            reprice(claim, line)


def _met(claim: Claim, line: ClaimLine) -> None:
    """A journey that we booked pays nothing and needs no receipt (rules 21, 64)."""
    said = line.details
    if line.kind == "own vehicle" or not said.get("end"):
        return
    met = we_booked(claim.person_id, line.on_date, said["start"], said["end"])
    if met != bool(said.get("met")):
        line.details = {**said, "met": met}


def priced(claim: Claim, line: ClaimLine, typed: dict[str, Any]) -> rules.Priced:
    """What the line comes to with what was just typed; keeps nothing. Raises Refused where no rate is known."""
    answers = {**line.details, **typed}
    driven = queries.miles_before(claim, line) if answers.get("miles") else 0
    try:
        return rules.price(
            kind_on(line.kind, line.on_date), answers, line.on_date, queries.rates_of(claim.role_id), driven
        )
    except NoRate as problem:
        raise Refused(
            "no-rate", str(problem), f"/claims/{claim.ref}/lines", "Go back to your claim"
        ) from problem


def _remember(session: Session, person_id: str, place: str | None) -> None:
    if not place:
        return
    known = session.scalar(
        select(SavedPlace).where(SavedPlace.person_id == person_id, SavedPlace.name == place)
    )
    if known:
        known.used_at = calendar.now()
    else:
        session.add(SavedPlace(person_id=person_id, name=place))
        session.flush()
