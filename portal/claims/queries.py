"""What rooms below ask about claims: lines ready to pay, facts of lines for statements, a person's claims."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import func, select

from portal.accounts.models import Person
from portal.claims import rules
from portal.claims.models import Claim, ClaimLine, Question
from portal.claims.shown import ComesTo, Part, comes_to
from portal.foundation import calendar
from portal.foundation.database import db
from portal.openings.models import Opening, Role
from portal.projects.models import Project


class ReadyLine(NamedTuple):
    """An approved line that no run has taken."""

    line_id: str
    claim_id: str
    ref: str  # C104882
    person_id: str
    person_name: str
    kind: str  # costs or time
    pence: int
    what: str
    on_date: dt.date
    approved_at: dt.datetime
    approved_by: str
    typed_by: str
    team_id: str | None
    cost_centre: str


def ready_lines() -> list[ReadyLine]:
    """Lines that wait to be paid, oldest approval first; zero lines never (rule 51). One statement."""
    rows = db.session.execute(
        select(ClaimLine, Claim, Person.name, Project.cost_centre)
        .join(Claim, Claim.id == ClaimLine.claim_id)
        .join(Person, Person.id == Claim.person_id)
        .outerjoin(Role, Role.id == Claim.role_id)
        .outerjoin(Opening, Opening.id == Role.opening_id)
        .outerjoin(Project, Project.id == Opening.project_id)
        .where(ClaimLine.payment == "ready", ClaimLine.approved_pence > 0)
        .order_by(ClaimLine.decided_at, ClaimLine.id)
    )
    return [_ready(line, claim, name, centre) for line, claim, name, centre in rows]


def _ready(line: ClaimLine, claim: Claim, name: str, cost_centre: str | None) -> ReadyLine:
    assert line.decided_at and line.decided_by and line.approved_pence
    return ReadyLine(
        line.id, claim.id, claim.ref, claim.person_id, name, rules.kind_of(line.kind),
        line.approved_pence - line.cleared_pence, line.what,
        line.on_date, line.decided_at, line.decided_by, line.typed_by, claim.team_id, cost_centre or "",
    )  # fmt: skip


class LineFacts(NamedTuple):
    """One line as a statement tells it. Pence; `offered_pence` for payment for time."""

    line_id: str
    ref: str
    about: str
    what: str
    on_date: dt.date
    kind: str
    claimed_pence: int
    approved_pence: int | None
    offered_pence: int | None
    reason: str
    cut_words: str
    priced_words: str
    miles: str  # "12.5", or nothing


def line_facts(line_ids: Collection[str]) -> dict[str, LineFacts]:
    """Facts of lines by their id. One statement for each thousand."""
    ids, found = list(line_ids), {}
    for start in range(0, len(ids), 1000):
        rows = db.session.execute(
            select(ClaimLine, Claim.ref, Claim.about)
            .join(Claim, Claim.id == ClaimLine.claim_id)
            .where(ClaimLine.id.in_(ids[start : start + 1000]))
        )
        found.update({line.id: _facts(line, ref, about) for line, ref, about in rows})
    return found


def _facts(line: ClaimLine, ref: str, about: str) -> LineFacts:
    return LineFacts(
        line.id, ref, about, line.what, line.on_date, rules.kind_of(line.kind), line.claimed_pence, line.approved_pence,
        line.offered_pence, line.reason, line.cut_words, line.priced_words, str(line.details.get("miles") or ""),
    )  # fmt: skip


# A person's own claims


@dataclass(frozen=True)
class ClaimRow:
    """One claim in a person's list."""

    ref: str
    about: str
    about_date: dt.date
    sent_on: dt.date | None
    state: str
    public: rules.PublicState
    comes: ComesTo
    paid_on: dt.date | None
    touched_at: dt.datetime

    @property
    def href(self) -> str:
        return f"/claims/{self.ref}/lines" if self.state == "draft" else f"/claims/{self.ref}"


def of_person(person_id: str, *, own: bool = True) -> list[ClaimRow]:
    """Every claim of a person but the cancelled ones, newest first, each with its public state. Three statements.
    `own`: the person reads them, not somebody who helps."""
    claims = list(
        db.session.scalars(
            select(Claim)
            .where(Claim.person_id == person_id, Claim.state != "withdrawn")
            .order_by(Claim.made_at.desc(), Claim.id)
        )
    )
    ids = [claim.id for claim in claims]
    lines, asked = _lines_by_claim(ids), open_questions(ids)
    return [claim_row(claim, lines.get(claim.id, []), asked.get(claim.id), own=own) for claim in claims]


def _lines_by_claim(claim_ids: Sequence[str]) -> dict[str, list[ClaimLine]]:
    found: dict[str, list[ClaimLine]] = {}
    rows = select(ClaimLine).where(ClaimLine.claim_id.in_(claim_ids), ClaimLine.removed_at.is_(None))
    for line in db.session.scalars(rows):
        found.setdefault(line.claim_id, []).append(line)
    return found


def open_questions(claim_ids: Sequence[str]) -> dict[str, Question]:
    """The question that waits for an answer, by claim; the one due first."""
    rows = (
        select(Question)
        .where(Question.claim_id.in_(claim_ids), Question.answered_at.is_(None))
        .order_by(Question.due_on.desc(), Question.asked_at.desc())
    )
    return {question.claim_id: question for question in db.session.scalars(rows)}


def claim_row(
    claim: Claim, lines: Sequence[ClaimLine], asked: Question | None, *, own: bool = True
) -> ClaimRow:
    """A claim with its public state and what its lines come to."""
    return ClaimRow(
        claim.ref, claim.about, claim.about_date, calendar.uk_date(claim.sent_at) if claim.sent_at else None,
        claim.state, public_state_of(claim, lines, asked, own=own), lines_come_to(lines, own=own),
        max((line.paid_on for line in lines if line.paid_on), default=None), claim.touched_at,
    )  # fmt: skip


def lines_come_to(lines: Sequence[ClaimLine], *, own: bool = True) -> ComesTo:
    """What a claim comes to, of its lines already loaded; to whoever helps (not `own`), of its costs alone."""
    return comes_to(
        Part(
            line.kind,
            line.claimed_pence,
            line.approved_pence,
            line.paid_pence,
            line.payment in rules.HAVE_IT,
            line.cleared_pence,
        )
        for line in lines
        if own or line.kind != "time"
    )


def public_state_of(
    claim: Claim, lines: Sequence[ClaimLine], asked: Question | None, *, own: bool = True
) -> rules.PublicState:
    """The public words for a claim already loaded; to whoever helps (not `own`), without sums that hold payment for
    time."""
    public = rules.public_state(
        rules.ClaimFacts(
            claim.state, claim.check_by, claim.pay_by, calendar.today(), tuple(line_state(line) for line in lines),
            claim.looking_at is not None, asked.due_on if asked else None,
        )
    )  # fmt: skip
    hidden = not own and any(line.kind == "time" and line.decision != "undecided" for line in lines)
    return public._replace(sentence=f"{public.label}.") if hidden else public


def line_state(line: ClaimLine) -> rules.LineState:
    """How far a line is, for the rules."""
    return rules.LineState(
        line.decision,
        line.payment,
        line.payable_pence,
        line.approved_pence,
        line.paid_pence,
        line.paid_on,
        line.waits,
        line.cleared_pence,
    )


class YearTotal(NamedTuple):
    """What was paid in a tax year, costs and time apart; pence."""

    label: str
    costs: int
    time: int


def totals_by_year(person_id: str) -> list[YearTotal]:
    """Paid lines by tax year of the day the money arrived (rule 41), newest first."""
    rows = db.session.execute(
        select(ClaimLine.kind, ClaimLine.paid_on, func.sum(ClaimLine.paid_pence))
        .join(Claim, Claim.id == ClaimLine.claim_id)
        .where(Claim.person_id == person_id, ClaimLine.paid_on.is_not(None))
        .group_by(ClaimLine.kind, ClaimLine.paid_on)
    )
    sums: dict[str, dict[str, int]] = {}
    for kind, day, pence in rows:
        assert day  # the statement leaves out lines that nobody paid
        year = sums.setdefault(calendar.tax_year(day).label, {"costs": 0, "time": 0})
        year[rules.kind_of(kind)] += int(pence)
    return [YearTotal(label, **pence) for label, pence in sorted(sums.items(), reverse=True)]
