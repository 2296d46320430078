"""The queue: each page in the same few statements, at ten claims and at ten thousand."""

import datetime as dt
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from portal.accounts.models import Person
from portal.claims.deciding.rules import LARGE_PENCE, worth_a_look
from portal.claims.models import Claim, ClaimLine, Receipt, ReceiptAlike, ReceiptUse
from portal.claims.rules import is_late
from portal.foundation import calendar
from portal.foundation.database import db
from portal.openings.models import Attendance
from portal.organisation.queries import setting
from portal.people import queries as people

PAGE = 20
IN_TURN = (Claim.check_by, Claim.sent_at, Claim.id)  # promised first, then sent first
SEEN = dt.timedelta(minutes=15)  # how long "Cora is looking at this" stays


@dataclass(frozen=True)
class Wanted:
    """What the page asks for. `teams` None: every team. `after`: the id of the last claim of the page before."""

    teams: frozenset[str] | None
    tab: str = "to-check"
    show: str = "all"  # all, late, over
    words: str = ""
    after: str = ""
    by: str = ""  # who looks


TABS = {"to-check": "To check", "waiting": "Waiting for an answer", "decided": "Decided today"}
SHOWS = {"all": "all", "late": "late or due today", "over": "over £100"}


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


def in_reach(teams: frozenset[str] | None) -> ColumnElement[bool]:
    """Claims of these teams, and those that belong to none."""
    if teams is None:
        return Claim.id.is_not(None)
    return or_(Claim.team_id.in_(teams), Claim.team_id.is_(None))


def _of_tab(tab: str) -> ColumnElement[bool]:
    if tab == "waiting":
        return Claim.state == "question"
    if tab == "decided":
        start, end = calendar.uk_day(calendar.today())
        return and_(Claim.state == "decided", Claim.decided_at >= start, Claim.decided_at < end)
    return Claim.state == "sent"


def queue(wanted: Wanted) -> Queue:
    """The claims of a tab, those promised first on top."""
    found = _rows(wanted)
    counts, oldest = _counts(wanted.teams)
    more = found[PAGE - 1][0].id if len(found) > PAGE else None
    return Queue(_shown(found[:PAGE], wanted.by), counts, more, oldest, wanted)


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


Found = tuple[Claim, str, str | None, list[LineSign]]  # with the names of its person and of who looks at it


def _rows(wanted: Wanted) -> list[Found]:
    """One more than a page, so that there is a link to go on. One statement: the page's claims, then their lines."""
    looking, decider = aliased(Person), aliased(Person)
    page = _chosen(wanted).limit(PAGE + 1).subquery()
    rows = db.session.execute(
        select(
            Claim, Person.name, looking.name, ClaimLine.receipt_state, _cut_by_a_rule(), ClaimLine.on_date,
            _photo_used_twice(), _photo_like_another(), ~sent_before(), Attendance.state, decider.name,
            func.coalesce(ClaimLine.approved_pence, 0),
        )
        .join(page, page.c.id == Claim.id)
        .join(Person, Person.id == Claim.person_id)
        .join(ClaimLine, (ClaimLine.claim_id == Claim.id) & ClaimLine.removed_at.is_(None))
        .outerjoin(decider, decider.id == ClaimLine.decided_by)
        .outerjoin(
            Attendance,
            (Attendance.meeting_id == Claim.meeting_id) & (Attendance.person_id == Claim.person_id),
        )
        .outerjoin(looking, (looking.id == Claim.looking_id) & (Claim.looking_at > calendar.now() - SEEN))
        .order_by(*IN_TURN, ClaimLine.number)
    )  # fmt: skip
    found: dict[str, Found] = {}
    for claim, name, looks, receipt, cut, on_date, twice, like, first, *more in rows:
        signs = found.setdefault(claim.id, (claim, name, looks, []))[3]
        signs.append(LineSign(receipt, bool(cut), on_date, bool(twice), bool(like), bool(first), *more))
    return list(found.values())


def _chosen(wanted: Wanted) -> Select[str]:
    asked = (
        select(Claim.id)
        .join(Person, Person.id == Claim.person_id)
        .where(in_reach(wanted.teams), _of_tab(wanted.tab))
        .order_by(*IN_TURN)
    )
    if wanted.show == "late":
        asked = asked.where(Claim.check_by <= calendar.today())
    if wanted.show == "over":
        asked = asked.where(Claim.total_pence > LARGE_PENCE)
    if wanted.words:
        asked = asked.where(_holds(wanted.words))
    if wanted.after:
        asked = asked.where(_comes_after(wanted.after))
    return asked


def _cut_by_a_rule() -> ColumnElement[bool]:
    """What a person themselves takes less of is no limit of ours."""
    return and_(ClaimLine.cut_words != "", ClaimLine.kind != "time")


def _photo_used_twice() -> ColumnElement[bool]:
    """The same file on another line, of whoever."""
    mine, other = aliased(Receipt), aliased(Receipt)
    use, elsewhere = aliased(ReceiptUse), aliased(ReceiptUse)
    return (
        select(use.id)
        .join(mine, mine.id == use.receipt_id)
        .join(other, other.original_sha256 == mine.original_sha256)
        .join(elsewhere, (elsewhere.receipt_id == other.id) & (elsewhere.id != use.id))
        .where(use.line_id == ClaimLine.id, mine.removed_at.is_(None), other.removed_at.is_(None))
        .exists()
    )


def _photo_like_another() -> ColumnElement[bool]:
    """A photo that looks nearly the same on another claim."""
    use, elsewhere = aliased(ReceiptUse), aliased(ReceiptUse)
    return (
        select(use.id)
        .join(ReceiptAlike, ReceiptAlike.receipt_id == use.receipt_id)
        .join(
            elsewhere, (elsewhere.receipt_id == ReceiptAlike.other_id) & (elsewhere.claim_id != use.claim_id)
        )
        .where(use.line_id == ClaimLine.id)
        .exists()
    )


def sent_before() -> ColumnElement[bool]:
    """Whether the person of Claim had sent another one before it."""
    other = aliased(Claim)
    sooner = (other.sent_at < Claim.sent_at) | ((other.sent_at == Claim.sent_at) & (other.ref < Claim.ref))
    sent = other.state.in_(("sent", "question", "decided"))
    return select(other.id).where(other.person_id == Claim.person_id, sent, sooner).exists()


def _holds(words: str) -> ColumnElement[bool]:
    number = "".join(letter for letter in words if letter.isdigit())
    name = Person.name.icontains(words, autoescape=True)
    return or_(name, Claim.ref.contains(number)) if number else name


def _comes_after(claim_id: str) -> ColumnElement[bool]:
    """Behind a claim in the order of IN_TURN."""
    day, moment = (
        select(column).where(Claim.id == claim_id).correlate(None).scalar_subquery()
        for column in (Claim.check_by, Claim.sent_at)
    )
    same_day = and_(Claim.check_by == day, Claim.sent_at > moment)
    same_moment = and_(Claim.check_by == day, Claim.sent_at == moment, Claim.id > claim_id)
    return or_(Claim.check_by > day, same_day, same_moment)


def _counts(teams: frozenset[str] | None) -> tuple[dict[str, int], dt.date | None]:
    """How many in each tab, and the promised day of the oldest to check."""
    ones = [func.count(case((_of_tab(tab), 1))) for tab in TABS]
    oldest = func.min(case((_of_tab("to-check"), Claim.check_by)))
    start = calendar.uk_day(calendar.today())[0]
    recent = or_(Claim.state.in_(("sent", "question")), Claim.decided_at >= start)
    row = db.session.execute(select(*ones, oldest).where(in_reach(teams), recent)).one()
    *counts, first = row
    tabs = {tab: int(count) for tab, count in zip(TABS, counts, strict=True)}
    return tabs, first if isinstance(first, dt.date) else None


def _shown(found: list[Found], by: str) -> list[QueueRow]:
    """With what is worth a look, and the help we give."""
    needs = people.needs_words([claim.person_id for claim, *_ in found]) if found else {}
    return [_row(one, tuple(needs.get(one[0].person_id, ())), by) for one in found]


def _row(found: Found, needs: tuple[str, ...], by: str) -> QueueRow:
    claim, name, looking, signs = found
    return QueueRow(
        claim.id, claim.ref, name, claim.about, claim.about_date, claim.check_by or calendar.today(), claim.total_pence,
        claim.line_count, looking, calendar.uk_date(claim.sent_at or calendar.now()), _look(claim, signs), needs,
        by in (claim.person_id, claim.made_by, claim.sent_by), _decided(claim, signs),
        sum(sign.approved_pence for sign in signs),
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


def next_ref(teams: frozenset[str] | None, by: str, after: str = "") -> str | None:
    """The number of the next claim to check that nobody else looks at and that is not one's own."""
    free = or_(Claim.looking_id.is_(None), Claim.looking_id == by, Claim.looking_at <= calendar.now() - SEEN)
    asked = (
        select(Claim.ref)
        .where(in_reach(teams), Claim.state == "sent", free, Claim.ref != after)
        .where(Claim.person_id != by, Claim.sent_by != by, Claim.made_by != by)
        .order_by(*IN_TURN)
    )
    return db.session.scalar(asked.limit(1))
