"""Claims made without pages, for tests that are about what comes after."""

import datetime as dt

from sqlalchemy import select

from portal.claims.costs import service as costs
from portal.claims.following import service as following
from portal.claims.making import service as making
from portal.claims.making.rules import Subject
from portal.claims.models import Claim, ClaimLine
from portal.claims.receipts import service as receipts
from portal.claims.sending import service as sending
from portal.claims.timing import service as timing
from portal.foundation.database import db, new_id
from portal.foundation.stored_files import Accepted
from portal.payees import service as payees
from portal.rates import service as rates

DAY = dt.date(2026, 11, 16)
FALLS = Subject("Falls group", DAY, "hearts", "role-of-amina", "meeting")


def load_rates():
    rates.load_shipped_rates()


def chooses_how_to_be_paid(person):
    payees.choose_how(person.id, "another", by=person.id)


class Claims:
    """`ref = claims.bus(amina)` is a draft with one whole line; `claims.sent(amina)` is sent."""

    def start(self, person, subject=FALLS, by=None):
        return making.start_claim(person.id, subject, by=(by or person).id, once=new_id())

    def bus(self, person, pence=640, by=None, day=DAY, ref=None):
        actor, ref = by or person, ref or self.start(person, by=by)
        (number,) = making.choose_kinds(person.id, ref, ["public transport"], by=actor.id, once=new_id())
        self.answer(person, ref, number, actor, travel="bus", cost=pence, when=day.isoformat())
        self.answer(
            person, ref, number, actor, start="Market Square", end="City Hospital", return_journey="yes"
        )
        receipts.say_other_way(person.id, ref, number, "add later", by=actor.id)
        return ref

    def time(self, person, ref=None, by=None):
        """A line for yesterday's session on the claim, or on a new one."""
        ref = ref or self.start(person)
        timing.choose_sessions(person.id, ref, ["meeting-meeting"], by=(by or person).id, once=new_id())
        return ref

    def line(self, person, kind, **answers):
        ref = self.start(person)
        (number,) = making.choose_kinds(person.id, ref, [kind], by=person.id, once=new_id())
        self.answer(person, ref, number, person, **answers)
        return ref

    def answer(self, person, ref, number, by, **answers):
        costs.answer(person.id, ref, number, answers, by=by.id)

    def send(self, person, ref, by=None, once=None):
        return sending.send_claim(person.id, ref, by=(by or person).id, once=once or new_id())

    def new_line(self, person, kind):
        """A draft with one line of which nothing is answered."""
        ref = self.start(person)
        making.choose_kinds(person.id, ref, [kind], by=person.id, once=new_id())
        return ref

    def sent(self, person, **more):
        return self.send(person, self.bus(person, **more))

    def of(self, ref):
        return db.session.scalars(select(Claim).where(Claim.ref == ref)).one()

    def lines_of(self, ref):
        rows = select(ClaimLine).join(Claim, Claim.id == ClaimLine.claim_id).where(Claim.ref == ref)
        return list(db.session.scalars(rows.where(ClaimLine.removed_at.is_(None)).order_by(ClaimLine.number)))

    def only_line(self, ref):
        (line,) = self.lines_of(ref)
        return line


def add_kept(person, ref, sha256):
    """A photo as the store gives it, tied to the first line."""
    photo = Accepted("ab/abc.jpg", "photo", sha256, 60, 80, "ab/abc-small.jpg", 1000, 1, "bus.jpg")
    receipts.add_photo(person.id, ref, 1, photo, by=person.id)


def bank_details(person, sort_code, account_number):
    details = payees.Details(person.name, sort_code, account_number)
    payees.give_bank_details(person.id, details, by=person.id, once=new_id())


def say_no_receipt(person, ref):
    """No receipt, and no reason either."""
    receipts.say_other_way(person.id, ref, 1, "have none", "", by=person.id)


def give_up(person, ref, act):
    """act: "take_back" or "cancel"."""
    getattr(following, act)(person.id, ref, by=person.id)
