"""A statement as a document: made once by its content."""

from dataclasses import asdict
from typing import Any

from portal.documents import service as documents
from portal.documents.rules import Format
from portal.foundation import audit
from portal.foundation.database import writing
from portal.payments.statements import rules
from portal.people import queries as people


def issue(person_id: str, made: rules.Statement, *, by: str) -> str:
    """The PDF of a statement, in the size and on the paper that the person reads; the document's id."""
    wish = people.print_format(person_id)
    with writing():
        return documents.issue(
            "statement",
            f"Statement for {made.person_name}, {made.period.label}",
            "statement",
            as_content(made),
            Format(size_pt=wish.size_pt, paper=wish.paper, language=wish.language),
            person_id,
            by=by,
            total_pence=made.total_pence,
            csv=rules.as_csv(made),
        )


def note_seen(person_id: str, period: rules.Period, *, by: str) -> None:
    """A member of staff read somebody's payments: an event that the person can see."""
    with writing():
        audit.record("statement seen", "person", person_id, by=by, person_id=person_id, period=period.label)


def as_content(made: rules.Statement) -> dict[str, Any]:
    """The template's variables, for the page and for print alike."""
    return {
        "person_name": made.person_name,
        "label": made.period.label,
        "made_on": made.made_on,
        "paid_to": list(made.paid_to),
        "costs": [asdict(line) for line in made.costs],
        "time": [asdict(line) for line in made.time],
        "before": [asdict(one) for one in made.before],
        "not_taken": [asdict(offer) for offer in made.not_taken],
        "above": [asdict(one) for one in made.above],
        "costs_pence": made.costs_pence,
        "time_pence": made.time_pence,
        "total_pence": made.total_pence,
        "costs_asked_pence": made.costs_asked_pence,
        "time_asked_pence": made.time_asked_pence,
    }
