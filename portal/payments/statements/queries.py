"""The lines of a person's statement out of the ledger: as many statements of SQL for one line as for a thousand."""

import datetime as dt
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import aliased

from portal.accounts.models import Person
from portal.claims import queries as claims
from portal.claims.costs import queries as costs
from portal.claims.models import Claim, ClaimLine
from portal.claims.rules import shown_ref
from portal.foundation import calendar
from portal.foundation.database import db
from portal.ledger import queries as ledger
from portal.ledger.models import Entry
from portal.payees.models import BankDetails
from portal.payments.models import RunLine
from portal.payments.statements import rules


def statement_of(person_id: str, period: rules.Period, *, with_above: bool = True) -> rules.Statement | None:
    """What reached a person in a period, equal to the ledger to the penny, and the offers that they said no to.

    None for somebody who does not take part. As many statements for one line as for many: three, and as many again for
    the miles above the approved amount of a tax year (`with_above`).
    """
    rows = _paid(person_id, period)
    if not rows:
        return None
    paid, before = ([row for row in rows if row.line_id and bool(row.way) == had] for had in (False, True))
    facts = (
        claims.line_facts({row.of_line or row.line_id for row in [*paid, *before]}) if paid or before else {}
    )
    return rules.statement(
        rows[0].name, period, [_line(row, facts[row.line_id]) for row in paid], made_on=calendar.today(),
        paid_to=[row.ending for row in paid if row.ending], not_taken=_not_taken(person_id, period),
        above=_above(person_id, period) if with_above else (), before=[_before(row, facts) for row in before],
    )  # fmt: skip


class Paid(NamedTuple):
    """One payment out of the ledger with the account it went to; without a line, the name alone. With a `way`: what
    became of money paid before, and of which line.
    """

    name: str
    line_id: str
    kind: str
    pence: int
    on_date: dt.date
    ending: str | None
    way: str | None
    of_line: str | None


def _paid(person_id: str, period: rules.Period) -> list[Paid]:
    went = Entry.account.in_(ledger.PAID_FROM) | ((Entry.account == "advance") & (Entry.pence < 0))
    within = Entry.on_date.between(period.first, period.last) & went
    other = aliased(Entry)
    became = (other.posting_id == Entry.posting_id) & (other.id != Entry.id) & (Entry.account == "advance")
    rows = db.session.execute(
        select(
            Person.name, Entry.line_id, Entry.kind, -Entry.pence, Entry.on_date, BankDetails.ending,
            other.account, other.line_id,
        )
        .outerjoin(Entry, (Entry.person_id == Person.id) & within)
        .outerjoin(other, became)
        .outerjoin(RunLine, (RunLine.line_id == Entry.line_id) & (RunLine.run_id == Entry.run_id))
        .outerjoin(BankDetails, BankDetails.id == RunLine.bank_details_id)
        .where(Person.id == person_id, Person.takes_part)
        .order_by(Entry.line_id, Entry.on_date, Entry.id)  # asked for twice it is the same, to the last line
    )  # fmt: skip
    return [Paid._make(row) for row in rows]


WAYS = {"paid back": "You paid it back", "let go": "We let it go"}


def _before(row: Paid, facts: dict[str, claims.LineFacts]) -> rules.Before:
    """The cost that cleared it, or the way it went."""
    line = facts[row.of_line or row.line_id]
    words = WAYS.get(row.way or "") or f"You spent it: {line.what}, {shown_ref(line.ref)}"
    return rules.Before(row.on_date, words, row.pence)


def _line(row: Paid, facts: claims.LineFacts) -> rules.PaidLine:
    asked = facts.claimed_pence if row.kind == "costs" or facts.offered_pence is None else facts.offered_pence
    note = rules.notes(
        [facts.priced_words, facts.cut_words, facts.reason if facts.reason != facts.cut_words else ""]
    )
    return rules.PaidLine(
        row.kind,
        row.on_date,
        facts.on_date,
        facts.what,
        shown_ref(facts.ref),
        facts.about,
        asked,
        row.pence,
        note,
    )


def _not_taken(person_id: str, period: rules.Period) -> list[rules.NotTaken]:
    """Offers of payment that the person said no to or gave away, by the day on which the claim was answered."""
    first, last = calendar.uk_day(period.first)[0], calendar.uk_day(period.last)[1]
    rows = db.session.execute(
        select(ClaimLine, Claim.ref, Claim.about)
        .join(Claim, Claim.id == ClaimLine.claim_id)
        .where(Claim.person_id == person_id, ClaimLine.kind == "time", ClaimLine.decision == "approved")
        .where(
            ClaimLine.approved_pence == 0,
            ClaimLine.offered_pence > 0,
            ClaimLine.decided_at >= first,
            ClaimLine.decided_at < last,
        )
        .order_by(ClaimLine.decided_at.desc(), ClaimLine.id)
    )
    return [
        rules.NotTaken(
            line.on_date, line.what, shown_ref(ref), about, line.offered_pence or 0, line.cut_words
        )
        for line, ref, about in rows
    ]


def _above(person_id: str, period: rules.Period) -> list[rules.AboveApproved]:
    """Rule 13 counts a whole tax year, so that no month says it."""
    year = calendar.tax_year(period.first)
    if (period.first, period.last) != (year.start, year.end):
        return []
    found = costs.excess_in(person_id, year)
    return [
        rules.AboveApproved(one.vehicle, one.paid_pence, one.paid_pence - one.excess_pence, one.excess_pence)
        for one in found
    ]


def periods_of(person_id: str) -> tuple[list[rules.Period], list[rules.Period]]:
    """The tax years and months for which a person can have a statement."""
    return rules.periods(ledger.first_paid(person_id), calendar.today())


class PaidPerson(NamedTuple):
    """Somebody in finance's search."""

    id: str
    name: str
    joined_at: dt.datetime


AT_MOST = 50


def find_people(words: str, limit: int = AT_MOST + 1) -> list[PaidPerson]:
    """People whose name holds the words, in the order of names; one more than is shown says that there are more."""
    wanted = Person.name.icontains(words, autoescape=True)
    rows = db.session.execute(
        select(Person.id, Person.name, Person.joined_at)
        .where(Person.takes_part, wanted)
        .order_by(Person.name, Person.id)
        .limit(limit)
    )
    return [PaidPerson._make(row) for row in rows]


def name_of(person_id: str) -> str | None:
    """The name of somebody who takes part; None for anybody else."""
    return db.session.scalar(select(Person.name).where(Person.id == person_id, Person.takes_part))
