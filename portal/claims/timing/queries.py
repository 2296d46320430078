"""Which sessions a claim may ask payment for, and what the person answered about being paid."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager

from portal.claims.models import Claim, ClaimLine
from portal.claims.rules import shown_ref
from portal.claims.timing import rules
from portal.contributions import queries as contributions
from portal.foundation import calendar
from portal.foundation.database import db
from portal.openings import queries as openings
from portal.openings.models import PayAnswer, RoleAgreement
from portal.organisation.queries import setting
from portal.rates.models import RateCard, RateRow
from portal.rates.queries import as_rate, rates_for_pricing, usable
from portal.rates.rules import NoRate, Rate, offer_words

YEAR = dt.timedelta(days=365)


class Terms(NamedTuple):
    """What was agreed for the claim's role, ready to price, with the person's answer."""

    role_id: str
    rates: tuple[Rate, ...]
    code: str
    offered_pence: int | None
    said: rules.Answer


def terms_of(claim: Claim) -> Terms | None:
    """None: no payment for time was agreed (rule 15)."""
    found = openings.role_terms(claim.role_id) if claim.role_id else None
    if found is None or not (found.pays_time and found.agreed and found.rate_code):
        return None
    said = rules.Answer(
        found.pay_answer or "", found.less_pence, found.charity, wants_advice(claim.person_id)
    )
    return Terms(
        found.role_id, rates_for_pricing(found.rate_card_id), found.rate_code, found.offered_pence, said
    )


def rates_agreed(claim: Claim) -> tuple[tuple[Rate, ...], str]:
    """The rows of the card that the person agreed to for the claim's role, and the code that pays. One statement."""
    signed = select(RoleAgreement.id).where(
        RoleAgreement.role_id == claim.role_id, RoleAgreement.answer == "yes"
    )
    newest = signed.order_by(RoleAgreement.number.desc()).limit(1).scalar_subquery()
    found = db.session.execute(
        select(RateRow, RoleAgreement.rate_code)
        .join(RateRow.card)
        .join(RoleAgreement, RoleAgreement.rate_card_id == RateCard.id)
        .where(RoleAgreement.id == newest)
        .options(contains_eager(RateRow.card))
        .order_by(RateRow.effective_from, RateRow.from_min)
    ).all()
    return tuple(as_rate(row) for row, _ in found if usable(row)), next((code for _, code in found), "") or ""


def wants_advice(person_id: str) -> bool:
    """Whether the person's newest word on benefits is that they want advice first (P-61c)."""
    newest = _met(person_id)
    return newest is not None and newest.advice == "advice first"


def must_meet_benefits(person_id: str) -> bool:
    """P-61c is shown before the first payment for time, then yearly."""
    newest = _met(person_id)
    return newest is None or newest.answered_at < calendar.now() - YEAR


def _met(person_id: str) -> PayAnswer | None:
    met = select(PayAnswer).where(PayAnswer.person_id == person_id, PayAnswer.advice != "")
    return db.session.scalar(met.order_by(PayAnswer.answered_at.desc(), PayAnswer.id.desc()).limit(1))


def offered_words(terms: Terms) -> str:
    """ "You can be paid £25 an hour for this."; nothing where no rate is known today."""
    try:
        words = offer_words(terms.rates, terms.code, calendar.today())
    except NoRate:
        return ""
    return f"You can be paid {words[:1].lower() + words[1:]} for this."


class Sessions(NamedTuple):
    """What can be ticked; what was claimed already; what pays nothing, in words."""

    open: list[rules.Session]
    claimed: list[str]
    unpaid: list[str]
    ticked: list[str]


def sessions(claim: Claim) -> Sessions:
    """Sessions and logged time of the claim's role in the last months, newest first."""
    found = sorted(_found(claim), key=lambda session: session.on_date, reverse=True)
    held, days = _held(claim), setting("called_off_days")
    taken = {key: ref for key, (ref, own) in held.items() if own != claim.id}
    keys = {session.key: rules.once_key(claim.person_id, session.key) for session in found}
    open_ = [s for s in found if keys[s.key] not in taken and rules.minutes_to_pay(s, days)]
    claimed = [
        f"{s.label}: claimed on {shown_ref(taken[keys[s.key]])}." for s in found if keys[s.key] in taken
    ]
    unpaid = [
        rules.why_not_paid(s) for s in found if keys[s.key] not in taken and not rules.minutes_to_pay(s, days)
    ]
    ticked = [s.key for s in open_ if held.get(keys[s.key], ("", ""))[1] == claim.id]
    return Sessions(open_, claimed, unpaid, ticked or _own_keys(claim, open_))


def sessions_now(claim: Claim, lines: Sequence[ClaimLine]) -> dict[str, rules.Session]:
    """Sessions and logged time of these lines, by key, as they are ticked now. A statement for each kind there is."""
    keys = {line.details["key"] for line in lines if line.kind == "time"}
    held = _meetings(claim) if any(key.startswith("meeting-") for key in keys) else []
    logged = _logged(claim) if any(key.startswith("entry-") for key in keys) else []
    return {session.key: session for session in held + logged if session.key in keys}


def unlike(claim: Claim, lines: Sequence[ClaimLine]) -> dict[int, rules.Unlike]:
    """Lines whose time is another now than when it was chosen, by number. No statement where there is no time."""
    now, days = sessions_now(claim, lines), setting("called_off_days")
    found = {
        line.number: rules.why_not_as_ticked(now[line.details["key"]], line.details["minutes"], days)
        for line in lines
        if line.details.get("key") in now
    }
    return {number: other for number, other in found.items() if other}


def _own_keys(claim: Claim, open_: Sequence[rules.Session]) -> list[str]:
    """The session that the claim is about is ticked from the start."""
    return [
        session.key
        for session in open_
        if (claim.meeting_id and session.meeting_id == claim.meeting_id)
        or (claim.entry_id and session.entry_id == claim.entry_id)
    ]


def _found(claim: Claim) -> list[rules.Session]:
    """A session that was logged stands there once, as the session."""
    held = _meetings(claim)
    return held + _logged(claim, {session.meeting_id for session in held})


def _since(claim: Claim) -> dt.date:
    return min(calendar.add_months(calendar.today(), -setting("claim_months")), claim.about_date)


def _meetings(claim: Claim) -> list[rules.Session]:
    begin, end = calendar.uk_day(_since(claim))[0], calendar.uk_day(calendar.today())[1]
    rows = openings.sessions_of(claim.person_id, begin, end)
    return [_session(row) for row in rows if row.role_id == claim.role_id]


def _logged(claim: Claim, known: Collection[str | None] = ()) -> list[rules.Session]:
    return [
        rules.Session(f"entry-{row.id}", row.what, row.on_date, row.minutes, entry_id=row.id)
        for row in contributions.entries_to_claim(claim.person_id, _since(claim))
        if row.role_id == claim.role_id and row.minutes and row.meeting_id not in known
    ]


def _session(row: openings.SessionRow) -> rules.Session:
    return rules.Session(
        f"meeting-{row.meeting_id}", row.name, calendar.uk_date(row.starts_at), row.minutes, row.attendance,
        row.present_minutes, row.starts_at, row.called_off_at, meeting_id=row.meeting_id,
        preparation_minutes=row.preparation_minutes,
    )  # fmt: skip


def _held(claim: Claim) -> dict[str, tuple[str, str]]:
    """Who holds a session: key → (number, id) of this claim or of one that was sent. Other drafts hold nothing."""
    rows = db.session.execute(
        select(ClaimLine.details, Claim.ref, Claim.id)
        .join(Claim, Claim.id == ClaimLine.claim_id)
        .where(Claim.person_id == claim.person_id, ClaimLine.kind == "time", ClaimLine.live)
        .where(or_(Claim.state != "draft", Claim.id == claim.id))
        .order_by(Claim.state != "draft")
    )
    return {details["once_key"]: (ref, claim_id) for details, ref, claim_id in rows}
