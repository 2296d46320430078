"""What a claim can be about, and what a draft holds."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import select

from portal.claims.costs.queries import allowance_offered
from portal.claims.costs.rules import blank
from portal.claims.kinds.queries import kinds_on
from portal.claims.kinds.rules import offered as offered_kinds
from portal.claims.making.rules import Subject
from portal.claims.models import Claim, ClaimLine
from portal.contributions import queries as contributions
from portal.foundation import calendar
from portal.foundation.database import db
from portal.openings import queries as openings
from portal.organisation.queries import setting


class Choice(NamedTuple):
    """One thing that a claim can be for: its value in the form, its words, and what it is."""

    value: str
    label: str
    subject: Subject


def choices(person_id: str, today: dt.date) -> list[Choice]:
    """What the person logged and the sessions of their roles in the last months, newest first. A session that was
    logged stands there once.
    """
    since = calendar.add_months(today, -setting("claim_months"))
    logged = [_entry(row) for row in contributions.entries_to_claim(person_id, since)]
    begin, end = calendar.uk_day(since)[0], calendar.uk_day(today)[1]
    known = {choice.subject.meeting_id for choice in logged}
    held = [
        _session(row) for row in openings.sessions_of(person_id, begin, end) if row.meeting_id not in known
    ]
    return sorted(logged + held, key=lambda choice: choice.subject.on_date, reverse=True)


def _entry(row: contributions.EntryRow) -> Choice:
    subject = Subject(row.what, row.on_date, row.team_id, row.role_id, row.meeting_id, row.id)
    return Choice(f"entry:{row.id}", f"{row.what}, {calendar.long_date(row.on_date)}", subject)


def _session(row: openings.SessionRow) -> Choice:
    day = calendar.uk_date(row.starts_at)
    subject = Subject(row.name, day, row.team_id, row.role_id, row.meeting_id, None, row.place)
    return Choice(f"meeting:{row.meeting_id}", f"{row.name}, {calendar.long_date(day)}", subject)


def draft_lines(claim_id: str) -> list[ClaimLine]:
    """The lines of a draft in order."""
    mine = select(ClaimLine).where(ClaimLine.claim_id == claim_id, ClaimLine.removed_at.is_(None))
    return list(db.session.scalars(mine.order_by(ClaimLine.number)))


class Offered(NamedTuple):
    """What was agreed about payment for what a claim is about."""

    pays_time: bool
    costs_only: bool  # the person asked for that
    card_id: str | None = None


def offered(claim: Claim) -> Offered:
    """Two statements for a claim with a role, none for another."""
    terms = openings.role_terms(claim.role_id) if claim.role_id else None
    if terms is None:
        return Offered(False, False)
    costs_only = terms.pay_answer == "costs only"
    return Offered(terms.pays_time and terms.agreed and not costs_only, costs_only, terms.rate_card_id)


def kinds_offered(claim: Claim, agreed: Offered) -> list[tuple[str, str]]:
    """The tick boxes of P-53, by the day that the claim is about."""
    kinds = dict(offered_kinds(kinds_on(claim.about_date).values(), pays_time=agreed.pays_time))
    if not (claim.meeting_id and not agreed.costs_only and allowance_offered(claim, agreed.card_id)):
        kinds.pop("online", None)  # rules 7 and 35
    return list(kinds.items())


def kinds_begun(lines: Iterable[ClaimLine]) -> list[str]:
    """Kinds of lines that have no answer yet: their ticks stand on the page."""
    return [line.kind for line in lines if blank(line.details)]
