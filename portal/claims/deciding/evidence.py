"""One claim with all that is known about it, for the one who decides (C-10)."""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from portal.accounts.models import Person
from portal.claims import rules
from portal.claims.deciding import rules as deciding
from portal.claims.deciding.queries import in_reach
from portal.claims.models import Claim, ClaimLine, Question, Receipt
from portal.foundation import calendar
from portal.foundation.database import db
from portal.openings.models import Attendance, Meeting
from portal.organisation.queries import setting
from portal.payees import queries as payees
from portal.people import queries as people


class Photo(NamedTuple):
    """A receipt as shown beside its line."""

    id: str
    line_id: str | None
    width: int | None
    height: int | None
    added_at: dt.datetime
    same_on: str | None


@dataclass(frozen=True)
class LineView:
    """One line, its evidence, and why this person may not decide it (None: they may)."""

    line: ClaimLine
    photos: list[Photo]
    checks: list[deciding.Check]
    why_not: rules.Refusal | None


@dataclass(frozen=True)
class ClaimView:
    """The claim's page."""

    claim: Claim
    person_name: str
    sent_by_name: str | None
    needs: tuple[str, ...]
    ending: str
    held: tuple[str, ...]
    past: tuple[int, int]  # claims decided before, and how many of them in full
    checks: list[deciding.Check]
    lines: list[LineView]
    questions: list[Question]

    @property
    def first_name(self) -> str:
        return self.person_name.split()[0]

    @property
    def to_decide(self) -> list[LineView]:
        return [view for view in self.lines if view.why_not is None]

    @property
    def why_nothing(self) -> rules.Refusal | None:
        """The one reason when no line can be decided by this person."""
        return None if self.to_decide or not self.lines else self.lines[0].why_not

    @property
    def sums(self) -> dict[str, int]:
        """Pence claimed, by kind; and approved so far."""
        sums = {"costs": 0, "time": 0, "approved": 0}
        for view in self.lines:
            sums[rules.kind_of(view.line.kind)] += view.line.claimed_pence
            sums["approved"] += view.line.approved_pence or 0
        return sums


def find(ref: str, teams: frozenset[str] | None) -> Claim | None:
    """A claim that was sent, in reach of these teams."""
    return db.session.scalar(
        select(Claim).where(
            Claim.ref == ref, in_reach(teams), Claim.state.in_(("sent", "question", "decided"))
        )
    )


def claim_view(claim: Claim, decider: rules.Decider) -> ClaimView:
    """Everything that the page shows, in six statements."""
    frame = _frame(claim)
    lines, photos = lines_of(claim), _photos(claim)
    account = payees.payable([claim.person_id])[claim.person_id]
    shared = bool(payees.shared_accounts([claim.person_id])) if account.bank_details_id else False
    alike = _lines_alike(claim)
    return ClaimView(
        claim, frame.person, frame.sent_by, tuple(people.needs_words([claim.person_id]).get(claim.person_id, ())),
        account.ending, account.held, (frame.past, frame.past_in_full),
        deciding.claim_checks(_about(claim, frame, shared)),
        [_line_view(claim, line, photos, alike, decider) for line in lines], questions_of(claim),
    )  # fmt: skip


class Frame(NamedTuple):
    """Names and facts around a claim."""

    person: str
    sent_by: str | None
    made_by: str
    attendance: str | None
    called_off: bool
    past: int
    past_in_full: int


def _frame(claim: Claim) -> Frame:
    sender, maker, past = aliased(Person), aliased(Person), aliased(Claim)
    not_all = ClaimLine.decision.in_(("part approved", "declined"))
    lesser = select(ClaimLine.id).where(ClaimLine.claim_id == past.id, not_all).exists()
    before = select(func.count()).where(
        past.person_id == claim.person_id, past.state == "decided", past.id != claim.id
    )
    row = db.session.execute(
        select(
            Person.name, sender.name, maker.name, Attendance.state, Meeting.called_off_at,
            before.scalar_subquery(), before.where(~lesser).scalar_subquery(),
        )
        .select_from(Person)
        .join(maker, maker.id == claim.made_by)
        .outerjoin(sender, sender.id == claim.sent_by)
        .outerjoin(Meeting, Meeting.id == claim.meeting_id)
        .outerjoin(Attendance, (Attendance.meeting_id == Meeting.id) & (Attendance.person_id == Person.id))
        .where(Person.id == claim.person_id)
    ).one()  # fmt: skip
    return Frame(row[0], row[1], row[2], row[3], row[4] is not None, row[5] or 0, row[6] or 0)


def _about(claim: Claim, frame: Frame, shared: bool) -> deciding.About:
    other = frame.sent_by if claim.sent_by != claim.person_id else None
    typed = other or (frame.made_by if claim.made_by != claim.person_id else None)
    came = "called off" if frame.called_off else frame.attendance or ""
    return deciding.About(
        frame.person.split()[0], claim.about, claim.about_date, came,
        claim.meeting_id is not None, typed, shared, claim.late_reason,
    )  # fmt: skip


def lines_of(claim: Claim) -> list[ClaimLine]:
    """The lines that were sent, in the order of the page."""
    mine = select(ClaimLine).where(ClaimLine.claim_id == claim.id, ClaimLine.removed_at.is_(None))
    return list(db.session.scalars(mine.order_by(ClaimLine.number)))


def _photos(claim: Claim) -> list[Photo]:
    other, elsewhere = aliased(Receipt), aliased(Claim)
    rows = db.session.execute(
        select(Receipt, func.min(elsewhere.ref))
        .outerjoin(
            other,
            (other.original_sha256 == Receipt.original_sha256)
            & (other.claim_id != Receipt.claim_id)
            & other.removed_at.is_(None),
        )
        .outerjoin(
            elsewhere, (elsewhere.id == other.claim_id) & elsewhere.state.in_(("sent", "question", "decided"))
        )
        .where(Receipt.claim_id == claim.id, Receipt.removed_at.is_(None))
        .group_by(Receipt.id)
        .order_by(Receipt.added_at)
    )
    return [Photo(r.id, r.line_id, r.width, r.height, r.added_at, same) for r, same in rows]


def _lines_alike(claim: Claim) -> dict[str, tuple[str, ...]]:
    """For each line, numbers of other claims with a line of the same person, kind, day and amount (rule 17)."""
    other, elsewhere = aliased(ClaimLine), aliased(Claim)
    rows = db.session.execute(
        select(ClaimLine.id, elsewhere.ref)
        .join(
            other,
            (other.claimed_by == ClaimLine.claimed_by)
            & (other.kind == ClaimLine.kind)
            & (other.on_date == ClaimLine.on_date)
            & (other.claimed_pence == ClaimLine.claimed_pence)
            & (other.claim_id != ClaimLine.claim_id)
            & other.live,
        )
        .join(
            elsewhere, (elsewhere.id == other.claim_id) & elsewhere.state.in_(("sent", "question", "decided"))
        )
        .where(ClaimLine.claim_id == claim.id)
    )
    alike: dict[str, tuple[str, ...]] = {}
    for line_id, ref in rows:
        alike[line_id] = (*alike.get(line_id, ()), rules.shown_ref(ref))
    return alike


def _line_view(
    claim: Claim,
    line: ClaimLine,
    photos: list[Photo],
    alike: dict[str, tuple[str, ...]],
    decider: rules.Decider,
) -> LineView:
    mine = [photo for photo in photos if photo.line_id == line.id]
    evidence = deciding.Evidence(
        line.kind, line.on_date, calendar.uk_date(claim.sent_at or calendar.now()), int(setting("claim_months")),
        line.claimed_pence, line.payable_pence, line.cut_words, line.receipt_state, line.receipt_words, len(mine),
        tuple(rules.shown_ref(photo.same_on) for photo in mine if photo.same_on), alike.get(line.id, ()), line.waits,
    )  # fmt: skip
    return LineView(line, mine, deciding.line_checks(evidence), why_not(claim, line, decider))


def why_not(claim: Claim, line: ClaimLine, decider: rules.Decider) -> rules.Refusal | None:
    """Rule 42 for one line: the page and the service ask the same question."""
    facts = rules.LineToDecide(
        line.claimed_by,
        line.typed_by,
        claim.made_by,
        claim.sent_by,
        claim.team_id,
        claim.state,
        line.decision,
        line.waits,
    )
    return rules.why_not_decide(facts, decider)


def questions_of(claim: Claim) -> list[Question]:
    """What was asked, newest first."""
    asked = select(Question).where(Question.claim_id == claim.id)
    return list(db.session.scalars(asked.order_by(Question.asked_at.desc(), Question.id)))
