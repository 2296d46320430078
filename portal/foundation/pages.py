"""What every page shares: a page or its part, refusals turned into pages in one place, headers, request ids."""

import re
import secrets
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import structlog
from flask import Flask, Response, abort, current_app, flash, g, render_template, request, session
from flask_wtf.csrf import CSRFError
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from portal.foundation import access, assets, calendar, money
from portal.foundation.database import Busy, Stale
from portal.foundation.fields import error_list
from portal.foundation.once import NoKey, OtherContent

CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "media-src 'self' blob:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)  # nothing inline anywhere: no style=, no on…=, no hx-on (it needs eval)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(self), geolocation=(), payment=()",
    "X-Frame-Options": "DENY",
}
LOCAL_PATH = re.compile(r"(/[A-Za-z0-9-]+)+")
log = structlog.get_logger()


class Refused(Exception):
    """A rule stops this. Its text is read by the person; `code` names the rule; `href` is the way on."""

    def __init__(self, code: str, text: str, href: str = "/home", link: str = "Go back to your home page"):
        super().__init__(text)
        self.code, self.text, self.href, self.link = code, text, href, link


@dataclass(frozen=True)
class NavigationItem:
    """One entry of the header's navigation. `permission` None: for those who are not signed in. `both`: for staff who
    take part too, in place of a participant's own entries."""

    label: str
    href: str
    permission: str | None
    order: int
    current: bool = False
    both: bool = False


def part_or_page(part: str, whole: str, **values: Any) -> str:
    """The part when htmx asks for it, the page that includes it otherwise (also when htmx restores history)."""
    hx: Any = request.htmx  # type: ignore[attr-defined]  # set by htmx-flask
    asked_for_part = bool(hx) and not hx.boosted and not hx.history_restore_request
    return render_template(part if asked_for_part else whole, **values)


def success(text: str) -> None:
    """A success banner on the next page, until the page after."""
    flash(text, "success")


def remember_way_back() -> None:
    """`?back=/claims/…`, from a page of another room that wants the person again when they are done here."""
    wanted = request.args.get("back", "")
    if LOCAL_PATH.fullmatch(wanted):
        session["way_back"] = wanted


def way_back(otherwise: str) -> str:
    """Where the person came from, as remembered; they may have come from nowhere."""
    return str(session.get("way_back", otherwise))


def back_again(otherwise: str) -> str:
    """The same, once: what they came for is done."""
    return str(session.pop("way_back", otherwise))


def navigation() -> list[NavigationItem]:
    """The header's entries for who is signed in, at most four and "Get help" last."""
    items: Iterable[NavigationItem] = current_app.extensions["navigation"]
    shown = [item for item in items if _shown(item)]
    here = max(
        (item for item in shown if _leads_to_here(item.href)), key=lambda item: len(item.href), default=None
    )
    unique = {item.href: item for item in sorted(shown, key=lambda item: item.order)}
    entries = [NavigationItem(**{**vars(item), "current": item == here}) for item in unique.values()]
    return [*entries, NavigationItem("Get help", "/help", None, 99, _leads_to_here("/help"))]


def _leads_to_here(href: str) -> bool:
    return request.path == href or request.path.startswith(href + "/")


def _shown(item: NavigationItem) -> bool:
    if g.get("actor") is None or item.permission is None:
        return g.get("actor") is None and item.permission is None
    own = item.permission in access.PERMISSIONS["participant"]
    if g.helping:
        return own and not item.both
    return bool(g.actor.may(item.permission)) and (not own or item.both == g.actor.is_staff)


def add_navigation(app: Flask, *items: NavigationItem) -> None:
    """Called by rooms in register(app)."""
    app.extensions.setdefault("navigation", []).extend(items)


def install(app: Flask) -> None:
    """Headers, request ids, filters and refusals for every answer."""
    app.before_request(_begin)
    app.after_request(_send_headers)
    assets.install(app)
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals["may"] = lambda permission: bool(g.get("actor") and g.actor.may(permission))
    for problem, answer in REFUSALS.items():
        app.register_error_handler(problem, answer)


def _begin() -> None:
    g.request_id, g.began = secrets.token_hex(8), time.perf_counter()
    if not request.path.startswith("/static/"):
        access.load_actor()
    if "\0" in request.path:
        abort(404)  # no id has one in it, and PostgreSQL would rather fail than look


def _send_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    response.vary.update(("HX-Request", "Cookie"))
    response.headers.setdefault("Cache-Control", "no-store")  # pages with personal data
    _log_request(response.status_code)
    return response


def _log_request(status: int) -> None:
    """Route, status, time and an opaque id: never names, words, addresses, tokens or query strings."""
    route = request.url_rule.rule if request.url_rule else None
    named = route not in current_app.extensions.get("out of the log", ())
    log.info(
        "request",
        request_id=g.get("request_id") if named else None,
        route=route if named else None,
        method=request.method,
        status=status,
        person=g.actor.id if named and g.get("actor") else None,
        ms=round((time.perf_counter() - g.get("began", time.perf_counter())) * 1000, 1),
    )


def keep_out_of_the_log(app: Flask, *routes: str) -> None:
    """Pages whose very opening tells something about a person: the log says that a page was asked for, no more."""
    app.extensions.setdefault("out of the log", set()).update(routes)


def _http_problem(problem: HTTPException) -> tuple[str, int]:
    code = problem.code or 500
    known = code if code in (403, 404, 405, 413, 414, 429, 431, 503) else (400 if code < 500 else 500)
    return render_template(f"shared/problems/{known}.html"), code


def _crash(problem: Exception) -> tuple[str, int]:
    """A reference for the person; the trace is for the log, without local variables."""
    log.error("crash", request_id=g.get("request_id"), exc_info=problem)
    if current_app.testing:
        raise problem
    return render_template("shared/problems/500.html", reference=g.get("request_id")), 500


def _refused(problem: Refused) -> tuple[str, int]:
    return render_template("shared/problems/refused.html", problem=problem), 409


def _stale(_problem: Stale) -> tuple[str, int]:
    return render_template("shared/problems/changed.html", answers=answers_sent()), 409


def _sent_twice(_problem: OtherContent) -> tuple[str, int]:
    return render_template("shared/problems/sent_twice.html"), 409


def _no_key(_problem: NoKey) -> tuple[str, int]:
    return render_template("shared/problems/400.html"), 400


def _busy(_problem: Busy) -> tuple[str, int, dict[str, str]]:
    return render_template("shared/problems/503.html", answers=answers_sent()), 503, {"Retry-After": "10"}


def _form_too_old(_problem: CSRFError) -> tuple[str, int]:
    """The form again, filled, with a fresh token: never a bare error."""
    return render_template("shared/problems/form_too_old.html", answers=answers_sent()), 400


def answers_sent() -> list[tuple[str, str]]:
    """Everything typed, to send again, but for the old token and passwords."""
    sent: MultiDict[str, str] = request.form
    return [(k, v) for k, v in sent.items(multi=True) if k != "csrf_token" and "password" not in k]


REFUSALS: dict[type[Exception], Callable[[Any], Any]] = {
    HTTPException: _http_problem,
    CSRFError: _form_too_old,
    Refused: _refused,
    Stale: _stale,
    OtherContent: _sent_twice,
    NoKey: _no_key,
    Busy: _busy,
    Exception: _crash,
}
FILTERS: dict[str, Callable[..., Any]] = {
    "error_list": error_list,
    "pounds": money.pounds,
    "pounds_short": money.pounds_short,
    "long_date": calendar.long_date,
    "full_date": calendar.full_date,
    "short_date": calendar.short_date,
    "clock_time": calendar.clock_time,
    "duration": calendar.duration,
    "uk_date": calendar.uk_date,
}
