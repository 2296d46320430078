"""Statements a second: the worker's way, against a plain loop that gives the site's style to each document."""

import datetime as dt
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from flask import Flask, render_template

from portal.foundation import pdf
from portal.foundation.print_style import print_css
from portal.payments.statements import rules, service

BATCH, PLAIN = 200, 10


def measure() -> Iterator[str]:
    """One line: a batch of 200 drawn as the worker draws them ÷ a plain loop."""
    import tempfile

    from benchmarks.many import settings_for
    from portal import create_app

    with tempfile.TemporaryDirectory() as folder:
        app = create_app(settings_for(Path(folder)))
        with app.app_context():
            html = [_html(app, number) for number in range(BATCH)]
            worker = _rate(html, lambda page: pdf.draw(page, pdf.Print()))
            plain = _rate(html[:PLAIN], _plainly)
    yield f"statements a second, batch of {BATCH} ÷ plain loop: {worker / plain:.1f} ({worker:.1f} ÷ {plain:.1f})"


def _rate(pages: list[str], draw: Callable[[str], bytes]) -> float:
    draw(pages[0])  # imports and caches are not what is measured
    began = time.perf_counter()
    for page in pages:
        draw(page)
    return len(pages) / (time.perf_counter() - began)


def _plainly(page: str) -> bytes:
    """As it would be written first: the style read and parsed for each document."""
    from weasyprint import CSS, HTML

    from portal.foundation.assets import FONTS

    style = CSS(string=print_css(), url_fetcher=pdf._fetcher()(FONTS))
    site = CSS(string=_site_css())
    written: bytes = HTML(string=page).write_pdf(stylesheets=[site, style], pdf_variant="pdf/ua-1")
    return written


def _site_css() -> str:
    built = Path(__file__).parents[1] / "static" / "built"
    return next(iter(built.glob("portal-*.css"))).read_text(encoding="utf-8")


def _html(app: Flask, number: int) -> str:
    """A one-page statement of twelve lines."""
    day = dt.date(2026, 3, 1) + dt.timedelta(days=number % 28)
    kinds = ("costs",) * 8 + ("time",) * 4
    lines = [
        rules.PaidLine(
            kind, day, day, f"Bus {n}, Market Square to hospital", "C 104 882", "Falls group", 640, 640
        )
        for n, kind in enumerate(kinds)
    ]
    made = rules.statement("Amina Yusuf", rules.month(2026, 3), lines, made_on=day, paid_to=["345"])
    frame = {
        "organisation_name": "Northfield Trust", "service_name": "Taking Part", "organisation_phone": "01632 960 001",
        "language": "en", "paper": None, "points": 14, "title": "Statement", "dated": day, "code": "K7QM 3XRD",
        "verify_address": "taking-part.example/verify", "has_csv": True, "footer": "Amina Yusuf",
    }  # fmt: skip
    with app.test_request_context():
        return render_template("print/statement.html", **service.as_content(made), **frame)
