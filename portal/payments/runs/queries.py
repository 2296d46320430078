"""What finance sees of what is ready and of each run. Statements do not grow with the number of lines."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from sqlalchemy import func, select, true
from sqlalchemy.orm import aliased

from portal.accounts import queries as accounts
from portal.accounts.models import Person
from portal.claims import queries as claims
from portal.claims.models import Claim, ClaimLine
from portal.foundation import calendar
from portal.foundation.database import db
from portal.organisation import queries as organisation
from portal.payees import queries as payees
from portal.payments import rules
from portal.payments.models import PaymentRun, RunDownload, RunFile, RunLine


def ready() -> list[rules.Ready]:
    """Every line that waits to be paid, with what holds it."""
    lines = claims.ready_lines()
    people = {line.person_id for line in lines}
    payable, shared, usual = payees.payable(people), payees.shared_accounts(people), usual_pence(people)
    return [
        rules.Ready(
            line.line_id, line.ref, line.person_id, line.person_name, line.kind, line.pence, line.what,
            line.approved_by, line.typed_by, payable[line.person_id].held, payable[line.person_id].bank_details_id,
            payable[line.person_id].made_at, line.person_id in shared, usual.get(line.person_id),
        )
        for line in lines
    ]  # fmt: skip


def usual_pence(people: set[str]) -> dict[str, int]:
    """The median of what each person was paid in a run, in pence; people who were never paid are left out."""
    rows = db.session.execute(
        select(RunLine.person_id, func.sum(RunLine.pence))
        .join(PaymentRun, PaymentRun.id == RunLine.run_id)
        .where(PaymentRun.state == "paid", RunLine.person_id.in_(people))
        .group_by(RunLine.person_id, RunLine.run_id)
    )
    sums = defaultdict(list)
    for person, pence in rows:
        sums[person].append(int(pence))
    return {person: int(median(paid)) for person, paid in sums.items()}


class RunRow(NamedTuple):
    """One run in finance's list."""

    id: str
    number: int
    state: str
    pay_on: dt.date
    payment_count: int
    total_pence: int
    made_by: str


def runs(limit: int = 20, before: int | None = None) -> list[RunRow]:
    """Runs, newest first; `before` is the number of the last one on the page before."""
    rows = db.session.execute(
        select(
            PaymentRun.id, PaymentRun.number, PaymentRun.state, PaymentRun.pay_on, PaymentRun.payment_count,
            PaymentRun.total_pence, Person.name,
        )
        .join(Person, Person.id == PaymentRun.made_by)
        .where(PaymentRun.number < before if before else true())
        .order_by(PaymentRun.number.desc())
        .limit(limit)
    )  # fmt: skip
    return [RunRow(*row) for row in rows]


@dataclass(frozen=True)
class RunView:
    """One run with everything its page shows."""

    run: PaymentRun
    names: dict[str, str]
    lines: list["LineRow"]
    payments: list[rules.Payment]
    warnings: list[tuple[str, str]]
    files: list[RunFile]
    downloads: list[tuple[str, str, dt.datetime, str]]  # kind, name, when, why

    @property
    def downloaded(self) -> bool:
        return any(kind == "payments" for kind, *_ in self.downloads)

    @property
    def sums(self) -> dict[str, int]:
        """Pence by kind."""
        sums = Counter(dict.fromkeys(rules.KINDS, 0))
        for line in self.lines:
            sums[line.kind] += line.pence
        return dict(sums)


class LineRow(NamedTuple):
    """One line of a run."""

    line_id: str
    person_id: str
    person_name: str
    kind: str
    pence: int
    bank_details_id: str
    reference: str
    ref: str
    what: str
    on_date: dt.date
    approved_by: str | None
    approver: str | None
    typed_by: str


def run_of(run_id: str) -> PaymentRun | None:
    return db.session.get(PaymentRun, run_id)


def lines_of(run_id: str) -> list[LineRow]:
    """The lines of a run in the order of people's names."""
    approver = aliased(Person)
    rows = db.session.execute(
        select(
            RunLine.line_id, RunLine.person_id, Person.name, RunLine.kind, RunLine.pence, RunLine.bank_details_id,
            RunLine.reference, Claim.ref, ClaimLine.what, ClaimLine.on_date, ClaimLine.decided_by, approver.name,
            ClaimLine.typed_by,
        )
        .join(Person, Person.id == RunLine.person_id)
        .join(ClaimLine, ClaimLine.id == RunLine.line_id)
        .join(Claim, Claim.id == ClaimLine.claim_id)
        .outerjoin(approver, approver.id == ClaimLine.decided_by)
        .where(RunLine.run_id == run_id)
        .order_by(Person.name, Person.id, RunLine.kind, ClaimLine.on_date, RunLine.line_id)
    )  # fmt: skip
    return [LineRow._make(row) for row in rows]


def view_of(run: PaymentRun) -> RunView:
    """The run's page. Warnings are worked out while it can still be changed or released."""
    lines = lines_of(run.id)
    people = {line.person_id for line in lines}
    warnings = (
        rules.worth_a_look(_as_ready(lines, people), calendar.now())
        if run.state in ("draft", "frozen")
        else []
    )
    hands = filter(None, (run.made_by, run.released_by, run.paid_by, run.cancelled_by, run.sent_back_by))
    names = accounts.names(set(hands))
    return RunView(
        run, names, lines, payments_of(run, lines), warnings, files_of(run.id), downloads_of(run.id)
    )


def payments_of(run: PaymentRun, lines: list[LineRow]) -> list[rules.Payment]:
    """What each person gets. A frozen line keeps its reference; a draft shows the one it will have."""
    bank_name = organisation.setting("bank_name") or organisation.organisation().name
    return rules.payments(_as_ready(lines), run.number, bank_name)


def _as_ready(lines: list[LineRow], people: set[str] | None = None) -> list[rules.Ready]:
    payable = payees.payable(people) if people else {}
    shared = payees.shared_accounts(people) if people else set()
    usual = usual_pence(people) if people else {}
    return [
        rules.Ready(
            line.line_id, line.ref, line.person_id, line.person_name, line.kind, line.pence, line.what,
            line.approved_by or "", line.typed_by, (), line.bank_details_id,
            payable[line.person_id].made_at if payable else None, line.person_id in shared, usual.get(line.person_id),
        )
        for line in lines
    ]  # fmt: skip


def files_of(run_id: str) -> list[RunFile]:
    return list(db.session.scalars(select(RunFile).where(RunFile.run_id == run_id).order_by(RunFile.kind)))


def downloads_of(run_id: str) -> list[tuple[str, str, dt.datetime, str]]:
    """Who took which file when and why, newest first."""
    rows = db.session.execute(
        select(RunDownload.kind, Person.name, RunDownload.at, RunDownload.why)
        .join(Person, Person.id == RunDownload.by)
        .where(RunDownload.run_id == run_id)
        .order_by(RunDownload.at.desc())
    )
    return [(kind, name, at, why) for kind, name, at, why in rows]
