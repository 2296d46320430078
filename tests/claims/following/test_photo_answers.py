"""A photo that answers a question is kept before the rest of the form is judged."""

import io

import pytest

from portal.claims.models import Question, ReceiptUse
from portal.claims.receipts import keeping
from portal.foundation.database import db
from portal.foundation.stored_files import Accepted
from tests.support.claims import decide, question_of


@pytest.fixture
def ref(claims, amina, carys):
    return decide(claims.sent(amina), ("question", "Can you send the second page?", "photo"))


@pytest.fixture
def address(ref):
    return f"/claims/{ref}/questions/{question_of(ref).id}"


def test_a_photo_is_kept_when_the_words_beside_it_are_too_long(visit, amina, claims, ref, address, photo):
    client = visit(amina)
    page = client.post(address, data={"answer": (io.BytesIO(photo()), "a.jpg"), "words": "x" * 2001}).page
    assert page.errors and "Added: your photo is kept." in page.main
    client.post(address, data={**page.form(), "words": "Page two"})
    assert db.session.query(ReceiptUse).one().line_id == claims.only_line(ref).id
    assert db.session.query(Question).one().answer == "Page two"


def test_a_photo_of_somebody_else_is_no_answer(visit, amina, ivo, address):
    other = Accepted("ab/abc.jpg", "photo", "a" * 64, 60, 80, "ab/abc-small.jpg", 1, 1, "")
    theirs = keeping.add_to_tray(ivo.id, other, by=ivo.id)
    answer = visit(amina).post(address, data={"kept": theirs})
    assert (answer.status_code, answer.page.errors) == (422, ["Select your photo again"])
    assert db.session.query(ReceiptUse).count() == 0
