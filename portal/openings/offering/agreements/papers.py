"""The agreement and the letter for the Jobcentre as documents, in the person's own format."""

from typing import Any

from portal.documents.rules import Format
from portal.documents.service import issue
from portal.openings.offering.agreements.queries import RoleView, Version
from portal.people.queries import print_format


def format_for(person_id: str) -> Format:
    """Size, paper and language as the person asked for letters."""
    own = print_format(person_id)
    return Format(own.size_pt, own.paper, own.language)


def agreement_paper(role: RoleView, version: Version, *, by: str) -> str:
    """The id of one version as a document, with both signatures as they stand."""
    content: dict[str, Any] = {
        "opening_name": role.opening_name,
        "person_name": role.person_name,
        "number": version.number,
        "parts": [part.plain() for part in version.parts],
        "signed_name": version.signed_name,
        "signed_at": version.signed_at,
        "agreed_at": version.answered_at if version.answer == "yes" else None,
    }
    title, look = f"Role agreement: {role.opening_name}", format_for(role.person_id)
    return issue("role-agreement", title, "role_agreement", content, look, role.person_id, by=by, dated=None)
