"""Whom a rate or a limit touches, for the preview of its change: open claims and roles, and a year of lines."""

import datetime as dt
from typing import Any

from sqlalchemy import case, func, select, union

from portal.changes.rules import Effect
from portal.claims.models import Claim, ClaimLine
from portal.foundation import calendar
from portal.foundation.database import db
from portal.foundation.money import pounds_short
from portal.openings.models import Role, RoleAgreement
from portal.organisation.rules import GROUPS
from portal.rates.effects import Touched
from portal.rates.models import RateRow
from portal.rates.rules import PricedLines

YEAR = dt.timedelta(days=365)
OPEN = ("draft", "sent", "question")
ASKED = ("sent", "question", "decided")


def by_rate(card_id: str, code: str | None) -> Touched:
    """What a card, or one rate of it, touches today. Two statements."""
    return Touched(_people(card_id, code), _lines(card_id, code))


def _people(card_id: str, code: str | None) -> int:
    claiming = (
        select(Claim.person_id)
        .join(ClaimLine, ClaimLine.claim_id == Claim.id)
        .join(RateRow, RateRow.id == ClaimLine.rate_id)
        .where(RateRow.card_id == card_id, Claim.state.in_(OPEN), ClaimLine.live)
    )
    in_role = (
        select(Role.person_id)
        .join(RoleAgreement, RoleAgreement.role_id == Role.id)
        .where(RoleAgreement.rate_card_id == card_id, Role.state.in_(("offered", "agreed")))
    )
    if code:
        claiming = claiming.where(RateRow.code == code)
        in_role = in_role.where(RoleAgreement.rate_code == code)
    return db.session.scalar(select(func.count()).select_from(union(claiming, in_role).subquery())) or 0


def _lines(card_id: str, code: str | None) -> tuple[PricedLines, ...]:
    alike = (RateRow.amount_tenths, ClaimLine.claimed_pence, ClaimLine.payable_pence)
    found = (
        select(*alike, func.count())
        .join(RateRow, RateRow.id == ClaimLine.rate_id)
        .join(Claim, Claim.id == ClaimLine.claim_id)
        .where(RateRow.card_id == card_id, ClaimLine.live, Claim.state.in_(ASKED))
        .where(ClaimLine.on_date > calendar.today() - YEAR)
        .group_by(*alike)
    )
    if code:
        found = found.where(RateRow.code == code)
    return tuple(PricedLines(*row) for row in db.session.execute(found))


def by_setting(name: str, before: Any, after: Any) -> Effect:
    """Whom a changed limit on claims touches: people with a draft, and how many costs of a year were above it."""
    drafts = select(func.count(Claim.person_id.distinct())).where(Claim.state == "draft")
    people = (db.session.scalar(drafts) or 0) if name in GROUPS["Claims"] else 0
    above = _above(before, after) if name.endswith("_pence") else ()
    return Effect(people, None, above)


def _above(before: int, after: int) -> tuple[str, ...]:
    counted = [
        func.coalesce(func.sum(case((ClaimLine.claimed_pence > limit, 1), else_=0)), 0)
        for limit in (before, after)
    ]
    year = ClaimLine.on_date > calendar.today() - YEAR
    of_year = select(*counted).join(Claim, Claim.id == ClaimLine.claim_id)
    costs = of_year.where(ClaimLine.live, ClaimLine.kind != "time", Claim.state.in_(ASKED), year)
    now, then = db.session.execute(costs).one()
    return (
        f"Costs of the last 12 months above {pounds_short(before)}: {now}. Above {pounds_short(after)}: {then}.",
    )
