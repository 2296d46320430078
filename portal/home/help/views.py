"""P-72: how to reach us, and "Call me back"."""

import re
from typing import Any
from urllib.parse import urlsplit

from flask import g, redirect, render_template, request, url_for

from portal.accounts import rules as account_rules
from portal.accounts import service as accounts
from portal.accounts import throttle
from portal.accounts.joining.answers import browser
from portal.accounts.joining.forms import CallBackForm
from portal.foundation.access import public
from portal.home.views import page

Answer = Any  # a page, or where to go
CLAIM = re.compile(r"/(?:claims|queue)/([A-Z])(\d{3})(\d{3})\b")


@page.get("/help")
@public
def get_help() -> Answer:
    form = CallBackForm(data={"name": g.actor.name if g.actor else None, "topic": came_from()})
    return render_template("home/get_help.html", form=form)


@page.post("/help")
@public
def ask_for_call() -> Answer:
    form = CallBackForm()
    if not form.validate():
        return render_template("home/get_help.html", form=form), 422
    throttle.take(throttle.by_network("call", account_rules.CALLS_FROM_ONE_NETWORK))
    by = g.actor.id if g.actor else browser()
    accounts.ask_for_call(form.asked(), g.actor.id if g.actor else None, by=by, once=form.once.data)
    return redirect(url_for("home.call_asked_for"), 303)


@page.get("/help/sent")
@public
def call_asked_for() -> Answer:
    return render_template("home/call_asked_for.html")


def came_from() -> str:
    """What the person was looking at, in words they may take out again: "You came from claim C 104 882"."""
    page_before = urlsplit(request.referrer or "")
    found = CLAIM.match(page_before.path) if page_before.netloc == request.host else None
    return f"About claim {' '.join(found.groups())}." if found and g.actor else ""
