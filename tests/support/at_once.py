"""Several hands at the same moment, each in a thread and session of its own."""

import threading

from portal.foundation.database import Stale, db
from portal.foundation.pages import Refused

WAIT = 60  # seconds after which a thread counts as stuck


def at_once(app, *works):
    """What each got, in order: a result, the code of a refusal, or "stale"."""
    got, begin = [None] * len(works), threading.Barrier(len(works))

    def press(place, work):
        with app.app_context():
            begin.wait(WAIT)
            try:
                got[place] = work()
            except Refused as problem:
                got[place] = problem.code
            except Stale:
                got[place] = "stale"
            finally:
                db.session.remove()

    threads = [threading.Thread(target=press, args=each) for each in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT)
    db.session.rollback()
    return got
