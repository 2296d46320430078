"""What the check page shows and what stands before sending."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.claims.costs import rules as costs
from portal.claims.making.flow import missing_step
from portal.claims.models import Claim, ClaimLine
from portal.claims.receipts.rules import why_not_send
from portal.claims.rules import Promise, promise
from portal.claims.sending.rules import Blocker, LineToSend, ReadyFacts, blockers
from portal.claims.timing.queries import unlike
from portal.claims.timing.rules import Unlike
from portal.foundation import calendar
from portal.organisation.queries import setting
from portal.payees import queries as payees
from portal.payees.rules import held_because


@dataclass(frozen=True)
class HowPaid:
    """Where the money will go, in words; `known` False: the person was never asked."""

    words: str
    known: bool


ANOTHER_WAY = held_because(has_details=False, confirmed=False, wish="another")


def how_paid(person_id: str) -> HowPaid:
    """By the person's own choice (P-64). One statement."""
    now = payees.payable([person_id])[person_id]
    if now.bank_details_id:
        return HowPaid(f"We will pay into the account ending {now.ending}", known=True)
    if now.held == ANOTHER_WAY:
        return HowPaid("You asked to be paid another way. We will call you about it", known=True)
    return HowPaid("You have not told us how to pay you", known=False)


def before_sending(
    claim: Claim, lines: Sequence[ClaimLine], *, knows_how_paid: bool, confirmed: bool
) -> list[Blocker]:
    """Everything that must be done first."""
    times = unlike(claim, lines)
    return blockers(
        ReadyFacts(
            claim.ref, tuple(_line(line, times.get(line.number)) for line in lines), claim.late_reason,
            calendar.today(), setting("claim_months"), knows_how_paid, confirmed, "time" in claim.to_claim,
        )
    )  # fmt: skip


def _line(line: ClaimLine, other_time: Unlike | None) -> LineToSend:
    missing = missing_step(line)
    return LineToSend(
        line.number, line.what, line.on_date, missing, costs.is_fine(line.details),
        why_not_send(line.receipt_state, line.receipt_words), other_time,
    )  # fmt: skip


def promised() -> Promise:
    """What we promise for a claim sent now (rule 53)."""
    return promise(calendar.today(), setting("check_days"), setting("pay_days"))
