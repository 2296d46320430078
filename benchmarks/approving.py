"""The queue's bytes at 10,000 claims, and approving a claim against one look at the page it leads to."""

import http.client
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.many import SECRET, portal_with
from benchmarks.pages import cookie_of
from benchmarks.server import cpu_of, served

COORDINATOR = "coordinator@demo.example"
TIMES, MOST_BYTES = 60, 30_000
HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
PAIR = re.compile(r'\b(name|value)="([^"]*)"')


def measure() -> Iterator[str]:
    """One line for each figure."""
    with tempfile.TemporaryDirectory() as folder:
        app = portal_with(Path(folder), 10_000)
        browser = {"Cookie": cookie_of(app, COORDINATOR)}
        with served("wsgi:app", {"DATA_DIR": folder, "SECRET_KEY": SECRET, "DEMO": "yes"}) as port:
            client = http.client.HTTPConnection("127.0.0.1", port)
            page = _get(client, "/queue", browser)
            looks = _cpu(port, lambda _: _get(client, "/queue", browser))
            refs = [f"C{number:06d}" for number in range(TIMES)]
            forms = [_form(_get(client, f"/queue/{ref}", browser)) for ref in refs]
            approves = _cpu(port, lambda n: _approve(client, refs[n], forms[n], browser))
    yield f"/queue at 10,000 claims, bytes of HTML ÷ {MOST_BYTES:,}: {len(page) / MOST_BYTES:.2f} ({len(page):,})"
    yield f"approve (POST, redirect, page) ÷ GET of that page: {approves / looks:.2f}"


def _cpu(port: int, act) -> float:  # type: ignore[no-untyped-def]  # an act takes its number and its answer is not read
    before = cpu_of(port)
    for number in range(TIMES):
        act(number)
    return cpu_of(port) - before


def _get(client: http.client.HTTPConnection, path: str, browser: dict[str, str]) -> str:
    client.request("GET", path, headers=browser)
    answer = client.getresponse()
    text = answer.read().decode()
    if answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status}")
    _keep_cookie(answer, browser)
    return text


def _keep_cookie(answer: http.client.HTTPResponse, browser: dict[str, str]) -> None:
    if cookie := answer.getheader("Set-Cookie"):
        browser["Cookie"] = cookie.split(";")[0]


def _form(page: str) -> dict[str, str]:
    """The hidden fields of the decision's form, with its line approved, spent again on the same day as others."""
    part = page[page.index('id="decisions"') :]
    pairs = [dict(PAIR.findall(field)) for field in HIDDEN.findall(part[: part.index("</form>")])]
    hidden = {pair["name"]: pair.get("value", "") for pair in pairs}
    return {**hidden, "lines-0-decision": "approve", "lines-0-spent_twice": "y", "act": "send"}


def _approve(
    client: http.client.HTTPConnection, ref: str, form: dict[str, str], browser: dict[str, str]
) -> None:
    headers = {**browser, "Content-Type": "application/x-www-form-urlencoded"}
    client.request("POST", f"/queue/{ref}", urlencode(form), headers)
    answer = client.getresponse()
    answer.read()
    if answer.status != 303:
        raise RuntimeError(f"approving {ref} answered {answer.status}")
    _keep_cookie(answer, browser)
    _get(client, "/queue", browser)
