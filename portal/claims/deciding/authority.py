"""Who may decide a claim of this size (rule 43): the claim's whole total with what the same person approved before."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, case, func, literal, or_, select
from sqlalchemy.orm import aliased

from portal.accounts.models import Person, StaffRole
from portal.claims import hands
from portal.claims.models import Claim, ClaimLine
from portal.foundation import calendar
from portal.foundation.database import db
from portal.organisation.queries import setting

ROLES = ("coordinator", "budget holder")
TOGETHER = dt.timedelta(days=30)  # how long approvals of one approver for one person count together
NO_LIMIT = 2**31 - 1
_Role, _Holder, _Line = (
    aliased(StaffRole),
    aliased(Person),
    aliased(ClaimLine),
)  # made once: to make one is dear


def limits() -> hands.Limits:
    """The limits of today, in pence."""
    return hands.Limits(int(setting("coordinator_limit_pence")), int(setting("budget_holder_limit_pence")))


def why_over(claims: Sequence[Claim], by: str) -> dict[str, hands.Over]:
    """Of these claims those above what `by` may decide: why, and who may; by the claim's id. One statement.

    Inside writing() the claim's person is locked, so that two claims of one person are never weighed at once.
    """
    wanted = Claim.id.in_([claim.id for claim in claims])
    found = defaultdict(list)
    for claim_id, *row in db.session.execute(with_holders(select(Claim.id, *columns())).where(wanted)):
        found[claim_id].append(row)
    over = {claim.id: over_of(claim, by, found[claim.id]) for claim in claims}
    return {claim_id: why for claim_id, why in over.items() if why}


def with_holders(asked: Any) -> Any:
    """Beside each Claim a row for each role that could decide it, of whoever holds it."""
    of_its_team = or_(_Role.team_id.is_(None), _Role.team_id == Claim.team_id, Claim.team_id.is_(None))
    return asked.outerjoin(_Role, _Role.ended_at.is_(None) & _Role.role.in_(ROLES) & of_its_team).outerjoin(
        _Holder, (_Holder.id == _Role.person_id) & _Holder.left_at.is_(None)
    )


def columns() -> tuple[Any, ...]:
    """What over_of() needs of a row of with_holders()."""
    return _total(), _Holder.id, _Holder.name, _Role.role, _Role.team_id, _recent(_Role.person_id)


def over_of(claim: Claim, by: str, rows: Iterable[Sequence[Any]]) -> hands.Over | None:
    """The same as why_over() for one claim, from rows of columns()."""
    touched, total, holders = {None, claim.person_id, claim.made_by, claim.sent_by}, 0, set()
    for total, holder, name, role, team, recent in rows:  # noqa: B007  # the same total in each
        if holder not in touched:
            holders.add(hands.Holder(holder, name, role, team is None, int(recent)))
    in_turn = sorted(holders, key=lambda holder: (holder.name, holder.id))
    return hands.why_over(by, int(total), in_turn, limits())


def holds_budget(claim: Claim, by: str) -> bool:
    """Whether `by` holds the budget for the claim's team. One statement."""
    mine = select(StaffRole.id).where(
        StaffRole.person_id == by, StaffRole.ended_at.is_(None), StaffRole.role == "budget holder"
    )
    if claim.team_id is not None:
        mine = mine.where(or_(StaffRole.team_id.is_(None), StaffRole.team_id == claim.team_id))
    return db.session.scalar(mine.limit(1)) is not None


def _total() -> ColumnElement[int]:
    """The payable total of Claim, costs and payment together, after caps."""
    summed = select(func.coalesce(func.sum(_Line.payable_pence), 0))
    return (
        summed.where(_Line.claim_id == Claim.id, _Line.removed_at.is_(None))
        .correlate(Claim)
        .scalar_subquery()
    )


def _recent(by: Any) -> ColumnElement[int]:
    """What `by` approved for the person of Claim in the last 30 days, on other claims."""
    return (
        select(func.coalesce(func.sum(_Line.approved_pence), 0))
        .where(_Line.decided_by == by, _Line.claimed_by == Claim.person_id, _Line.claim_id != Claim.id)
        .where(_Line.decided_at >= calendar.now() - TOGETHER)
        .correlate(Claim, _Role)
        .scalar_subquery()
    )


def over_for(by: str) -> ColumnElement[bool]:
    """Whether Claim is above what `by` may decide: why_over() for lists."""
    now = limits()
    limit = case(
        ((StaffRole.role == "budget holder") & StaffRole.team_id.is_(None), NO_LIMIT),
        (StaffRole.role == "budget holder", now.budget_holder),
        else_=now.coordinator,
    )
    mine = (
        select(func.coalesce(func.max(limit), 0))
        .where(StaffRole.person_id == by, StaffRole.ended_at.is_(None), StaffRole.role.in_(ROLES))
        .where(or_(StaffRole.team_id.is_(None), StaffRole.team_id == Claim.team_id, Claim.team_id.is_(None)))
        .correlate(Claim)
        .scalar_subquery()
    )
    return _total() + _recent(literal(by)) > mine
