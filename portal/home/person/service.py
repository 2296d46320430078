"""Opening somebody's page is itself an event, which the person can see (security.md 1.5)."""

from portal.foundation import audit
from portal.foundation.database import writing


def looked(person_id: str, by: str) -> None:
    """A member of staff opened a person's page."""
    with writing():
        audit.record("person viewed", "person", person_id, by=by, person_id=person_id)
