"""The lines of a person's statement out of the ledger: as many statements of SQL for one line as for a thousand."""

import datetime as dt
from typing import NamedTuple

from sqlalchemy import select

from portal.accounts.models import Person
from portal.claims import queries as claims
from portal.claims.rules import shown_ref
from portal.foundation import calendar
from portal.foundation.database import db
from portal.ledger import queries as ledger
from portal.payees.models import BankDetails
from portal.payments.models import RunLine
from portal.payments.statements import rules


def statement_of(person_id: str, period: rules.Period) -> rules.Statement:
    """What reached a person in a period, equal to the ledger to the penny."""
    paid = ledger.paid_between(person_id, period.first, period.last)
    facts = claims.line_facts([row.line_id for row in paid])
    lines = [_line(row, facts[row.line_id]) for row in paid]
    name = db.session.scalars(select(Person.name).where(Person.id == person_id)).one()
    endings = _endings([row.line_id for row in paid])
    return rules.statement(name, period, lines, made_on=calendar.today(), paid_to=endings)


def _line(row: ledger.PaidRow, facts: claims.LineFacts) -> rules.PaidLine:
    asked = facts.claimed_pence if row.kind == "costs" or facts.offered_pence is None else facts.offered_pence
    note = rules.notes([facts.priced_words, facts.cut_words, facts.reason])
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


def _endings(line_ids: list[str]) -> list[str]:
    rows = (
        select(BankDetails.ending)
        .join(RunLine, RunLine.bank_details_id == BankDetails.id)
        .where(RunLine.line_id.in_(line_ids), RunLine.live)
        .distinct()
    )
    return list(db.session.scalars(rows))


def periods_of(person_id: str) -> tuple[list[rules.Period], list[rules.Period]]:
    """The tax years and months for which a person can have a statement."""
    return rules.periods(ledger.first_paid(person_id), calendar.today())


class PaidPerson(NamedTuple):
    """Somebody in finance's search."""

    id: str
    name: str
    joined_at: dt.datetime


def find_people(words: str, limit: int = 20) -> list[PaidPerson]:
    """People whose name holds the words, in the order of names."""
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
