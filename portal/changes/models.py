"""Proposed changes.

P1  Who proposed a change never answers it.                     check constraint, rules.why_not
P2  What was proposed is never rewritten, nor an answer.        triggers on both databases
P3  One change of a thing from one day waits at a time.         two unique indexes
P4  A change has an answer, a moment and a person together.     check constraints
"""

import datetime as dt
from typing import Any

from sqlalchemy import DDL, JSON, CheckConstraint, ForeignKey, Index, String, event, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.foundation import audit, calendar
from portal.foundation.database import Model, WithId

WAITS = "state = 'waiting'"


class ProposedChange(WithId, Model):
    """What somebody wants to change, as people read it and as its kind applies it, and what a second person answered.

    `state`: waiting, confirmed, turned down, taken back (by who proposed it), alone (took effect at once, because
    nobody else could confirm).
    """

    __table_args__ = (
        CheckConstraint(
            "state IN ('waiting', 'confirmed', 'turned down', 'taken back', 'alone')", name="known_state"
        ),
        CheckConstraint(
            "state NOT IN ('confirmed', 'turned down') OR (answered_by IS NOT NULL AND answered_by <> proposed_by)",
            name="second_person",
        ),
        CheckConstraint(
            "state <> 'taken back' OR (answered_by IS NOT NULL AND answered_by = proposed_by)",
            name="taken_back_by_proposer",
        ),
        CheckConstraint(
            "state NOT IN ('waiting', 'alone') OR answered_by IS NULL", name="answered_by_somebody"
        ),
        CheckConstraint("(state = 'waiting') = (answered_at IS NULL)", name="answered_once"),
        CheckConstraint("state <> 'turned down' OR reason <> ''", name="turned_down_why"),
        Index(
            "uq_proposed_change_waits", "kind", "thing_id", unique=True,
            sqlite_where=text(f"{WAITS} AND starts IS NULL"), postgresql_where=text(f"{WAITS} AND starts IS NULL"),
        ),
        Index(
            "uq_proposed_change_waits_from", "kind", "thing_id", "starts", unique=True,
            sqlite_where=text(WAITS), postgresql_where=text(WAITS),
        ),
    )  # fmt: skip

    kind: Mapped[str] = mapped_column(String(40))  # a name that a room registered in rules.KINDS
    thing_id: Mapped[str] = mapped_column(String(300))
    title: Mapped[str] = mapped_column(String(200))
    rows: Mapped[list[list[str]]] = mapped_column(JSON)  # label, before, after: as people read them
    asked: Mapped[dict[str, Any]] = mapped_column(JSON)  # what the kind applies
    starts: Mapped[dt.date | None]  # None: as soon as it is confirmed
    why: Mapped[str] = mapped_column(String(500))
    proposed_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    proposed_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)
    state: Mapped[str] = mapped_column(String(12), default="waiting", index=True)
    answered_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[dt.datetime | None] = mapped_column(index=True)
    reason: Mapped[str] = mapped_column(String(500), default="")


PROPOSED = "kind, thing_id, title, rows, asked, starts, why, proposed_by, proposed_at"
REFUSE = {
    "sqlite": [
        "CREATE TRIGGER proposed_change_answered BEFORE UPDATE ON proposed_change WHEN OLD.state <> 'waiting' "
        "BEGIN SELECT RAISE(ABORT, 'a change that was answered is never changed'); END",
        f"CREATE TRIGGER proposed_change_no_update BEFORE UPDATE OF {PROPOSED} ON proposed_change "
        "BEGIN SELECT RAISE(ABORT, 'what was proposed is never changed: take it back'); END",
        "CREATE TRIGGER proposed_change_no_delete BEFORE DELETE ON proposed_change "
        "BEGIN SELECT RAISE(ABORT, 'a proposed change is never deleted'); END",
    ],
    "postgresql": [
        audit.NEVER_CHANGED,
        "CREATE TRIGGER proposed_change_answered BEFORE UPDATE ON proposed_change FOR EACH ROW "
        "WHEN (OLD.state <> 'waiting') EXECUTE FUNCTION never_changed()",
        f"CREATE TRIGGER proposed_change_never_changed BEFORE UPDATE OF {PROPOSED} OR DELETE ON proposed_change "
        "FOR EACH ROW EXECUTE FUNCTION never_changed()",
    ],
}
for dialect, statements in REFUSE.items():
    for statement in statements:  # DDL() formats with %: a bare one is doubled
        ddl = DDL(statement.replace("%", "%%")).execute_if(dialect=dialect)  # type: ignore[no-untyped-call]  # of theirs
        event.listen(ProposedChange.__table__, "after_create", ddl)
