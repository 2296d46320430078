"""What is refused before it is read: foreign forms, other hosts, forms without end; and what proxies say."""

import pytest
from flask import request

from portal.accounts.models import CallBack
from portal.foundation.database import db

SENT = {"how": "email", "email": "mallory@far.example"}
OURS = "http://localhost"


@pytest.fixture
def guarded(make_app, clock):
    """The portal with forms that need their token; the browser sends no cookie along with a foreign form."""
    app = make_app(csrf=True)
    with app.app_context():
        yield app.test_client()
        db.session.remove()


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://far.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://other.localhost"},
        {"Origin": "http://localhost.far.example", "Sec-Fetch-Site": "cross-site"},
    ],
)
@pytest.mark.parametrize("path", ["/me/contact", "/me/bank/details", "/sign-in"])
def test_a_foreign_page_sends_nothing_and_leaves_nothing(guarded, path, headers):
    answer = guarded.post(path, data=SENT, headers=headers)
    assert (answer.status_code, answer.page.h1) == (403, "Nothing was changed")
    assert "mallory" not in answer.text and not answer.page.all("form")
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": OURS}, {"Origin": OURS, "Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}],
)
def test_our_own_pages_and_old_browsers_send_as_before(client, people, headers):
    answer = client.post("/sign-in", data={"address": "amina@people.example"}, headers=headers)
    assert answer.location == "/sign-in/sent"


def test_the_public_address_is_ours_whatever_name_the_proxy_uses(client, people):
    answer = client.post(
        "/sign-in", data={"address": "a@b.example"}, headers={"Origin": OURS, "Host": "10.0.0.7:8000"}
    )
    assert answer.location == "/sign-in/sent"


def test_a_foreign_page_may_lead_here(client, people):
    assert client.get("/sign-in", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


def test_a_form_without_its_token_shows_what_would_be_sent(guarded):
    page = guarded.post("/me/contact", data=SENT).page
    assert page.h1 == "You were away for a while"
    assert [fact.text_content() for fact in page.all(".facts dd")] == ["email", "mallory@far.example"]


@pytest.mark.parametrize("body", ["name=" + "x" * 2_100_000, "&".join(["a=1"] * 1_001)])
@pytest.mark.parametrize("chunked", [False, True])
def test_a_form_of_words_has_an_end(client, people, body, chunked):
    how = {"environ_overrides": {"wsgi.input_terminated": True, "CONTENT_LENGTH": ""}} if chunked else {}
    answer = client.post("/help", data=body, content_type="application/x-www-form-urlencoded", **how)
    assert (answer.status_code, answer.page.h1) == (413, "That is too long to send")


def test_a_form_of_a_thousand_fields_is_read(client, people):
    body = "&".join(["address="] * 1_000)
    answer = client.post("/sign-in", data=body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 422


@pytest.mark.parametrize("key", ["", "k" * 41])
def test_a_form_whose_key_is_none_of_ours_is_refused_in_words(client, people, key):
    asked = {"name": "Zed", "phone": "01632 960 001", "best_time": "any", "once": key}
    answer = client.post("/help", data=asked)
    assert (answer.status_code, answer.page.h1) == (400, "We could not read that")
    assert db.session.query(CallBack).count() == 0


def in_production(make_app, **more):
    return make_app(production=True, **more).test_client()


@pytest.mark.parametrize(
    ("host", "status"), [("localhost", 200), ("localhost:443", 200), ("far.example", 400)]
)
def test_in_production_only_our_own_name_is_answered(make_app, app, people, host, status):
    answer = in_production(make_app).get("/sign-in", headers={"Host": host})
    assert answer.status_code == status and "far.example" not in answer.text


def test_the_machine_beside_us_asks_for_our_health_by_any_name(make_app, app):
    assert in_production(make_app).get("/health/live", headers={"Host": "10.0.0.7"}).status_code == 200


@pytest.mark.parametrize(
    ("proxies", "seen"),
    [(0, ("127.0.0.1", "http://localhost/")), (1, ("10.9.9.9", "https://portal.example/"))],
)
def test_what_proxies_say_is_believed_from_as_many_as_were_set(make_app, app, people, proxies, seen):
    behind, found = make_app(proxies=proxies), []
    behind.before_request(lambda: found.append((request.remote_addr, request.host_url)))
    told = {
        "X-Forwarded-For": "6.6.6.6, 10.9.9.9",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "portal.example",
    }
    behind.test_client().get("/sign-in", headers=told)
    assert found == [seen]


def test_what_we_write_is_for_our_own_user_alone(app, tmp_path):
    (tmp_path / "written").touch()
    assert tmp_path.stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "written").stat().st_mode & 0o077 == 0
