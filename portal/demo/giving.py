"""What people in the demo join and give: openings, roles, meetings, the log, stories and goals."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from functools import partial

from portal.contributions import service as contributions
from portal.contributions.models import LogEntry
from portal.demo import content
from portal.demo.beginning import Cast
from portal.demo.claiming import Claiming
from portal.demo.content import OpeningPlan
from portal.demo.story import Story, once
from portal.foundation import calendar
from portal.foundation.database import db
from portal.openings.finding.interest import service as finding
from portal.openings.models import Interest, Meeting, Opening
from portal.openings.offering.agreements import service as agreements
from portal.openings.offering.interests import service as interests
from portal.openings.offering.meetings import service as meetings
from portal.openings.offering.publishing import service as publishing
from portal.openings.offering.roles import service as roles

PAY_ANSWERS = ("yes", "yes", "yes", "yes", "less", "no", "yes", "yes")


@dataclass
class Place:
    """Somebody's place in an opening."""

    person_id: str
    role_id: str


class Giving:
    """Plans everything about one opening, from its first word to what people log."""

    def __init__(self, story: Story, cast: Cast, claiming: Claiming):
        self.story, self.cast, self.claiming = story, cast, claiming
        self.given = 0
        self.told: Counter[str] = Counter()  # stories by opening

    def plan(self, number: int, plan: OpeningPlan) -> None:
        """Written ten weeks ago, joined a week later, then meeting after meeting."""
        by = self.cast.coordinator(plan.project)
        with calendar.at(self.story.now - dt.timedelta(weeks=10, days=3, minutes=-number)):
            opening_id = self.write(plan, by)
            held = [self.meeting(opening_id, plan, week, by) for week in plan.weeks]
        people = self.people_for(number, plan.people)
        places: list[Place] = []
        for turn, person_id in enumerate(people):
            self.story.on(-66 + turn, 10, partial(self.join, opening_id, person_id, by, places, turn))
        for meeting_id, starts in held:
            self.story.after(starts, 1, 9, partial(self.tick, meeting_id, places, by))
            self.story.after(starts, 0, 20, partial(self.log, plan, meeting_id, starts, places))
        if not plan.draft:
            self.newcomers(number, opening_id, by)

    def people_for(self, number: int, count: int) -> list[str]:
        """Whose turn it is; the first person, who signs in to the demo, is in the first two groups."""
        others = self.cast.people[2:]
        start = number * 3
        picked = [others[(start + i) % len(others)] for i in range(min(count, len(others)))] if others else []
        return list(dict.fromkeys([self.cast.people[0], *picked] if number in (0, 4) else picked))[:count]

    def write(self, plan: OpeningPlan, by: str) -> str:
        """Every part, then published; a draft stays one."""
        lead = "Dev Patel" if by == self.cast.staff["coordinator2"] else "Carys Lane"
        opening_id: str = publishing.begin_opening(
            self.cast.projects[plan.project], plan.name, lead, 5, by=by, once=once()
        )
        for part, values in self.parts(plan, lead).items():
            publishing.save_part(opening_id, self.version(opening_id), part, values, by=by, once=once())
        if not plan.draft:
            publishing.publish_opening(opening_id, self.version(opening_id), by=by, once=once())
        return opening_id

    @staticmethod
    def version(opening_id: str) -> int:
        return db.session.get_one(Opening, opening_id, populate_existing=True).version

    def parts(self, plan: OpeningPlan, lead: str) -> dict[str, dict[str, object]]:
        """What the coordinator writes on each page of C-30."""
        words, trains = content.read("words")["opening"], "train" in plan.tasks
        return {
            "name": {
                "name": plan.name, "summary": plan.summary, "project_id": self.cast.projects[plan.project],
                "lead_name": lead, "lead_phone": "01632 960 001",
            },
            "change": {"purpose": plan.purpose, "can_change": words["can_change"]},
            "tasks": {"tasks": plan.tasks},
            "strengths": {
                "who": words["who"], "new_is_fine": True, "training": trains, "strengths": plan.strengths
            },
            "when": self.when(plan),
            "access": {"access": words["access"], "needs_we_can_meet": plan.needs},
            "pay": {
                "pays_time": plan.pays, "rate_card_id": self.cast.card if plan.pays else None,
                "rate_code": "HOUR" if plan.pays else None, "pay_words": words["pay"] if plan.pays else "",
                "costs_words": words["costs"],
            },
            "decide": {"decide_how": "together", "decide_words": words["decide"]},
            "after": {"answer_days": 5, "hear_by": self.story.today + dt.timedelta(days=70)},
        }  # fmt: skip

    def when(self, plan: OpeningPlan) -> dict[str, object]:
        """When, where, how long, how many."""
        words = (
            f"{plan.when.replace('-', ' ').capitalize()}, about {calendar.duration(plan.minutes)} each time"
        )
        return {
            "how": plan.how, "place": plan.place, "miles": plan.miles, "when_words": words, "when_code": plan.when,
            "minutes": plan.minutes, "preparation_minutes": 30 if plan.pays else None, "places": plan.places,
            "closes_on": self.story.today + dt.timedelta(days=28),
        }  # fmt: skip

    def meeting(self, opening_id: str, plan: OpeningPlan, week: int, by: str) -> tuple[str, dt.datetime]:
        """A dated session; its id and start. Weekends for those that are at weekends, else Tuesday to Thursday."""
        monday = calendar.week_start(self.story.today) + dt.timedelta(weeks=week)
        day = monday + dt.timedelta(days=5 if plan.when == "weekends" else 1 + len(plan.name) % 3)
        starts = calendar.uk_moment(day, dt.time(plan.hour))
        ends = starts + dt.timedelta(minutes=plan.minutes)
        online = plan.how in ("online", "both")
        return meetings.add_meeting(opening_id, starts, ends, plan.place, online, by=by, once=once()), starts

    def join(self, opening_id: str, person_id: str, by: str, places: list[Place], turn: int) -> None:
        """Interest, a place, an agreement signed by both, and the answer about payment before it."""
        interest_id = self.interest(opening_id, person_id)
        row = db.session.get_one(Interest, interest_id, populate_existing=True)
        role_id = interests.accept_interest(interest_id, row.version, by=by, once=once())
        agreements.sign(role_id, 1, by=by, once=once())
        if db.session.get_one(Opening, opening_id).pays_time:
            answer = PAY_ANSWERS[turn % len(PAY_ANSWERS)]
            roles.answer_benefits(role_id, "carry on", by=person_id, once=once())
            roles.answer_pay(
                role_id, answer, 1500 if answer == "less" else None, "", by=person_id, once=once()
            )
        roles.answer_agreement(role_id, 1, "yes", "", by=person_id, once=once())
        places.append(Place(person_id, role_id))

    @staticmethod
    def interest(opening_id: str, person_id: str) -> str:
        finding.save_words(opening_id, content.read("words")["why"], False, by=person_id)
        finding.save_help(opening_id, "", by=person_id)
        return str(finding.send_interest(opening_id, by=person_id, once=once()))

    def newcomers(self, number: int, opening_id: str, by: str) -> None:
        """Last week somebody new was interested: waiting, talked to, or told not this time."""
        others = self.cast.people[2:]
        if number % 2 == 0 and others:
            person_id = others[(number * 5 + 11) % len(others)]
            self.story.on(-(2 + number % 4), 15, lambda: self.ask(opening_id, person_id))
        if number == 3 and len(others) > 6:
            person = others[6]
            self.story.on(-9, 11, lambda: self.ask(opening_id, person))
            self.story.on(-7, 11, lambda: self.not_this_time(opening_id, person, by))

    def ask(self, opening_id: str, person_id: str) -> None:
        """Unless they have asked before."""
        if (
            db.session.query(Interest.id).filter_by(opening_id=opening_id, person_id=person_id).first()
            is None
        ):
            self.interest(opening_id, person_id)

    def not_this_time(self, opening_id: str, person_id: str, by: str) -> None:
        row = db.session.query(Interest).filter_by(opening_id=opening_id, person_id=person_id).one()
        words = content.read("words")["not_this_time"]
        interests.not_this_time(row.id, row.version, words, [], by=by, once=once())

    def tick(self, meeting_id: str, places: list[Place], by: str) -> None:
        """Nearly everyone came."""
        away = self.story.chance.randrange(12)
        ticks = [
            (place.person_id, "did not come" if turn == away else "came", None)
            for turn, place in enumerate(places)
        ]
        if ticks:
            meetings.tick_attendance(meeting_id, 0, ticks, by=by, once=once())

    def log(self, plan: OpeningPlan, meeting_id: str, starts: dt.datetime, places: list[Place]) -> None:
        """Most people log the meeting the same evening; some tell a story; some claim the next day."""
        words = content.read("words")
        for place in places:
            if self.story.chance.random() < 0.15:
                continue
            entry_id = self.entry(plan, meeting_id, starts, place, words)
            self.claiming.maybe(place.person_id, entry_id, place.role_id, meeting_id, plan, starts)

    def entry(
        self,
        plan: OpeningPlan,
        meeting_id: str,
        starts: dt.datetime,
        place: Place,
        words: dict[str, list[str]],
    ) -> str:
        person, day = place.person_id, calendar.uk_date(starts)
        team = db.session.get_one(Opening, db.session.get_one(Meeting, meeting_id).opening_id).team_id
        did = contributions.Did(plan.name, day, place.role_id, meeting_id, team)
        entry_id = str(contributions.start_entry(person, did, by=person, once=once()))
        self.given += 1
        also = words["also"][self.given % len(words["also"])]
        contributions.save_time(person, entry_id, plan.minutes, list(also), by=person)
        if self.given % 4 == 1:
            self.tell(plan, person, entry_id, team)
        return entry_id

    def tell(self, plan: OpeningPlan, person: str, entry_id: str, team: str) -> None:
        """A story, who may see it, what the meeting was like; and later words of thanks."""
        if not plan.stories:
            return
        turn = self.given // 4
        seen_by = ("name", "coordinator", "no-name", "me")[turn % 4]
        version = db.session.get_one(LogEntry, entry_id, populate_existing=True).version
        told = self.told[plan.name]
        self.told[plan.name] += 1
        story = plan.stories[told % len(plan.stories)]
        contributions.save_story(person, entry_id, story, seen_by, False, seen=version, by=person)
        contributions.reflect(person, entry_id, "a lot", "a bit", "", by=person)
        if seen_by != "me" and turn % 2 == 0:
            staff = self.cast.staff["coordinator2" if team == self.cast.teams["Maternity"] else "coordinator"]
            thanks = content.read("words")["thanks"]
            thanks = thanks[turn // 2 % len(thanks)]
            moment = calendar.now()
            self.story.after(moment, 2, 11, lambda: self.thank(entry_id, thanks, staff))

    @staticmethod
    def thank(entry_id: str, words: str, staff: str) -> None:
        contributions.answer_story(entry_id, None, words, True, by=staff, once=once())

    def goals(self, plans: list[content.PersonPlan]) -> None:
        """What people want to learn, with a first small step."""
        for person_id, plan in zip(self.cast.people, plans, strict=True):
            for goal in plan.goals:
                self.story.on(-40, 17, partial(self.goal, person_id, goal))

    @staticmethod
    def goal(person_id: str, what: str) -> None:
        day = calendar.add_months(calendar.today(), 3)
        goal_id = contributions.add_goal(person_id, what, "", ["try"], day, by=person_id, once=once())
        contributions.add_step(person_id, goal_id, "Say one thing at the next meeting", by=person_id)
