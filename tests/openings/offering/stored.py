"""What is stored, as a test reads it."""

import threading

from sqlalchemy import select

from portal.foundation.audit import AuditEvent
from portal.foundation.database import db
from portal.openings.models import Role


def row_of(model, row_id):
    """A row as it is now."""
    db.session.rollback()
    return db.session.get(model, row_id, populate_existing=True)


def role_state(role_id):
    return row_of(Role, role_id).state


def verbs(thing_id):
    """What the trail says of one thing, in order."""
    db.session.rollback()
    found = select(AuditEvent.verb).where(AuditEvent.thing_id == thing_id).order_by(AuditEvent.seq)
    return list(db.session.scalars(found))


def at_once(app, *acts):
    """Runs acts in threads that begin together; each one's result, or what it raised."""
    start, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        with app.app_context():
            start.wait()
            try:
                results[place] = act()
            except Exception as problem:  # noqa: BLE001  # what it raised is the result
                results[place] = problem
            db.session.remove()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
