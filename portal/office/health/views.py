"""/health/live, /health/ready and /metrics, for what watches over the portal (security.md 8.1)."""

import hmac
import ipaddress
from typing import Any

from flask import Response, abort, current_app, request

from portal.foundation.access import public
from portal.office.health import metrics, queries
from portal.office.views import page

Answer = Any


@page.get("/health/live")
@public
def live() -> Answer:
    return _said("live", 200)


@page.get("/health/ready")
@public
def ready() -> Answer:
    problems = queries.why_not_ready()
    return _said("\n".join(problems), 503) if problems else _said(f"ready{queries.scanner_words()}", 200)


@page.get("/metrics")
@public
def figures() -> Answer:
    if not _may_read():
        abort(403)
    return Response(metrics.text(), mimetype="text/plain; version=0.0.4")


def _said(words: str, status: int) -> Response:
    return Response(words + "\n", status, mimetype="text/plain")


def _may_read() -> bool:
    """From this machine itself, or with the token. What came through a proxy is not from this machine."""
    token = current_app.extensions["settings"].metrics_token
    sent = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token and hmac.compare_digest(sent.encode(), token.encode()):
        return True
    through_proxy = {"X-Forwarded-For", "Forwarded", "X-Real-Ip"} & set(request.headers.keys())
    return not through_proxy and _is_loopback(request.remote_addr or "")


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
