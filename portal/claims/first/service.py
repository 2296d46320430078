"""Asking for money first, answering it, and handing cash over. Locks: person, then the ask."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import Person
from portal.claims import hands
from portal.claims import rules as claim_rules
from portal.claims.deciding import authority
from portal.claims.first import hands as first_hands
from portal.claims.first import queries, rules
from portal.claims.first.clearing import lock_first, refuse
from portal.claims.first.models import MoneyFirst
from portal.claims.locks import AGAIN
from portal.claims.making import service as making
from portal.claims.making.rules import Subject
from portal.claims.models import Claim, ClaimLine
from portal.foundation import audit, calendar
from portal.foundation.calendar import add_working_days, long_date
from portal.foundation.database import check_version, new_id, writing
from portal.foundation.money import pounds
from portal.foundation.once import once_only
from portal.ledger import service as ledger
from portal.messages import service as messages
from portal.organisation.queries import setting


@dataclass(frozen=True)
class Asked:
    """What a person typed."""

    need: str
    needed_by: dt.date
    start: str = ""
    end: str = ""
    details: str = ""
    pence: int | None = None


@once_only
def ask(person_id: str, subject: Subject, asked: Asked, *, by: str) -> str:
    """Keeps what somebody needs first, and tells the team; its id."""
    with writing() as session:
        session.get_one(Person, person_id, with_for_update=True)
        first = MoneyFirst(
            id=new_id(), person_id=person_id, team_id=subject.team_id, role_id=subject.role_id,
            meeting_id=subject.meeting_id, about=subject.about[:200], about_date=subject.on_date, need=asked.need,
            start=asked.start, end=asked.end, details=asked.details, needed_by=asked.needed_by,
            asked_pence=asked.pence, made_by=by,
        )  # fmt: skip
        session.add(first)
        words = f"Money needed before {long_date(asked.needed_by)}: {first.about}. {rules.NEEDS[asked.need]}."
        messages.add_todo(
            "money first", words, link=f"/queue/first/{first.id}", team_id=first.team_id, person_id=person_id,
            due_on=min(add_working_days(calendar.today(), setting("answer_days")), asked.needed_by),
            key=f"first:{first.id}",
        )  # fmt: skip
        audit.record(
            "money first asked", "money first", first.id, by=by, person_id=person_id, need=asked.need,
            pence=asked.pence,
        )  # fmt: skip
        return first.id


@once_only
def cancel(person_id: str, first_id: str, *, by: str) -> str:
    """The person does not need it any more. Raises Refused once it was answered."""
    with writing() as session:
        first = lock_first(session, first_id)
        if first.person_id != person_id or first.state != "asked":
            raise refuse(
                "answered", "We have answered this already. Call us if you do not need it.", first_id
            )
        first.state = "withdrawn"
        first.version += 1
        messages.finish_todos(f"first:{first.id}", by=by)
        audit.record("money first cancelled", "money first", first.id, by=by, person_id=person_id)
        return first.id


@dataclass(frozen=True)
class Answer:
    """What staff decided: one of rules.HOW, or "no"; with words that the person reads."""

    how: str
    words: str = ""
    pence: int | None = None


@once_only
def answer(first_id: str, said: Answer, seen: int, teams: Collection[str] | None, *, by: str) -> str:
    """Books, sends, agrees or says why not. An advance is owed from now on (rule 64).

    Raises Refused (rule 42), Stale.
    """
    with writing() as session:
        first = lock_first(session, first_id)
        if problem := _why_not(first, teams, by):
            raise refuse(problem.code, problem.text, first_id, staff=True)
        check_version(first, seen)
        if said.how in rules.ADVANCES:
            first.line_id = _advance(session, first, said, by)
        first.state, first.how = ("not possible", "") if said.how == "no" else ("agreed", said.how)
        first.agreed_pence, first.words = said.pence, said.words
        first.decided_by, first.decided_at = by, calendar.now()
        session.flush()
        messages.finish_todos(f"first:{first.id}", by=by)
        _tell(first)
        audit.record(
            f"money first {first.state}", "money first", first.id, by=by, person_id=first.person_id, how=first.how,
            pence=said.pence, reason=said.words,
        )  # fmt: skip
        return first.id


def _why_not(first: MoneyFirst, teams: Collection[str] | None, by: str) -> hands.Refusal | None:
    if teams is not None and first.team_id is not None and first.team_id not in teams:
        return hands.Refusal("other-team", "Another team decides this.")
    return first_hands.why_not_decide(first.person_id, first.made_by, first.state, by)


def _advance(session: Session, first: MoneyFirst, said: Answer, by: str) -> str:
    """One approved line of its own claim: paid as every line is, by a run, or in cash; its id."""
    now, pence = calendar.now(), said.pence or 0
    claim = Claim(
        id=new_id(), ref=making.new_ref(session), person_id=first.person_id, team_id=first.team_id,
        role_id=first.role_id, meeting_id=first.meeting_id, about=f"Money before: {first.about}"[:200],
        about_date=first.about_date, state="decided", made_by=first.made_by, sent_by=first.made_by,
        sent_at=first.made_at, check_by=first.needed_by, pay_by=first.needed_by, total_pence=pence, line_count=1,
        decided_at=now,
    )  # fmt: skip
    session.add(claim)
    session.flush()
    event = "approve cash" if said.how == "cash" else "approve"
    line = ClaimLine(
        id=new_id(), claim_id=claim.id, number=1, kind="advance", what="Money before", on_date=first.about_date,
        claimed_pence=pence, payable_pence=pence, receipt_state="none needed", claimed_by=first.person_id,
        typed_by=first.made_by, decision="approved", approved_pence=pence, decided_by=by, decided_at=now,
        payment=claim_rules.after("payment", event, "not ready", "coordinator"),
    )  # fmt: skip
    session.add(line)
    session.flush()
    if over := authority.why_over([claim], by).get(claim.id):
        raise refuse("over-limit", over.text, first.id, staff=True)
    ledger.advance_agreed(line.id, first.person_id, pence, by)
    first.proof_by = add_working_days(first.about_date, setting("proof_days"))
    return line.id


def _tell(first: MoneyFirst) -> None:
    messages.tell(
        first.person_id, "E-43", first.id, about=first.about, how=first.how, words=first.words,
        money=pounds(first.agreed_pence or 0), date=long_date(first.needed_by),
        proof_by=long_date(first.proof_by) if first.proof_by else "", link=f"/claims/first/{first.id}",
    )  # fmt: skip


@once_only
def hand_over(first_id: str, teams: Collection[str] | None, *, by: str) -> str:
    """The first signature: who gave the cash. Raises Refused for one's own, and for what is not agreed in cash."""
    with writing() as session:
        first = lock_first(session, first_id)
        view = queries.for_staff(first_id, teams)
        if view is None or view.step != "cash":
            raise refuse("no-cash", "No cash waits to be given for this.", first_id, staff=True)
        if by == first.person_id:
            raise refuse(
                "own-money", "You cannot give cash to yourself. Ask a colleague.", first_id, staff=True
            )
        first.given_by, first.given_at = by, calendar.now()
        first.version += 1
        audit.record("money first given", "money first", first.id, by=by, person_id=first.person_id,
                     pence=first.agreed_pence)  # fmt: skip
        return first.id


@once_only
def got_it(first_id: str, yes: bool, *, by: str) -> str:
    """The second signature, the person's own. With a yes the money is written down as paid; with a no nothing is, and
    the team hears of it. Raises Refused for anybody else.
    """
    with writing() as session:
        first = lock_first(session, first_id)
        if first.person_id != by or first.given_at is None or first.got_at is not None:
            raise refuse("not-given", "There is no cash to say yes to.", first_id)
        first.version += 1
        if not yes:
            words = f"{first.about}: the person says that they did not get the cash. Talk with them."
            messages.add_todo("money first", words, link=f"/queue/first/{first.id}", team_id=first.team_id,
                              key=f"first-no:{first.id}:{first.version}")  # fmt: skip
            first.given_by = first.given_at = None
        else:
            _paid_in_cash(session, first, by)
        verb = "money first got" if yes else "money first not got"
        audit.record(verb, "money first", first.id, by=by, person_id=by, pence=first.agreed_pence)
        return first.id


def _paid_in_cash(session: Session, first: MoneyFirst, by: str) -> None:
    first.got_at = calendar.now()
    line = session.get_one(ClaimLine, first.line_id, with_for_update=True, execution_options=AGAIN)
    line.payment = claim_rules.after("payment", "hand over", line.payment, "participant")
    line.paid_pence, line.paid_on = line.approved_pence or 0, calendar.today()
    session.flush()
    ledger.advance_handed_over(line.id, first.person_id, line.paid_pence, by)


@once_only
def show_spent(person_id: str, first_id: str, *, by: str) -> str:
    """The draft claim with which the person shows what they spent: the one begun already, or a new one. Its number."""
    with writing() as session:
        first = lock_first(session, first_id)
        view = queries.mine(person_id, first_id)
        if view is None or view.step not in ("proof", "coming"):
            raise refuse("no-proof", "We need no receipt for this now.", first_id)
        if view.claim and view.claim.state == "draft":
            return view.claim.ref
        subject = Subject(first.about, first.about_date, first.team_id, first.role_id, first.meeting_id)
        ref: str = making.start_claim(person_id, subject, by=by, once=new_id())
        first.claim_id = session.scalars(select(Claim.id).where(Claim.ref == ref)).one()
        first.version += 1
        return ref
