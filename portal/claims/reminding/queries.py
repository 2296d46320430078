"""Which claims wait, and who can be called about one."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import or_, select

from portal.accounts.models import Person, StaffRole
from portal.claims.models import Claim, ClaimLine
from portal.foundation.database import db


class Late(NamedTuple):
    """A claim whose promised day is over while we have not answered."""

    id: str
    ref: str
    person_id: str
    team_id: str | None
    check_by: dt.date


def late(today: dt.date) -> list[Late]:
    """Those with a line that waits for us: what waits for the person's own answer is not late by us."""
    waits_for_us = (
        select(ClaimLine.id)
        .where(
            ClaimLine.claim_id == Claim.id,
            ClaimLine.live,
            ClaimLine.decision == "undecided",
            ~ClaimLine.waits,
        )
        .exists()
    )
    rows = db.session.execute(
        select(Claim.id, Claim.ref, Claim.person_id, Claim.team_id, Claim.check_by)
        .where(Claim.state == "sent", Claim.check_by < today, waits_for_us)
        .order_by(Claim.id)
    )
    return [Late._make(row) for row in rows]


def managers(team_ids: Iterable[str | None]) -> dict[str | None, str]:
    """Whom to call about the claims of each team: its budget holder, or else who decides its claims."""
    found: dict[str | None, str] = {}
    for team_id in set(team_ids):
        rows = db.session.execute(
            select(Person.name)
            .join(StaffRole, StaffRole.person_id == Person.id)
            .where(StaffRole.ended_at.is_(None), StaffRole.role.in_(("budget holder", "coordinator")))
            .where(or_(StaffRole.team_id.is_(None), StaffRole.team_id == team_id))
            .order_by(StaffRole.role, Person.name)  # "budget holder" comes first
            .limit(1)
        )
        found[team_id] = rows.scalar() or ""
    return found


class Draft(NamedTuple):
    """A claim that was begun and not sent, with something in it."""

    id: str
    ref: str
    person_id: str
    touched_at: dt.datetime


def drafts(before: dt.datetime) -> list[Draft]:
    """Drafts that nobody has touched since."""
    something = (
        select(ClaimLine.id).where(ClaimLine.claim_id == Claim.id, ClaimLine.removed_at.is_(None)).exists()
    )
    rows = db.session.execute(
        select(Claim.id, Claim.ref, Claim.person_id, Claim.touched_at)
        .where(Claim.state == "draft", Claim.touched_at < before, something)
        .order_by(Claim.id)
    )
    return [Draft._make(row) for row in rows]


class Awaited(NamedTuple):
    """A receipt that the person said would come later."""

    line_id: str
    number: int
    ref: str
    person_id: str
    sent_at: dt.datetime


def awaited_receipts(before: dt.datetime) -> list[Awaited]:
    """Lines of claims sent before, whose receipt has not come and that nobody has decided."""
    rows = db.session.execute(
        select(ClaimLine.id, ClaimLine.number, Claim.ref, Claim.person_id, Claim.sent_at)
        .join(Claim, Claim.id == ClaimLine.claim_id)
        .where(Claim.state.in_(("sent", "question")), Claim.sent_at < before)
        .where(ClaimLine.live, ClaimLine.receipt_state == "waiting", ClaimLine.decision == "undecided")
        .order_by(ClaimLine.id)
    )
    return [Awaited._make(row) for row in rows]
