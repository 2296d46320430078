"""The sign-ins that `make run` prints let people in, by password and without a second step."""

import re

import pytest

from portal.demo.content import PASSWORD


@pytest.fixture
def printed(app):
    """The addresses on the terminal."""
    words = app.test_cli_runner().invoke(args=["demo", "sign-ins"]).output
    assert PASSWORD in words
    return re.findall(r"[\w.]+@demo\.example", words)


def test_everyone_who_is_printed_can_sign_in(app, printed):
    assert len(printed) == 9
    for address in printed:
        client = app.test_client()
        page = client.get("/sign-in/password").page
        answer = client.post(page.path, data=page.form(email=address, password=PASSWORD))
        assert answer.location == "/home", f"{address}: {answer.page.main}"
