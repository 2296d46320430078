"""Taking the trail out as a file, which is itself an event."""

import csv
import io
from collections.abc import Iterator

from portal.foundation import audit, calendar
from portal.foundation.database import writing
from portal.office.trail import queries
from portal.office.trail.rules import safe_cell

HEADINGS = ("Number", "Date", "Time", "Who", "What", "About", "Details")


def export(asked: queries.Asked, by: str) -> str:
    """Records who took it out with which filters; then the CSV file."""
    filters = {name: value for name, value in vars(asked).items() if value not in (None, "")}
    with writing():
        audit.record("audit trail exported", "audit trail", "file", by=by, filters=filters or None)
    return "".join(_lines(asked))


def _lines(asked: queries.Asked) -> Iterator[str]:
    yield "\ufeff" + _line(HEADINGS)  # without the mark a spreadsheet misreads names
    for row in queries.for_file(asked):
        moment = calendar.uk_time(row.at)
        facts = (
            f"{moment:%Y-%m-%d}",
            f"{moment:%H:%M:%S}",
            row.who,
            row.what,
            row.whom,
            "; ".join(row.details),
        )
        yield _line((str(row.number), *map(safe_cell, facts)))


def _line(cells: tuple[str, ...]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()
