"""Signing people in without the pages, for tests that are about something else. Staff have done their second step."""

from contextvars import Context

from flask import current_app, session

from portal.accounts import sessions
from portal.accounts.models import Person
from portal.foundation.database import db


def sign_in(client, someone):
    """From now on the client's cookie is that person's."""
    kept = Context().run(_session_of, client.application, someone.id)
    with client.session_transaction() as cookie:
        cookie.update(kept)


def _session_of(app, person_id):
    with app.test_request_context("/"):
        sessions.begin(db.session.get_one(Person, person_id), second=True)
        return dict(session)


def enter(page, someone, address):
    """From now on the browser's page is that person's."""
    client = current_app.test_client()
    sign_in(client, someone)
    name = current_app.config["SESSION_COOKIE_NAME"]
    page.context.add_cookies([{"name": name, "value": client.get_cookie(name).value, "url": address}])
