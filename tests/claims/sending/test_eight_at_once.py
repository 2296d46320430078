"""Eight presses at once, on both databases: one claim, one message, eight times the same answer."""

import threading

import pytest

from portal.claims.models import Claim
from portal.claims.sending import service as sending
from portal.foundation.database import db, new_id
from portal.foundation.pages import Refused


def at_once(app, work, times=8):
    """What each of so many threads got: a result or the refusal's code."""
    results, ready = [], threading.Barrier(times)

    def press():
        with app.app_context():
            ready.wait()
            try:
                results.append(work())
            except Refused as problem:
                results.append(problem.code)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=press) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.both_databases
def test_eight_taps_on_one_button_send_one_claim(app, claims, amina, outbox):
    ref, once = claims.bus(amina), new_id()
    got = at_once(app, lambda: sending.send_claim(amina.id, ref, by=amina.id, once=once))
    assert got == [ref] * 8
    assert outbox.kinds(amina) == ["E-08"]


@pytest.mark.both_databases
def test_eight_taps_from_eight_windows_send_one_claim(app, claims, amina):
    ref = claims.bus(amina)
    got = at_once(app, lambda: sending.send_claim(amina.id, ref, by=amina.id, once=new_id()))
    assert sorted(got) == sorted([ref] + ["already-sent"] * 7)
    assert db.session.query(Claim).filter_by(state="sent").count() == 1


@pytest.mark.both_databases
def test_one_session_in_two_claims_sent_at_once_is_claimed_once(app, claims, amina, answered):
    from portal.claims.timing import service as timing

    answered("yes")
    refs = [claims.start(amina) for _ in range(2)]
    for ref in refs:
        timing.choose_sessions(amina.id, ref, ["meeting-meeting"], by=amina.id, once=new_id())
    waiting = list(refs)
    got = at_once(
        app, lambda: sending.send_claim(amina.id, waiting.pop(), by=amina.id, once=new_id()), times=2
    )
    assert "already-claimed" in got
    assert len(set(got) & set(refs)) == 1
