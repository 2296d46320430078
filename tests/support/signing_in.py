"""Signing people in without the pages, for tests that are about something else."""

import secrets

from flask import current_app

from portal.foundation import calendar


def sign_in(client, someone):
    """From now on the client's cookie is that person's."""
    from portal.accounts.models import Person
    from portal.foundation.database import db

    person = db.session.get_one(Person, someone.id)
    with client.session_transaction() as session:
        now = int(calendar.now().timestamp())
        session["_user_id"] = f"{person.session_key}.{person.sessions_ended}"
        session.update(
            since=now, proved=now, seen=now, sign_in=secrets.token_hex(12), kept=False, second=True
        )


def enter(page, someone, address):
    """From now on the browser's page is that person's."""
    client = current_app.test_client()
    sign_in(client, someone)
    name = current_app.config["SESSION_COOKIE_NAME"]
    page.context.add_cookies([{"name": name, "value": client.get_cookie(name).value, "url": address}])
