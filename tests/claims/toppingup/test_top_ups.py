"""A rate for miles that goes back in time pays the difference once, and never touches a paid line (rule 14)."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.claims.costs import queries as costs
from portal.claims.limits import queries as limits
from portal.claims.models import Claim, ClaimLine, MilesElsewhere
from portal.claims.toppingup import jobs, rules, service
from portal.foundation import calendar
from portal.foundation.calendar import tax_year
from portal.foundation.database import db, new_id, writing
from portal.ledger import queries as ledger
from portal.ledger.service import check_now
from portal.rates.models import RateCard, RateRow
from portal.rates.rules import Vehicle
from tests.claims.costs.test_miles_in_order import drive
from tests.rates.cards import scheme
from tests.support.claims import decide, lines_of

APRIL = dt.date(2026, 4, 20)
NEW_YEAR = dt.date(2026, 4, 6)


@pytest.fixture
def before_the_change(claims, amina, clock):
    """May 2026: the rate of 55p is not known yet, and 40 miles on 20 April were sent at 45p."""
    with writing() as session:
        old, new = car_rows(session)
        session.delete(new)
        session.flush()
        old.effective_to = None
    clock.set_day(dt.date(2026, 4, 27))
    return claims.send(amina, drive(claims, amina, "40", when=APRIL.isoformat()))


def car_rows(session):
    rows = select(RateRow).join(RateRow.card).where(RateCard.scheme == "AMAP", RateRow.code == "CAR1")
    return session.scalars(rows.order_by(RateRow.effective_from.desc())).all()[1::-1]


def raise_rate(clock, day=dt.date(2026, 5, 21), tenths=550, start=NEW_YEAR):
    """Hana puts in a rate that began before today."""
    clock.set_day(day)
    with writing() as session:
        old = car_rows(session)[-1]
        same = {
            name: getattr(old, name)
            for name in ("code", "label", "unit", "up_to_miles", "preparation", "card_id")
        }
        old.effective_to = start - calendar.DAY
        session.add(
            RateRow(
                **same, amount_tenths=tenths, effective_from=start, source="HMRC", confidence="L", added_by="hana",
                added_at=calendar.now(), why="HMRC changed it",
            )
        )  # fmt: skip


def top_ups():
    return list(db.session.scalars(select(ClaimLine).where(ClaimLine.tops_up_id.is_not(None))))


def test_miles_past_the_yearly_step_by_what_was_claimed_elsewhere_get_no_more(
    before_the_change, amina, clock
):
    decide(before_the_change, "approve")
    with writing() as session:
        session.add(MilesElsewhere(person_id=amina.id, year=2026, tenths=100_000, said_by=amina.id))
    raise_rate(clock)
    jobs.top_up_after_a_change()
    assert top_ups() == []


def test_a_top_up_within_the_approved_amount_is_no_excess_and_counts_towards_no_limit(
    before_the_change, amina, clock
):
    decide(before_the_change, "approve")
    raise_rate(clock)
    jobs.top_up_after_a_change()
    with writing() as session:
        for line in session.scalars(select(ClaimLine).where(ClaimLine.decision == "approved")):
            line.paid_pence = line.approved_pence
    assert costs.excess_in(amina.id, tax_year(APRIL)) == []
    claim = db.session.scalars(select(Claim).where(Claim.ref == before_the_change)).one()
    assert [one.pence for one in limits._apart(claim)[1]] == [0, 0]


@pytest.mark.both_databases
def test_forty_miles_are_topped_up_once_and_the_paid_line_stays(before_the_change, amina, clock, outbox):
    decide(before_the_change, "approve")
    raise_rate(clock)
    jobs.top_up_after_a_change()
    jobs.top_up_after_a_change()
    jobs.top_up_what_was_approved_since()
    (line,) = top_ups()
    assert (line.approved_pence, line.payment, line.decided_by) == (400, "ready", "hana")
    assert line.what == "Top-up: 40 miles on Monday 20 April 2026"
    assert line.priced_words == "40 miles at 55p = £22.00, less £18.00"
    assert [one.approved_pence for one in lines_of(before_the_change)] == [1800]
    assert ledger.owed(amina.id)["costs"] == 2200 and not any(check_now().values())
    assert outbox.kinds(amina).count("E-27") == 1


@pytest.mark.both_databases
def test_what_is_approved_after_the_change_is_found_at_night(before_the_change, amina, clock):
    raise_rate(clock)
    jobs.top_up_after_a_change()
    assert top_ups() == []
    decide(before_the_change, "approve")
    jobs.top_up_what_was_approved_since()
    assert [line.approved_pence for line in top_ups()] == [400]


@pytest.mark.parametrize("decision", [("different", 900, "Half the way."), ("decline", "No."), None])
def test_what_was_not_approved_in_full_is_not_topped_up(before_the_change, clock, decision):
    if decision:
        decide(before_the_change, decision)
    raise_rate(clock)
    jobs.top_up_what_was_approved_since()
    assert top_ups() == []


def test_a_second_change_pays_only_what_it_adds(before_the_change, amina, clock):
    decide(before_the_change, "approve")
    raise_rate(clock)
    jobs.top_up_after_a_change()
    raise_rate(clock, dt.date(2026, 6, 1), 600, dt.date(2026, 4, 13))
    jobs.top_up_after_a_change()
    assert sorted(line.approved_pence for line in top_ups()) == [200, 400]


def test_a_lower_rate_asks_nothing_back(before_the_change, clock):
    decide(before_the_change, "approve")
    raise_rate(clock, tenths=400)
    jobs.top_up_what_was_approved_since()
    assert top_ups() == []


def test_the_person_reads_what_it_is_and_no_date_in_the_past(before_the_change, amina, clock, visit):
    decide(before_the_change, "approve")
    raise_rate(clock)
    jobs.top_up_after_a_change()
    ref = db.session.scalar(select(Claim.ref).where(Claim.about == service.ABOUT))
    page = visit(amina).get(f"/claims/{ref}").page
    assert "Top-up: 40 miles on Monday 20 April 2026" in page.main and "£4.00" in page.main
    assert "We will pay you £4" in page.main


def test_the_database_keeps_a_second_top_up_of_the_same_rate_out(before_the_change, amina, clock):
    decide(before_the_change, "approve")
    raise_rate(clock)
    jobs.top_up_after_a_change()
    (line,) = top_ups()
    with pytest.raises(IntegrityError), writing() as session:
        copy = {key: getattr(line, key) for key in ("claim_id", "kind", "what", "on_date", "claimed_pence",
                "payable_pence", "rate_id", "tops_up_id", "claimed_by", "typed_by")}  # fmt: skip
        session.add(ClaimLine(id=new_id(), number=9, **copy))
        session.flush()


def test_nobody_is_topped_up_in_their_own_name(before_the_change, amina, clock):
    """An administrator who takes part does not pay herself by her own change."""
    decide(before_the_change, "approve")
    raise_rate(clock)
    with writing() as session:
        car_rows(session)[-1].added_by = amina.id
    jobs.top_up_what_was_approved_since()
    assert top_ups() == []


# The rule by itself


def journeys(rates, miles, approved):
    moment = dt.datetime(2026, 4, 27, 9, tzinfo=dt.UTC)
    return [
        rules.Sent(f"l{at}", Vehicle.CAR, tenths, APRIL, moment + dt.timedelta(minutes=at), pence, rates)
        for at, (tenths, pence) in enumerate(zip(miles, approved, strict=True))
    ]


@given(st.lists(st.integers(1, 80_000), min_size=1, max_size=6))
def test_top_ups_bring_all_miles_to_todays_rate_and_no_further(miles):
    """Whatever the yearly step does, what was paid and what is topped up is what today's rates pay, and a second look
    finds nothing."""
    rates = _rates(450), _rates(550)
    paid = [one.pence for one in _all_due(rates[0], miles)]
    found = {one.line_id: one.pence for one in rules.due(journeys(rates[1], miles, paid), CHANGED)}
    now = [one.pence for one in _all_due(rates[1], miles)]
    after = [was + found.get(f"l{at}", 0) for at, was in enumerate(paid)]
    assert after == now
    assert rules.due(journeys(rates[1], miles, after), CHANGED) == []


CHANGED = {"first": dt.datetime(2026, 5, 21, tzinfo=dt.UTC)}


def _all_due(rates, miles):
    """What each journey comes to: as if nothing had been paid for it."""
    return rules.due(
        journeys(rates, miles, [0] * len(miles)), {"first": CHANGED["first"], "then": CHANGED["first"]}
    )


def _rates(tenths):
    open_rows = {rate.code: rate for rate in scheme("AMAP") if rate.effective_to is None}
    first = replace(open_rows["CAR1"], id="first", amount_tenths=tenths)
    return first, replace(open_rows["CAR2"], id="then")
