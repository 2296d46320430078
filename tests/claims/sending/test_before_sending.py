"""What stands between a draft and sending it, each with its way on."""

import datetime as dt

import pytest

from portal.claims.sending.rules import LineToSend, ReadyFacts, blockers
from portal.claims.timing.rules import Unlike

TODAY = dt.date(2026, 5, 2)
LINE = LineToSend(1, "Bus", dt.date(2026, 4, 30), None, False, None)


def facts(*lines, **more):
    usual = {
        "ref": "C104882",
        "late_reason": "",
        "today": TODAY,
        "months": 3,
        "knows_how_paid": True,
        "confirmed": True,
    }
    return ReadyFacts(lines=lines, **{**usual, **more})


LATE = LineToSend(1, "Bus", dt.date(2026, 2, 1), None, False, None)
ON_TIME = LineToSend(1, "Bus", dt.date(2026, 2, 2), None, False, None)
TABLE = [
    (facts(LINE), []),
    (facts(), ["empty"]),
    (facts(only_time_to_do=True), ["time"]),
    (facts(LineToSend(1, "Bus", TODAY, "cost", False, None)), ["unfinished"]),
    (facts(LineToSend(1, "Fine", TODAY, None, True, None)), ["fine"]),
    (facts(LineToSend(1, "Bus", TODAY, None, False, "Say why")), ["receipt"]),
    (facts(LineToSend(1, "Group", TODAY, None, False, None, Unlike(60, "1 hour"))), ["time-changed"]),
    (facts(LineToSend(1, "Group", TODAY, None, False, None, Unlike(0, "not there"))), ["time-not-paid"]),
    (facts(LATE), ["late"]),
    (facts(LATE, late_reason="I was ill"), []),
    (facts(ON_TIME), []),
    (facts(LINE, knows_how_paid=False), ["bank"]),
    (facts(LINE, confirmed=False), ["not-confirmed"]),
    (facts(LINE, knows_how_paid=False, confirmed=False), ["bank", "not-confirmed"]),
]


@pytest.mark.parametrize(("ready", "codes"), TABLE)
def test_what_must_be_done_before_a_claim_is_sent(ready, codes):
    assert [blocker.code for blocker in blockers(ready)] == codes
