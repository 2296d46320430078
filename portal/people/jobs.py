"""What the worker does for this room: asking once a year whether the help we give is still right."""

from sqlalchemy import select

from portal.accounts.models import Person
from portal.foundation import calendar, jobs
from portal.foundation.database import db, writing
from portal.messages import service as messages
from portal.people import rules
from portal.people.models import Profile


@jobs.nightly(7)
def ask_for_reviews() -> None:
    """E-18 to everybody whose needs were last looked at 12 months ago (rule 55); once for each review that is due."""
    year_ago = calendar.add_months(calendar.today(), -rules.REVIEW_MONTHS)
    due = db.session.execute(
        select(Profile.person_id, Profile.help_checked_at)
        .join(Person, Person.id == Profile.person_id)
        .where(Profile.help_checked_at < calendar.uk_day(year_ago)[1], Person.left_at.is_(None))
        .order_by(Profile.person_id)
    ).all()
    for person_id, checked_at in due:
        with writing():
            messages.tell(person_id, "E-18", f"checked-{checked_at:%Y-%m-%d}", link="/me/help")
