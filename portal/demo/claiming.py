"""Claims, bank details, decisions and payment runs in the demo: in every state, because time runs out on some."""

import datetime as dt
from typing import Any

from portal.claims.costs import service as costs
from portal.claims.costs.rules import is_held, pricing
from portal.claims.deciding import authority, evidence
from portal.claims.deciding import service as deciding
from portal.claims.deciding.rules import Choice
from portal.claims.following import service as following
from portal.claims.hands import Decider
from portal.claims.making import service as making
from portal.claims.making.rules import Subject
from portal.claims.models import Claim, ClaimLine
from portal.claims.receipts import keeping
from portal.claims.receipts import service as receipts
from portal.claims.sending import service as sending
from portal.claims.timing import queries as timing_queries
from portal.claims.timing import service as timing
from portal.demo import content, tickets
from portal.demo.beginning import Cast
from portal.demo.content import OpeningPlan
from portal.demo.story import Story, once
from portal.foundation import calendar
from portal.foundation.database import db
from portal.openings import queries as openings
from portal.payees import queries as payees
from portal.payees import service as payees_service
from portal.payments import rules
from portal.payments.models import PaymentRun
from portal.payments.runs import files, paying, queries
from portal.payments.runs import service as runs
from portal.rates.rules import Vehicle

NO_RECEIPT = {  # why there is none, by kind of cost
    "public transport": "The driver did not give one",
    "parking": "The machine printed none",
    "food": "I lost it on the way home",
    "taxi": "The driver had no paper left",
    "care": "She does not write receipts",
    "supporter": "He does not write receipts",
    "stay": "They forgot to give me one",
    "other:phone": "I top up in the shop",
    "other": "The shop only sends them by e-mail, and none came",
}
RARELY = {
    9: ["taxi"],
    13: ["care"],
    17: ["stay"],
    21: ["supporter"],
    25: ["other:phone"],
}  # by the claim's turn
PART = "The receipt shows other things too. We paid for the printing."
NO = "This was paid on another claim. Call us if you think this is not so."

SELDOM: dict[str, tuple[dict[str, Any], str]] = {  # answers, and who wrote the receipt
    "taxi": (
        {"start": "NF2 3LD", "end": "Northfield Hospital", "return_journey": "no", "need": "health", "cost": 1260},
        "Northfield Taxis",
    ),
    "care": ({"who": "child", "more": "yes", "hours": "3.0", "hourly": 1250}, "Sam Hill, childminder"),
    "supporter": ({"agreed": "yes", "hours": "2.0", "hourly": 1400}, "Support for You"),
    "stay": ({"place": "Station Inn, York", "nights": 1, "agreed": "yes", "cost": 8900}, "Station Inn"),
    "other:phone": ({"item": "Mobile data", "why": "For the online meeting", "cost": 500}, "Corner Shop"),
}  # fmt: skip


class Claiming:
    """Who claims what after which meeting, who decides it when, and when it is paid."""

    def __init__(self, story: Story, cast: Cast, most: int):
        self.story, self.cast, self.most = story, cast, most
        self.made = 0

    def maybe(
        self,
        person: str,
        entry_id: str,
        role_id: str,
        meeting_id: str,
        plan: OpeningPlan,
        starts: dt.datetime,
    ) -> None:
        """Plans a claim the day after the log, for most people and as long as more are wanted."""
        if self.made >= self.most or self.story.chance.random() < 0.1:
            return
        self.made += 1
        turn = self.made
        team = self.cast.teams[self.cast.project_team[plan.project]]
        subject = Subject(plan.name, calendar.uk_date(starts), team, role_id, meeting_id, entry_id)
        self.story.after(starts, 1, 18, lambda: self.claim(person, subject, plan, turn))

    def claim(self, person: str, subject: Subject, plan: OpeningPlan, turn: int) -> None:
        """A draft with its lines; most are sent at once, one in nine waits to be finished."""
        kinds = self.kinds(person, subject, plan, turn)
        if not kinds:
            return
        self.bank(person)
        ref = making.start_claim(person, subject, by=person, once=once())
        numbers = making.choose_kinds(person, ref, kinds, by=person, once=once())
        for kind, number in zip([kind for kind in kinds if kind != "time"], numbers, strict=True):
            self.cost(person, ref, number, kind, subject, plan.place.split(", ")[-1], turn)
        if "time" in kinds:
            self.time(person, ref)
        if turn % 11 != 0:
            sending.send_claim(person, ref, by=person, once=once())
            self.story.after(calendar.now(), 2 + turn % 3, 11, lambda: self.decide(ref, plan, turn))
        if turn % 19 == 7:
            self.story.after(calendar.now(), 1, 9, lambda: following.cancel(person, ref, by=person))

    def photo_for_later(self, person: str) -> None:
        """A ticket that waits among the person's photos for its claim."""
        day = self.story.today - calendar.DAY
        ticket = tickets.ticket("City Buses", "Day ticket", 520, day, 907)

        def keep() -> None:
            keeping.add_to_tray(person, ticket, by=person)

        self.story.at(calendar.uk_moment(day, dt.time(17, 40)), keep)

    @staticmethod
    def kinds(person: str, subject: Subject, plan: OpeningPlan, turn: int) -> list[str]:
        """Travel where there was any, now and then something else, and time for those who take it and were there."""
        travel = (
            []
            if plan.how in ("online", "at home")
            else ["own vehicle" if turn % 4 == 0 else "public transport"]
        )
        extra = {3: ["parking"], 5: ["food"], 7: ["other"]}.get(turn % 8, [])
        extra = RARELY.get(turn, extra)
        terms = openings.role_terms(subject.role_id or "")
        session = openings.session(person, subject.meeting_id or "")
        takes = terms is not None and terms.pays_time and terms.pay_answer in ("yes", "less")
        was_there = session is not None and session.attendance in ("", "came")
        return [*travel, *extra, *(["time"] if takes and was_there else [])]

    def cost(
        self, person: str, ref: str, number: int, kind: str, subject: Subject, place: str, turn: int
    ) -> None:
        """The answers of one cost's pages, and its receipt."""
        answers, title = self.answers(kind, place, turn)
        day = subject.on_date.isoformat()
        costs.answer(person, ref, number, {**answers, "when": day}, by=person)
        if kind == "own vehicle":
            costs.say_elsewhere(person, ref, number, 1200 if turn % 8 == 0 else 0, by=person)
            return
        if turn % 6 == 5:
            receipts.say_other_way(person, ref, number, "have none", NO_RECEIPT[kind], by=person)
        else:
            ticket = tickets.ticket(
                title, subject.about, pricing.spent(answers), subject.on_date, turn * 31 + number
            )
            receipts.add_photo(person, ref, number, ticket, by=person)

    def answers(self, kind: str, place: str, turn: int) -> tuple[dict[str, Any], str]:
        words = content.read("words")
        if kind == "own vehicle":
            return {
                "vehicle": Vehicle.CAR.value, "start": "NF2 3LD", "end": place or "Northfield Hospital",
                "return_journey": "yes", "miles": str(6 + turn % 14), "passengers": turn // 4 % 3,
            }, ""  # fmt: skip
        if kind == "public transport":
            start, end, pence = words["buses"][turn % len(words["buses"])]
            journey = {"start": start, "end": place or end, "return_journey": "yes"}
            return {"travel": "bus", **journey, "cost": pence + 10 * (turn % 5)}, "City Buses"
        if kind == "parking":
            return {"charge": "parking", "cost": 300 + 20 * (turn % 4)}, "Mill Road Car Park"
        if kind == "food":
            return {"meal": "LUNCH", "away": "5 to 10", "cost": 680 + 15 * (turn % 9)}, "The Corner Cafe"
        if kind in SELDOM:
            answers, title = SELDOM[kind]
            return dict(answers), title
        return {
            "item": "Printing the papers",
            "why": "I read better on paper",
            "cost": 240 + turn % 50,
        }, "Print Shop"

    @staticmethod
    def time(person: str, ref: str) -> None:
        claim = db.session.query(Claim).filter_by(ref=ref).one()
        keys = [one.key for one in timing_queries.sessions(claim).open if one.meeting_id == claim.meeting_id]
        timing.choose_sessions(person, ref, keys, "no", by=person, once=once())

    def bank(self, person: str) -> None:
        """Given with the first claim; finance confirms it two days later, but for the last few."""
        if payees.current(person):
            return
        number = self.cast.people.index(person)
        payees_service.choose_how(person, "bank", by=person)
        details = payees_service.Details(self.cast.names[person], "089999", f"{66000000 + number * 137:08d}")
        details_id = payees_service.give_bank_details(person, details, by=person, once=once())
        if number % 11 != 7:
            self.story.after(calendar.now(), 2, 10, lambda: self.confirm(details_id))

    def confirm(self, details_id: str) -> None:
        payees_service.confirm(details_id, "face to face", "", by=self.cast.staff["finance"], once=once())

    def decide(self, ref: str, plan: OpeningPlan, turn: int) -> None:
        """Mostly approved as sent; now and then less, a question, or no."""
        by = self.cast.coordinator(plan.project)
        claim = db.session.query(Claim).filter_by(ref=ref).populate_existing().one()
        recent = (self.story.now - calendar.now()).days < 13
        if claim.state != "sent" or (recent and turn % 3 != 0):
            return
        lines = [
            line for line in evidence.lines_of(claim)
            if evidence.why_not(claim, line, Decider(by, None)) is None
        ]  # fmt: skip
        choices = [self.choice(line, turn) for line in lines]
        if choices and authority.why_over([claim], by):
            by = self.cast.staff["budget"]  # above what the coordinator decides for one person in a month
        if choices:
            deciding.decide(ref, choices, "", claim.version, None, by=by, once=once())

    @staticmethod
    def choice(line: ClaimLine, turn: int) -> Choice:
        if line.kind != "time" and turn % 10 == 6:
            return Choice(
                line.id, "question", None, "Can you send a photo that shows the amount and the date?", "photo"
            )
        if line.kind == "other" and line.payable_pence > 100:
            return Choice(line.id, "different", line.payable_pence - 100, PART)
        if line.kind == "parking" and turn % 16 == 3:
            return Choice(line.id, "decline", None, NO)
        return Choice(line.id, "approve", was_agreed=is_held(line.details))

    def pay_weekly(self) -> None:
        """A run each Thursday: made, released the same day, paid two working days later. The last one waits."""
        thursday = calendar.week_start(self.story.today) + dt.timedelta(days=3)
        for week in range(8, 0, -1):
            day = (thursday - dt.timedelta(weeks=week) - self.story.today).days
            self.story.on(day, 14, self.run)
        self.story.at(self.story.now - dt.timedelta(minutes=20), self.leave_one_waiting)

    def leave_one_waiting(self) -> None:
        """A run that waits for the second person, for whoever tries the demo."""
        self.start(release=False)

    def run(self) -> None:
        if run_id := self.start(release=True):
            moment = calendar.now()
            self.story.after(moment, 1, 10, lambda: self.paid(run_id))

    def start(self, *, release: bool) -> str | None:
        """A run of all that is ready; None when nothing is."""
        ready = [line.line_id for line in rules.can_go(queries.ready())]
        if not ready:
            return None
        maker, pay_on = self.cast.staff["finance"], calendar.add_working_days(calendar.today(), 2)
        run_id = str(runs.start_run(ready, pay_on, by=maker, once=once()))
        runs.send_for_approval(run_id, "FA", 1, by=maker, once=once())
        if release:
            runs.release(run_id, by=self.cast.staff["finance2"], once=once())
        return run_id

    def paid(self, run_id: str) -> None:
        maker = self.cast.staff["finance"]
        run = db.session.get_one(PaymentRun, run_id, populate_existing=True)
        number, total = run.number, run.total_pence
        files.take_payment_file(run_id, "", by=maker, once=once())
        paying.mark_paid(run_id, f"BANK {number:05d}", total, by=maker, once=once())
