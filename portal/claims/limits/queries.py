"""Opening a person's own limit, for nobody but the person, and what a payment would make of it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from portal.claims.costs.queries import elsewhere_by_year
from portal.claims.costs.rules import drive
from portal.claims.kinds.queries import kind_on
from portal.claims.limits import rules
from portal.claims.limits.rules import Counted, Over, OwnLimit
from portal.claims.models import Claim, ClaimLine, KeptLimit, LimitChoice
from portal.claims.rules import promise
from portal.foundation import calendar
from portal.foundation.database import db
from portal.foundation.pages import Refused
from portal.foundation.sealed import open_sealed
from portal.organisation.queries import setting
from portal.rates.queries import rates_for_pricing
from portal.rates.rules import Drive, Rate, amap, miles_before_each, price_mileage


@dataclass(frozen=True)
class OverLimit:
    """A payment that would take the person over what they set: the line, each way, and what is left (pence)."""

    ref: str
    line_id: str
    number: int
    what: str
    pence: int
    overs: tuple[Over, ...]
    left: int | None


def own_limit(person_id: str, *, reader: str) -> OwnLimit | None:
    """The one place where a limit is opened. None: none is set. Raises Refused for every other reader."""
    only_theirs(person_id, reader)
    row = db.session.get(KeptLimit, person_id)
    if row is None:
        return None
    return OwnLimit(**json.loads(open_sealed(row.sealed, belongs(person_id))))


def only_theirs(person_id: str, reader: str) -> None:
    """Raises Refused unless somebody reads or changes their own."""
    if reader != person_id:
        raise Refused("own-limit", "A limit is for the person alone. Nobody else can see it.")


def belongs(person_id: str) -> str:
    """What a sealed limit is bound to."""
    return f"kept_limit.sealed:{person_id}"


def choices(person_id: str, *, reader: str) -> list[dict[str, Any]]:
    """What the person chose when they were over, oldest first: line_id, choice, took (pence), words, and at."""
    only_theirs(person_id, reader)
    rows = db.session.scalars(
        select(LimitChoice).where(LimitChoice.person_id == person_id).order_by(LimitChoice.made_at)
    )
    return [_opened(row) for row in rows]


def _opened(row: LimitChoice) -> dict[str, Any]:
    kept = json.loads(open_sealed(row.sealed, f"limit_choice.sealed:{row.id}"))
    return {**kept, "line_id": row.line_id, "at": row.made_at}


def over_limit(claim: Claim, *, reader: str) -> OverLimit | None:
    """The first payment for time of this claim that is over the person's own limit and not answered yet.

    None for whoever else reads, so that nothing on their pages depends on a limit.
    """
    if reader != claim.person_id:
        return None
    limit = own_limit(claim.person_id, reader=reader)
    if limit is None:
        return None
    answered = {one["line_id"]: one["took"] for one in choices(claim.person_id, reader=reader)}
    to_pay, others = _apart(claim)
    for line in to_pay:
        new = _counted(line, claim)
        if answered.get(line.id) != line.claimed_pence and (overs := rules.over(limit, others, new)):
            room = rules.left(limit, others, new.on_date, new.arrives)
            return OverLimit(
                claim.ref, line.id, line.number, line.what, line.claimed_pence, tuple(overs), room
            )
        others.append(new)
    return None


def _apart(claim: Claim) -> tuple[list[ClaimLine], list[Counted]]:
    """Payment for time of this claim that nobody decided, by number; and everything else of the person that counts:
    sent, approved and paid, on any claim. What waits for the person's answer is neither."""
    rows = db.session.execute(
        select(ClaimLine, Claim)
        .join(Claim, Claim.id == ClaimLine.claim_id)
        .where(ClaimLine.claimed_by == claim.person_id, ClaimLine.live, ClaimLine.removed_at.is_(None))
        .where(ClaimLine.kind.in_(("time", "own vehicle", "online")), ~ClaimLine.waits)
        .where(Claim.sent_at.is_not(None) | (Claim.id == claim.id))
        .order_by(ClaimLine.number)
    ).all()
    to_pay = [line for line, of in rows if of.id == claim.id and _is_open(line)]
    approved = _approved_each(
        claim.person_id, [(line, of) for line, of in rows if line.kind == "own vehicle"]
    )
    others = [_counted(line, of, approved.get(line.id, 0)) for line, of in rows if line not in to_pay]
    return [line for line in to_pay if line.claimed_pence], others


def _is_open(line: ClaimLine) -> bool:
    return line.kind == "time" and line.decision == "undecided"


def _counted(line: ClaimLine, claim: Claim, approved_pence: int = 0) -> Counted:
    """A line as it counts: on its own day, and on the day its money came or was promised. `approved_pence`: for miles,
    the approved amount of the same miles.
    """
    promised = claim.pay_by or promise(calendar.today(), setting("check_days"), setting("pay_days")).pay_by
    minutes = int(line.details.get("minutes") or 0) if line.kind == "time" else 0
    kind = {"time": "time", "own vehicle": "miles"}.get(line.kind, "costs")
    flat = line.kind == "online" and kind_on(line.kind, line.on_date).counts
    counted = rules.counts(kind, _pence(line), approved_pence=approved_pence, flat=flat)
    return Counted(line.on_date, line.paid_on or promised, counted, minutes)


def _approved_each(person_id: str, journeys: list[tuple[ClaimLine, Claim]]) -> dict[str, int]:
    """The approved amount of each journey's miles, after those driven before it in its tax year, by line."""
    if not journeys:
        return {}
    in_order = sorted(journeys, key=lambda one: (one[1].sent_at or calendar.now(), one[1].id, one[0].number))
    drives = {line.id: drive(line.id, line.on_date, line.details) for line, _ in in_order}
    before = miles_before_each([one for one in drives.values() if one], elsewhere_by_year(person_id))
    approved = amap(rates_for_pricing(None))
    found = {line.id: _approved(line, drives[line.id], approved, before) for line, _ in in_order}
    return found | _for_top_ups([line for line, _ in in_order], found)


def _for_top_ups(lines: list[ClaimLine], approved: dict[str, int]) -> dict[str, int]:
    """A top-up is for miles of another line: what their approved amount leaves after what was paid before (rule 14)."""
    room = {line.id: approved[line.id] - _pence(line) for line in lines}
    found = {}
    for line in lines:
        if line.tops_up_id:
            found[line.id] = max(room.get(line.tops_up_id, 0), 0)
            room[line.tops_up_id] = room.get(line.tops_up_id, 0) - _pence(line)
    return found


def _pence(line: ClaimLine) -> int:
    return line.claimed_pence if line.approved_pence is None else line.approved_pence


def _approved(line: ClaimLine, miles: Drive | None, approved: Sequence[Rate], before: dict[str, int]) -> int:
    """Fuel by its receipt is a real cost and never counts."""
    if miles is None:
        return line.claimed_pence
    return price_mileage((), approved, miles.vehicle, miles.tenths, miles.day, before[line.id]).pence
