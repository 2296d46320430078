"""Giving a money role: proposed by an administrator, confirmed by a second person. A role without money is given at
once."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.rules import MONEY_ROLES, RoleAsked, email_key
from portal.accounts.staff import queries
from portal.accounts.staff import service as staff
from portal.changes import service as changes
from portal.changes.rules import ChangeKind, Effect, register
from portal.claims.models import Claim
from portal.foundation.database import Stale, db, new_id, writing
from portal.foundation.money import pounds
from portal.foundation.once import once_only
from portal.foundation.pages import Refused
from portal.organisation.queries import teams

ROLE, INVITATION = "money role", "staff invitation"
WAITS = ("sent", "question")
Values = dict[str, Any]
MEANS = {
    "finance maker": "They could check bank details and make payment runs.",
    "finance approver": "They could release payment runs and confirm changes like this one.",
    "administrator": "They could manage staff, rates and settings, and confirm changes like this one.",
}


def register_kinds() -> None:
    """Called in register(app)."""
    register(ChangeKind(ROLE, _give, _means, _why_not_give))
    register(ChangeKind(INVITATION, _invite, _means, _why_not_invite))


@once_only
def invite(name: str, email: str, role: str, team_id: str | None, why: str, *, by: str) -> str | None:
    """Invites somebody: the id of the change that waits, or None where they were invited at once. Raises NotAllowed."""
    with writing():
        if role not in MONEY_ROLES:
            staff.invite(name, email, role, team_id, by=by, once=new_id(), why=why)
            return None
        values = {"name": name, "email": email, "role": role, "team_id": team_id, "why": why}
        _allowed(_why_not_invite(email, {**values, "proposed_by": by}))
        after = words(role, team_id)
        rows = [("Name", "", name), ("Email address", "", email), ("Roles", "Not staff", after)]
        title = f"{name}: {after}"
        return changes.put_forward(INVITATION, email_key(email), title, rows, values, None, why, by=by)


@once_only
def add_role(person_id: str, role: str, team_id: str | None, why: str, *, by: str) -> str | None:
    """One more role: the id of the change that waits, or None where it was given at once. Raises NotAllowed."""
    if role not in MONEY_ROLES:
        staff.add_role(person_id, role, team_id, by, why)
        return None
    return _propose(person_id, None, role, team_id, why, by)


@once_only
def change_role(
    person_id: str, old_role_id: str, role: str, team_id: str | None, why: str, *, by: str
) -> str | None:
    """Another role in place of one: as add_role(). Raises NotAllowed, Stale."""
    if role not in MONEY_ROLES:
        staff.change_role(person_id, old_role_id, role, team_id, by, why)
        return None
    return _propose(person_id, old_role_id, role, team_id, why, by)


def _propose(person_id: str, old: str | None, role: str, team_id: str | None, why: str, by: str) -> str:
    with writing():
        values = {"role": role, "team_id": team_id, "old": old, "why": why}
        _allowed(_why_not_give(person_id, {**values, "proposed_by": by}))
        member = queries.member(person_id)
        held = member.roles if member else []
        kept = [one.words for one in held if one.id != old]
        now, after = "; ".join(one.words for one in held), "; ".join([*kept, words(role, team_id)])
        title = f"{member.name if member else ''}: {words(role, team_id)}"
        return changes.put_forward(ROLE, person_id, title, [("Roles", now, after)], values, None, why, by=by)


def words(role: str, team_id: str | None) -> str:
    """Coordinator, Hearts."""
    return ", ".join([role.capitalize(), *(name for known, name in teams() if known == team_id)])


def _allowed(problem: str | None) -> None:
    if problem:
        raise staff.NotAllowed(problem)


def _asked(person_id: str, values: Values) -> RoleAsked:
    return RoleAsked(person_id, values["proposed_by"], values["role"], values["team_id"])


def _why_not_give(person_id: str, values: Values) -> str | None:
    return queries.why_not_give(_asked(person_id, values), values["old"])


def _why_not_invite(_email: str, values: Values) -> str | None:
    return queries.why_not_give(_asked(queries.person_at(values["email"]) or "", values))


def _give(_session: Session, person_id: str, values: Values, *, by: str) -> None:
    """Nobody gives themselves a role by confirming it either: the rule asks who confirms."""
    try:
        if values["old"]:
            staff.change_role(person_id, values["old"], values["role"], values["team_id"], by, values["why"])
        else:
            staff.add_role(person_id, values["role"], values["team_id"], by, values["why"])
    except (staff.NotAllowed, Stale) as problem:
        raise _not_yours(problem) from None


def _invite(_session: Session, _email: str, values: Values, *, by: str) -> None:
    asked = (values["name"], values["email"], values["role"], values["team_id"])
    try:
        staff.invite(*asked, by=by, once=new_id(), why=values["why"])
    except staff.NotAllowed as problem:
        raise _not_yours(problem) from None


def _not_yours(problem: Exception) -> Refused:
    text = str(problem) or "Somebody changed this role meanwhile."
    return Refused("role", text, "/admin/changes", "Go back to changes")


def _means(_thing_id: str, values: Values) -> Effect:
    """Whose claims they could decide; what else they could do."""
    if values["role"] in MEANS:
        return Effect(0, None, (MEANS[values["role"]],))
    waiting = select(
        func.count(Claim.person_id.distinct()),
        func.count(Claim.id),
        func.coalesce(func.sum(Claim.total_pence), 0),
    ).where(Claim.state.in_(WAITS))
    if values["team_id"]:
        waiting = waiting.where(Claim.team_id == values["team_id"])
    people, claims, pence = db.session.execute(waiting).one()
    could = f"They could decide {claims} {'claim' if claims == 1 else 'claims'} of {pounds(pence)} that wait today."
    return Effect(people, None, (could,))
