"""A claim in every state that has a page with a form, and the addresses of these pages."""

import io
import itertools

from portal.claims.costs import service as costs
from portal.claims.following import service as following
from portal.claims.limits import service as limits
from portal.claims.limits.rules import OwnLimit
from portal.claims.making import service as making
from portal.claims.making.rules import Subject
from portal.claims.models import Question, Receipt
from portal.foundation.database import db, new_id
from portal.rates import service as rates
from portal.rates.queries import card_of_scheme, card_page
from portal.rates.rules import Vehicle
from tests.claims.support import FALLS
from tests.support import claims as sent
from tests.support.cast import HEARTS
from tests.support.changes import agreed
from tests.support.claims import DAY

NEXT_YEAR = DAY.replace(year=DAY.year + 1)

WANTS = ("words", "photo", "amount", "call")
ANSWERS = {
    "own vehicle": {
        "vehicle": Vehicle.CAR.value, "start": "Home", "end": "Hospital", "return_journey": "no", "miles": "12",
    },
    "parking": {"charge": "parking", "cost": 300},
    "food": {"meal": "LUNCH", "away": "5 to 10", "cost": 500},
    "other": {"item": "Printing", "why": "For the group", "cost": 250},
    "taxi": {"start": "Home", "end": "Hospital", "return_journey": "no", "need": "agreed", "cost": 1200},
    "care": {"who": "child", "more": "yes", "hours": "2", "hourly": 900, "cost": 1800},
    "supporter": {"agreed": "yes", "hours": "2", "hourly": 1200, "cost": 2400},
    "stay": {"place": "An inn", "nights": 1, "agreed": "yes", "cost": 6000},
}  # fmt: skip


def made(claims, amina, client, photo):
    """Every claim there is to look at; the values that addresses are filled with."""
    whole = claims.bus(amina)
    for kind, answers in ANSWERS.items():
        (number,) = making.choose_kinds(amina.id, whole, [kind], by=amina.id, once=new_id())
        if "miles" in answers:
            costs.say_elsewhere(amina.id, whole, number, 0, by=amina.id)
        claims.answer(amina, whole, number, amina, when=DAY.isoformat(), **answers)
    client.post(f"/claims/{whole}/lines/1/receipt", data={"photo": (io.BytesIO(photo()), "bus.jpg")})
    client.post("/claims/receipts", data={"photo": (io.BytesIO(photo("black")), "later.jpg")})
    late = claims.start(amina, Subject("Long ago", DAY.replace(month=5), HEARTS, FALLS.role_id))
    claims.bus(amina, ref=late, day=DAY.replace(month=5))
    limits.keep_limit(amina.id, OwnLimit(3000), by=amina.id)
    paid_for = claims.time(amina)
    with_us = sent.sent_claim(amina, bus=[460, 520], receipt_state="post")
    following.write_message(amina.id, with_us, "Hello", by=amina.id, once=new_id())
    asked = sent.sent_claim(amina, bus=[100, 200, 300, 400])
    sent.decide(asked, *[("question", "Why?", wants) for wants in WANTS])
    in_use = card_of_scheme("BLUEHEART")
    agreed(
        rates.start_using(in_use, version=card_page(in_use).version, why="Agreed", by="hana", once=new_id())
    )
    waits = [
        rates.add_rate(card_of_scheme("AMAP"), "MOTO", 300, NEXT_YEAR, "HMRC", by="grace", once=new_id()),
        rates.add_rate(card_of_scheme("AMAP"), "CAR1", 600, NEXT_YEAR, "HMRC", by="hana", once=new_id()),
    ]
    decided = sent.decide(sent.sent_claim(amina, bus=700), "approve")
    return {
        "ref": [whole, late, paid_for, with_us, asked, decided],
        "change_id": waits,
        "number": range(1, len(ANSWERS) + 2),
        "step": ["cost", "miles", "when"],
        "receipt_id": [one.id for one in db.session.query(Receipt)],
        "question_id": [one.id for one in db.session.query(Question)],
        "card_id": [card_of_scheme("AMAP"), card_of_scheme("NIHR"), card_of_scheme("BLUEHEART")],
        "code": ["CAR1", "HOUR"],
    }


def addresses(app, rooms, values, verb="GET"):
    """(rule, address) of every route of the rooms, filled in every way that `values` has."""
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        if verb in rule.methods and view.__module__.startswith(rooms):
            names = sorted(rule.arguments - set(rule.defaults or {}))
            for chosen in itertools.product(*(values[name] for name in names)):
                with app.test_request_context():
                    adapter = app.url_map.bind("localhost")
                    yield rule.rule, adapter.build(rule.endpoint, dict(zip(names, chosen, strict=True)), verb)
