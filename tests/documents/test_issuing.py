"""Issuing documents: once for a content and format, drawn by the worker, kept."""

import datetime as dt
import io

import page  # the package page-validation
import pypdf
import pytest

from portal.documents import jobs as work
from portal.documents import queries, service
from portal.documents.models import Document, DocumentState
from portal.documents.rules import Format
from portal.foundation import jobs
from portal.foundation.database import db, writing
from tests.support.documents import TRY, letter


@pytest.fixture(autouse=True)
def with_template(app, people):
    with letter(app):
        yield


def issue(words="Hello", person_id="amina", **more):
    with writing():
        asked = {"total_pence": 1840, "by": "amina", **more}
        return service.issue(
            "statement", "Statement for Amina Yusuf", TRY, {"words": words}, person_id=person_id, **asked
        )


def row(document_id):
    db.session.rollback()
    return db.session.get(Document, document_id)


def words_of(document_id):
    sheets = pypdf.PdfReader(io.BytesIO(queries.file_of(document_id))).pages
    return " ".join("\n".join(sheet.extract_text() for sheet in sheets).split())


@pytest.mark.both_databases
def test_a_document_is_drawn_once_its_change_is_kept(app):
    document_id = issue(dated=dt.date(2026, 3, 20))
    assert row(document_id).state is DocumentState.MADE
    code = row(document_id).code
    for words in (
        "Hello",
        "20 March 2026",
        "Riverside NHS Trust",
        f"{code[:4]} {code[4:]}",
        "localhost/verify",
    ):
        assert words in words_of(document_id)


def test_a_document_is_valid_for_a_screen_reader(app, tmp_path):
    path = tmp_path / "made.pdf"
    path.write_bytes(queries.file_of(issue(csv="for,pence\nBus,460\n")))
    assert page.validate_pdf(str(path), profile=page.ValidationProfile.PDF_UA_1).failures == []


@pytest.mark.both_databases
def test_the_same_value_is_the_same_document_again(app):
    first = issue()
    assert issue() == first and issue(dated=dt.date(2020, 1, 1)) == first


@pytest.mark.parametrize(
    "other",
    [{"words": "Bye"}, {"person_id": "ben"}, {"format": Format(24)}, {"total_pence": 1}, {"csv": "a"}],
)
def test_another_value_person_or_format_is_another_document(app, other):
    first = issue()
    second = issue(**other)
    assert second != first and row(second).code != row(first).code


def test_a_document_of_a_change_that_was_undone_is_not_there(app):
    with pytest.raises(RuntimeError), writing():
        issue()
        raise RuntimeError
    assert db.session.scalars(db.select(Document)).all() == []


def test_drawing_twice_keeps_the_first_file(app):
    document_id = issue()
    before = row(document_id).file_key
    work.draw(document_id)
    assert row(document_id).file_key == before


def test_two_workers_at_once_leave_one_file(app, monkeypatch):
    document_id = issue()
    before = row(document_id).file_key
    from portal.foundation import stored_files

    assert not work._mark_made(document_id, "second")
    assert stored_files.keys_older_than(-60) == [before]


def test_a_document_that_could_not_be_drawn_is_drawn_when_asked_again(app, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(work, "drawn", lambda _: 1 / 0)
        document_id = issue()
    assert row(document_id).state is DocumentState.FAILED
    assert [problem.error.split()[0] for problem in db.session.scalars(db.select(jobs.FailedJob))] == [
        "ZeroDivisionError"
    ]
    assert issue() == document_id and row(document_id).state is DocumentState.MADE


def test_a_document_lost_between_commit_and_queue_is_found_by_the_sweep(app, monkeypatch, clock):
    with monkeypatch.context() as lost:
        lost.setattr("portal.foundation.jobs.ask", lambda *_: None)
        document_id = issue()
    work.draw_what_waits()
    assert row(document_id).state is DocumentState.WAITING
    clock.forward(minutes=2)
    work.draw_what_waits()
    assert row(document_id).state is DocumentState.MADE


def test_large_print_is_drawn_in_large_letters(app):
    small, large = (queries.file_of(issue("word " * 600, format=Format(size))) for size in (12, 28))
    assert len(pypdf.PdfReader(io.BytesIO(large)).pages) > len(pypdf.PdfReader(io.BytesIO(small)).pages)
