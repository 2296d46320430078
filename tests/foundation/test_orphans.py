"""Files that no row names go at night; files that a row names stay."""

import os
import time

from portal.documents import service
from portal.documents.models import Document
from portal.foundation import orphans, stored_files
from portal.foundation.database import db, writing
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
    orphans.remove_orphans()
    assert set(stored_files.keys_older_than(-60)) == {named, new}
