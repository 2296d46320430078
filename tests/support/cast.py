"""The fixed cast. Amina claims, Ben helps her, Carys coordinates, Dev coordinates elsewhere, Efe holds the budget,
Femi makes runs, Grace releases them, Hana administers, Ivo is a stranger, Jo sits on the board.
"""

from dataclasses import dataclass
from functools import lru_cache

from argon2 import PasswordHasher

from portal.accounts.models import Person, StaffRole
from portal.foundation import calendar
from portal.foundation.database import writing
from portal.messages.models import Recipient
from portal.organisation.models import Organisation, Team
from portal.people.models import TrustedGrant

PASSWORD = "a long walk by the sea"
HEARTS, MINDS = "hearts", "minds"  # ids of the two teams


@dataclass(frozen=True)
class Someone:
    """Somebody in the cast: plain values, safe to use in any session or thread."""

    id: str
    name: str
    role: str | None = None  # a staff role
    team: str | None = None  # None: everywhere
    takes_part: bool = False

    @property
    def email(self) -> str:
        return f"{self.id}@people.example"


CAST = (
    Someone("amina", "Amina Yusuf", takes_part=True),
    Someone("ben", "Ben Carter", takes_part=True),
    Someone("carys", "Carys Rees", "coordinator", HEARTS),
    Someone("dev", "Dev Patel", "coordinator", MINDS),
    Someone("efe", "Efe Demir", "budget holder", HEARTS),
    Someone("femi", "Femi Ade", "finance maker"),
    Someone("grace", "Grace O'Brien", "finance approver"),
    Someone("hana", "Hana Sato", "administrator"),
    Someone("ivo", "Ivo Novak", takes_part=True),
    Someone("jo", "Jo March", "board"),
)


def make_cast() -> dict[str, Someone]:
    """An organisation with two teams, and everybody in it. Gives them by their first name in lower case."""
    with writing() as session:
        session.add(organisation())
        session.flush()
        session.add_all(Team(id=team, name=team.title(), organisation_id=1) for team in (HEARTS, MINDS))
        session.add_all(person_of(someone) for someone in CAST)
        session.flush()
        session.add_all(recipient_of(someone) for someone in CAST)
        session.add_all(role_of(someone) for someone in CAST if someone.role)
        session.add(ben_helps_amina())
    return {someone.id: someone for someone in CAST}


def organisation() -> Organisation:
    return Organisation(
        id=1, name="Riverside NHS Trust", service_name="Take part", phone="0800 000 000",
        hours="Monday to Friday, 9am to 5pm", email="help@riverside.example", post_address="1 River Road, Leeds",
    )  # fmt: skip


def person_of(someone: Someone) -> Person:
    now = calendar.now()
    return Person(
        id=someone.id, name=someone.name, email=someone.email, email_key=someone.email, takes_part=someone.takes_part,
        agreed_at=now, confirmed_at=now, password_hash=password_hash(), session_key=f"session-of-{someone.id}",
    )  # fmt: skip


def recipient_of(someone: Someone) -> Recipient:
    return Recipient(person_id=someone.id, name=someone.name, email=someone.email)


def role_of(someone: Someone) -> StaffRole:
    return StaffRole(person_id=someone.id, role=someone.role, team_id=someone.team, given_by="hana")


def ben_helps_amina() -> TrustedGrant:
    return TrustedGrant(
        person_id="amina", helper_id="ben", relationship="friend", powers=["see", "log", "fill"]
    )


@lru_cache
def password_hash() -> str:
    """Of PASSWORD. Hashed once with the portal's own kind, but little work: the tests are not about its cost."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
