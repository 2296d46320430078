"""Anyone may check a code: yes or no, the date and the total, and nothing else."""

import datetime as dt

import pytest

from portal.documents import service
from portal.documents.models import Document
from portal.foundation.database import db, writing
from tests.support.documents import TRY, letter


@pytest.fixture
def code(app, people):
    with letter(app), writing():
        document_id = service.issue(
            "statement", "Statement for Amina Yusuf", TRY, {"words": "Bus"}, person_id="amina", by="amina",
            total_pence=6680, dated=dt.date(2026, 4, 10),
        )  # fmt: skip
    return row_of(document_id).code


def row_of(document_id):
    db.session.rollback()
    return db.session.get(Document, document_id)


def test_a_real_code_says_yes_with_date_and_total_and_nothing_else(client, code):
    shown = client.get(f"/verify/{code}").text
    assert "Yes, this document is real" in shown and "10 April 2026" in shown and "£66.80" in shown
    for private in ("Amina", "Statement for", "Bus", "amina"):
        assert private not in shown


@pytest.mark.parametrize("wrong", ["22222222", "no", "%20", "x" * 300])
def test_an_unknown_code_says_no(client, code, wrong):
    shown = client.get(f"/verify/{wrong}").text
    assert "We do not know this code" in shown and "£" not in shown


def test_a_code_is_found_as_people_type_it(client, code):
    typed = f" {code[:4].lower()}-{code[4:].lower()} "
    answer = client.post("/verify", data={"code": typed})
    assert (answer.status_code, answer.location) == (303, f"/verify/{code}")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Enter the code on the document"),
        ("K7QM", "Enter the code in the correct format, like K7QM 3XRD"),
    ],
)
def test_a_code_that_cannot_be_one_is_said_beside_the_field(client, people, typed, words):
    answer = client.post("/verify", data={"code": typed})
    assert answer.status_code == 422 and answer.text.count(words) == 2


def test_the_page_that_asks_for_a_code_is_for_anyone(client, people):
    assert client.get("/verify").status_code == 200


def test_guessing_codes_is_slowed_down(client, code):
    answers = [client.get("/verify/22222222").status_code for _ in range(25)]
    assert answers[0] == 200 and answers[-1] == 429
