"""What a person does with their role: answer the agreement, answer about payment, ask for a call. Nobody does these for
somebody else (security.md 1.4).
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts import queries as accounts
from portal.foundation import audit, calendar
from portal.foundation.database import writing
from portal.foundation.once import once_only
from portal.foundation.pages import Refused
from portal.messages import service as messages
from portal.openings import queries, service
from portal.openings.models import Opening, Role, RoleAgreement
from portal.openings.offering.roles import rules

STATES = {"yes": "agreed", "change": "changes wanted", "no": "said no"}


@once_only
def answer_agreement(role_id: str, number: int, answer: str, words: str, *, by: str) -> str:
    """Yes, "I want to change something" with words, or no; to the version (`number`) that the person read. The old
    version holds until a new one is agreed. Raises Refused."""
    with writing() as session:
        role, newest = _to_answer(session, role_id, by)
        said = queries.pay_said(by, role_id)
        _refuse(rules.why_not_answer(role_id, number, newest.number, bool(newest.answer)))
        if answer == "yes":
            _refuse(rules.why_not_agree(role_id, newest.pays_time, said))
        newest.answer, newest.answer_words, newest.answered_at = answer, words, calendar.now()
        if not (role.state == "agreed" and answer == "change"):
            role.state = STATES[answer]
        role.version += 1
        audit.record("agreement answered", "role", role_id, by=by, person_id=by, number=number, answer=answer)
        _tell(session.get_one(Opening, role.opening_id), role, newest)
        return role_id


def _to_answer(session: Session, role_id: str, by: str) -> tuple[Role, RoleAgreement]:
    role = session.get_one(Role, role_id, with_for_update=True, populate_existing=True)
    if role.person_id != by:
        raise Refused("own-role", "Only the person whose role it is can answer.")
    rows = select(RoleAgreement).where(RoleAgreement.role_id == role_id).order_by(RoleAgreement.number.desc())
    return role, session.scalars(rows.limit(1).with_for_update()).one()


def _tell(opening: Opening, role: Role, newest: RoleAgreement) -> None:
    """The person gets a copy to keep; staff hear what they must answer."""
    if newest.answer == "yes":
        about = {"opening": opening.name, "coordinator": newest.signed_name, "link": f"/roles/{role.id}"}
        messages.tell(role.person_id, "E-38", newest.id, date=calendar.today(), **about)
        return
    name = accounts.names([role.person_id])[role.person_id]
    wants = "wants to change something in" if newest.answer == "change" else "said no to"
    link = f"/manage/openings/{opening.id}/roles/{role.id}"
    text = f"{name} {wants} their role in {opening.name}."
    messages.add_todo(
        "role agreement",
        text,
        link=link,
        team_id=opening.team_id,
        person_id=role.person_id,
        key=f"answer:{newest.id}",
    )


def _refuse(refusal: rules.Refusal | None) -> None:
    if refusal:
        raise Refused(refusal.code, refusal.text, refusal.href, refusal.link)


@once_only
def answer_pay(role_id: str, answer: str, less_pence: int | None, charity: str, *, by: str) -> str:
    """P-61a behind its form: openings.service.answer_pay, once."""
    return service.answer_pay(role_id, answer, less_pence, charity, by=by)


@once_only
def answer_benefits(role_id: str, advice: str, *, by: str) -> str:
    """P-61c behind its form: openings.service.answer_benefits, once."""
    return service.answer_benefits(role_id, advice, by=by)


@once_only
def ask_for_call(role_id: str, words: str, *, by: str) -> str:
    """A to-do for the team: call this person about their role. Its id."""
    with writing():
        terms = queries.role_terms(role_id)
        if terms is None or terms.person_id != by:
            raise Refused("own-role", "Only the person whose role it is can ask.")
        name = accounts.names([by])[by]
        text = f"{name} asks for a call about their role in {terms.opening_name}." + (
            f" “{words}”" if words else ""
        )
        link = f"/manage/openings/{terms.opening_id}/roles/{role_id}"
        audit.record("call asked for", "role", role_id, by=by, person_id=by)
        return messages.add_todo("call", text, link=link, team_id=terms.team_id, person_id=by)
