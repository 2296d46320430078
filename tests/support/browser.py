"""The portal in a real browser: a real server on a port of its own, and pages of a phone and a desk."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from weakref import WeakSet

from flask import Flask
from playwright.sync_api import BrowserContext, Page
from werkzeug.serving import make_server

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WITHOUT_SCRIPTS: WeakSet[BrowserContext] = WeakSet()
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
]  # fmt: skip


def chromium() -> str | None:
    """The browser of the system; none is downloaded."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The app on a free port, a thread for each request; gives its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class Barrier:
    """Something that axe says keeps people out, and where."""

    rule: str
    help: str
    where: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.rule}: {self.help}\n    " + "\n    ".join(self.where)


def barriers(page: Page) -> list[Barrier]:
    """What axe finds on the page as it stands. `evaluate` is not stopped by the page's policy; a script tag is."""
    with scripts_running(page):
        page.evaluate(AXE.read_text())
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)["violations"]
    return [Barrier(v["id"], v["help"], [node["html"][:200] for node in v["nodes"]]) for v in found]


@contextmanager
def scripts_running(page: Page) -> Iterator[None]:
    """Where JavaScript is off axe would never answer: it is on for that moment. The page's own stay unloaded."""
    if page.context not in WITHOUT_SCRIPTS:
        yield
        return
    session = page.context.new_cdp_session(page)
    for off in (True, False):  # this session says it first, or its "on" would be no change to it
        session.send("Emulation.setScriptExecutionDisabled", {"value": off})
    try:
        yield
    finally:
        session.send("Emulation.setScriptExecutionDisabled", {"value": True})
        session.detach()


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than its window: 0 for a page that never scrolls sideways."""
    return page.evaluate("Math.max(0, document.documentElement.scrollWidth - window.innerWidth)")
