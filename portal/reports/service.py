"""A report as a document."""

from dataclasses import asdict

from portal.contributions.queries import Story
from portal.documents import service as documents
from portal.foundation import calendar
from portal.foundation.database import writing
from portal.reports import rules


def issue(
    span: rules.Span, rows: list[rules.ReportRow], total: rules.ReportRow, stories: list[Story], *, by: str
) -> str:
    """The PDF of a report; the document's id."""
    content = {
        "span": asdict(span),
        "rows": [asdict(row) for row in rows],
        "total": asdict(total),
        "stories": [story_told(story) for story in stories],
    }
    with writing():
        return documents.issue("report", f"Report: {span.label}", "report", content, by=by)


def story_told(story: Story) -> dict[str, str]:
    """The words and, only where it was allowed, the name."""
    name = story.person_name if story.seen_by == "name" else "Someone who took part"
    return {"story": story.story, "name": name, "what": story.what, "on": calendar.month_name(story.on_date)}
