"""What the check page shows and what stands before sending."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.accounts.models import Person
from portal.claims.costs import rules as costs
from portal.claims.making.flow import missing_step
from portal.claims.making.rules import SHORT
from portal.claims.models import Claim, ClaimLine
from portal.claims.receipts.rules import why_not_send
from portal.claims.rules import Promise, promise
from portal.claims.sending.rules import Blocker, LineToSend, ReadyFacts, blockers
from portal.foundation import calendar
from portal.foundation.database import db
from portal.organisation.queries import setting
from portal.payees import queries as payees


@dataclass(frozen=True)
class HowPaid:
    """Where the money will go, in words; `known` False: the person was never asked."""

    words: str
    known: bool
    other: bool = False


def how_paid(person_id: str) -> HowPaid:
    """By the person's own choice (P-64)."""
    account = payees.current(person_id)
    if account:
        return HowPaid(f"We will pay into the account ending {account.ending}", known=True)
    if payees.wish(person_id) in ("abroad", "another"):
        return HowPaid("You asked to be paid another way. We will call you about it", known=True, other=True)
    return HowPaid("You have not told us how to pay you", known=False)


def before_sending(
    claim: Claim, lines: Sequence[ClaimLine], *, knows_how_paid: bool, by: str
) -> list[Blocker]:
    """Everything that must be done first."""
    person = db.session.get_one(Person, by)
    return blockers(
        ReadyFacts(
            claim.ref, tuple(_line(line) for line in lines), claim.late_reason, calendar.today(),
            setting("claim_months"), knows_how_paid, person.confirmed_at is not None, "time" in claim.to_claim,
        )
    )  # fmt: skip


def _line(line: ClaimLine) -> LineToSend:
    missing = missing_step(line)
    return LineToSend(
        line.number, line.what or SHORT[line.kind], line.on_date, missing, costs.is_fine(line.details),
        why_not_send(line.receipt_state, line.receipt_words),
    )  # fmt: skip


def promised() -> Promise:
    """What we promise for a claim sent now (rule 53)."""
    return promise(calendar.today(), setting("check_days"), setting("pay_days"))
