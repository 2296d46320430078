"""Setting one's own limit, and what the person takes when a payment is over it.

Nothing of it is in the trail: an event, whatever its words, would tell those who read the trail that there is a limit
(domain.md 3.3). The sealed rows carry their own time, and no member of staff can change them.
"""

import json
from dataclasses import asdict

from portal.accounts.models import Person
from portal.claims.limits import queries
from portal.claims.limits.rules import OwnLimit
from portal.claims.locks import lock_draft, lock_line
from portal.claims.models import KeptLimit, LimitChoice
from portal.claims.timing.service import settle
from portal.foundation import calendar
from portal.foundation.database import new_id, writing
from portal.foundation.money import pounds
from portal.foundation.once import once_only
from portal.foundation.pages import Refused
from portal.foundation.sealed import seal

CHOICES = ("all", "less", "no")


def keep_limit(person_id: str, limit: OwnLimit | None, *, by: str) -> None:
    """The person's limit as it now is; None takes it away. Raises Refused for anybody else."""
    queries.only_theirs(person_id, by)
    with writing() as session:
        session.get_one(Person, person_id, with_for_update=True)
        row = session.get(KeptLimit, person_id, populate_existing=True)
        if limit is None:
            if row:
                session.delete(row)
        else:
            row = row or KeptLimit(person_id=person_id)
            row.sealed = seal(json.dumps(asdict(limit)), queries.belongs(person_id))
            row.set_at = calendar.now()
            session.add(row)


@once_only
def choose(person_id: str, ref: str, number: int, choice: str, pence: int | None, *, by: str) -> int:
    """What the person takes of a payment that is over their limit: all of it, less (`pence`), or nothing.

    The choice, the words it was asked in and its time are kept, sealed. Its pence. Raises Refused for anybody else.
    """
    queries.only_theirs(person_id, by)
    with writing() as session:
        claim = lock_draft(session, person_id, ref)
        line = lock_line(session, claim, number)
        found = queries.over_limit(claim, reader=by)
        words = [one.words for one in found.overs] if found and found.line_id == line.id else []
        took = {"all": line.claimed_pence, "no": 0}.get(choice, pence or 0)
        if choice not in CHOICES or not 0 <= took <= line.claimed_pence:
            raise Refused(
                "less", f"How much must be {pounds(line.claimed_pence)} or less.", f"/claims/{ref}/limit"
            )
        line.details = {**line.details, "takes": took}
        settle(claim, [line], by=by)
        row = LimitChoice(id=new_id(), line_id=line.id, person_id=person_id)
        kept = {"choice": choice, "took": took, "words": words}
        row.sealed = seal(json.dumps(kept), f"limit_choice.sealed:{row.id}")
        session.add(row)
        return took
