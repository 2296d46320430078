"""Marking a run as paid: the bank took the file, the ledger says so, people are told."""

from portal.claims import service as claims
from portal.foundation import audit, calendar
from portal.foundation.database import writing
from portal.foundation.money import pounds
from portal.foundation.once import once_only
from portal.messages import service as messages
from portal.payments import rules
from portal.payments.models import PaymentRun
from portal.payments.runs import queries
from portal.payments.runs.locks import lock_people, lock_run, refuse, same_as_frozen


@once_only
def mark_paid(run_id: str, bank_reference: str, left_pence: int, *, by: str) -> str:
    """The bank took the file and `left_pence` left the account: every line is paid, people are told. Raises Refused."""
    with writing() as session:
        lines = queries.lines_of(run_id)
        lock_people(session, lines)
        # with the people locked, its state stays
        run = session.get_one(PaymentRun, run_id, populate_existing=True)
        refuse(_why_not_paid(run, lines, left_pence), run_id)
        claims.lines_paid([line.line_id for line in lines], run_id=run_id, on_date=run.pay_on, by=by)
        run = lock_run(session, run_id)
        run.state, run.paid_at, run.paid_by, run.bank_reference = "paid", calendar.now(), by, bank_reference
        run.version += 1
        _tell(run, lines)
        audit.record(
            "payment run paid",
            "payment run",
            run.id,
            by=by,
            total_pence=run.total_pence,
            bank_reference=bank_reference,
        )
        return run_id


def _why_not_paid(run: PaymentRun, lines: list[queries.LineRow], left_pence: int) -> rules.Problem | None:
    same = same_as_frozen(run, lines)
    downloaded = queries.downloaded(run.id)
    return rules.why_not_paid(run.state, downloaded, run.total_pence, left_pence, same_as_frozen=same)


def _tell(run: PaymentRun, lines: list[queries.LineRow]) -> None:
    """E-12 to each person, costs and time apart."""
    for person in sorted({line.person_id for line in lines}):
        sums = {
            kind: sum(x.pence for x in lines if x.person_id == person and x.kind == kind)
            for kind in rules.KINDS
        }
        refs = sorted({line.ref for line in lines if line.person_id == person})
        messages.tell(
            person, "E-12", f"run-{run.id}", total=pounds(sum(sums.values())), date=calendar.short_date(run.pay_on),
            costs=pounds(sums["costs"]), time=pounds(sums["time"]), ref=refs[0], link="/statements",
        )  # fmt: skip
