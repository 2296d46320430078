"""Paying the difference that a backdated rate makes. Locks: person, then their new claim (rule 14)."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from portal.accounts.models import Person
from portal.claims import rules as claims
from portal.claims.costs.queries import elsewhere_by_year
from portal.claims.making.service import new_ref
from portal.claims.models import Claim, ClaimLine
from portal.claims.sending.queries import promised
from portal.claims.toppingup import queries, rules
from portal.foundation import audit, calendar
from portal.foundation.calendar import long_date
from portal.foundation.database import writing
from portal.foundation.money import pounds
from portal.ledger import service as ledger
from portal.messages import service as messages
from portal.rates.models import RateRow

ABOUT = "A mileage rate that changed for days already claimed"


def top_up(person_id: str, rows: Sequence[RateRow]) -> str | None:
    """One claim with a line for each journey that is due more; its number. Nothing when nothing is, as a second time.

    Two people changed the rate, so nobody decides again: the lines are approved in the name of who put the rate in.
    Miles of that same person are left for another's change.
    """
    with writing() as session:
        session.get_one(Person, person_id, with_for_update=True)
        moments = {row.id: row.added_at for row in rows}
        found = rules.due(queries.journeys(person_id), moments, elsewhere_by_year(person_id))
        hands = {row.id: row.added_by or "" for row in rows}
        found = [one for one in found if hands[one.rate_id] != person_id]
        if not found:
            return None
        claim = _claim(session, person_id, hands[found[0].rate_id], found)
        for number, one in enumerate(found, start=1):
            _line(session, claim, number, one, hands)
        _tell(claim, found)
        return claim.ref


def _claim(session: Session, person_id: str, by: str, found: Sequence[rules.TopUp]) -> Claim:
    now, days = calendar.now(), promised()
    claim = Claim(
        ref=new_ref(session), person_id=person_id, about=ABOUT, about_date=found[0].on_date, state="decided",
        made_by=by, sent_by=person_id, sent_at=now, decided_at=now, check_by=calendar.today(), pay_by=days.pay_by,
        total_pence=sum(one.pence for one in found), line_count=len(found),
    )  # fmt: skip
    session.add(claim)
    session.flush()
    audit.record(
        "claim topped up", "claim", claim.id, by=by, person_id=person_id, ref=claim.ref, total_pence=claim.total_pence,
        lines=claim.line_count,
    )  # fmt: skip
    return claim


def _line(session: Session, claim: Claim, number: int, one: rules.TopUp, hands: Mapping[str, str]) -> None:
    by = hands[one.rate_id]
    line = ClaimLine(
        claim_id=claim.id, number=number, kind="own vehicle", what=one.what, on_date=one.on_date,
        claimed_pence=one.pence, payable_pence=one.pence, priced_words=one.words, rate_id=one.rate_id,
        tops_up_id=one.line_id, claimed_by=claim.person_id, typed_by=claim.person_id, decision="approved",
        approved_pence=one.pence, decided_by=by, decided_at=claim.decided_at,
        payment=claims.after("payment", "approve", "not ready", "coordinator"),
    )  # fmt: skip
    session.add(line)
    session.flush()
    ledger.line_approved(line.id, claim.person_id, "costs", one.pence, by)
    audit.record(
        "claim line approved", "claim", claim.id, by=by, person_id=claim.person_id, ref=claim.ref, line=number,
        what=one.what, claimed_pence=one.pence, approved_pence=one.pence, tops_up=one.line_id, rate=one.rate_id,
    )  # fmt: skip


def _tell(claim: Claim, found: Sequence[rules.TopUp]) -> None:
    assert claim.pay_by
    messages.tell(
        claim.person_id, "E-27", claim.id, ref=claims.shown_ref(claim.ref), total=pounds(claim.total_pence),
        lines=[f"{one.what.removeprefix('Top-up: ')}: {pounds(one.pence)} more" for one in found],
        date=long_date(claim.pay_by), link=f"/claims/{claim.ref}",
    )  # fmt: skip
