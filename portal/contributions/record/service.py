"""The record as a document: made once by its content."""

from portal.contributions.record.rules import Record
from portal.documents import service as documents
from portal.documents.rules import Format
from portal.foundation.database import writing
from portal.people import queries as people


def issue(person_id: str, made: Record, *, by: str) -> str:
    """The PDF of a record, in the size and on the paper that the person reads; the document's id."""
    wish = people.print_format(person_id)
    content = {"name": made.name, "sections": made.sections_printed, **made.given_words}
    look = Format(size_pt=wish.size_pt, paper=wish.paper, language=wish.language)
    with writing():
        return documents.issue("record", f"Record of {made.name}", "record", content, look, person_id, by=by)
