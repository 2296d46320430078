"""The person's own answer about payment is theirs: whoever helps reads the same whatever it is (security.md 6.5)."""

import pytest

from portal.foundation import calendar
from portal.foundation.database import writing
from tests.claims.helping import helping

SAID = [("yes", {}), ("no", {}), ("less", {"less_pence": 701}), ("not sure", {})]


def test_whoever_helps_reads_the_same_whatever_the_person_said(visit, ben, amina, claims, answered):
    helper, ref, read = helping(visit, ben), claims.start(amina), []
    helper.get("/claims")
    for answer, more in SAID:
        answered(answer, **more)
        claims.time(amina, ref)
        listed = helper.get(f"/claims/{ref}/lines").page.main
        to_check = helper.post(f"/claims/{ref}/lines", data={"more": "no"}, follow_redirects=True).page.main
        total = helper.post(f"/claims/{ref}/sessions/total", data={"sessions": ["meeting-meeting"]}).text
        read.append((listed, to_check, total))
    lines, check, total = read[0]
    words = "This waits for an answer from the person you help"
    assert all(words in one for one in (lines, check)) and total == words
    assert read == [read[0]] * len(SAID) and "7.01" not in lines + check


@pytest.mark.parametrize("decided", [False, True])
def test_whoever_helps_reads_no_answer_in_a_claim_that_was_sent(visit, ben, amina, claims, answered, decided):
    answered("less", less_pence=701)
    ref = claims.bus(amina)
    claims.time(amina, ref)
    claims.send(amina, ref)
    if decided:
        with writing():
            claims.of(ref).state = "decided"
            for line in claims.lines_of(ref):
                line.decision, line.payment, line.approved_pence = "approved", "ready", line.claimed_pence
                line.decided_by, line.decided_at = "carys", calendar.now()
    helper = helping(visit, ben)
    read = " ".join(helper.get(path).page.main for path in (f"/claims/{ref}", "/claims"))
    assert "£6.40" in read and not [words for words in ("7.01", "13.41", "You asked for") if words in read]
    own = visit(amina).get(f"/claims/{ref}").page.main
    assert "£7.01" in own and "You asked for £7.01 of £50" in own
