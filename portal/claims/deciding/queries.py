"""The queue: each page in the same few statements, at ten claims and at ten thousand."""

import datetime as dt
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import aliased

from portal.accounts.models import Person
from portal.claims.deciding import authority
from portal.claims.deciding.rules import worth_a_look
from portal.claims.deciding.turn import COUNTED, IN_TURN, PAGE, SEEN, Wanted, counts, page_of, sent_before
from portal.claims.models import Claim, ClaimLine, Receipt, ReceiptAlike, ReceiptUse
from portal.claims.rules import is_late
from portal.foundation import calendar
from portal.foundation.database import db
from portal.openings.models import Attendance
from portal.organisation.queries import setting
from portal.people import queries as people

# Made once: an alias made for each question costs more than the question.
_Looking, _Decider = aliased(Person), aliased(Person)
_Mine, _Same = aliased(Receipt), aliased(Receipt)
_Use, _Elsewhere = aliased(ReceiptUse), aliased(ReceiptUse)


class QueueRow(NamedTuple):
    """One claim in the queue."""

    id: str
    ref: str
    person_name: str
    about: str
    about_date: dt.date
    check_by: dt.date
    total_pence: int
    line_count: int
    looking: str | None
    sent_on: dt.date
    look: list[str]
    needs: tuple[str, ...]
    mine: bool  # of whoever looks, who may not decide it
    decided: str  # when and by whom, once it is
    approved_pence: int
    over: bool  # above what whoever looks may decide
    waits_for: str  # then: the names of who may

    @property
    def due(self) -> tuple[str, str]:
        """(words, tone) of the promised day."""
        today = calendar.today()
        if self.check_by < today:
            return f"Overdue, {calendar.short_date(self.check_by)}", "bad"
        if self.check_by == today:
            return "Today", "bad"
        if self.check_by <= calendar.next_working_day(today):
            return calendar.short_date(self.check_by), "care"
        return calendar.short_date(self.check_by), ""


@dataclass(frozen=True)
class Queue:
    """One page of the queue."""

    rows: list[QueueRow]
    counts: dict[str, int]
    more: str | None  # the id to go on after
    oldest: dt.date | None
    wanted: Wanted = field(default=Wanted(None))

    def counted(self, tab: str) -> str:
        """How many, in words: "14", "99+"."""
        return str(self.counts[tab]) if self.counts[tab] < COUNTED else f"{COUNTED - 1}+"


def queue(wanted: Wanted) -> Queue:
    """The claims of a tab, those promised first on top."""
    found = _rows(wanted)
    found_counts, oldest = counts(wanted.teams)
    more = found[PAGE - 1][0].id if len(found) > PAGE else None
    return Queue(_shown(found[:PAGE], wanted.by), found_counts, more, oldest, wanted)


class LineSign(NamedTuple):
    """What the queue needs of one line."""

    receipt_state: str
    cut: bool
    on_date: dt.date
    same_photo: bool
    like_photo: bool
    first: bool
    attendance: str | None
    decided_by: str | None
    approved_pence: int
    over: bool


Found = tuple[Claim, str, str | None, list[LineSign]]  # with the names of its person and of who looks at it


def _rows(wanted: Wanted) -> list[Found]:
    """One more than a page, so that there is a link to go on. One statement: the page's claims, then their lines."""
    page = page_of(wanted)
    open_ = Claim.state.in_(("sent", "question"))
    rows = db.session.execute(
        select(
            Claim, Person.name, _Looking.name, ClaimLine.receipt_state, _cut_by_a_rule(), ClaimLine.on_date,
            _photo_used_twice(), _photo_like_another(), ~sent_before(), Attendance.state, _Decider.name,
            func.coalesce(ClaimLine.approved_pence, 0), open_ & authority.over_for(wanted.by),
        )
        .join(page, page.c.id == Claim.id)
        .join(Person, Person.id == Claim.person_id)
        .join(ClaimLine, (ClaimLine.claim_id == Claim.id) & ClaimLine.removed_at.is_(None))
        .outerjoin(_Decider, _Decider.id == ClaimLine.decided_by)
        .outerjoin(
            Attendance,
            (Attendance.meeting_id == Claim.meeting_id) & (Attendance.person_id == Claim.person_id),
        )
        .outerjoin(_Looking, (_Looking.id == Claim.looking_id) & (Claim.looking_at > calendar.now() - SEEN))
        .order_by(*IN_TURN, ClaimLine.number)
    )  # fmt: skip
    found: dict[str, Found] = {}
    for claim, name, looks, receipt, cut, on_date, twice, like, first, *more in rows:
        signs = found.setdefault(claim.id, (claim, name, looks, []))[3]
        signs.append(LineSign(receipt, bool(cut), on_date, bool(twice), bool(like), bool(first), *more))
    return list(found.values())


def _cut_by_a_rule() -> ColumnElement[bool]:
    """What a person themselves takes less of is no limit of ours."""
    return and_(ClaimLine.cut_words != "", ClaimLine.kind != "time")


def _photo_used_twice() -> ColumnElement[bool]:
    """The same file on another line, of whoever."""
    return (
        select(_Use.id)
        .join(_Mine, _Mine.id == _Use.receipt_id)
        .join(_Same, _Same.original_sha256 == _Mine.original_sha256)
        .join(_Elsewhere, (_Elsewhere.receipt_id == _Same.id) & (_Elsewhere.id != _Use.id))
        .where(_Use.line_id == ClaimLine.id, _Mine.removed_at.is_(None), _Same.removed_at.is_(None))
        .exists()
    )


def _photo_like_another() -> ColumnElement[bool]:
    """A photo that looks nearly the same on another claim."""
    return (
        select(_Use.id)
        .join(ReceiptAlike, ReceiptAlike.receipt_id == _Use.receipt_id)
        .join(
            _Elsewhere,
            (_Elsewhere.receipt_id == ReceiptAlike.other_id) & (_Elsewhere.claim_id != _Use.claim_id),
        )
        .where(_Use.line_id == ClaimLine.id)
        .exists()
    )


def _shown(found: list[Found], by: str) -> list[QueueRow]:
    """With what is worth a look, and the help we give."""
    needs = people.needs_words([claim.person_id for claim, *_ in found]) if found else {}
    over = [claim for claim, _, _, signs in found if signs[0].over]
    names = {key: why.names for key, why in authority.why_over(over, by).items()} if over else {}
    return [_row(one, tuple(needs.get(one[0].person_id, ())), by, names) for one in found]


def _row(found: Found, needs: tuple[str, ...], by: str, names: dict[str, str]) -> QueueRow:
    claim, name, looking, signs = found
    return QueueRow(
        claim.id, claim.ref, name, claim.about, claim.about_date, claim.check_by or calendar.today(), claim.total_pence,
        claim.line_count, looking, calendar.uk_date(claim.sent_at or calendar.now()), _look(claim, signs), needs,
        by in (claim.person_id, claim.made_by, claim.sent_by), _decided(claim, signs),
        sum(sign.approved_pence for sign in signs), signs[0].over, names.get(claim.id, ""),
    )  # fmt: skip


def _look(claim: Claim, signs: list[LineSign]) -> list[str]:
    sent_on, months = calendar.uk_date(claim.sent_at or calendar.now()), int(setting("claim_months"))
    return worth_a_look(
        first=any(sign.first for sign in signs), typed_by_other=claim.sent_by not in (None, claim.person_id),
        receipts=[sign.receipt_state for sign in signs], cut=any(sign.cut for sign in signs),
        late=any(is_late(sign.on_date, sent_on, months) for sign in signs),
        same_photo=any(sign.same_photo for sign in signs), like_photo=any(sign.like_photo for sign in signs),
        not_there=any(sign.attendance == "did not come" for sign in signs),
    )  # fmt: skip


def _decided(claim: Claim, signs: list[LineSign]) -> str:
    if claim.decided_at is None:
        return ""
    names = dict.fromkeys(sign.decided_by for sign in signs if sign.decided_by)
    return f"{calendar.clock_time(claim.decided_at)} by {' and '.join(names)}"
