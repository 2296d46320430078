"""Rate cards in the database: loaded once, confirmed, put to use, and given new amounts that end the old."""

import datetime as dt

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.changes import service as changes
from portal.foundation.audit import AuditEvent
from portal.foundation.database import Stale, db, writing
from portal.foundation.once import OtherContent
from portal.foundation.pages import Refused
from portal.rates import queries, rules, service
from portal.rates.models import RateCard, RateRow
from tests.rates.cards import D, scheme
from tests.support.changes import agreed

pytestmark = pytest.mark.both_databases
NEXT_YEAR = D("2027-04-06")


def verbs():
    return list(db.session.scalars(select(AuditEvent.verb).order_by(AuditEvent.seq)))


def new_car_rate(cards, hana, start=NEXT_YEAR, tenths=600, once="k"):
    why = "HMRC changed it"
    return agreed(service.add_rate(cards("AMAP"), "CAR1", tenths, start, why, by=hana.id, once=once))


def car_rows(cards):
    rates = queries.rates_for_pricing(cards("AMAP"))
    return [
        (rate.amount_words, rate.effective_from, rate.effective_to) for rate in rates if rate.code == "CAR1"
    ]


def test_loading_the_shipped_rates_again_adds_nothing(people):
    assert service.load_shipped_rates() > 40
    assert service.load_shipped_rates() == 0
    assert verbs().count("rates loaded") == 1


def test_a_loaded_card_prices_as_its_file_says(cards):
    for name in ("NICE-LAY", "CNWL", "TEWV", "BLUEHEART"):
        loaded = [rate for rate in queries.rates_for_pricing(cards(name)) if rate.scheme == name]
        facts = [(r.code, r.amount_tenths, r.from_min or 0, r.to_min, r.preparation) for r in loaded]
        shipped = [(r.code, r.amount_tenths, r.from_min or 0, r.to_min, r.preparation) for r in scheme(name)]
        assert sorted(facts, key=str) == sorted(shipped, key=str)


def test_a_new_version_of_the_files_ends_the_amount_before(cards, hana, monkeypatch):
    newer = [{**row} for row in service.shipped.rates() if row["code"] == "MOTO" and row["scheme"] == "AMAP"]
    newer[0]["effective_from"] = NEXT_YEAR
    monkeypatch.setattr(service.shipped, "rates", lambda: iter(newer))
    assert service.load_shipped_rates() == 1
    moto = [rate for rate in queries.rates_for_pricing(None) if rate.code == "MOTO"]
    assert [rate.effective_to for rate in moto] == [D("2027-04-05"), None]


def test_recalled_amounts_price_nothing_until_confirmed(cards, confirmed):
    with pytest.raises(rules.NoRate):
        rules.price_time(queries.rates_for_pricing(cards("NHSE-PPV")), "HALF", 120, 0, D("2026-11-17"))
    rates = queries.rates_for_pricing(confirmed("NHSE-PPV"))
    assert rules.price_time(rates, "HALF", 120, 0, D("2026-11-17")).pence == 7500


def test_an_unconfirmed_card_cannot_be_used(cards, hana):
    with pytest.raises(Refused, match="Check and confirm the amounts of this card first"):
        service.start_using(cards("NIHR"), version=1, why="Agreed", by=hana.id, once="k")
    assert queries.offers() == ()


def test_a_confirmed_card_is_offered_until_it_is_put_aside(confirmed, hana):
    card_id = confirmed("NHSE-PPV")
    offered = [(o.card_id, o.card_name, o.code, o.words) for o in queries.offers()]
    assert offered == [(card_id, "NHS England, role 4", "HALF", "Half day: £75, full day: £150")]
    version = queries.card_page(card_id).version
    agreed(service.stop_using(card_id, version=version, why="Too dear", by=hana.id, once="k"))
    assert queries.offers() == ()
    told = [verb for verb in verbs() if verb.startswith("rate card")]
    assert told == ["rate card confirmed", "rate card put to use", "rate card put aside"]


def test_a_card_changed_meanwhile_is_noticed(confirmed, hana):
    with pytest.raises(Stale):
        service.stop_using(confirmed("NIHR"), version=1, why="Too dear", by=hana.id, once="k")


def test_pricing_rates_put_the_cards_own_before_the_shared(cards):
    rates = queries.rates_for_pricing(cards("TEWV"))
    assert [rate.scheme for rate in rates] == sorted(
        (r.scheme for r in rates), key=["TEWV", "AMAP", "SAMPLE"].index
    )
    journey = rules.price_mileage(rates, rules.amap(rates), rules.Vehicle.CAR, 120, D("2026-11-17"))
    assert journey.words == "12 miles at 45p = £5.40"
    assert rules.cap(rates, "DINNER", 1840, D("2026-11-17")).payable_pence == 1500


def test_without_a_card_miles_and_limits_still_count(cards):
    assert {rate.scheme for rate in queries.rates_for_pricing(None)} == {"AMAP", "SAMPLE"}


def test_a_new_amount_ends_the_old_the_day_before(cards, hana):
    new_car_rate(cards, hana)
    assert car_rows(cards)[-2:] == [("55p", D("2026-04-06"), D("2027-04-05")), ("60p", NEXT_YEAR, None)]


def test_an_amount_put_between_two_lasts_until_the_next(cards, hana):
    new_car_rate(cards, hana)
    new_car_rate(cards, hana, start=D("2027-01-01"), tenths=575, once="k2")
    assert car_rows(cards)[-3:] == [
        ("55p", D("2026-04-06"), D("2026-12-31")),
        ("57.5p", D("2027-01-01"), D("2027-04-05")),
        ("60p", NEXT_YEAR, None),
    ]


def test_a_new_amount_is_in_the_audit_trail_with_its_reason(cards, hana):
    new_car_rate(cards, hana)
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.verb == "rate added")).one()
    assert (event.by, event.details["proposed_by"]) == ("grace", "hana")
    assert event.details["why"] == "HMRC changed it"
    assert event.details["before"]["amount"] == "55p a mile"
    assert (event.details["after"]["amount"], event.details["after"]["from"]) == (
        "60p a mile",
        "6 April 2027",
    )


@pytest.mark.parametrize(
    ("start", "words"),
    [("2020-01-01", "Choose 6 April 2025 or a later"), ("2026-04-06", "There is a rate from")],
)
def test_a_day_too_far_back_or_taken_is_refused(cards, hana, start, words):
    with pytest.raises(Refused, match=words):
        new_car_rate(cards, hana, start=D(start))
    assert len(car_rows(cards)) == 3


def test_the_same_press_twice_adds_one_amount(cards, hana):
    assert new_car_rate(cards, hana) == new_car_rate(cards, hana)
    assert len(car_rows(cards)) == 4
    with pytest.raises(OtherContent):
        new_car_rate(cards, hana, tenths=610)


def test_the_database_refuses_a_second_amount_from_the_same_day(cards):
    with pytest.raises(IntegrityError), writing() as session:
        row = session.scalars(select(RateRow).where(RateRow.code == "CAR1")).first()
        session.add(_copy_of(row))


def test_the_database_refuses_an_amount_that_ends_before_it_begins(cards):
    with pytest.raises(IntegrityError), writing() as session:
        row = session.scalars(select(RateRow).where(RateRow.code == "MOTO")).first()
        row.effective_to = row.effective_from - dt.timedelta(days=1)


def _copy_of(row):
    names = [column.key for column in RateRow.__table__.columns if column.key != "id"]
    return RateRow(**{name: getattr(row, name) for name in names})


def test_reference_limits_are_loaded_with_their_dates(cards):
    limits = queries.reference_limits()
    assert rules.limit_on(limits, "CA_LIMIT", D("2026-04-05")).amount == 19600
    assert rules.limit_on(limits, "ESA_PW", D("2026-11-17")).amount == 20350
    assert db.session.scalar(select(RateCard.name).where(RateCard.scheme == "SAMPLE")) == "Limits on costs"


def test_an_operator_loads_the_shipped_rates_once(app, people):
    first, second = (app.test_cli_runner().invoke(args=["rates", "load"]).output for _ in range(2))
    assert first.endswith("rows added.\n")
    assert second == "All shipped rates are there already.\n"


def test_a_card_that_is_not_there_is_none(cards):
    assert queries.card_page("nothing") is queries.card_of_scheme("NOTHING") is None


def test_a_day_that_passes_before_the_answer_is_refused_in_words(cards, hana, clock):
    start, why = D("2026-11-18"), "Meals cost more"
    change = service.add_rate(cards("SAMPLE"), "DINNER", 18000, start, why, by=hana.id, once="k")
    clock.forward(days=2)
    with pytest.raises(Refused, match="Choose today or a later date"):
        changes.confirm(change, by="grace", once="k")
    assert db.session.scalar(select(RateRow.id).where(RateRow.amount_tenths == 18000)) is None


def test_an_amount_from_a_day_that_waits_already_is_refused(cards, hana):
    ask = (cards("AMAP"), "CAR1", 600, NEXT_YEAR, "HMRC changed it")
    service.add_rate(*ask, by=hana.id, once="k")
    with pytest.raises(Refused, match="waits already"):
        service.add_rate(*ask, by=hana.id, once="k2")
