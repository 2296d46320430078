"""The administrator's first page."""

from typing import Any

from flask import Blueprint, render_template

from portal.foundation.access import requires

page = Blueprint("office", __name__)
Answer = Any  # a page, or where to go


@page.get("/admin")
@requires("staff.manage")
def admin() -> Answer:
    return render_template("office/admin.html")
