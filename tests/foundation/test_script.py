"""What the script adds, tried in a browser under the portal's own policy, on a page that knows no room."""

import io

import pytest
from flask import Flask, request
from flask_wtf import CSRFProtect
from jinja2 import ChoiceLoader, DictLoader, FileSystemLoader, StrictUndefined
from PIL import Image

from portal.foundation import assets, fields
from portal.foundation.pages import CSP
from tests.support import browser, source

PAGE = """<!doctype html><html lang="en-GB"><head><title>Sample</title>
<meta name="htmx-config" content='{"includeIndicatorCSS": false}'>
<link rel="stylesheet" href="{{ asset("portal.css") }}">
<script type="module" src="{{ asset("portal.js") }}"></script><script defer src="{{ asset("htmx.js") }}"></script>
</head><body><main>
{% from "shared/fields.html" import text, radios, checkboxes, file, textarea, password, error_summary, hidden %}
{% from "shared/parts.html" import button, status %}
{{ error_summary(form) }}<form method="post" action="/sent" enctype="multipart/form-data" novalidate><h1>Sample</h1>
{% set email %}{{ text(form.email) }}{% endset %}{{ radios(form.contact, inner={"email": email}) }}
{{ checkboxes(form.help) }}{{ password(form.secret) }}{{ file(form.photo) }}
{{ textarea(form.story, attrs={"data-hx-post": "/draft", "data-hx-trigger": "change", "data-hx-target": "#saved",
   "data-failed": "We could not save. Check your signal. Your words are still on this page."}) }}{{ status("saved") }}
<button type="button" data-hx-get="/panel" data-hx-target="#panel">Open</button><div id="panel"></div>
{{ button("Send") }}
</form></main></body></html>"""
PANEL = """<h2 tabindex="-1" data-focus>Panel</h2>{% from "shared/fields.html" import radios, text %}
{% set email %}{{ text(form.email) }}{% endset %}{{ radios(form.contact, inner={"email": email}) }}"""


class SampleForm(fields.PortalForm):
    contact = fields.ChoiceField("Reach", choices=[("email", "Email"), ("text", "Text")], empty="Select how")
    email = fields.EmailField("Email address")
    help = fields.ManyChoicesField("Help", choices=[("bsl", "BSL"), ("none", "None of these")], none="none")
    secret = fields.PasswordField("Password")
    photo = fields.FileUploadField("Photo")
    story = fields.LongTextField("Story")


@pytest.fixture
def sent():
    """What reached the server: times, pictures."""
    return {"times": 0, "size": None, "draft": 200}


@pytest.fixture
def live_portal(sent):
    app = Flask(__name__, root_path=str(source.ROOT), static_folder="static")
    app.config.update(SECRET_KEY="only for this test", WTF_CSRF_ENABLED=False)
    pages = {"page.html": PAGE, "panel.html": PANEL}
    loader = ChoiceLoader([DictLoader(pages), FileSystemLoader(source.ROOT / "templates")])
    app.jinja_options = {"undefined": StrictUndefined, "trim_blocks": True, "loader": loader}
    app.jinja_env.filters["error_list"] = fields.error_list
    CSRFProtect(app)
    assets.install(app)
    add_views(app, sent)
    with browser.served(app) as address:
        yield address


def add_views(app, sent):
    def show(name):
        form = SampleForm(meta={"csrf": False})
        if "wrong" in request.args:
            form.wrong("contact", "Select how")
        return app.jinja_env.get_template(f"{name}.html").render(form=form)

    def take():
        sent["times"] += 1
        photo = request.files.get("photo")
        sent["size"] = Image.open(photo.stream).size if photo else None
        return "taken"

    app.add_url_rule("/", "page", lambda: show("page"))
    app.add_url_rule("/panel", "panel", lambda: show("panel"))
    app.add_url_rule("/sent", "sent", take, methods=["POST"])
    app.add_url_rule("/draft", "draft", lambda: ("Saved at 3:42pm", sent["draft"]), methods=["POST"])
    app.after_request(lambda answer: answer.headers.set("Content-Security-Policy", CSP) or answer)


@pytest.fixture
def page(window):
    page = window(browser.PHONE)
    problems = []
    page.on("console", lambda said: problems.append(said.text) if "Security Policy" in said.text else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto("/")
    yield page
    assert problems == []


def test_a_box_shows_while_its_pick_is_picked(page):
    box = page.get_by_label("Email address")
    assert not box.is_visible()
    page.get_by_label("Email", exact=True).check()
    assert box.is_visible()
    page.get_by_label("Text").check()
    assert not box.is_visible()


def test_without_script_every_box_shows(window):
    page = window(browser.PHONE, javascript=False)
    page.goto("/")
    assert page.get_by_label("Email address").is_visible()


def test_none_of_these_unticks_the_others(page):
    page.get_by_label("BSL").check()
    page.get_by_label("None of these").check()
    assert not page.get_by_label("BSL").is_checked()
    page.get_by_label("BSL").check()
    assert not page.get_by_label("None of these").is_checked()


def test_the_error_summary_has_the_focus_and_leads_to_the_box(page):
    page.goto("/?wrong=1")
    assert page.evaluate("document.activeElement.className").startswith("nhsuk-error-summary")
    page.get_by_role("link", name="Select how").press("Enter")
    assert page.evaluate("document.activeElement.id") == "contact"


def test_a_password_can_be_shown_and_is_hidden_again(page):
    box = page.get_by_label("Password", exact=True)
    page.get_by_role("button", name="Show password").click()
    assert box.get_attribute("type") == "text"
    page.get_by_role("button", name="Hide password").click()
    assert box.get_attribute("type") == "password"


def test_two_quick_presses_send_once(page, sent):
    page.get_by_role("button", name="Send").dblclick()
    page.wait_for_url("**/sent")
    assert sent["times"] == 1


def photo_of(width, height):
    content = io.BytesIO()
    Image.effect_noise((width, height), 90).convert("RGB").save(content, "JPEG", quality=95)
    return {"name": "receipt.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()}


@pytest.mark.parametrize("taken, arrives", [((3000, 2000), (2400, 1600)), ((600, 400), (600, 400))])
def test_a_large_photo_is_made_smaller_before_it_is_sent(page, sent, taken, arrives):
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose a photo or file").click()
    chooser.value.set_files(photo_of(*taken))
    page.locator(".file-pick[data-ready]").wait_for()
    page.get_by_role("button", name="Send").click()
    page.wait_for_url("**/sent")
    assert sent["size"] == arrives and page.get_by_text("taken")


def test_a_panel_that_was_asked_for_has_the_focus_and_works(page):
    page.get_by_role("button", name="Open").click()
    page.locator("#panel h2:focus").wait_for()
    assert not page.locator("#panel").get_by_label("Email address").is_visible()


def test_what_is_written_is_saved_and_a_failure_says_so(page, sent):
    story = page.get_by_label("Story")
    story.fill("One")
    story.blur()
    page.get_by_text("Saved at 3:42pm").wait_for()
    sent["draft"] = 503
    story.fill("Two")
    story.blur()
    page.get_by_text("We could not save. Check your signal.").wait_for()
    assert story.input_value() == "Two"
