"""Money first in the demo: a ticket booked, an ask that waits, £20 whose receipt is due, £1.60 that is left over."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from portal.claims.costs import service as costs
from portal.claims.deciding import evidence
from portal.claims.deciding import service as deciding
from portal.claims.deciding.rules import Choice
from portal.claims.first import queries, service
from portal.claims.first.service import Answer, Asked
from portal.claims.making import service as making
from portal.claims.making.rules import Subject
from portal.claims.models import Claim
from portal.claims.receipts import service as receipts
from portal.claims.sending import service as sending
from portal.demo import tickets
from portal.demo.beginning import Cast
from portal.demo.story import Story, once
from portal.foundation.database import db
from portal.payees import queries as payees
from portal.payees import service as payees_service

ABOUT = "Meet the new ward team"


class Before:
    """What four asks need: who asks when, who answers, what is shown after."""

    def __init__(self, story: Story, cast: Cast):
        self.story, self.cast = story, cast
        self.carys, self.team = cast.staff["coordinator"], next(iter(cast.teams.values()))

    def plan(self) -> None:
        """The first person, who signs in to the demo, has a ticket and a receipt to send; others the rest."""
        first, *others = self.cast.people
        self.asks(first, -12, 6, Asked("ticket", self.day(5), "Northfield", "Leeds"), self.booked)
        self.asks(first, -20, -8, Asked("cash", self.day(-8), details="Bus and lunch", pence=2000), self.cash)
        for person in others[:1]:
            self.asks(person, -25, -15, Asked("cash", self.day(-15), details="Train", pence=2000), self.cash)
            self.story.on(-12, 12, partial(self.shows, person, 1840))
        for person in others[1:2]:
            self.asks(
                person, -1, 9, Asked("before", self.day(8), details="A taxi both ways", pence=3600), None
            )

    def day(self, days: int) -> dt.date:
        return self.story.today + dt.timedelta(days=days)

    def asks(
        self,
        person: str,
        asked_on: int,
        meets_on: int,
        asked: Asked,
        then: Callable[[str, Asked], None] | None,
    ) -> None:
        """One ask, and its answer the day after."""
        subject = Subject(ABOUT, self.day(meets_on), self.team)

        def ask() -> None:
            first_id = service.ask(person, subject, asked, by=person, once=once())
            if then:
                self.story.on(asked_on + 1, 11, lambda: then(first_id, asked))

        self.story.on(asked_on, 10, ask)

    def booked(self, first_id: str, asked: Asked) -> None:
        self.answer(first_id, Answer("ticket", "The 8.40 train, coach B. The ticket is on your phone."))

    def answer(self, first_id: str, said: Answer) -> None:
        service.answer(first_id, said, 1, None, by=self.carys, once=once())

    def cash(self, first_id: str, asked: Asked) -> None:
        """Agreed, and on the day given by one and said yes to by the other."""
        self.answer(first_id, Answer("cash", "", asked.pence))
        days = (asked.needed_by - self.story.today).days
        self.story.on(days, 9, lambda: service.hand_over(first_id, None, by=self.carys, once=once()))
        person = self.view(first_id).first.person_id
        self.story.on(days, 10, lambda: service.got_it(first_id, True, by=person, once=once()))

    @staticmethod
    def view(first_id: str) -> queries.FirstView:
        view = queries.for_staff(first_id, None)
        assert view
        return view

    def shows(self, person: str, pence: int) -> None:
        """The person's claim of what they spent, with its ticket, approved the day after."""
        (view,) = queries.of_person(person)
        if not payees.current(person):
            payees_service.choose_how(person, "another", by=person)
        ref = service.show_spent(person, view.first.id, by=person, once=once())
        (number,) = making.choose_kinds(person, ref, ["public transport"], by=person, once=once())
        day = view.first.about_date
        answers = {
            "travel": "train", "start": "Northfield", "end": "Leeds", "return_journey": "yes", "cost": pence,
            "when": day.isoformat(),
        }  # fmt: skip
        costs.answer(person, ref, number, answers, by=person)
        receipts.add_photo(
            person, ref, number, tickets.ticket("Northern Trains", ABOUT, pence, day, 911), by=person
        )
        sending.send_claim(person, ref, by=person, once=once())
        self.story.on(-10, 12, lambda: self.approve(ref))

    def approve(self, ref: str) -> None:
        claim = db.session.query(Claim).filter_by(ref=ref).populate_existing().one()
        choices = [Choice(line.id, "approve") for line in evidence.lines_of(claim)]
        deciding.decide(ref, choices, "", claim.version, None, by=self.carys, once=once())
