"""The letter that a person can show at the Jobcentre, from the day of the offer (P-61c, domain.md 3.2 and 3.3).

It tells what we know: what this is, what was offered and accepted. It names no benefit as the person's, and never says
that they are safe: how the rules apply is not ours to decide.
"""

from typing import Any

from portal.documents.service import issue
from portal.openings.offering.agreements.papers import format_for
from portal.openings.offering.roles import rules
from portal.openings.offering.roles.queries import MyRole, first_start, nature, sessions
from portal.organisation.queries import organisation


def letter(mine: MyRole) -> dict[str, Any]:
    """What the letter says: plain values."""
    found, about, terms, ours = (
        sessions(mine.id),
        nature(mine.role.opening_id),
        mine.terms,
        organisation(),
    )
    return {
        "person_name": mine.role.person_name,
        "opening_name": mine.name,
        "purpose": about.purpose,
        "tasks": about.tasks,
        "dates": [(one.starts_at, one.ends_at) for one in found if one.called_off_at is None],
        "offered_on": mine.role.versions[0].signed_at,
        "agreed_on": mine.role.agreed_version.answered_at if mine.role.agreed_version else None,
        "offered": rules.offered_words(terms.pays_time, terms.offered_words, terms.offered_pence),
        "accepted": rules.accepted_words(mine.said, terms.pays_time, first_start(found)),
        "costs": about.costs_words,
        "signed_name": terms.signed_name,
        "lead": ", ".join(filter(None, (about.lead_name, about.lead_phone or ours.phone))),
        "post_address": ours.post_address,
    }


def letter_paper(mine: MyRole, *, by: str) -> str:
    """The id of the letter as a document, in the person's own format."""
    look = format_for(mine.role.person_id)
    title = f"Letter about taking part: {mine.name}"
    return issue("letter", title, "jobcentre_letter", letter(mine), look, mine.role.person_id, by=by)
