"""At night: files that no row names go, files that a row names stay; keys of old forms go."""

import os
import time

from portal.documents import service
from portal.documents.models import Document
from portal.foundation import nights, stored_files
from portal.foundation.database import db, writing
from portal.foundation.once import Once
from tests.support.documents import TRY, letter


def age(key, days):
    then = time.time() - days * 24 * 3600
    os.utime(stored_files.folder() / key, (then, then))


def test_only_old_files_that_nothing_names_are_removed(app, people):
    named, lost, new = (stored_files.keep(b"%PDF", "pdf") for _ in range(3))
    with letter(app), writing():
        document_id = service.issue("statement", "S", TRY, {"words": "Hello"}, by="amina")
    orphan = db.session.get(Document, document_id).file_key
    with writing():
        db.session.get(Document, document_id).file_key = named
    for key in (named, lost, orphan):
        age(key, days=3)
    nights.remove_orphans()
    assert set(stored_files.keys_older_than(-60)) == {named, new}


def test_the_key_of_a_form_is_forgotten_after_two_days(app, clock):
    with writing() as session:
        session.add(Once(person="amina", key="k", content="c", result=None))
    clock.forward(days=1)
    nights.forget_keys_of_forms()
    assert db.session.get(Once, ("amina", "k"))
    clock.forward(days=2)
    nights.forget_keys_of_forms()
    db.session.expire_all()
    assert db.session.get(Once, ("amina", "k")) is None
