"""What a person says about payment for their time (P-61a, P-61c). Asked before they agree to a role that offers it,
and again by the claim; rows are added with their time, never changed (rule 25).
"""

from portal.foundation import audit
from portal.foundation.database import writing
from portal.foundation.pages import Refused
from portal.openings import queries, rules
from portal.openings.models import PayAnswer
from portal.openings.queries import RoleTerms


def answer_pay(
    role_id: str, answer: str, less_pence: int | None = None, charity: str = "", *, by: str
) -> str:
    """Keeps an answer of rules.PAY_ANSWERS; the row's id. `less_pence` is for one session, never above the offer
    (rule 26). Nobody answers for somebody else. Raises Refused. Callers behind a form wrap it in a once-only act.
    """
    terms = _own_terms(role_id, by)
    if answer not in rules.PAY_ANSWERS:
        raise ValueError(answer)
    if answer == "less" and (text := rules.why_not_less(less_pence or 0, terms.offered_pence or 0)):
        raise Refused("less-above-offer", text, f"/roles/{role_id}/pay", "Change your answer")
    with writing() as session:
        row = PayAnswer(person_id=by, role_id=role_id, answer=answer, answered_by=by)
        row.less_pence = less_pence if answer == "less" else None
        row.charity = charity if answer == "charity" else ""
        session.add(row)
        session.flush()
        # The trail is read by others: it says that there is an answer, never which.
        audit.record("payment answered", "role", role_id, by=by, person_id=by, answer="changed")
        return row.id


def answer_benefits(role_id: str, advice: str, *, by: str) -> str:
    """Keeps that the person met P-61c and whether they want advice first; the row's id. It stops nothing."""
    _own_terms(role_id, by)
    if advice not in rules.ADVICE:
        raise ValueError(advice)
    with writing() as session:
        kept = (
            "carry on" if advice == "limit" else advice
        )  # whether somebody set a limit is theirs alone to know
        row = PayAnswer(person_id=by, role_id=role_id, advice=kept, answered_by=by)
        session.add(row)
        session.flush()
        audit.record("benefits page met", "role", role_id, by=by, person_id=by)
        return row.id


def _own_terms(role_id: str, by: str) -> RoleTerms:
    terms = queries.role_terms(role_id)
    if terms is None or terms.person_id != by:
        raise Refused("own-answer", "Only the person who takes part can answer this.")
    return terms
