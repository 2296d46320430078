"""What the demo would have sent."""

from flask import Blueprint, render_template

from portal.foundation.access import public
from portal.messages import queries

page = Blueprint("messages", __name__)


@page.get("/demo/outbox")
@public
def show_outbox() -> str:
    return render_template("messages/show_outbox.html", messages=queries.written())
