"""One claim as its person reads it: state, lines with their results, what we need, timeline, messages."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select

from portal.accounts import queries as accounts
from portal.claims import queries as claims
from portal.claims import rules
from portal.claims.following.rules import may_cancel, may_take_back
from portal.claims.making.shown import RECEIPT_WORDS, Totals, totals
from portal.claims.models import Claim, ClaimLine, ClaimMessage, Question, Receipt, ReceiptUse
from portal.claims.shown import ComesTo
from portal.foundation.calendar import clock_time, long_date, short_date, uk_date
from portal.foundation.database import db
from portal.foundation.money import pounds
from portal.foundation.shown import Event


class LineRow(NamedTuple):
    """One line with its own result."""

    number: int
    what: str
    on_date: dt.date
    kind: str
    claimed_pence: int
    priced_words: str
    cut_words: str
    result: str
    photo_ids: list[str]
    receipt: str
    receipt_href: str | None  # where a receipt that waits can be added
    cut: bool  # decided, and not all of it is paid


class MessageRow(NamedTuple):
    """One message of the thread."""

    name: str
    words: str
    at: dt.datetime


@dataclass(frozen=True)
class ClaimPage:
    """Everything that the page and its PDF show."""

    claim: Claim
    public: rules.PublicState
    lines: list[LineRow]
    totals: Totals
    comes: ComesTo
    asked: list[Question]  # still open
    needs_pay_answer: bool
    events: list[Event]
    messages: list[MessageRow]
    may_take_back: bool
    may_cancel: bool
    asked_about: dict[str, str]  # question → the cost it is about

    @property
    def not_all(self) -> bool:
        """Something was not paid as it was claimed."""
        return any(line.cut for line in self.lines)

    @property
    def receipts_to_add(self) -> list[LineRow]:
        return [line for line in self.lines if line.receipt_href and self.claim.sent_at]


def claim_page(claim: Claim, *, role: str, own: bool = True) -> ClaimPage:
    """Four statements. To whoever helps (not `own`), payment for time reads the same whatever the person answered."""
    (lines, held), questions, said = _lines(claim), _questions(claim), _messages(claim)
    names = accounts.names(_everybody(claim, lines, questions, said))
    states = [claims.line_state(line) for line in lines]
    undecided = {line.id for line in lines if line.decision == "undecided"}
    open_questions = [
        q for q in questions if q.answered_at is None and (q.line_id is None or q.line_id in undecided)
    ]
    newest = open_questions[0] if open_questions else None
    rows = [_row(claim, line, held.get(line.id, []), own=own) for line in lines]
    return ClaimPage(
        claim, claims.public_state_of(claim, lines, newest, own=own), rows, totals(lines, own=own),
        claims.lines_come_to(lines, own=own),
        open_questions, any(line.waits and line.live for line in lines),
        _timeline(claim, lines, questions, held, names),
        [MessageRow(names.get(message.by, ""), message.words, message.made_at) for message in said],
        may_take_back(claim.state, states, role), may_cancel(claim.state, states, role),
        {q.id: about for q in open_questions if (about := _cost(q, lines))},
    )  # fmt: skip


def _lines(claim: Claim) -> tuple[list[ClaimLine], dict[str, list[Receipt]]]:
    """The lines in order, and the receipts of each by its id."""
    rows = db.session.execute(
        select(ClaimLine, Receipt)
        .outerjoin(ReceiptUse, ReceiptUse.line_id == ClaimLine.id)
        .outerjoin(Receipt, (Receipt.id == ReceiptUse.receipt_id) & Receipt.removed_at.is_(None))
        .where(ClaimLine.claim_id == claim.id, ClaimLine.removed_at.is_(None))
        .order_by(ClaimLine.number, ReceiptUse.added_at, ReceiptUse.id)
    ).all()
    held: dict[str, list[Receipt]] = {}
    for line, receipt in rows:
        held.setdefault(line.id, []).extend([receipt] if receipt else [])
    return list(dict.fromkeys(line for line, _ in rows)), held


def _questions(claim: Claim) -> list[Question]:
    mine = select(Question).where(Question.claim_id == claim.id)
    return list(db.session.scalars(mine.order_by(Question.due_on, Question.asked_at)))


def _messages(claim: Claim) -> list[ClaimMessage]:
    mine = select(ClaimMessage).where(ClaimMessage.claim_id == claim.id)
    return list(db.session.scalars(mine.order_by(ClaimMessage.made_at)))


def _row(claim: Claim, line: ClaimLine, held: Sequence[Receipt], *, own: bool) -> LineRow:
    if line.kind == "time" and not own:
        return _offer_alone(line)
    result = (
        rules.line_result(claims.line_state(line), line.claimed_pence, line.reason) if claim.sent_at else ""
    )
    can_add = (
        line.decision == "undecided"
        and line.receipt_state == "waiting"
        and claim.state in ("sent", "question")
    )
    return LineRow(
        line.number, line.what, line.on_date, rules.kind_of(line.kind), line.claimed_pence, line.priced_words,
        line.cut_words, result, [receipt.id for receipt in held if receipt.state == "kept"],
        RECEIPT_WORDS.get(line.receipt_state, ""),
        f"/claims/{claim.ref}/lines/{line.number}/receipt" if can_add else None,
        line.decision in ("part approved", "declined"),
    )  # fmt: skip


def _offer_alone(line: ClaimLine) -> LineRow:
    words = "This is between us and the person you help"
    return LineRow(
        line.number, line.what, line.on_date, "time", line.offered_pence or 0, line.priced_words, "", words, [], "",
        None, False,
    )  # fmt: skip


def _everybody(
    claim: Claim, lines: Sequence[ClaimLine], questions: Sequence[Question], said: Sequence[ClaimMessage]
) -> set[str]:
    hands = {
        claim.made_by,
        claim.sent_by,
        *(line.decided_by for line in lines),
        *(message.by for message in said),
    }
    hands |= {question.asked_by for question in questions} | {question.answered_by for question in questions}
    return {one for one in hands if one}


def _timeline(
    claim: Claim,
    lines: Sequence[ClaimLine],
    questions: Sequence[Question],
    held: dict[str, list[Receipt]],
    names: dict[str, str],
) -> list[Event]:
    """Newest first: what, when, who."""
    happened = [*_of_claim(claim), *_of_lines(lines), *_of_questions(questions)]
    happened += [(one.added_at, "Receipt added", one.added_by) for many in held.values() for one in many]
    ordered = sorted(happened, key=lambda event: event[0], reverse=True)
    paid = sorted({line.paid_on for line in lines if line.paid_on}, reverse=True)
    events = [Event(what, when_words(at), _by(names, by)) for at, what, by in ordered]
    return [Event("Paid", long_date(day)) for day in paid] + events


Happened = tuple[dt.datetime, str, str]


def _of_claim(claim: Claim) -> Iterator[Happened]:
    yield claim.made_at, "Started", claim.made_by
    if claim.sent_at and claim.sent_by:
        yield claim.sent_at, "Sent", claim.sent_by


def _of_lines(lines: Sequence[ClaimLine]) -> Iterator[Happened]:
    for line in lines:
        if line.decided_at and line.decided_by:
            yield line.decided_at, f"{line.decision.capitalize()}: {line.what}", line.decided_by


def _of_questions(questions: Sequence[Question]) -> Iterator[Happened]:
    for question in questions:
        yield question.asked_at, f"We asked: {question.words}", question.asked_by
        if question.answered_at and question.answered_by:
            yield question.answered_at, "Answered", question.answered_by


def _by(names: dict[str, str], person_id: str) -> str:
    return f"by {names[person_id]}" if person_id in names else ""


def when_words(moment: dt.datetime) -> str:
    """3 March, 3:42pm."""
    return f"{short_date(uk_date(moment))}, {clock_time(moment)}"


def _cost(question: Question, lines: Sequence[ClaimLine]) -> str:
    """The cost that a question is about; "" for none."""
    return next((f"{x.what}, {short_date(x.on_date)}" for x in lines if x.id == question.line_id), "")


def asked_about(question: Question) -> str:
    """The same, for its own page."""
    line = db.session.get(ClaimLine, question.line_id) if question.line_id else None
    return _cost(question, [line] if line else [])


def my_question(claim: Claim, question_id: str) -> Question | None:
    """A question on the claim, answered or not."""
    return db.session.scalar(
        select(Question).where(Question.id == question_id, Question.claim_id == claim.id)
    )


def copy_of(page: ClaimPage, person_name: str) -> dict[str, object]:
    """The claim as a finished value for its PDF."""
    return {
        "person_name": person_name,
        "ref": page.claim.ref,
        "about": page.claim.about,
        "about_date": page.claim.about_date,
        "sent_on": uk_date(page.claim.sent_at) if page.claim.sent_at else None,
        "check_by": page.claim.check_by,
        "pay_by": page.claim.pay_by,
        "state": page.public.sentence,
        "rows": [
            [f"{line.what}. {long_date(line.on_date)}", line.result or "Not sent", pounds(line.claimed_pence)]
            for line in page.lines
        ],
        "sums": [[label, sums.words] for label, sums in page.comes.rows],
    }
