"""Small things that people do with openings in the list: hide one, bring it back, keep one for later."""

from sqlalchemy import delete

from portal.foundation import audit
from portal.foundation.database import writing
from portal.openings.models import NotForMe, SavedOpening


def hide(opening_id: str, why: str, *, by: str) -> None:
    """ "Not for me": no longer among this person's matches. Twice keeps the newer reason."""
    with writing() as session:
        session.merge(NotForMe(person_id=by, opening_id=opening_id, why=why))
        audit.record("opening hidden", "opening", opening_id, by=by, person_id=by)


def show_again(opening_id: str, *, by: str) -> None:
    """Undoes "Not for me"."""
    with writing() as session:
        session.execute(delete(NotForMe).where(NotForMe.person_id == by, NotForMe.opening_id == opening_id))
        audit.record("opening shown again", "opening", opening_id, by=by, person_id=by)


def keep(opening_id: str, *, by: str) -> None:
    """ "Save for later"."""
    with writing() as session:
        session.merge(SavedOpening(person_id=by, opening_id=opening_id))
        audit.record("opening saved", "opening", opening_id, by=by, person_id=by)


def let_go(opening_id: str, *, by: str) -> None:
    """No longer among what this person saved."""
    mine = (SavedOpening.person_id == by, SavedOpening.opening_id == opening_id)
    with writing() as session:
        session.execute(delete(SavedOpening).where(*mine))
        audit.record("opening no longer saved", "opening", opening_id, by=by, person_id=by)
