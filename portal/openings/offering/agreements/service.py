"""Writing a role's agreement and signing it first; a signed version is never changed (C-32)."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts import queries as accounts
from portal.foundation import audit, calendar
from portal.foundation.calendar import uk_date
from portal.foundation.database import Stale, check_version, writing
from portal.foundation.once import once_only
from portal.foundation.pages import Refused
from portal.messages import service as messages
from portal.openings.models import AgreementDraft, Opening, Role, RoleAgreement
from portal.openings.offering.agreements import rules
from portal.openings.offering.agreements.offers import offer_of, pay_terms
from portal.openings.offering.agreements.queries import coming_dates
from portal.openings.offering.agreements.words import prefilled


def begin_role(opening_id: str, person_id: str, interest_id: str, *, by: str) -> str:
    """Inside the act that accepts an interest: a role with its agreement to be written. Its id."""
    with writing() as session:
        opening = session.get_one(Opening, opening_id)
        role = Role(opening_id=opening_id, person_id=person_id, interest_id=interest_id, made_by=by)
        role.state = "being written"
        session.add(role)
        session.flush()
        parts = [part.plain() for part in prefilled(offer_of(opening))]
        session.add(AgreementDraft(role_id=role.id, parts=parts))
        audit.record("role begun", "role", role.id, by=by, person_id=person_id, opening=opening_id)
        return role.id


@once_only
def begin_version(role_id: str, *, by: str) -> str:
    """A next version to write, from the words of the last one. The old one stays until the new one is answered.
    Begun already: the same. Raises Refused."""
    with writing() as session:
        role = _role(session, role_id)
        newest = _newest(session, role_id)
        waits = newest is not None and newest.answer == ""
        _refuse(rules.why_not_begin_version(role.state, waits), role)
        if newest and session.get(AgreementDraft, role_id) is None:
            session.add(AgreementDraft(role_id=role_id, parts=newest.parts))
            audit.record(
                "agreement begun", "role", role_id, by=by, person_id=role.person_id, number=newest.number + 1
            )
        return role_id


@once_only
def write_part(role_id: str, version: int, place: int, you: str, we: str, *, by: str) -> str:
    """New words for one of the seven parts (from 0), before it is signed. Raises Refused, Stale."""
    with writing() as session:
        role = _role(session, role_id)
        draft = session.get(AgreementDraft, role_id, with_for_update=True, populate_existing=True)
        _refuse(rules.why_not_sign(role.person_id, by, role.state, draft is not None), role)
        assert draft
        check_version(draft, version)
        parts = [dict(part) for part in draft.parts]
        parts[place].update(you=you, we=we)
        draft.parts = parts
        audit.record("agreement written", "role", role_id, by=by, person_id=role.person_id, part=place + 1)
        return role_id


@once_only
def sign(role_id: str, version: int, *, by: str) -> str:
    """The coordinator signs first, and the person is asked (E-05, later versions E-23). Raises Refused, Stale."""
    with writing() as session:
        role = _role(session, role_id)
        draft = session.get(AgreementDraft, role_id, with_for_update=True, populate_existing=True)
        _refuse(rules.why_not_sign(role.person_id, by, role.state, draft is not None), role)
        if draft is None or draft.version != version:
            raise Stale
        opening = session.get_one(Opening, role.opening_id)
        signed = _signed(session, role, opening, draft.parts, by)
        session.delete(draft)
        if role.state != "agreed":
            role.state = "offered"
        audit.record(
            "agreement signed", "role", role_id, by=by, person_id=role.person_id, number=signed.number
        )
        _ask(role, opening, signed)
        return role_id


def _signed(
    session: Session, role: Role, opening: Opening, parts: list[dict[str, Any]], by: str
) -> RoleAgreement:
    before, terms = _newest(session, role.id), pay_terms(opening)
    _refuse(rules.why_not_offer(bool(opening.pays_time), terms.offered_words), role)
    row = RoleAgreement(role_id=role.id, number=before.number + 1 if before else 1, parts=parts, signed_by=by)
    row.signed_name = accounts.names([by])[by]
    row.pays_time, row.offered_words = bool(opening.pays_time), terms.offered_words
    row.rate_card_id, row.rate_code, row.offered_pence = (
        opening.rate_card_id,
        opening.rate_code,
        terms.session_pence,
    )
    session.add(row)
    session.flush()
    return row


def _ask(role: Role, opening: Opening, signed: RoleAgreement) -> None:
    """Tells the person; the first time with the first meeting, and by when travel can be booked."""
    key, link = f"{role.id}:{signed.number}", f"/roles/{role.id}/agree"
    about: dict[str, Any] = {"opening": opening.name, "link": link}
    if signed.number > 1:
        messages.tell(role.person_id, "E-23", key, **about)
        return
    dates = coming_dates(opening.id, calendar.now())
    if dates:
        first = dates[0]
        about |= {"day": uk_date(first.starts_at), "time": calendar.clock_time(first.starts_at)}
        about["place"] = first.place or "online"
    book_by = rules.book_by(calendar.today(), uk_date(dates[0].starts_at) if dates else None)
    about |= {"date": book_by or "", "travel_link": f"/roles/{role.id}/call"}
    messages.tell(role.person_id, "E-05", key, **about)


def _role(session: Session, role_id: str) -> Role:
    return session.get_one(Role, role_id, with_for_update=True, populate_existing=True)


def _newest(session: Session, role_id: str) -> RoleAgreement | None:
    rows = select(RoleAgreement).where(RoleAgreement.role_id == role_id)
    return session.scalars(rows.order_by(RoleAgreement.number.desc()).limit(1)).first()


def _refuse(refusal: rules.Refusal | None, role: Role) -> None:
    if refusal:
        href = f"/manage/openings/{role.opening_id}/roles/{role.id}"
        raise Refused(refusal.code, refusal.text, href, "Go back to the agreement")
