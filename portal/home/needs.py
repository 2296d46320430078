"""What waits for a person, from claims and openings, in one statement."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Date, Select, String, case, cast, literal, or_, select, type_coerce, union_all
from sqlalchemy.orm import aliased

from portal.claims.first.models import MoneyFirst
from portal.claims.first.queries import OPEN
from portal.claims.models import Claim, ClaimLine, Question
from portal.claims.rules import HAVE_IT, shown_ref
from portal.foundation import calendar
from portal.foundation.database import db
from portal.foundation.money import pounds_short
from portal.openings.finding.interest.rules import WAITING
from portal.openings.models import Interest, Opening, Role, RoleAgreement
from portal.payees.models import BankDetails, PayWish

Part = Select[str, str, str, dt.date, str]  # kind, thing, words, due, extra
DRAFTS = ("claim draft", "interest draft")


@dataclass(frozen=True)
class Need:
    """One thing to do: in words, where, and the words of its link."""

    kind: str
    words: str
    href: str
    link: str
    by: str = ""

    @property
    def is_draft(self) -> bool:
        return self.kind in DRAFTS

    @property
    def is_ours(self) -> bool:
        """We owe the person an answer; they have nothing to do."""
        return self.kind == "interest"


def of_person(person_id: str, kinds: Collection[str]) -> list[Need]:
    """Everything of these kinds (rules.KINDS), soonest due first. One statement."""
    parts = [PARTS[kind](person_id) for kind in PARTS if kind in kinds]
    if not parts:
        return []
    rows = list(db.session.execute(union_all(*parts)))
    rows.sort(key=lambda row: (list(PARTS).index(row.kind), row.due or dt.date.max, row.words))
    return [_need(row) for row in rows]


def _part(kind: str, thing: Any, words: Any, due: Any, extra: Any = None) -> Part:
    none = literal("")
    return select(
        literal(kind).label("kind"),
        cast(thing, String).label("thing"),
        cast(words, String).label("words"),
        (literal(None, Date()) if due is None else type_coerce(due, Date())).label("due"),
        cast(extra if extra is not None else none, String).label("extra"),
    )


def _questions(person_id: str) -> Part:
    part = _part("question", Claim.ref, Question.words, Question.due_on, Question.id)
    return part.join_from(Question, Claim, Question.claim_id == Claim.id).where(
        Claim.person_id == person_id, Claim.state == "question", Question.answered_at.is_(None)
    )


def _first(person_id: str) -> Part:
    """Money paid before: say that the cash came, show what was spent, or choose about what is left."""
    step = case(
        (MoneyFirst.given_at.is_not(None) & MoneyFirst.got_at.is_(None), "got"),
        (Claim.state == "decided", "left"),
        else_="proof",
    )
    pence = case((step == "left", OPEN), else_=MoneyFirst.agreed_pence)
    part = _part("first", MoneyFirst.id, pence, MoneyFirst.proof_by, step)
    part = part.join_from(MoneyFirst, ClaimLine, ClaimLine.id == MoneyFirst.line_id)
    part = part.outerjoin(Claim, Claim.id == MoneyFirst.claim_id)
    begun = (MoneyFirst.about_date <= calendar.today()) & ClaimLine.payment.in_(HAVE_IT)
    unsaid = or_(Claim.id.is_(None), Claim.state.in_(("draft", "withdrawn")))
    undecided = (Claim.state == "decided") & (MoneyFirst.settle == "")
    waits = or_(step == "got", begun & or_(unsaid, undecided))
    return part.where(MoneyFirst.person_id == person_id, OPEN > 0, waits)


def _pay(person_id: str) -> Part:
    part = _part("pay", Claim.ref, Claim.about, None).join_from(
        Claim, ClaimLine, ClaimLine.claim_id == Claim.id
    )
    waits = part.where(Claim.state.in_(("sent", "question")), ClaimLine.live, ClaimLine.waits)
    return waits.where(Claim.person_id == person_id).distinct()


def _bank(person_id: str) -> Part:
    """The newest bank details were turned down: nothing can be paid until others are given."""
    newer = aliased(BankDetails)
    later = (
        select(newer.id)
        .where(newer.person_id == BankDetails.person_id, newer.number > BankDetails.number)
        .exists()
    )
    part = _part("bank", BankDetails.id, BankDetails.ending, None).select_from(BankDetails)
    part = part.join(PayWish, PayWish.person_id == BankDetails.person_id).where(PayWish.how == "bank")
    return part.where(BankDetails.person_id == person_id, BankDetails.ended_at.is_not(None), ~later)


def _roles(person_id: str) -> Part:
    newer = RoleAgreement.__table__.alias("newer")
    later = (
        select(newer.c.id).where(newer.c.role_id == Role.id, newer.c.number > RoleAgreement.number).exists()
    )
    part = _part("role", Role.id, Opening.name, None, RoleAgreement.number)
    return (
        part.join_from(RoleAgreement, Role, RoleAgreement.role_id == Role.id)
        .join(Opening, Opening.id == Role.opening_id)
        .where(Role.person_id == person_id, Role.state.in_(("offered", "agreed")))
        .where(RoleAgreement.answer == "", ~later)
    )


def _claim_drafts(person_id: str) -> Part:
    part = _part("claim draft", Claim.ref, Claim.about, Claim.about_date)
    return part.where(Claim.person_id == person_id, Claim.state == "draft")


def _interest_drafts(person_id: str) -> Part:
    part = _part("interest draft", Opening.id, Opening.name, None)
    mine = part.join_from(Interest, Opening, Interest.opening_id == Opening.id)
    return mine.where(Interest.person_id == person_id, Interest.state == "draft", Opening.closed_at.is_(None))


def _interests(person_id: str) -> Part:
    """Sent and not answered yet."""
    part = _part("interest", Interest.id, Opening.name, Interest.answer_by, Opening.lead_name)
    mine = part.join_from(Interest, Opening, Interest.opening_id == Opening.id)
    return mine.where(Interest.person_id == person_id, Interest.state.in_(WAITING))


PARTS = {
    "bank": _bank,
    "question": _questions,
    "first": _first,
    "pay": _pay,
    "role": _roles,
    "claim draft": _claim_drafts,
    "interest draft": _interest_drafts,
    "interest": _interests,
}


def _need(row: Any) -> Need:
    return WORDS[row.kind](row)


def _of_bank(row: Any) -> Need:
    words = f"We could not use the account ending {row.words}. Give your bank details again, so that we can pay you."
    return Need("bank", words, "/me/bank?back=/home", "See why and give them again")


def _of_question(row: Any) -> Need:
    words = f"We need something from you: claim {shown_ref(row.thing)}. {row.words}"
    href = f"/claims/{row.thing}/questions/{row.extra}"
    return Need("question", words, href, "Answer the question", f"Answer by {calendar.long_date(row.due)}.")


def _of_first(row: Any) -> Need:
    money, due = pounds_short(int(row.words)), f"Send it by {calendar.long_date(row.due)}."
    words, link, by = {
        "got": (f"Say if you got the {money} in cash", "Say if you got it", ""),
        "proof": (f"Send the receipt for the {money} we paid you before", "Show what you spent", due),
        "left": (
            f"Choose what happens with the {money} that is left of what we paid you before",
            "Choose",
            "",
        ),
    }[row.extra]
    return Need("first", words, f"/claims/first/{row.thing}", link, by)


def _of_pay(row: Any) -> Need:
    words = f"Say if you would like to be paid for your time: {row.words}"
    return Need("pay", words, f"/claims/{row.thing}/pay", "Say if you would like to be paid")


def _of_role(row: Any) -> Need:
    changed = row.extra != "1"
    words = f"We changed your role: {row.words}" if changed else f"Say if you agree to your role: {row.words}"
    return Need("role", words, f"/roles/{row.thing}/agree", "Read it and say if you agree")


def _of_claim_draft(row: Any) -> Need:
    words = f"{row.words}, {calendar.short_date(row.due)}"
    return Need("claim draft", words, f"/claims/{row.thing}/lines", "Carry on with your claim")


def _of_interest_draft(row: Any) -> Need:
    return Need("interest draft", row.words, f"/openings/{row.thing}/interest", "Carry on with your message")


def _of_interest(row: Any) -> Need:
    late = row.due is not None and row.due < calendar.today()
    says = "You should have heard by" if late else f"{row.extra or 'We'} will answer by"
    words = f"{says} {calendar.long_date(row.due)}." if row.due else "We will answer you."
    return Need("interest", words, f"/interests/{row.thing}", row.words)


WORDS = {
    "bank": _of_bank,
    "question": _of_question,
    "first": _of_first,
    "pay": _of_pay,
    "role": _of_role,
    "claim draft": _of_claim_draft,
    "interest draft": _of_interest_draft,
    "interest": _of_interest,
}
