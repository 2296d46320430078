"""Pages for when things go wrong: the right status, an h1, help within reach."""

import pytest

from portal.foundation.database import Busy


@pytest.mark.parametrize("name", ["amina", "carys", None])
def test_a_page_that_is_not_there_helps_whoever_asks(client, visit, people, name):
    answer = (visit(people[name]) if name else client).get("/nowhere")
    assert (answer.status_code, answer.page.h1) == (404, "Page not found")
    assert answer.page.link("Get help") == "/help"


def test_a_page_of_another_role_says_nothing_about_what_is_there(visit, amina):
    here, nowhere = (visit(amina).get(address) for address in ("/admin/staff/hana", "/admin/staff/nothing"))
    assert here.status_code == nowhere.status_code == 403
    assert here.page.main == nowhere.page.main and here.page.h1 == "You cannot see this page"


def test_the_wrong_verb_is_told_in_words(client, people):
    assert (answer := client.post("/about")).status_code == 405 and answer.page.h1


def test_a_form_that_waited_too_long_comes_back_filled(make_app, clock):
    from tests.support import cast

    app = make_app(csrf=True)
    with app.app_context():
        cast.make_cast()
    answer = app.test_client().post("/join/name", data={"name": "Zed", "csrf_token": "old"})
    assert (answer.status_code, answer.page.h1) == (400, "You were away for a while")
    assert answer.page.form()["name"] == "Zed" and answer.page.form()["csrf_token"] != "old"


def test_a_password_is_never_in_the_form_that_comes_back(make_app, clock):
    from tests.support import cast

    app = make_app(csrf=True)
    with app.app_context():
        cast.make_cast()
    answer = app.test_client().post(
        "/sign-in/password", data={"email": "a@b.example", "password": "three boats"}
    )
    assert "three boats" not in answer.text


def test_no_turn_to_save_keeps_what_was_typed(client, people, monkeypatch):
    def busy(*_args, **_more):
        raise Busy("nothing saved")

    monkeypatch.setattr("portal.accounts.joining.answers.remember", busy)
    answer = client.post("/join/name", data={"name": "Zed"})
    assert answer.status_code == 503 and answer.headers["Retry-After"]
    assert answer.page.form()["name"] == "Zed"


def test_every_page_has_its_headers(client, people):
    headers = client.get("/about").headers
    assert headers["X-Content-Type-Options"] == "nosniff" and headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
