"""Choosing sessions to be paid for, and keeping the person's own answer about payment."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from portal.claims.locks import lock_claim, lock_draft, lock_lines, next_number, take_off
from portal.claims.models import Claim, ClaimLine
from portal.claims.timing import queries, rules
from portal.claims.timing.queries import Terms
from portal.foundation import audit
from portal.foundation.database import writing
from portal.foundation.once import once_only
from portal.foundation.pages import Refused
from portal.openings import service as openings
from portal.organisation.queries import setting
from portal.rates.rules import NoRate


@once_only
def choose_sessions(person_id: str, ref: str, keys: list[str], paid_by: str = "no", *, by: str) -> list[int]:
    """A line of payment for time for each session chosen; lines of others go. Numbers of the lines.

    Raises Refused for time that somebody else pays, unless it was the person's own (rule 39).
    """
    if paid_by not in rules.NOT_PAID_TWICE:
        text = "Someone else pays you for this time, so we cannot. You can still claim your costs."
        raise Refused("paid-already", text, f"/claims/{ref}/what", "Claim your costs")
    with writing() as session:
        claim = lock_draft(session, person_id, ref)
        terms = _terms(claim)
        lines = [line for line in lock_lines(session, claim) if line.kind == "time"]
        held = {line.details["key"]: line for line in lines}
        chosen = [one for one in queries.sessions(claim).open if one.key in keys]
        for key in held.keys() - {one.key for one in chosen}:
            take_off(held[key])
        for one in chosen:
            line = held.get(one.key) or _new_line(session, claim, one, by)
            line.details = {**line.details, "paid_by": paid_by, "takes": None}  # chosen anew: asked anew
            _count(line, one)
            _price(line, terms, typed_by_the_person=by == person_id)
        claim.to_claim = []
        audit.record(
            "claim time chosen", "claim", claim.id, by=by, person_id=person_id, ref=ref, sessions=len(chosen)
        )
        return [line.number for line in lock_lines(session, claim) if line.kind == "time"]


def _terms(claim: Claim) -> Terms:
    terms = queries.terms_of(claim)
    if terms is None:
        text = "No payment was agreed for this before, so you cannot claim payment for your time."
        raise Refused("no-payment", text, f"/claims/{claim.ref}/what", "Claim your costs")
    return terms


def _new_line(session: Session, claim: Claim, one: rules.Session, by: str) -> ClaimLine:
    details = {
        "key": one.key, "meeting_id": one.meeting_id, "entry_id": one.entry_id,
        "once_key": rules.once_key(claim.person_id, one.key), "preparation": one.preparation_minutes,
    }  # fmt: skip
    line = ClaimLine(
        claim_id=claim.id, number=next_number(session, claim), kind="time", what="",
        details=details, on_date=one.on_date, claimed_pence=0, payable_pence=0, claimed_by=claim.person_id, typed_by=by,
    )  # fmt: skip
    session.add(line)
    session.flush()
    return line


def _count(line: ClaimLine, one: rules.Session) -> None:
    """The minutes as they are ticked now. Where none are left the line keeps its words."""
    minutes = rules.minutes_to_pay(one, setting("called_off_days"))
    line.details = {**line.details, "minutes": minutes}
    if minutes:
        line.what = rules.line_words(one, minutes)


def _price(line: ClaimLine, terms: Terms, *, typed_by_the_person: bool) -> None:
    """What was offered stays on the line beside what the person takes. The rate row is kept."""
    try:
        worth = rules.offer(
            terms.rates, terms.code, line.details["minutes"], line.on_date, terms.said,
            line.details.get("preparation") or 0,
        )  # fmt: skip
    except NoRate as problem:
        raise Refused("no-rate", str(problem), "/claims", "Go back to your claims") from problem
    worth = rules.taken_for_one(worth, line.details.get("takes"))
    line.offered_pence, line.rate_id = worth.offered_pence, worth.rate_id
    line.claimed_pence = line.payable_pence = worth.accepted_pence
    line.priced_words, line.cut_words = worth.priced_words, worth.cut_words
    line.waits = rules.waits(terms.said, typed_by_the_person=typed_by_the_person)


def no_time(person_id: str, ref: str, *, by: str) -> None:
    """The person goes on with their costs: nothing of payment for time stays on the draft."""
    with writing() as session:
        claim = lock_draft(session, person_id, ref)
        for line in lock_lines(session, claim):
            if line.kind == "time":
                take_off(line)
        claim.to_claim = []
        audit.record("claim time left out", "claim", claim.id, by=by, person_id=person_id, ref=ref)


@once_only
def answer_pay(
    person_id: str, ref: str, answer: str, less_pence: int | None, charity: str, *, by: str
) -> int:
    """Keeps the person's own answer (P-61a) and works out again what waits for it. How many lines changed.

    Nobody answers for somebody else: openings refuses it.
    """
    with writing() as session:
        claim = lock_claim(session, person_id, ref)
        terms = _terms(claim)
        openings.answer_pay(terms.role_id, answer, less_pence, charity, by=by)
        return settle(claim, lock_lines(session, claim), by=by)


def settle(claim: Claim, lines: Sequence[ClaimLine], *, by: str) -> int:
    """Time lines that nobody decided yet follow the person's newest answer and what staff ticked; only the person's
    own hand ends the waiting.
    """
    mine = [line for line in lines if line.kind == "time" and line.decision == "undecided"]
    terms = queries.terms_of(claim) if mine and claim.state in ("draft", "sent", "question") else None
    if terms is None:
        return 0
    now = queries.sessions_now(claim, mine)
    for line in mine:
        if one := now.get(line.details["key"]):
            _count(line, one)
        _price(line, terms, typed_by_the_person=by == claim.person_id or not line.waits)
        line.version += 1
    if claim.sent_at:
        claim.total_pence = sum(line.claimed_pence for line in lines)
        claim.version += 1
    return len(mine)
