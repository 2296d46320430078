"""A test client that behaves as a browser does, and holds every page it fetches to the rules of the house."""

from contextvars import Context

from flask import has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.foundation.database import db
from tests.support import page_rules, seen
from tests.support.counting import statements
from tests.support.page import Page


class PortalResponse(TestResponse):
    """An answer, and the page in it."""

    @property
    def page(self) -> Page:
        return Page(self.text, self.request.path)


class PortalClient(FlaskClient):
    """Each request has an app context of its own, as on a server: in the test's, `g` would be shared."""

    def __init__(self, app, _response_class=None, **kwargs):
        super().__init__(app, PortalResponse, **kwargs)

    def open(self, *args, **kwargs):
        if not has_app_context():  # a redirect being followed, inside the request before
            return super().open(*args, **kwargs)
        db.session.rollback()
        with statements() as sent:
            answer = Context().run(super().open, *args, **kwargs)
        db.session.rollback()  # what the test holds is read again
        check(answer, sent)
        return answer


def check(answer: PortalResponse, sent: list[str]) -> None:
    """Fails with one instruction for each rule that the page breaks."""
    if answer.mimetype != "text/html" or answer.direct_passthrough or not answer.data:
        return
    if answer.location:  # the few words of a redirect are Werkzeug's
        return
    if "Content-Encoding" in answer.headers:
        return
    path, page = answer.request.path, Page(answer.text, answer.request.path)
    if "<html" in answer.text[:200]:
        seen.keep_page(path, answer.text)
    found = page_rules.broken_rules(page)
    if answer.request.method == "GET" and answer.status_code == 200 and not answer.history:
        found += page_rules.too_many_statements(path, sent)
    assert not found, f"{answer.request.method} {path}:\n" + "\n".join(found)
