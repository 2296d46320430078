"""Car miles take the yearly step in the order that lines are sent (rules 9 and 10)."""

import pytest

from portal.claims.following import service as following
from portal.claims.making import service as making
from portal.claims.sending import service as sending
from portal.foundation.database import new_id

pytestmark = pytest.mark.both_databases
IN_MAY = "2026-05-01"


def drive(claims, person, miles, ref=None, vehicle="CAR", when=IN_MAY):
    """A draft with one more journey."""
    ref = ref or claims.start(person)
    (number,) = making.choose_kinds(person.id, ref, ["own vehicle"], by=person.id, once=new_id())
    answers = {"vehicle": vehicle, "start": "A", "end": "B", "return_journey": "no", "when": when}
    claims.answer(person, ref, number, person, **answers, miles=miles)
    return ref


def late(claims, person, ref):
    """The claim goes; it is about a day long past, so it says why."""
    sending.say_why_late(person.id, ref, "I was ill", by=person.id)
    return claims.send(person, ref)


def pence(claims, ref):
    return [line.claimed_pence for line in claims.lines_of(ref)]


def test_two_journeys_of_one_claim_share_the_step(claims, amina):
    ref = drive(claims, amina, "9990")
    drive(claims, amina, "30", ref)
    assert pence(claims, ref) == [549_450, 1050]


def test_a_change_to_the_first_journey_prices_the_second_again(claims, amina):
    ref = drive(claims, amina, "100")
    drive(claims, amina, "30", ref)
    claims.answer(amina, ref, 1, amina, miles="9990")
    assert pence(claims, ref) == [549_450, 1050]


def test_a_journey_taken_off_leaves_its_miles_to_the_next(claims, amina):
    ref = drive(claims, amina, "9990")
    drive(claims, amina, "30", ref)
    making.remove_line(amina.id, ref, 1, by=amina.id)
    assert pence(claims, ref) == [1650]


def test_bicycle_miles_and_another_tax_year_take_no_step(claims, amina):
    ref = drive(claims, amina, "9990", when="2026-04-05")
    drive(claims, amina, "9990", ref, vehicle="CYCLE")
    drive(claims, amina, "30", ref)
    assert pence(claims, ref)[2] == 1650


def test_the_claim_that_is_sent_first_has_the_first_miles(claims, amina):
    """Both drafts were priced when nothing was sent; the later one takes the step already reached."""
    second = drive(claims, amina, "30")
    first = drive(claims, amina, "9990")
    assert pence(claims, second) == [1650]
    late(claims, amina, first)
    late(claims, amina, second)
    assert (pence(claims, first), pence(claims, second)) == ([549_450], [1050])
    assert claims.of(second).total_pence == 1050


def test_a_claim_taken_back_does_not_count_its_own_miles(claims, amina):
    ref = late(claims, amina, drive(claims, amina, "9000"))
    following.take_back(amina.id, ref, by=amina.id)
    late(claims, amina, ref)
    assert pence(claims, ref) == [495_000]
