"""Deciding a claim line by line, asking, and saving without sending. Locks: person, claim, lines."""

from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.claims import hands, queries, rules
from portal.claims.costs.rules import is_held
from portal.claims.deciding import authority, evidence
from portal.claims.deciding.rules import Choice, Outcome, about_line, outcome, whole_outcome, why_not_amount
from portal.claims.first import clearing
from portal.claims.locks import lock_line, lock_lines, lock_sent
from portal.claims.models import Claim, ClaimLine, ClaimMessage, DecisionDraft, Question
from portal.foundation import audit, calendar
from portal.foundation.database import check_version, writing
from portal.foundation.money import pounds
from portal.foundation.once import once_only
from portal.foundation.pages import Refused
from portal.ledger import service as ledger
from portal.messages import service as messages
from portal.organisation.queries import setting

Decider = hands.Decider
NOT_AGREED = "Check first that this was agreed before, and tick the box"


@once_only
def decide(ref: str, choices: list[Choice], note: str, seen: int, teams: list[str] | None, *, by: str) -> str:
    """Decides the chosen lines and asks what is asked; approved ones can be paid at once. The claim's number.

    Raises Refused (hands.why_not_decide, an amount out of range), Stale when the claim changed meanwhile.
    """
    with writing() as session:
        claim = lock_sent(session, ref)
        check_version(claim, seen)
        lines = {line.id: line for line in lock_lines(session, claim)}
        for choice in choices:
            _one(session, claim, lines[choice.line_id], choice, note, Decider(by, _reach(teams)))
        _within_limit(claim, choices, by)
        _after(session, claim, list(lines.values()), choices, by)
        session.execute(
            delete(DecisionDraft).where(
                DecisionDraft.claim_id == claim.id, (DecisionDraft.by == by) | DecisionDraft.handed_on
            )
        )
        return ref


def _within_limit(claim: Claim, choices: list[Choice], by: str) -> None:
    """Rule 43. To ask is nobody's limit."""
    decides = any(choice.decision != "question" for choice in choices)
    if decides and (over := authority.why_over([claim], by).get(claim.id)):
        raise Refused("over-limit", over.text, f"/queue/{claim.ref}", "Go back to the claim")


def _reach(teams: list[str] | None) -> frozenset[str] | None:
    return None if teams is None else frozenset(teams)


def _one(
    session: Session, claim: Claim, line: ClaimLine, choice: Choice, note: str, decider: Decider
) -> None:
    if refusal := evidence.why_not(claim, line, decider):
        raise Refused(refusal.code, refusal.text, f"/queue/{claim.ref}", "Go back to the claim")
    if choice.decision == "question":
        _ask(session, claim, line, choice, decider.id)
    else:
        _decide(claim, line, choice, note, decider.id)


def _decide(claim: Claim, line: ClaimLine, choice: Choice, note: str, by: str) -> None:
    if choice.decision == "different" and (problem := why_not_amount(choice.pence or 0, line.payable_pence)):
        raise Refused("amount", problem, f"/queue/{claim.ref}", "Go back to the claim")
    if choice.decision != "decline" and is_held(line.details) and not choice.was_agreed:
        raise Refused("not-agreed", NOT_AGREED, f"/queue/{claim.ref}", "Go back to the claim")
    result = outcome(choice, line.claimed_pence, line.payable_pence, line.cut_words)
    _write(line, result, note, by)
    kind = rules.kind_of(line.kind)
    ledger.line_approved(line.id, claim.person_id, kind, result.approved_pence, by, line.undone)
    clearing.clear(claim, line, by=by)
    audit.record(
        f"claim line {result.decision}", "claim", claim.id, by=by, person_id=claim.person_id, ref=claim.ref,
        line=line.number, what=line.what, claimed_pence=line.claimed_pence, approved_pence=result.approved_pence,
        reason=result.reason, **({"spent_twice": True} if choice.spent_twice else {}),
        **({"was_agreed": True} if choice.was_agreed else {}),
    )  # fmt: skip


def _write(line: ClaimLine, result: Outcome, note: str, by: str) -> None:
    line.decision, line.approved_pence, line.reason = result.decision, result.approved_pence, result.reason
    line.decided_by, line.decided_at, line.staff_note = by, calendar.now(), note
    line.live = result.approved_pence > 0
    if result.approved_pence:
        line.payment = rules.after("payment", "approve", line.payment, "coordinator")
    line.version += 1


def _ask(session: Session, claim: Claim, line: ClaimLine, choice: Choice, by: str) -> None:
    due = calendar.add_working_days(calendar.today(), int(setting("question_days")))
    question = Question(
        claim_id=claim.id, line_id=line.id, words=choice.words, wants=choice.wants, due_on=due, asked_by=by
    )
    session.add(question)
    session.flush()
    audit.record(
        "claim question asked", "claim", claim.id, by=by, person_id=claim.person_id, ref=claim.ref, line=line.number,
        question=choice.words,
    )  # fmt: skip
    messages.tell(
        claim.person_id, "E-09", question.id, ref=rules.shown_ref(claim.ref),
        question=about_line(line.what, line.on_date, choice.words),
        date=calendar.short_date(due), link=f"/claims/{claim.ref}",
    )  # fmt: skip


def _after(session: Session, claim: Claim, lines: list[ClaimLine], choices: list[Choice], by: str) -> None:
    """The claim's own state follows from its lines; the person is told once, in the words for what happened."""
    session.flush()
    claim.looking_id, claim.looking_at = None, None
    _state(session, claim, [line for line in lines if line.decision == "undecided"])
    decided = [line for line in lines if line.id in {c.line_id for c in choices if c.decision != "question"}]
    if decided:
        _tell(claim, lines, decided)


def _state(session: Session, claim: Claim, undecided: list[ClaimLine]) -> None:
    """Decided with its last line. A question counts while its line waits, and holds up nothing else."""
    if not undecided:
        claim.state = rules.after("decision", "decide", claim.state, "coordinator")
        claim.decided_at = calendar.now()
        return
    waiting = select(Question.id).where(
        Question.claim_id == claim.id,
        Question.answered_at.is_(None),
        Question.line_id.in_([x.id for x in undecided]),
    )
    asked = session.scalar(waiting.limit(1)) is not None
    if asked != (claim.state == "question"):
        event = "ask" if asked else "drop question"
        claim.state = rules.after("decision", event, claim.state, "coordinator")


def _tell(claim: Claim, lines: list[ClaimLine], decided: list[ClaimLine]) -> None:
    """The figure is that of the claim's page; each cost that is not paid as claimed stands with its reason."""
    cut = [line for line in decided if line.decision != "approved"]
    paid = any(line.approved_pence for line in decided)
    if not paid and not cut:
        return  # the person said no to payment: there is nothing to tell
    to_pay, cleared = queries.lines_come_to(lines).to_pay, sum(line.cleared_pence for line in lines)
    messages.tell(
        claim.person_id, "E-10" if paid else "E-11", f"{claim.id}-{claim.version}", ref=rules.shown_ref(claim.ref),
        total=pounds(sum(to_pay)), date=calendar.short_date(claim.pay_by or calendar.today()),
        link=f"/claims/{claim.ref}", before=pounds(cleared) if cleared else "",
        outcome=whole_outcome([line.decision for line in lines]),
        reasons=[about_line(x.what, x.on_date, rules.line_result(queries.line_state(x), x.claimed_pence, x.reason))
                 for x in cut],
    )  # fmt: skip


def save_for_later(ref: str, answers: dict[str, Any], *, by: str, hand_on: bool = False) -> None:
    """Keeps what was chosen and typed: for this member of staff only, or for whoever decides above their limit."""
    with writing() as session:
        claim = lock_sent(session, ref)
        row = session.get(DecisionDraft, (claim.id, by), populate_existing=True) or DecisionDraft(
            claim_id=claim.id, by=by
        )
        row.answers, row.saved_at, row.handed_on = answers, calendar.now(), hand_on
        session.add(row)


def take(ref: str, *, by: str) -> None:
    """Shows to others that somebody looks at this claim, for a quarter of an hour."""
    with writing() as session:
        claim = lock_sent(session, ref)
        claim.looking_id, claim.looking_at = by, calendar.now()


@once_only
def receipt_arrived(ref: str, number: int, teams: list[str] | None, *, by: str) -> str:
    """A receipt sent by post has come: the line's evidence is complete. Raises Refused (hands.why_not_decide)."""
    with writing() as session:
        claim = lock_sent(session, ref)
        line = lock_line(session, claim, number)
        problem = evidence.why_not(claim, line, Decider(by, _reach(teams)))
        if problem is None and not rules.may(
            "evidence", "arrived by post", line.receipt_state, "coordinator"
        ):
            problem = hands.Refusal("has-receipt", "This line waits for no receipt.")
        if problem:
            raise Refused(problem.code, problem.text, f"/queue/{ref}", "Go back to the claim")
        line.receipt_state = rules.after("evidence", "arrived by post", line.receipt_state, "coordinator")
        line.version += 1
        claim.version += 1
        audit.record(
            "claim receipt arrived",
            "claim",
            claim.id,
            by=by,
            person_id=claim.person_id,
            ref=claim.ref,
            line=number,
        )
        return ref


@once_only
def answer_message(ref: str, words: str, *, by: str, rang: bool = False) -> str:
    """Writes to the person about their claim; they hear that a message waits. `rang`: it is what was said on the phone,
    so they know, and nobody need ring them any more. Raises Refused for one's own.
    """
    with writing() as session:
        claim = lock_sent(session, ref)
        if claim.person_id == by:
            raise Refused(
                "own-claim", "This is your own claim. A colleague answers it.", f"/queue/{ref}", "Go back"
            )
        message = ClaimMessage(claim_id=claim.id, by=by, words=f"We rang. {words}" if rang else words)
        session.add(message)
        session.flush()
        verb = "claim person rung" if rang else "claim message written"
        audit.record(verb, "claim", claim.id, by=by, person_id=claim.person_id, ref=ref)
        if rang:
            _rung(session, claim, by)
        else:
            messages.tell(claim.person_id, "E-00", f"claim-message-{message.id}")
        return message.id


def _rung(session: Session, claim: Claim, by: str) -> None:
    """The calls that were wished for on this claim are made."""
    for question_id in session.scalars(select(Question.id).where(Question.claim_id == claim.id)):
        messages.finish_todos(f"call-{question_id}", by=by)
