"""What a person does with a claim after sending it: answers, writes, takes it back, gives it up."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.claims import rules
from portal.claims.following.rules import may_cancel, may_take_back
from portal.claims.locks import acts_as, lock_claim, lock_lines
from portal.claims.models import Claim, ClaimLine, ClaimMessage, Question, ReceiptUse
from portal.claims.queries import line_state
from portal.claims.receipts import keeping
from portal.foundation import audit, calendar
from portal.foundation.database import writing
from portal.foundation.once import once_only
from portal.foundation.pages import Refused
from portal.foundation.stored_files import Accepted, Waiting
from portal.messages import service as messages
from portal.organisation.queries import setting


@dataclass(frozen=True)
class Given:
    """An answer: words, an amount in pence, or a photo already kept."""

    words: str = ""
    pence: int | None = None
    photo: Accepted | Waiting | None = None
    call: bool = False  # the person would rather talk: the words say on which number


def answer_question(person_id: str, ref: str, question_id: str, given: Given, *, by: str) -> dt.date:
    """Answers a question; the day by which staff look at it. A second answer to the same question changes nothing."""
    with writing() as session:
        claim = lock_claim(session, person_id, ref)
        question = session.get_one(Question, question_id, with_for_update=True, populate_existing=True)
        look_by = calendar.add_working_days(calendar.today(), setting("check_days"))
        if question.claim_id != claim.id or question.answered_at:
            return claim.check_by or look_by
        question.answer, question.answer_pence = given.words, given.pence
        question.answered_by, question.answered_at = by, calendar.now()
        if given.photo:
            _keep_photo(session, claim, question, given.photo, by)
        if given.call:
            _ring_them(claim, question)
        session.flush()
        _back_to_us(session, claim, look_by, by)
        audit.record("claim question answered", "claim", claim.id, by=by, person_id=person_id, ref=ref)
        return look_by


def _ring_them(claim: Claim, question: Question) -> None:
    """A to-do for the team. The number stands with the answer, for those alone who may see the claim."""
    messages.add_todo(
        "call", f"Ring the person about claim {rules.shown_ref(claim.ref)}", link=f"/queue/{claim.ref}",
        team_id=claim.team_id, person_id=claim.person_id, key=f"call-{question.id}",
    )  # fmt: skip


def _keep_photo(
    session: Session, claim: Claim, question: Question, photo: Accepted | Waiting, by: str
) -> None:
    receipt = keeping.keep(session, claim.person_id, photo, by)
    here = (ReceiptUse.claim_id == claim.id) & (ReceiptUse.line_id == question.line_id)
    if session.scalar(select(ReceiptUse.id).where(here, ReceiptUse.receipt_id == receipt.id)) is None:
        session.add(
            ReceiptUse(receipt_id=receipt.id, claim_id=claim.id, line_id=question.line_id, added_by=by)
        )
    line = session.get(ClaimLine, question.line_id, with_for_update=True) if question.line_id else None
    if line and line.decision == "undecided" and line.receipt_state != "none needed":
        line.receipt_state = rules.after("evidence", "add photo", line.receipt_state, acts_as(claim, by))
        line.details = {**line.details, "receipt": "photo"}


def _back_to_us(session: Session, claim: Claim, look_by: dt.date, by: str) -> None:
    """With the last question answered the claim is with staff again, with a new day promised."""
    claim.version += 1
    still = select(Question.id).where(Question.claim_id == claim.id, Question.answered_at.is_(None))
    if claim.state == "question" and session.scalar(still.limit(1)) is None:
        claim.state = rules.after("decision", "answer", claim.state, acts_as(claim, by))
        claim.check_by = max(claim.check_by or look_by, look_by)
        claim.pay_by = max(claim.pay_by or look_by, look_by)


@once_only
def write_message(person_id: str, ref: str, words: str, *, by: str) -> str:
    """A message to the staff who look at the claim; they get a to-do."""
    with writing() as session:
        claim = lock_claim(session, person_id, ref)
        message = ClaimMessage(claim_id=claim.id, by=by, words=words)
        session.add(message)
        session.flush()
        messages.add_todo(
            "claim message", f"Read the message on claim {rules.shown_ref(ref)}", link=f"/queue/{ref}",
            team_id=claim.team_id, person_id=person_id,
        )  # fmt: skip
        audit.record("claim message written", "claim", claim.id, by=by, person_id=person_id, ref=ref)
        return message.id


def take_back(person_id: str, ref: str, *, by: str) -> None:
    """Before a decision: a draft again, to change and send once more."""
    with writing() as session:
        claim = lock_claim(session, person_id, ref)
        lines = lock_lines(session, claim)
        if claim.state == "draft":
            return
        if not may_take_back(claim.state, [line_state(line) for line in lines], acts_as(claim, by)):
            raise _too_late(claim)
        claim.state = rules.after("decision", "take back", claim.state, acts_as(claim, by))
        _forget_sending(session, claim, lines, by)
        audit.record("claim taken back", "claim", claim.id, by=by, person_id=person_id, ref=ref)


def _forget_sending(session: Session, claim: Claim, lines: list[ClaimLine], by: str) -> None:
    claim.sent_by = claim.sent_at = claim.check_by = claim.pay_by = claim.looking_id = claim.looking_at = None
    claim.total_pence, claim.line_count, claim.touched_at = 0, 0, calendar.now()
    claim.version += 1
    for line in lines:
        line.once_key = None
    for question in session.scalars(
        select(Question).where(Question.claim_id == claim.id, Question.answered_at.is_(None))
    ):
        question.answered_by, question.answered_at = by, calendar.now()
        question.answer = "Took the claim back to change it"


def cancel(person_id: str, ref: str, *, by: str) -> None:
    """Before a decision: the claim is given up. It stays to be seen, and its sessions can be claimed again."""
    with writing() as session:
        claim = lock_claim(session, person_id, ref)
        lines = lock_lines(session, claim)
        if claim.state == "withdrawn":
            return
        if not may_cancel(claim.state, [line_state(line) for line in lines], acts_as(claim, by)):
            raise _too_late(claim)
        claim.state = rules.after("decision", "cancel", claim.state, acts_as(claim, by))
        claim.version += 1
        for line in lines:
            line.live, line.once_key, line.waits = False, None, False
        audit.record("claim cancelled", "claim", claim.id, by=by, person_id=person_id, ref=ref)


def _too_late(claim: Claim) -> Refused:
    text = "We have started to decide this claim, so you cannot take it back or cancel it. Send us a message."
    return Refused("too-late", text, f"/claims/{claim.ref}", "Go back to your claim")
