"""What operators ask: does it live, can it work, what are its figures."""

import pytest
from sqlalchemy import text

from portal.foundation.database import db
from tests.support.counting import statements


def test_live_touches_nothing(client, people):
    with statements() as sent:
        answer = client.get("/health/live")
    assert (answer.status_code, answer.text, sent) == (200, "live\n", [])


@pytest.mark.both_databases
def test_ready_says_so_when_everything_is_there(client, people):
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.text) == (200, "ready\n")


def test_ready_says_when_the_migrations_are_behind(client, people):
    db.session.execute(text("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL)"))
    db.session.execute(text("DELETE FROM alembic_version"))
    db.session.execute(text("INSERT INTO alembic_version VALUES ('older')"))
    db.session.commit()
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.text) == (503, "the database needs `flask db upgrade`\n")


def test_figures_are_for_this_machine_or_for_who_has_the_token(make_app, clock):
    client = make_app(metrics_token="a long token").test_client()

    def status(**request):
        return client.get("/metrics", **request).status_code

    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    assert status() == 200
    assert status(environ_base=elsewhere) == 403
    assert status(environ_base=elsewhere, headers={"Authorization": "Bearer a long token"}) == 200
    assert status(environ_base=elsewhere, headers={"Authorization": "Bearer another"}) == 403
    assert status(headers={"X-Forwarded-For": "127.0.0.1"}) == 403


def test_no_token_set_opens_nothing_to_an_empty_one(client, people):
    sent = {"headers": {"Authorization": "Bearer "}, "environ_base": {"REMOTE_ADDR": "192.0.2.7"}}
    assert client.get("/metrics", **sent).status_code == 403


def test_figures_name_routes_and_never_addresses(client, people):
    client.get("/sign-in/link/a-secret-of-somebody")
    shown = client.get("/metrics").text
    assert 'route="/sign-in/link/<secret>",status="410"' in shown and "a-secret-of-somebody" not in shown
