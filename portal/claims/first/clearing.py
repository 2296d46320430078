"""What becomes of money paid before: cleared by costs that are approved, paid back, or let go. Each a posting.

Locks: person, claim, line, then the ask. What is open of an advance is read from the ledger with the person locked.
"""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.models import Person
from portal.claims.first import hands, queries, rules
from portal.claims.first.models import MoneyBack, MoneyFirst
from portal.claims.locks import AGAIN
from portal.claims.models import Claim, ClaimLine
from portal.claims.rules import after
from portal.foundation import audit, calendar
from portal.foundation.database import new_id, writing
from portal.foundation.once import once_only
from portal.foundation.pages import Refused
from portal.ledger import queries as ledger_queries
from portal.ledger import service as ledger
from portal.organisation.queries import setting


def clear(claim: Claim, line: ClaimLine, *, by: str) -> None:
    """An approved cost takes what was paid before for it; of other claims, what the person said yes to.

    Inside the decider's `writing()`, with person, claim and line locked.
    """
    if line.kind == "time" or not line.approved_pence:
        return
    with writing() as session:
        for first in _open_of(session, claim):
            own = first.claim_id == claim.id
            open_pence = _open_pence(first)
            most = None if own else (first.part_pence or 0) - _taken(session, claim, line)
            pence = rules.to_clear(line.approved_pence, line.cleared_pence, open_pence, most)
            if pence:
                _take(claim, line, first, pence, by)
        if line.cleared_pence == line.approved_pence:
            line.payment = after("payment", "clear", line.payment, "coordinator")


def _open_of(session: Session, claim: Claim) -> list[MoneyFirst]:
    """The claim's own advance first, then those that later payments even out."""
    own = MoneyFirst.claim_id == claim.id
    mine = select(MoneyFirst).where(
        MoneyFirst.person_id == claim.person_id,
        MoneyFirst.line_id.is_not(None),
        own | (MoneyFirst.settle == "later"),
    )
    rows = session.scalars(mine.order_by(MoneyFirst.id).with_for_update().execution_options(**AGAIN))
    return sorted(rows, key=lambda first: (first.claim_id != claim.id, first.made_at))


def _open_pence(first: MoneyFirst) -> int:
    line_id = first.line_id or ""
    return ledger_queries.open_advances([line_id]).get(line_id, 0)


def _taken(session: Session, claim: Claim, line: ClaimLine) -> int:
    """What other lines of the claim gave already, and this one."""
    others = select(func.coalesce(func.sum(ClaimLine.cleared_pence), 0)).where(
        ClaimLine.claim_id == claim.id, ClaimLine.id != line.id
    )
    return int(session.scalar(others) or 0) + line.cleared_pence


def _take(claim: Claim, line: ClaimLine, first: MoneyFirst, pence: int, by: str) -> None:
    assert first.line_id
    line.cleared_pence += pence
    ledger.advance_cleared(first.line_id, line.id, claim.person_id, pence, by)
    audit.record(
        "money first cleared", "money first", first.id, by=by, person_id=claim.person_id, ref=claim.ref,
        line=line.number, pence=pence,
    )  # fmt: skip


def lock_first(session: Session, first_id: str) -> MoneyFirst:
    """The ask, after its person. Raises NoResultFound."""
    person_id = session.scalars(select(MoneyFirst.person_id).where(MoneyFirst.id == first_id)).one()
    session.get_one(Person, person_id, with_for_update=True)
    mine = select(MoneyFirst).where(MoneyFirst.id == first_id).with_for_update()
    return session.scalars(mine.execution_options(**AGAIN)).one()


def refuse(code: str, text: str, first_id: str, *, staff: bool = False) -> Refused:
    """A refusal with the way back to the ask's page."""
    return Refused(code, text, f"{'/queue' if staff else '/claims'}/first/{first_id}", "Go back")


@once_only
def choose(first_id: str, settle: str, part_pence: int | None, *, by: str) -> str:
    """The person says what happens with what is left; they may choose anew. Raises Refused for anybody else."""
    with writing() as session:
        first = lock_first(session, first_id)
        view = queries.mine(by, first_id)
        if view is None or view.step != "left":
            raise refuse("not-left", "Nothing of this money is left to choose about.", first_id)
        first.settle, first.settle_at = settle, calendar.now()
        first.part_pence = part_pence if settle == "later" else None
        first.let_go_by = None
        first.version += 1
        audit.record(
            "money first balance chosen", "money first", first.id, by=by, person_id=first.person_id, settle=settle,
            part_pence=first.part_pence,
        )  # fmt: skip
        return first.id


@once_only
def came_back(first_id: str, pence: int, reference: str, *, by: str) -> str:
    """Money that the person paid back has arrived. Raises Refused (hands.why_not_came_back, more than is open)."""
    with writing() as session:
        first = lock_first(session, first_id)
        if problem := hands.why_not_came_back(first.person_id, (first.decided_by, first.given_by), by):
            raise refuse(problem.code, problem.text, first_id, staff=True)
        _back(session, first, "paid back", pence, reference, by)
        return first.id


def _back(session: Session, first: MoneyFirst, way: str, pence: int, reference: str, by: str) -> None:
    view = queries.for_staff(first.id, None)
    if view is None or not view.paid or not 0 < pence <= view.open_pence:
        text = "That is more than is left of this money. Look at it again."
        raise refuse("not-open", text, first.id, staff=True)
    assert first.line_id
    back = MoneyBack(
        id=new_id(),
        first_id=first.id,
        person_id=first.person_id,
        way=way,
        pence=pence,
        reference=reference,
        by=by,
    )
    session.add(back)
    ledger.advance_back(first.line_id, back.id, first.person_id, way, pence, by)
    first.version += 1
    audit.record(
        f"money first {way}", "money first", first.id, by=by, person_id=first.person_id, pence=pence,
        reference=reference,
    )  # fmt: skip
    session.flush()


@once_only
def let_go(first_id: str, *, by: str) -> str:
    """The first yes, or the second from somebody else, to letting go what the person asked to be let go.

    Raises Refused (hands.why_not_let_go).
    """
    with writing() as session:
        first = lock_first(session, first_id)
        open_pence = _open_pence(first)
        if first.settle != "let go" or open_pence <= 0:
            raise refuse("not-asked", "Nobody asks to let this go any more.", first_id, staff=True)
        most = setting("let_go_up_to_pence")
        if problem := hands.why_not_let_go(first.person_id, first.let_go_by, open_pence, most, by):
            raise refuse(problem.code, problem.text, first_id, staff=True)
        if first.let_go_by is None:
            first.let_go_by = by
            first.version += 1
            audit.record("money first let go asked", "money first", first.id, by=by, person_id=first.person_id,
                         pence=open_pence)  # fmt: skip
            return "first"
        first.let_go_second = by
        _back(session, first, "let go", open_pence, "", by)
        return "second"
