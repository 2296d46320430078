"""/admin/failed "What failed": messages and jobs that were given up, each with a button (security.md 5.5)."""

from typing import Any

from flask import abort, redirect, render_template, url_for

from portal.foundation import jobs
from portal.foundation.access import requires
from portal.foundation.pages import success
from portal.messages import queries, service
from portal.office.views import page

Answer = Any  # a page, or where to go


@page.get("/admin/failed")
@requires("staff.manage")
def failed() -> Answer:
    return render_template("office/failed.html", jobs=jobs.failures(), messages=queries.not_sent())


@page.post("/admin/failed/jobs/<failed_id>")
@requires("staff.manage")
def try_job_again(failed_id: str) -> Answer:
    if failed_id not in {one.id for one in jobs.failures()}:
        abort(404)
    jobs.try_again(failed_id)
    success("We are trying it again.")
    return redirect(url_for("office.failed"), 303)


@page.post("/admin/failed/messages/<message_id>")
@requires("staff.manage")
def send_message_again(message_id: str) -> Answer:
    if message_id not in {one.id for one in queries.not_sent(1000)}:
        abort(404)
    service.send_again(message_id)
    success("We are sending it again.")
    return redirect(url_for("office.failed"), 303)
