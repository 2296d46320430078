"""Eight presses at once, on both databases: one claim, one message, eight times the same answer."""

import pytest

from portal.claims.models import Claim
from portal.claims.sending import service as sending
from portal.foundation.database import db, new_id
from tests.support.at_once import at_once


@pytest.mark.both_databases
def test_eight_taps_on_one_button_send_one_claim(app, claims, amina, outbox):
    ref, once = claims.bus(amina), new_id()
    got = at_once(app, *[lambda: sending.send_claim(amina.id, ref, by=amina.id, once=once)] * 8)
    assert got == [ref] * 8
    assert outbox.kinds(amina) == ["E-08"]


@pytest.mark.both_databases
def test_eight_taps_from_eight_windows_send_one_claim(app, claims, amina):
    ref = claims.bus(amina)
    got = at_once(app, *[lambda: sending.send_claim(amina.id, ref, by=amina.id, once=new_id())] * 8)
    assert sorted(got) == sorted([ref] + ["already-sent"] * 7)
    assert db.session.query(Claim).filter_by(state="sent").count() == 1


@pytest.mark.both_databases
def test_one_session_in_two_claims_sent_at_once_is_claimed_once(app, claims, amina, answered):
    from portal.claims.timing import service as timing

    answered("yes")
    refs = [claims.start(amina) for _ in range(2)]
    for ref in refs:
        timing.choose_sessions(amina.id, ref, ["meeting-meeting"], by=amina.id, once=new_id())
    sends = [lambda ref=ref: sending.send_claim(amina.id, ref, by=amina.id, once=new_id()) for ref in refs]
    got = at_once(app, *sends)
    assert "already-claimed" in got
    assert len(set(got) & set(refs)) == 1
