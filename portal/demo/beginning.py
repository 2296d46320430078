"""How the demo begins: the organisation, its rates, its staff, its projects, and people who join."""

import datetime as dt
from dataclasses import dataclass, field

from portal.accounts.hashing import hash_password
from portal.accounts.joining.service import confirm_person, new_person
from portal.accounts.letters import keep_new_recipient
from portal.accounts.models import Person, StaffRole
from portal.changes import service as changes
from portal.demo import content
from portal.demo.story import Story, once
from portal.foundation import audit, calendar
from portal.foundation.database import writing
from portal.organisation import service as organisation
from portal.people import service as people_service
from portal.projects import rules as stages
from portal.projects import service as projects
from portal.rates import queries as rate_queries
from portal.rates import service as rates


@dataclass
class Cast:
    """Ids by the names that the content uses."""

    staff: dict[str, str] = field(default_factory=dict)
    teams: dict[str, str] = field(default_factory=dict)
    projects: dict[str, str] = field(default_factory=dict)
    project_team: dict[str, str] = field(default_factory=dict)
    people: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    card: str = ""

    def coordinator(self, project: str) -> str:
        """Who coordinates a project's team."""
        return self.staff["coordinator2" if self.project_team[project] == "Maternity" else "coordinator"]


def begin(story: Story) -> Cast:
    """The organisation with its staff, rates and projects, ten weeks ago."""
    cast, plan = Cast(), content.read("organisation")
    fields = ("name", "service_name", "phone", "hours", "email", "post_address")
    with calendar.at(story.now - dt.timedelta(weeks=11)):
        organisation.set_up("portal", **{name: plan[name] for name in fields})
        cast.teams = {name: organisation.add_team(name, "portal") for name in plan["teams"]}
        hashed = hash_password(content.PASSWORD)
        for row in plan["staff"]:
            cast.staff[row["key"]] = _staff(row, cast, hashed)
        _settings(plan, cast)
        cast.card = _rates(plan["rate_card"], cast.staff)
        _projects(plan, cast)
    return cast


def _staff(row: dict[str, str], cast: Cast, hashed: str) -> str:
    with writing() as session:
        person = new_person(row["name"], f"{row['key']}@{content.DOMAIN}", None)
        person.takes_part, person.agreed_at = False, calendar.now()
        session.add(person)
        session.flush()
        keep_new_recipient(person)
        confirm_person(session, person.id).password_hash = hashed
        teams: list[str | None] = [cast.teams[name] for name in row["teams"]]
        for team in teams or [None]:
            role = StaffRole(person_id=person.id, role=row["role"], team_id=team, given_by="portal")
            session.add(role)
        audit.record("role given", "person", person.id, by="portal", person_id=person.id, role=row["role"])
        return person.id


def _settings(plan: dict[str, object], cast: Cast) -> None:
    day = calendar.today()
    for name in ("charities", "bank_name"):
        why, admin = "How we begin", cast.staff["admin"]
        _words, way = organisation.change_from(name, plan[name], day, why, by=admin, once=once())
        if way.startswith("/admin/changes/"):
            _confirmed(way.rpartition("/")[2], cast.staff)


def _rates(scheme: str, staff: dict[str, str]) -> str:
    """Loads the shipped cards; the administrator and a second person take the organisation's own into use. Its id."""
    rates.load_shipped_rates()
    card_id = rate_queries.card_of_scheme(scheme)
    for wanted in (card_id, rate_queries.card_of_scheme("SAMPLE")):
        if (page := _page(wanted)).to_confirm:
            _confirmed(
                rates.confirm_card(wanted, version=page.version, by=staff["admin"], once=once()), staff
            )
    why = "Agreed by the board"
    _confirmed(rates.start_using(card_id, _page(card_id).version, why, by=staff["admin"], once=once()), staff)
    return str(card_id)


def _confirmed(change_id: str, staff: dict[str, str]) -> None:
    changes.confirm(change_id, by=staff["finance2"], once=once())


def a_change_waits(story: Story, cast: Cast) -> None:
    """The administrator proposed more for a mile yesterday; the finance approver has not answered yet."""
    miles, start = rate_queries.card_of_scheme("AMAP"), story.today + dt.timedelta(days=30)
    with calendar.at(story.now - dt.timedelta(days=1)):
        rates.add_rate(
            str(miles),
            "CAR1",
            600,
            start,
            "Fuel costs more now",
            by=cast.staff["admin"],
            once=once(),
        )


def _page(card_id: str | None) -> rate_queries.CardPage:
    page = rate_queries.card_page(card_id or "")
    assert page, "the shipped cards hold the demo's schemes"
    return page


def _projects(plan: dict[str, list[dict[str, str]]], cast: Cast) -> None:
    names = list(stages.STAGES)
    for row in plan["projects"]:
        cast.project_team[row["name"]] = row["team"]
        cast.projects[row["name"]] = projects.add_project(
            cast.teams[row["team"]], row["name"], row["aim"], names[int(row["stage"])], row["cost_centre"],
            by=cast.coordinator(row["name"]), once=once(),
        )  # fmt: skip


def people_join(story: Story, cast: Cast, plans: list[content.PersonPlan]) -> None:
    """People join in the first week and tell what they like to tell."""
    hashed = hash_password(content.PASSWORD)
    for number, plan in enumerate(plans):
        with calendar.at(story.now - dt.timedelta(weeks=10, days=-(number % 7), minutes=number)):
            person_id = _join(plan, hashed)
            _tell(person_id, plan)
        cast.people.append(person_id)
        cast.names[person_id] = plan.name
    if len(cast.people) > 1:
        _help(story, cast)


def _join(plan: content.PersonPlan, hashed: str) -> str:
    with writing() as session:
        person: Person = new_person(plan.name, plan.email, None)
        person.agreed_at = calendar.now()
        session.add(person)
        session.flush()
        keep_new_recipient(person)
        audit.record("account made", "person", person.id, by=person.id, person_id=person.id)
        confirm_person(session, person.id).password_hash = hashed
        return person.id


def _tell(person_id: str, plan: content.PersonPlan) -> None:
    people_service.save_strengths(person_id, plan.strengths, plan.language, "", by=person_id)
    people_service.save_when(
        person_id, [*plan.times, *plan.ways], plan.travel, plan.place, "few-hours", by=person_id
    )
    if plan.needs or plan.format:
        people_service.save_meeting_needs(person_id, [(code, "") for code in plan.needs], by=person_id)
        people_service.save_sharing(person_id, "", "all", by=person_id)
    if plan.format:
        people_service.save_formats(person_id, [("large-print", plan.format)], by=person_id)


def _help(story: Story, cast: Cast) -> None:
    """The second person may log, fill in claims and see payments for the first."""
    amina, ben, until = cast.people[0], cast.people[1], story.today + dt.timedelta(days=300)
    with calendar.at(story.now - dt.timedelta(weeks=8)):
        people_service.give_grant(amina, ben, "friend", ["see", "log", "fill", "paid"], until, by=amina)
