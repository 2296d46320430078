"""A released run's files, the same bytes for ever, and marking it as paid."""

import datetime as dt
import hashlib

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.claims import service as claims
from portal.documents import service as documents
from portal.foundation import audit, calendar
from portal.foundation.database import new_id, writing
from portal.foundation.money import pounds
from portal.foundation.once import kept, once_only
from portal.foundation.sealed import open_sealed, seal
from portal.messages import service as messages
from portal.payees import queries as payees
from portal.payments import rules
from portal.payments.models import PaymentRun, RunDownload, RunFile
from portal.payments.runs import queries
from portal.payments.runs.holding import lock_people, lock_run, refusal, refuse, same_as_frozen

ONE_PRESS = dt.timedelta(minutes=1)


def make(session: Session, run: PaymentRun, lines: list[queries.LineRow]) -> None:
    """The payment file of a run that is being released. Account numbers are opened here and nowhere else."""
    details = {(line.person_id, line.kind): line.bank_details_id for line in lines}
    rows = [_file_row(payment, details) for payment in queries.payments_of(lines)]
    content = rules.payments_csv(rows, run.pay_on)
    file = RunFile(id=new_id(), run_id=run.id, kind="payments", name=f"payment-run-{run.number}.csv")
    file.content = seal(content.decode("ascii"), f"run_file.content:{file.id}")
    file.sha256 = hashlib.sha256(content).hexdigest()
    session.add(file)
    session.flush()


def _file_row(payment: rules.Payment, details: dict[tuple[str, str], str]) -> rules.FileRow:
    account = payees.open_account(details[payment.person_id, payment.kind])
    return rules.FileRow(
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
        again = any(kind == "payments" for kind, *_ in queries.downloads_of(run_id))
        if again and not why:
            raise refusal(rules.Problem("say-why", "Say why you need the file again."), run_id)
        session.add(RunDownload(run_id=run_id, kind="payments", by=by, why=why))
        return file.id


def needs_reason(run_id: str, by: str, once: str | None) -> bool:
    """From the second time on, but for one press that reached us twice."""
    if not any(kind == "payments" for kind, *_ in queries.downloads_of(run_id)):
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


@once_only
def mark_paid(run_id: str, bank_reference: str, left_pence: int, *, by: str) -> str:
    """The bank took the file and `left_pence` left the account: every line is paid, people are told. Raises Refused."""
    with writing() as session:
        lines = queries.lines_of(run_id)
        lock_people(session, lines)
        run = session.get_one(
            PaymentRun, run_id, populate_existing=True
        )  # with the people held, its state stays
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
    downloaded = any(kind == "payments" for kind, *_ in queries.downloads_of(run.id))
    same = same_as_frozen(run, lines)
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
