"""What a change of a rate would mean: who has a role or an open claim under it, and a year of lines priced anew."""

import pytest

from portal.claims import touched
from portal.rates.queries import card_of_scheme
from portal.rates.rules import PricedLines
from tests.support.counting import statements


@pytest.fixture
def drive(claims, amina):
    """A draft of Amina's: 12 miles by car."""
    return claims.line(
        amina, "own vehicle", vehicle="CAR", miles="12", start="Home", end="City Hospital", return_journey="no",
        when="2026-11-16",
    )  # fmt: skip


def test_a_role_counts_its_person_once(claims, amina):
    assert touched.by_rate(card_of_scheme("BLUEHEART"), "HOUR").people == 1
    assert touched.by_rate(card_of_scheme("BLUEHEART"), "OTHER").people == 0


def test_a_sent_drive_is_priced_by_its_rate_for_a_year(claims, amina, drive, clock):
    claims.send(amina, drive)
    found = touched.by_rate(card_of_scheme("AMAP"), "CAR1")
    assert (found.people, found.lines) == (1, (PricedLines(550, 660, 660, 1),))
    clock.forward(days=370)
    assert touched.by_rate(card_of_scheme("AMAP"), "CAR1").lines == ()


def test_a_draft_touches_its_person_and_no_pounds(drive):
    found = touched.by_rate(card_of_scheme("AMAP"), "CAR1")
    assert (found.people, found.lines) == (1, ())


def test_it_is_worked_out_in_two_statements(claims):
    with statements() as sent:
        touched.by_rate(card_of_scheme("AMAP"), None)
    assert len(sent) <= 3
