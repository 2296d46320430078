"""What finance sees of what is ready and of each run. Statements do not grow with the number of lines."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from itertools import groupby
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
from portal.ledger import rules as ledger_rules
from portal.ledger.models import LedgerCheck, Posting
from portal.openings.models import Opening, Role
from portal.payees import queries as payees
from portal.payees.models import BankDetails
from portal.payments import rules
from portal.payments.models import PaymentRun, RunDownload, RunFile, RunLine
from portal.projects.models import Project


def ready(line_ids: Collection[str] | None = None) -> list[rules.Ready]:
    """Every line that waits to be paid, oldest approval first, with what holds it; or those of `line_ids`."""
    wanted = None if line_ids is None else set(line_ids)
    lines = [line for line in claims.ready_lines() if wanted is None or line.line_id in wanted]
    accounts = payees.payable({line.person_id for line in lines})
    return [
        rules.Ready(
            line.line_id, line.ref, line.person_id, line.person_name, line.kind, line.pence, line.what,
            line.approved_by, line.typed_by, accounts[line.person_id].held, accounts[line.person_id].bank_details_id,
            accounts[line.person_id].made_at, approved_on=calendar.uk_date(line.approved_at),
        )
        for line in lines
    ]  # fmt: skip


class Waiting(NamedTuple):
    """What finance's first page says beside the ready lines."""

    bank_details: int  # accounts that nobody confirmed yet
    being_checked: int  # claims sent and not decided
    alarm: str  # about the ledger; nothing while all is well


def waiting() -> Waiting:
    """One statement."""
    accounts = select(func.count()).where(BankDetails.ended_at.is_(None), BankDetails.confirmed_at.is_(None))
    checked = select(func.count()).select_from(Claim).where(Claim.state.in_(("sent", "question")))
    newest = select(LedgerCheck).order_by(LedgerCheck.at.desc()).limit(1).subquery()
    last, first = aliased(LedgerCheck, newest), select(func.min(Posting.at))
    row = db.session.execute(
        select(
            accounts.scalar_subquery(),
            checked.scalar_subquery(),
            last.at,
            last.problems,
            first.scalar_subquery(),
        )
        .select_from(select(true().label("one")).subquery())
        .outerjoin(last, true())
    ).one()
    return Waiting(row[0], row[1], ledger_rules.alarm(row[2], row[3] or 0, row[4], calendar.now()))


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


class LineRow(NamedTuple):
    """One line of a run, and the account that its person has now."""

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
    cost_centre: str
    account_is_current: bool  # the one that was frozen is still the confirmed one
    account_made_by: str | None
    account_made_at: dt.datetime | None
    shares_account: bool


@dataclass(frozen=True)
class RunView:
    """One run with everything its page shows."""

    run: PaymentRun
    names: dict[str, str]
    lines: list[LineRow]
    payments: list[rules.Payment]
    warnings: list[tuple[str, str]]
    downloads: list[tuple[str, str, dt.datetime, str]]  # kind, name, when, why
    downloaded: bool

    @property
    def counted(self) -> str:
        """ "3 payments to 2 people, 5 lines"."""
        people = len({line.person_id for line in self.lines})
        lines = rules.many(len(self.lines), "line")
        return f"{rules.many(len(self.payments), 'payment')} to {rules.many(people, 'person', 'people')}, {lines}"

    @property
    def sums(self) -> dict[str, int]:
        """Pence by kind."""
        return _sums(self.lines, lambda line: line.kind, rules.KINDS)

    @property
    def cost_centres(self) -> dict[str, int]:
        """Pence by cost centre."""
        return dict(sorted(_sums(self.lines, lambda line: line.cost_centre or NO_CENTRE).items()))

    @property
    def sample(self) -> list[str]:
        """Numbers of claims for the second person to open."""
        return rules.sample((line.ref for line in self.lines), self.run.id)


NO_CENTRE = "No cost centre"


def _sums(
    lines: list[LineRow], key: Callable[[LineRow], str], all_keys: Iterable[str] = ()
) -> dict[str, int]:
    sums = Counter(dict.fromkeys(all_keys, 0))
    for line in lines:
        sums[key(line)] += line.pence
    return dict(sums)


def run_of(run_id: str) -> PaymentRun | None:
    return db.session.get(PaymentRun, run_id)


def lines_of(run_id: str) -> list[LineRow]:
    """The lines of a run in the order of people's names. One statement."""
    approver, now, other = aliased(Person), aliased(BankDetails), aliased(BankDetails)
    same_account = (other.account_digest == now.account_digest) & (other.person_id != now.person_id)
    shared = select(other.id).where(same_account, other.ended_at.is_(None)).exists()
    rows = db.session.execute(
        select(
            RunLine.line_id, RunLine.person_id, Person.name, RunLine.kind, RunLine.pence, RunLine.bank_details_id,
            RunLine.reference, Claim.ref, ClaimLine.what, ClaimLine.on_date, ClaimLine.decided_by, approver.name,
            ClaimLine.typed_by, func.coalesce(Project.cost_centre, ""),
            (func.coalesce(now.id, "") == RunLine.bank_details_id) & now.confirmed_at.is_not(None),
            now.made_by, now.made_at, shared,
        )
        .join(Person, Person.id == RunLine.person_id)
        .join(ClaimLine, ClaimLine.id == RunLine.line_id)
        .join(Claim, Claim.id == ClaimLine.claim_id)
        .outerjoin(approver, approver.id == ClaimLine.decided_by)
        .outerjoin(now, (now.person_id == RunLine.person_id) & now.ended_at.is_(None))
        .outerjoin(Role, Role.id == Claim.role_id)
        .outerjoin(Opening, Opening.id == Role.opening_id)
        .outerjoin(Project, Project.id == Opening.project_id)
        .where(RunLine.run_id == run_id)
        .order_by(Person.name, Person.id, RunLine.kind, ClaimLine.on_date, RunLine.line_id)
    )  # fmt: skip
    return [LineRow._make(row) for row in rows]


def view_of(run: PaymentRun) -> RunView:
    """The run's page. Warnings are worked out while it can still be changed or released."""
    lines = lines_of(run.id)
    hands = filter(None, (run.made_by, run.released_by, run.paid_by, run.cancelled_by, run.sent_back_by))
    return RunView(
        run, accounts.names(set(hands)), lines, payments_of(lines),
        warnings_of(lines) if run.state in ("draft", "frozen") else [], downloads_of(run.id),
        downloaded(run.id),
    )  # fmt: skip


def payments_of(lines: list[LineRow]) -> list[rules.Payment]:
    """What each person gets of each kind, with the reference that was given when the run was made."""
    groups = groupby(lines, key=lambda line: (line.person_id, line.person_name, line.kind, line.reference))
    counted = ((key, [line.pence for line in group]) for key, group in groups)
    return [
        rules.Payment(person, name, kind, sum(pence), reference, len(pence))
        for (person, name, kind, reference), pence in counted
    ]


def warnings_of(lines: list[LineRow]) -> list[tuple[str, str]]:
    """(name, sentence) for what is worth a look before the run goes on."""
    usual = usual_pence({line.person_id for line in lines})
    return rules.worth_a_look(
        [
            rules.Ready(
                line.line_id, line.ref, line.person_id, line.person_name, line.kind, line.pence, line.what,
                line.approved_by or "", line.typed_by, (), line.bank_details_id, line.account_made_at,
                line.shares_account, usual.get(line.person_id),
            )
            for line in lines
        ],
        calendar.now(),
    )  # fmt: skip


def files_of(run_id: str) -> list[RunFile]:
    return list(db.session.scalars(select(RunFile).where(RunFile.run_id == run_id).order_by(RunFile.kind)))


def downloaded(run_id: str) -> bool:
    """Whether the payment file ever left the portal, so that the bank may have it. One statement."""
    taken = select(RunDownload.id).where(RunDownload.run_id == run_id, RunDownload.kind == "payments")
    return bool(db.session.scalar(select(taken.exists())))


def downloads_of(run_id: str) -> list[tuple[str, str, dt.datetime, str]]:
    """Who took which file when and why, newest first."""
    rows = db.session.execute(
        select(RunDownload.kind, Person.name, RunDownload.at, RunDownload.why)
        .join(Person, Person.id == RunDownload.by)
        .where(RunDownload.run_id == run_id)
        .order_by(RunDownload.at.desc())
    )
    return [(kind, name, at, why) for kind, name, at, why in rows]
