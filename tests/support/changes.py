"""A second person confirms what was proposed, where a test is about something else."""

import uuid

from portal.changes import queries, rules, service
from portal.changes.models import ProposedChange
from portal.foundation.database import db


def agreed(change_id):
    """Confirmed by anybody who may, unless it took effect at once. Gives the change's id."""
    change = db.session.get_one(ProposedChange, change_id, populate_existing=True)
    if change.state == rules.WAITING:
        second = queries.confirmers(db.session(), change.proposed_by)[0]
        service.confirm(change_id, by=second, once=uuid.uuid4().hex)
    return change_id
