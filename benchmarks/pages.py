"""CPU of the participant's home and the coordinator's queue, at 100 and at 10,000 claims, against a hello page."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from flask import Flask

from benchmarks.many import SECRET, portal_with
from benchmarks.server import cpu_per_request, served
from portal.demo.content import PASSWORD

PAGES = {"participant@demo.example": "/home", "coordinator@demo.example": "/queue"}


def measure() -> Iterator[str]:
    """One line for each figure."""
    with served("benchmarks.hello:app", {}) as port:
        hello = cpu_per_request(port, "/", times=2000)
    few, many = _portal(100), _portal(10_000)
    for path in PAGES.values():
        yield f"{path} at 100 claims ÷ hello: {few[path] / hello:.1f}"
        yield f"{path} at 10,000 claims ÷ hello: {many[path] / hello:.1f}"
        yield f"{path} at 10,000 claims ÷ at 100: {many[path] / few[path]:.2f}"


def _portal(claims: int) -> dict[str, float]:
    """Seconds of CPU for each page, with so many claims."""
    with tempfile.TemporaryDirectory() as folder:
        app = portal_with(Path(folder), claims)
        cookies = {email: cookie_of(app, email) for email in PAGES}
        environ = {"DATA_DIR": folder, "SECRET_KEY": SECRET, "DEMO": "yes"}
        with served("wsgi:app", environ) as port:
            return {path: cpu_per_request(port, path, cookies[email]) for email, path in PAGES.items()}


def cookie_of(app: Flask, email: str) -> str:
    """Who is signed in, as the header that a browser sends."""
    client = app.test_client()
    client.post("/sign-in/password", data={"email": email, "password": PASSWORD})
    name = app.config["SESSION_COOKIE_NAME"]
    cookie = client.get_cookie(name)
    return f"{name}={cookie.value if cookie else ''}"
