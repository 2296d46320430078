"""What a run leaves behind: the payment file, the same bytes for ever, and the control sheet."""

import datetime as dt
import hashlib

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.documents import service as documents
from portal.foundation import audit, calendar
from portal.foundation.database import new_id, writing
from portal.foundation.money import pounds
from portal.foundation.once import kept, once_only
from portal.foundation.sealed import open_sealed, seal
from portal.payees import queries as payees
from portal.payments import rules
from portal.payments.models import PaymentRun, RunDownload, RunFile
from portal.payments.rules import bank_file
from portal.payments.runs import queries
from portal.payments.runs.locks import lock_run, refusal

ONE_PRESS = dt.timedelta(minutes=1)


def make(session: Session, run: PaymentRun, lines: list[queries.LineRow]) -> None:
    """The payment file of a run that is being released. Account numbers are opened here and nowhere else."""
    details = {(line.person_id, line.kind): line.bank_details_id for line in lines}
    rows = [_file_row(payment, details) for payment in queries.payments_of(lines)]
    content = bank_file.payments_csv(rows, run.pay_on)
    file = RunFile(id=new_id(), run_id=run.id, kind="payments", name=f"payment-run-{run.number}.csv")
    file.content = seal(content.decode("ascii"), f"run_file.content:{file.id}")
    file.sha256 = hashlib.sha256(content).hexdigest()
    session.add(file)
    session.flush()


def _file_row(payment: rules.Payment, details: dict[tuple[str, str], str]) -> bank_file.FileRow:
    account = payees.open_account(details[payment.person_id, payment.kind])
    return bank_file.FileRow(
        account.name,
        account.sort_code,
        account.account_number,
        account.roll_number,
        payment.pence,
        payment.reference,
    )


@once_only
def take_payment_file(run_id: str, why: str, *, by: str) -> str:
    """Notes who takes the payment file and why; the file's id. From the second time on a reason is needed."""
    with writing() as session:
        run = lock_run(session, run_id)
        file = session.scalar(select(RunFile).where(RunFile.run_id == run_id, RunFile.kind == "payments"))
        if file is None or run.state not in ("released", "paid"):
            raise refusal(rules.Problem("no-file", "There is no file before the run is approved."), run_id)
        if queries.downloaded(run_id) and not why:
            raise refusal(rules.Problem("say-why", "Say why you need the file again."), run_id)
        session.add(RunDownload(run_id=run_id, kind="payments", by=by, why=why))
        return file.id


def needs_reason(run_id: str, by: str, once: str | None) -> bool:
    """From the second time on, but for one press that reached us twice."""
    if not queries.downloaded(run_id):
        return False
    pressed = kept(by, once)
    return pressed is None or calendar.now() - pressed.made_at > ONE_PRESS


def hand_out(file_id: str, *, by: str) -> tuple[str, bytes]:
    """A file's name and bytes; each time in the trail, also when one press sends it twice.

    Raises RuntimeError if the bytes are not what was made.
    """
    with writing() as session:
        file = session.get_one(RunFile, file_id)
        data = open_sealed(file.content, f"run_file.content:{file.id}").encode("ascii")
        if hashlib.sha256(data).hexdigest() != file.sha256:
            raise RuntimeError(f"run file {file_id} is not what was made")
        audit.record("payment file downloaded", "payment run", file.run_id, by=by, sha256=file.sha256)
        return file.name, data


def run_sheet(run: PaymentRun, by: str) -> str:
    """The control sheet of a run as a document; its id. Account numbers are not on it."""
    sheet = _sheet(queries.view_of(run), queries.files_of(run.id))
    with writing():
        return documents.issue(
            "run-sheet", f"Payment run {run.number}", "run_sheet", sheet, total_pence=run.total_pence, by=by
        )


def _sheet(view: queries.RunView, files: list[RunFile]) -> dict[str, object]:
    run = view.run
    return {
        "number": run.number, "state": rules.STATES[run.state], "pay_on": calendar.full_date(run.pay_on),
        "made": _hand(view, run.made_by, run.made_at), "released": _hand(view, run.released_by, run.released_at),
        "paid": _hand(view, run.paid_by, run.paid_at), "bank_reference": run.bank_reference,
        "left_out_why": run.left_out_why, "seen_note": run.seen_note, "ended_why": run.cancelled_why,
        "approvers": sorted({line.approver for line in view.lines if line.approver}),
        "hash": run.content_hash, "file_sha256": files[0].sha256 if files else "", "count": run.payment_count,
        "lines": run.line_count, "total": pounds(run.total_pence),
        "sums": [[label, pounds(view.sums[kind])] for kind, label in rules.KINDS.items()],
        "cost_centres": [[centre, pounds(pence)] for centre, pence in view.cost_centres.items()],
        "payments": [
            [p.person_name, rules.KINDS[p.kind], p.reference, str(p.lines), pounds(p.pence)] for p in view.payments
        ],
    }  # fmt: skip


def _hand(view: queries.RunView, person_id: str | None, at: dt.datetime | None) -> str:
    """ "Femi Ade, 4 March 2026, 3:12pm"; nothing when nobody did it yet."""
    if not (person_id and at):
        return ""
    return f"{view.names[person_id]}, {calendar.full_date(at)}, {calendar.clock_time(at)}"
