"""Money first without its pages: `asked`, `agreed`, `spent` and what follows. People are ids."""

import datetime as dt

from portal.claims.first import queries, service
from portal.claims.first.service import Answer, Asked
from portal.claims.making.rules import Subject
from portal.claims.models import Claim
from portal.foundation import calendar
from portal.foundation.database import writing
from tests.support.cast import HEARTS
from tests.support.claims import claim_line, claim_of, decide, once

MEETING = dt.date(2026, 11, 30)
NEEDED = dt.date(2026, 11, 27)


def asked(person, need="before", pence=2000, by=None, **more):
    subject = Subject("Falls group", MEETING, HEARTS)
    wish = Asked(need, more.pop("needed_by", NEEDED), pence=pence, **more)
    return service.ask(person, subject, wish, by=by or person, once=once())


def agreed(person, how="before", pence=2000, words="", by="carys", **more):
    first_id = asked(person, pence=pence, **more)
    answered(first_id, how, pence, words, by)
    return first_id


def answered(first_id, how="before", pence=2000, words="", by="carys", teams=None):
    version = queries.for_staff(first_id, None).first.version
    return service.answer(first_id, Answer(how, words, pence), version, teams, by=by, once=once())


def in_cash(person, pence=2000):
    first_id = agreed(person, "cash", pence)
    service.hand_over(first_id, None, by="carys", once=once())
    service.got_it(first_id, True, by=person, once=once())
    return first_id


def sent(person, first_id, *pence):
    """The person's claim of what they spent, sent; its number."""
    ref = service.show_spent(person, first_id, by=person, once=once())
    with writing() as session:
        claim = session.get_one(Claim, claim_of(ref).id)
        for number, one in enumerate(pence, 1):
            session.add(claim_line(claim, number, "public transport", one, person, MEETING))
        claim.total_pence, claim.line_count = sum(pence), len(pence)
        claim.state, claim.sent_by, claim.sent_at = "sent", person, calendar.now()
        claim.check_by = claim.pay_by = MEETING
    return ref


def spent(person, first_id, *pence):
    """The same, and approved."""
    return decide(sent(person, first_id, *pence))


def step(first_id):
    return queries.for_staff(first_id, None).step


def left(first_id):
    return queries.for_staff(first_id, None).open_pence
