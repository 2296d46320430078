"""What `flask ledger check` ties about claims and runs (R5): each line, each run."""

from sqlalchemy import func, select

from portal.claims.models import ClaimLine
from portal.foundation.database import db
from portal.foundation.money import pounds
from portal.ledger import queries as ledger
from portal.payments.models import PaymentRun, RunLine


def lines() -> list[str]:
    """What a line says is approved and paid is what the ledger says."""
    owed, bank = ledger.by_line("owed"), ledger.by_line("bank")
    rows = db.session.execute(select(ClaimLine.id, ClaimLine.approved_pence, ClaimLine.paid_pence)).all()
    known = {line for line, _, _ in rows}
    wrong = [
        f"line {line}: approved {pounds(approved or 0)}, paid {pounds(paid)}; the ledger differs"
        for line, approved, paid in rows
        if (-owed.get(line, 0), -bank.get(line, 0)) != ((approved or 0) - paid, paid)
    ]
    return wrong + [f"line {line} is in the ledger only" for line in (owed.keys() | bank.keys()) - known]


def runs() -> list[str]:
    """A run's total is the sum of its lines; a paid run's total left the bank, no other run's did."""
    sums = dict(
        db.session.execute(select(RunLine.run_id, func.sum(RunLine.pence)).group_by(RunLine.run_id)).all()
    )
    paid, wrong = ledger.paid_by_run(), []
    for run in db.session.scalars(select(PaymentRun)):
        left = run.total_pence if run.state == "paid" else 0
        if sums.get(run.id, 0) != run.total_pence or paid.get(run.id, 0) != left:
            wrong.append(f"run {run.number}: {pounds(run.total_pence)} does not tie")
    return wrong
