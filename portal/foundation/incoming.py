"""What is refused before anything of it is read: other hosts' names, forms of foreign pages, forms of any length.

S1  A page of another site can't send a form here; the answer holds nothing of what it sent.   _from_elsewhere()
S2  In production the portal answers to its own name alone (security.md 3.5).                  _other_host()
S3  A form of words ends at 2 MB and 1,000 fields (security.md 4.4).                           _too_long()
S4  X-Forwarded-* is believed from as many proxies as were set, and from nobody else.          behind_proxies()
"""

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, render_template, request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.sansio.utils import host_is_trusted

MOST_WORDS = 2 * 1024 * 1024  # bytes of a form without files
MOST_FIELDS = 1_000
SAFE = ("GET", "HEAD", "OPTIONS")
FOR_MACHINES = ("/health/", "/metrics")  # asked by whatever name the machine beside us knows
Refusal = tuple[str, int] | None


def install(app: Flask) -> None:
    """Before anything else looks at a request."""
    for check in (_other_host, _from_elsewhere, _too_long):
        app.before_request(check)


def behind_proxies(app: Flask, proxies: int) -> None:
    """People's addresses, the host and https as the nearest `proxies` proxies tell them."""
    if proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # Flask says to wrap it so
            app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies
        )


def _public() -> Any:
    return urlsplit(current_app.extensions["settings"].public_url)


def _other_host() -> None:
    asked_by_people = not request.path.startswith(FOR_MACHINES)
    if current_app.extensions["settings"].production and asked_by_people and not _has_our_name():
        abort(400)


def _has_our_name() -> bool:
    return host_is_trusted(request.host, [_public().hostname or ""])


def _from_elsewhere() -> Refusal:
    """Browsers say where a form comes from; old ones say nothing, and for them the form's token is the proof."""
    if request.method in SAFE:
        return None
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site in ("cross-site", "same-site") or (origin is not None and not _is_ours(origin)):
        return render_template("shared/problems/elsewhere.html"), 403
    return None


def _is_ours(origin: str) -> bool:
    """Ours is the public address, and the name by which this request reached us. "null" is nobody's."""
    return origin.partition("://")[2] in (_public().netloc, request.host)


def _too_long() -> Refusal:
    if request.mimetype != "application/x-www-form-urlencoded":
        return None  # files and what comes with them have limits of their own
    request.max_content_length = MOST_WORDS
    try:
        words = request.get_data()
        fits = (
            len(words) < MOST_WORDS and words.count(b"&") < MOST_FIELDS
        )  # sent in chunks, it is cut at the limit
    except RequestEntityTooLarge:
        fits = False
    return None if fits else (render_template("shared/problems/too_long.html"), 413)
