"""What payments does to lines: takes them into a run, lets them go, says that they are paid.

Callers hold the lines' people locked (order: person, claim, line, run) and are inside their own `writing()`.
"""

import datetime as dt
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.claims import rules
from portal.claims.locks import AGAIN
from portal.claims.models import Claim, ClaimLine
from portal.foundation import audit
from portal.foundation.database import writing
from portal.foundation.pages import Refused
from portal.ledger import service as ledger


def put_in_run(line_ids: Collection[str], run_id: str, by: str) -> None:
    """Ready lines go into a run. Raises Refused when one is not ready any more."""
    _move(line_ids, "gather", "finance maker", "line taken into run", run_id, by)


def take_out_of_run(line_ids: Collection[str], by: str) -> None:
    """Lines of a run that is changed or cancelled are ready again."""
    _move(line_ids, "take out", "finance maker", "line taken out of run", None, by)


def lines_paid(line_ids: Collection[str], run_id: str, on_date: dt.date, by: str) -> None:
    """The money of a run has left the bank and arrives on `on_date`: each line is paid, in full and once."""
    with writing() as session:
        for claim, line in _move(line_ids, "pay", "finance maker", "line paid", run_id, by):
            line.paid_pence, line.paid_on = (line.approved_pence or 0) - line.cleared_pence, on_date
            ledger.line_paid(
                line.id,
                claim.person_id,
                rules.kind_of(line.kind),
                line.paid_pence,
                run_id=run_id,
                on_date=on_date,
                by=by,
            )
        session.flush()


def _move(
    line_ids: Collection[str], event: str, role: str, verb: str, run_id: str | None, by: str
) -> list[tuple[Claim, ClaimLine]]:
    with writing() as session:
        found = _locked(session, line_ids)
        if len(found) != len(set(line_ids)):
            raise Refused(
                "line-gone", "A line of this run is not there any more.", "/finance", "Back to payments"
            )
        for claim, line in found:
            _step(line, event, role)
            audit.record(
                verb, "claim", claim.id, by=by, person_id=claim.person_id, ref=claim.ref, line=line.number, run=run_id,
                approved_pence=line.approved_pence,
            )  # fmt: skip
        session.flush()
        return found


def _step(line: ClaimLine, event: str, role: str) -> None:
    try:
        line.payment = rules.after("payment", event, line.payment, role)
    except rules.CannotMove as problem:
        text = "A line was paid or taken into another run meanwhile. Look at what is ready now."
        raise Refused("line-moved", text, "/finance", "Back to payments") from problem


def _locked(session: Session, line_ids: Collection[str]) -> list[tuple[Claim, ClaimLine]]:
    """Lines with their claims, locked in id order: claims first."""
    lines = select(ClaimLine.claim_id).where(ClaimLine.id.in_(line_ids))
    claims = session.scalars(
        select(Claim)
        .where(Claim.id.in_(lines))
        .order_by(Claim.id)
        .with_for_update()
        .execution_options(**AGAIN)
    )
    by_id = {claim.id: claim for claim in claims}
    mine = select(ClaimLine).where(ClaimLine.id.in_(line_ids)).order_by(ClaimLine.id)
    locked = session.scalars(mine.with_for_update().execution_options(**AGAIN))
    return [(by_id[line.claim_id], line) for line in locked]
