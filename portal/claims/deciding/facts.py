"""What the page of one claim reads: one statement each for the claim with all around it, lines, photos and words."""

import datetime as dt
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Date,
    DateTime,
    Integer,
    String,
    Text,
    case,
    cast,
    func,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from portal.accounts.models import Person
from portal.claims import hands, rules
from portal.claims.deciding import authority
from portal.claims.deciding.rules import change_words, decided_words
from portal.claims.deciding.turn import in_reach, sent_before
from portal.claims.models import (
    Claim,
    ClaimLine,
    ClaimMessage,
    DecisionDraft,
    Question,
    Receipt,
    ReceiptAlike,
    ReceiptUse,
)
from portal.foundation.audit import AuditEvent
from portal.foundation.database import db
from portal.openings.models import Attendance, Meeting
from portal.payees.models import BankDetails, PayWish
from portal.payees.rules import held_because

SENT = ("sent", "question", "decided")


# Made once: an alias made for each question costs more than the question.
_Sender, _Maker, _Saver, _Bank = aliased(Person), aliased(Person), aliased(Person), aliased(BankDetails)
_OtherBank, _Other, _Elsewhere = aliased(BankDetails), aliased(ClaimLine), aliased(Claim)
_Same, _Use = aliased(Receipt), aliased(ReceiptUse)


class Frame(NamedTuple):
    """A claim that was sent, with names and facts around it."""

    claim: Claim
    person: str
    sent_by: str | None
    made_by: str
    attendance: str
    past: int  # claims decided before
    past_in_full: int
    first: bool  # the person sent none before it
    ending: str
    held: tuple[str, ...]
    shares_account: bool
    saved: dict[str, Any]  # what this member of staff chose and did not send, or somebody for them
    saved_by: str  # the name of that other
    over: hands.Over | None  # above what whoever looks may decide


def find(ref: str, teams: frozenset[str] | None, by: str) -> Frame | None:
    """A claim in reach of these teams, for whoever looks. One statement."""
    mine = DecisionDraft.by == by
    asked = authority.with_holders(
        select(
            Claim, Person.name, _Sender.name, _Maker.name, Attendance.state, Meeting.called_off_at, _past(),
            _past(True), ~sent_before(), _Bank, PayWish.how, _somebody_elses(_Bank), DecisionDraft.answers,
            case((mine, ""), else_=_Saver.name), *authority.columns(),
        )
        .join(Person, Person.id == Claim.person_id)
        .join(_Maker, _Maker.id == Claim.made_by)
        .outerjoin(_Sender, _Sender.id == Claim.sent_by)
        .outerjoin(Meeting, Meeting.id == Claim.meeting_id)
        .outerjoin(Attendance, (Attendance.meeting_id == Meeting.id) & (Attendance.person_id == Person.id))
        .outerjoin(_Bank, (_Bank.person_id == Person.id) & _Bank.ended_at.is_(None))
        .outerjoin(PayWish, PayWish.person_id == Person.id)
        .outerjoin(DecisionDraft, (DecisionDraft.claim_id == Claim.id) & (mine | DecisionDraft.handed_on))
        .outerjoin(_Saver, _Saver.id == DecisionDraft.by)
        .where(Claim.ref == ref, in_reach(teams), Claim.state.in_(SENT))
        .order_by(case((mine, 0), else_=1), DecisionDraft.saved_at.desc())
        .execution_options(populate_existing=True)
    )  # fmt: skip
    rows = db.session.execute(asked).all()
    return _frame(rows[0], authority.over_of(rows[0][0], by, [row[-6:] for row in rows])) if rows else None


def _frame(row: Any, over: hands.Over | None) -> Frame:
    claim, person, sent_by, made_by, attendance, called_off, past, in_full, *more = row
    first, bank, wish, shared, saved, saved_by = more[:6]
    confirmed = bank is not None and bank.confirmed_at is not None
    held = held_because(has_details=bank is not None, confirmed=confirmed, wish=wish)
    return Frame(
        claim, person, sent_by, made_by, "called off" if called_off else attendance or "", past, in_full,
        bool(first), bank.ending if bank else "", held, bool(shared), saved or {}, saved_by or "", over,
    )  # fmt: skip


def _past(in_full: bool = False) -> ColumnElement[int]:
    lesser = ClaimLine.decision.in_(("part approved", "declined"))
    before = select(func.count()).where(
        _Elsewhere.person_id == Claim.person_id, _Elsewhere.state == "decided", _Elsewhere.id != Claim.id
    )
    if in_full:
        before = before.where(
            ~select(ClaimLine.id).where(ClaimLine.claim_id == _Elsewhere.id, lesser).exists()
        )
    return before.correlate(Claim).scalar_subquery()


def _somebody_elses(bank: Any) -> ColumnElement[bool]:
    same = (_OtherBank.account_digest == bank.account_digest) & (_OtherBank.person_id != bank.person_id)
    return select(_OtherBank.id).where(same, _OtherBank.ended_at.is_(None)).exists()


class HeldLine(NamedTuple):
    """A line, and where the same person has one of the same kind, day and amount (rules 17, 18): numbers of other
    claims; whether it is twice on this one.
    """

    line: ClaimLine
    alike: tuple[str, ...] = ()
    twice: bool = False


def lines_with_alike(claim_id: str) -> list[HeldLine]:
    """The lines that were sent, in the order of the page."""
    rows = db.session.execute(
        select(ClaimLine, _Elsewhere.ref, _Elsewhere.id)
        .outerjoin(
            _Other,
            (_Other.claimed_by == ClaimLine.claimed_by) & (_Other.kind == ClaimLine.kind)
            & (_Other.on_date == ClaimLine.on_date) & (_Other.claimed_pence == ClaimLine.claimed_pence)
            & (_Other.id != ClaimLine.id) & _Other.live & _Other.removed_at.is_(None),
        )
        .outerjoin(_Elsewhere, (_Elsewhere.id == _Other.claim_id) & _Elsewhere.state.in_(SENT))
        .where(ClaimLine.claim_id == claim_id, ClaimLine.removed_at.is_(None))
        .order_by(ClaimLine.number, _Elsewhere.ref)
        .execution_options(populate_existing=True)
    )  # fmt: skip
    found: dict[str, HeldLine] = {}
    for line, ref, elsewhere_id in rows:
        before = found.get(line.id, HeldLine(line))
        if elsewhere_id == claim_id:
            before = before._replace(twice=True)
        elif ref and rules.shown_ref(ref) not in before.alike:
            before = before._replace(alike=(*before.alike, rules.shown_ref(ref)))
        found[line.id] = before
    return list(found.values())


class Photo(NamedTuple):
    """A receipt as shown beside its line. `same_on`: another claim with the same file (rule 18), `alike_on`: one with
    a photo that looks nearly the same; `state`: one that waits for the scanner is not shown.
    """

    id: str
    line_id: str | None
    width: int | None
    height: int | None
    added_at: dt.datetime
    state: str
    hint: str
    same_on: str | None
    alike_on: str | None


def photos(claim_id: str) -> list[Photo]:
    """The claim's photos in the order added. A photo on two lines stands twice."""
    rows = db.session.execute(
        select(
            Receipt.id, ReceiptUse.line_id, Receipt.width, Receipt.height, ReceiptUse.added_at, Receipt.state,
            Receipt.hint, _same_file(), _alike(),
        )
        .join(ReceiptUse, ReceiptUse.receipt_id == Receipt.id)
        .where(ReceiptUse.claim_id == claim_id, Receipt.removed_at.is_(None))
        .order_by(ReceiptUse.added_at, ReceiptUse.id)
    )  # fmt: skip
    return [Photo._make(row) for row in rows]


def _same_file() -> ColumnElement[str | None]:
    """Another claim with the same file, of whoever."""
    return (
        select(func.min(_Elsewhere.ref))
        .join(_Use, _Use.claim_id == _Elsewhere.id)
        .join(_Same, _Same.id == _Use.receipt_id)
        .where(_Same.original_sha256 == Receipt.original_sha256, _Use.claim_id != ReceiptUse.claim_id)
        .where(_Same.removed_at.is_(None), _Elsewhere.state.in_(SENT))
        .correlate(Receipt, ReceiptUse)
        .scalar_subquery()
    )


def _alike() -> ColumnElement[str | None]:
    """Another claim with a photo that looks nearly the same, of whoever."""
    return (
        select(func.min(_Elsewhere.ref))
        .join(_Use, _Use.claim_id == _Elsewhere.id)
        .join(ReceiptAlike, ReceiptAlike.other_id == _Use.receipt_id)
        .where(ReceiptAlike.receipt_id == Receipt.id, _Use.claim_id != ReceiptUse.claim_id)
        .where(_Elsewhere.state.in_(SENT))
        .correlate(Receipt, ReceiptUse)
        .scalar_subquery()
    )


class Said(NamedTuple):
    """Something said about a claim: a message, or a question with its answer."""

    what: str  # message, question
    at: dt.datetime
    name: str
    words: str
    due_on: dt.date | None
    answered_at: dt.datetime | None
    answer: str
    answer_pence: int | None
    line_id: str | None  # the line that a question is about


def said(claim_id: str) -> list[Said]:
    """Messages and questions, newest first."""
    asked = select(
        cast("question", String), Question.asked_at, Person.name, cast(Question.words, Text), Question.due_on,
        Question.answered_at, cast(Question.answer, Text), Question.answer_pence, cast(Question.line_id, String),
    ).join(Person, Person.id == Question.asked_by).where(Question.claim_id == claim_id)  # fmt: skip
    nothing = (
        cast(null(), Date),
        cast(null(), DateTime(timezone=True)),
        cast("", Text),
        cast(null(), Integer),
        cast(null(), String),
    )
    written = select(
        cast("message", String), ClaimMessage.made_at, Person.name, cast(ClaimMessage.words, Text), *nothing
    )
    written = written.join(Person, Person.id == ClaimMessage.by).where(ClaimMessage.claim_id == claim_id)
    rows: Any = db.session.execute(union_all(asked, written))
    return sorted((Said._make(row) for row in rows), key=lambda one: one.at, reverse=True)


def changed_since(claim_id: str) -> str:
    """What changed while somebody was reading, in a sentence; from the trail."""
    newest = (
        select(AuditEvent.verb, AuditEvent.at, Person.name)
        .outerjoin(Person, Person.id == AuditEvent.by)
        .where(AuditEvent.kind == "claim", AuditEvent.thing_id == claim_id)
        .order_by(AuditEvent.seq.desc())
        .limit(1)
    )
    for verb, at, name in db.session.execute(newest):
        return change_words(verb, name or "Someone", at)
    return ""


def all_decided(claim_id: str) -> list[str]:
    """Who decided which line and when, in sentences; nothing while a line is open."""
    lines = db.session.execute(
        select(ClaimLine.decision, ClaimLine.what, Person.name, ClaimLine.decided_at)
        .outerjoin(Person, Person.id == ClaimLine.decided_by)
        .where(ClaimLine.claim_id == claim_id, ClaimLine.removed_at.is_(None))
        .order_by(ClaimLine.number)
    ).all()
    if any(line.decision == "undecided" for line in lines):
        return []
    return [
        decided_words(what_became, what, name or "Someone", at)
        for what_became, what, name, at in lines
        if at is not None
    ]


def gone(ref: str, teams: frozenset[str] | None) -> str | None:
    """What the person did, for an old page of a claim taken back or cancelled; None for what was never sent."""
    claim = db.session.scalar(
        select(Claim).where(Claim.ref == ref, in_reach(teams), Claim.state.in_(("draft", "withdrawn")))
    )
    was_sent = select(AuditEvent.seq).where(
        AuditEvent.kind == "claim",
        AuditEvent.thing_id == (claim.id if claim else ""),
        AuditEvent.verb == "claim sent",
    )
    if claim is None or db.session.scalar(was_sent.limit(1)) is None:
        return None
    return changed_since(claim.id)
