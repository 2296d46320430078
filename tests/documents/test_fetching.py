"""Fetching a document: by whom it is for, when it is ready, and a page that says so when it is not."""

import pytest

from portal.documents import jobs as work
from portal.documents import reach, service, views
from portal.foundation import jobs
from portal.foundation.database import writing
from tests.support.documents import TRY, letter


@pytest.fixture
def statement(app, people):
    """The id of a statement for Amina."""
    with letter(app):
        yield issue()


def issue():
    with writing():
        return service.issue(
            "statement", "Your statement", TRY, {"words": "Hello"}, person_id="amina", by="amina"
        )


@pytest.fixture
def slow(app, monkeypatch):
    """The worker is slower than people's patience."""
    monkeypatch.setattr(jobs, "ask", lambda *_: None)
    monkeypatch.setattr(views, "PATIENCE", 0.2)


def test_the_person_it_is_for_gets_the_pdf(visit, amina, statement):
    answer = visit(amina).get(f"/documents/{statement}")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="statement-2026-11-17.pdf"'
    assert (
        answer.headers["Cache-Control"] == "no-store"
        and answer.headers["X-Content-Type-Options"] == "nosniff"
    )


def test_a_strangers_document_and_a_missing_one_look_the_same(visit, ivo, statement):
    stranger = visit(ivo)
    theirs, missing = (stranger.get(f"/documents/{id_}") for id_ in (statement, "x" * 16))
    assert (theirs.status_code, theirs.text) == (missing.status_code, missing.text) == (404, missing.text)


def test_nobody_gets_a_document_without_signing_in(client, statement):
    assert client.get(f"/documents/{statement}").status_code in (302, 303)


@pytest.mark.usefixtures("slow")
def test_a_slow_document_says_that_it_is_being_made_and_where_to_look_again(visit, amina, statement):
    answer = visit(amina).get(f"/documents/{statement}")
    assert answer.status_code == 202 and "We are making your file" in answer.text
    assert f'href="/documents/{statement}' in answer.text
    work.draw(statement)
    assert visit(amina).get(f"/documents/{statement}").mimetype == "application/pdf"


@pytest.mark.usefixtures("slow")
def test_a_document_is_there_the_moment_the_worker_is_done(app, statement, monkeypatch):
    monkeypatch.setattr(views, "PATIENCE", 5.0)
    monkeypatch.setattr(
        jobs, "here_if_no_worker", lambda work, id_: jobs.run(app, jobs._name(work), f'["{id_}"]', 0)
    )
    monkeypatch.setattr(views.time, "sleep", lambda _seconds: pytest.fail("It waits for what is done."))
    with app.test_request_context():
        assert views.answer_with(statement).mimetype == "application/pdf"


def test_a_later_room_may_open_its_kind_to_others(visit, carys, statement, monkeypatch):
    monkeypatch.setattr(reach, "_by_kind", {})
    assert visit(carys).get(f"/documents/{statement}").status_code == 404
    reach.register(
        "statement", lambda found, actor, helping: actor.id == "carys" and found.person_id == "amina"
    )
    assert visit(carys).get(f"/documents/{statement}").status_code == 200
