"""Loading the demo: a made-up organisation with two months behind it, of any size, the same for the same seed."""

from dataclasses import dataclass

from portal.demo import content
from portal.demo.before import Before
from portal.demo.beginning import Cast, a_change_waits, begin, people_join
from portal.demo.claiming import Claiming
from portal.demo.giving import Giving
from portal.demo.story import Story
from portal.foundation import calendar
from portal.foundation.database import db
from portal.ledger import service as ledger
from portal.organisation.models import Organisation


class NotEmpty(RuntimeError):
    """The demo is loaded into an empty portal only: it never mixes with real people."""


@dataclass(frozen=True)
class Size:
    """How much to load."""

    participants: int = 24
    openings: int = 12
    claims: int = 90
    seed: int = 1


def is_loaded() -> bool:
    """Whether there is an organisation already."""
    return db.session.get(Organisation, 1) is not None


def load(size: Size) -> Cast:
    """Everything, in the order in which it happened. Raises NotEmpty."""
    if is_loaded():
        raise NotEmpty("This portal has an organisation already. The demo is loaded into an empty one.")
    story = Story(calendar.today(), size.seed)
    cast, plans = begin(story), content.people(size.participants)
    people_join(story, cast, plans)
    claiming = Claiming(story, cast, size.claims)
    giving = Giving(story, cast, claiming)
    for number, plan in enumerate(content.openings(size.openings)):
        giving.plan(number, plan)
    giving.goals(plans)
    claiming.pay_weekly()
    claiming.photo_for_later(cast.people[0])
    Before(story, cast).plan()
    story.tell()
    a_change_waits(story, cast)
    ledger.check_now()
    return cast
