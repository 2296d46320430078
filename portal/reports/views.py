"""Reports (C-50): numbers and stories in equal space, small numbers hidden."""

import csv
import io
from dataclasses import asdict

from flask import Blueprint, Response, g, render_template, request
from flask.typing import ResponseReturnValue

from portal.documents.views import answer_with
from portal.foundation import calendar
from portal.foundation.access import requires
from portal.reports import queries, rules, service

page = Blueprint("reports", __name__)
SEE = "reports.see"


@page.get("/reports")
@requires(SEE)
def see_report() -> str:
    span, rows, total = _report()
    stories = queries.stories_to_show(span, g.actor.teams(SEE))
    spans = rules.spans(calendar.today())
    return render_template(
        "reports/see_report.html", span=span, spans=spans, rows=rows, total=total, stories=stories
    )


@page.get("/reports/pdf")
@requires(SEE)
def save_report() -> ResponseReturnValue:
    span, rows, total = _report()
    stories = queries.stories_to_show(span, g.actor.teams(SEE))
    return answer_with(service.issue(span, rows, total, stories, by=g.actor.id))


@page.get("/reports/csv")
@requires(SEE)
def save_csv() -> Response:
    span, rows, total = _report()
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, fieldnames=list(asdict(total)), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(asdict(row) for row in (*rows, total))
    headers = {"Content-Disposition": f'attachment; filename="report-{span.key}.csv"'}
    return Response("\ufeff" + out.getvalue(), mimetype="text/csv", headers=headers)


def _report() -> tuple[rules.Span, list[rules.ReportRow], rules.ReportRow]:
    asked = request.args.get("when", "3-months")
    spans = rules.spans(calendar.today())
    span = next((span for span in spans if span.key == asked), spans[0])
    sums, people, paid = queries.sums(span, g.actor.teams(SEE))
    return span, rules.report_rows(sums), rules.total_row(sums, people, paid)
