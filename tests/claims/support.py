"""Claims made without pages, for tests that are about what comes after."""

import datetime as dt

from sqlalchemy import select

from portal.claims.costs import service as costs
from portal.claims.making import service as making
from portal.claims.making.rules import Subject
from portal.claims.models import Claim, ClaimLine
from portal.claims.receipts import service as receipts
from portal.claims.sending import service as sending
from portal.foundation.database import db, new_id
from portal.foundation.stored_files import Accepted

DAY = dt.date(2026, 11, 16)
FALLS = Subject("Falls group", DAY, "hearts", "role-of-amina", "meeting")


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

    def line(self, person, kind, **answers):
        ref = self.start(person)
        (number,) = making.choose_kinds(person.id, ref, [kind], by=person.id, once=new_id())
        self.answer(person, ref, number, person, **answers)
        return ref

    def answer(self, person, ref, number, by, **answers):
        costs.answer(person.id, ref, number, answers, by=by.id)

    def send(self, person, ref, by=None, once=None):
        return sending.send_claim(person.id, ref, by=(by or person).id, once=once or new_id())

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


def kept(sha256="a" * 64):
    """A photo as the store gives it."""
    return Accepted("ab/abc.jpg", "photo", sha256, 60, 80, "ab/abc-small.jpg", 1000, 1, "bus.jpg")
