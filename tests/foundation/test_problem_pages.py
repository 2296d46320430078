"""Pages for when things go wrong: each keeps the rules of every page, and help can be reached from it."""

from types import SimpleNamespace

import pytest
from flask import Flask, render_template
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined

from portal.foundation import assets, fields
from portal.foundation.pages import Refused
from tests.support import seen, source
from tests.support.page import Page
from tests.support.page_rules import broken_rules

PROBLEMS = sorted(
    path.stem
    for path in (source.ROOT / "templates/shared/problems").glob("*.html")
    if not path.stem.startswith("_")
)
SENT = [("once", "k1"), ("what", "<Bus>"), ("help", "bsl"), ("help", "loop")]


@pytest.fixture(scope="module")
def templates():
    app = Flask(__name__, template_folder=source.ROOT / "templates")
    app.config.update(SECRET_KEY="only for this test")
    app.jinja_options = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.filters["error_list"] = fields.error_list
    CSRFProtect(app)
    assets.install(app)
    seen.watch(app)
    return app


def context():
    organisation = SimpleNamespace(
        name="Northfield", service_name="Taking Part", phone="01632 960 001", hours="9am to 5pm"
    )
    help_item = SimpleNamespace(label="Get help", href="/help", current=False)
    return {
        "organisation": organisation,
        "navigation": [help_item],
        "signed_in": None,
        "helping": None,
        "demo": True,
    }


def problem_page(templates, name, **more):
    with templates.test_request_context("/claims/C104882", method="POST"):
        everything = {"problem": Refused("closed", "This opening closed on 4 May."), "answers": SENT} | more
        return Page(
            render_template(f"shared/problems/{name}.html", **context(), **everything), "/claims/C104882"
        )


@pytest.mark.parametrize("name", PROBLEMS)
def test_a_problem_page_keeps_the_rules_of_every_page(templates, name):
    page = problem_page(templates, name)
    assert broken_rules(page) == [] and 'href="/help"' in page.source


@pytest.mark.parametrize("name", ["500", "503"])
def test_without_a_database_the_page_needs_nothing_from_it(templates, name):
    with templates.test_request_context("/home"):
        assert "<h1>" in render_template(f"shared/problems/{name}.html")


@pytest.mark.parametrize("name", ["503", "form_too_old"])
def test_what_was_sent_can_be_sent_again_with_a_fresh_token(templates, name):
    form = problem_page(templates, name).all('form[action="/claims/C104882"]')[0]
    sent = [(field.get("name"), field.get("value")) for field in form.cssselect("input")]
    assert sent[0][0] == "csrf_token" and sent[1:] == SENT


def test_a_rule_that_stops_something_says_why_and_the_way_on(templates):
    page = problem_page(templates, "refused")
    assert "This opening closed on 4 May." in page.source and 'href="/home"' in page.source


def test_a_change_that_came_too_late_shows_what_was_typed(templates):
    page = problem_page(templates, "changed")
    assert "&lt;Bus&gt;" in page.source and "k1" not in page.source
