"""Changes of money, limits and money roles wait for a second person.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

PROPOSED = "kind, thing_id, title, rows, asked, starts, why, proposed_by, proposed_at"
TRIGGERS = {
    "sqlite": [
        "CREATE TRIGGER proposed_change_answered BEFORE UPDATE ON proposed_change WHEN OLD.state <> 'waiting' "
        "BEGIN SELECT RAISE(ABORT, 'a change that was answered is never changed'); END",
        f"CREATE TRIGGER proposed_change_no_update BEFORE UPDATE OF {PROPOSED} ON proposed_change "
        "BEGIN SELECT RAISE(ABORT, 'what was proposed is never changed: take it back'); END",
        "CREATE TRIGGER proposed_change_no_delete BEFORE DELETE ON proposed_change "
        "BEGIN SELECT RAISE(ABORT, 'a proposed change is never deleted'); END",
    ],
    "postgresql": [
        "CREATE TRIGGER proposed_change_answered BEFORE UPDATE ON proposed_change FOR EACH ROW "
        "WHEN (OLD.state <> 'waiting') EXECUTE FUNCTION never_changed()",
        f"CREATE TRIGGER proposed_change_never_changed BEFORE UPDATE OF {PROPOSED} OR DELETE ON proposed_change "
        "FOR EACH ROW EXECUTE FUNCTION never_changed()",
    ],
}
CHECKS = {
    "known_state": "state IN ('waiting', 'confirmed', 'turned down', 'taken back', 'alone')",
    "second_person": "state NOT IN ('confirmed', 'turned down') "
    "OR (answered_by IS NOT NULL AND answered_by <> proposed_by)",
    "taken_back_by_proposer": "state <> 'taken back' OR (answered_by IS NOT NULL AND answered_by = proposed_by)",
    "answered_by_somebody": "state NOT IN ('waiting', 'alone') OR answered_by IS NULL",
    "answered_once": "(state = 'waiting') = (answered_at IS NULL)",
    "turned_down_why": "state <> 'turned down' OR reason <> ''",
}


def upgrade() -> None:
    op.create_table(
        "proposed_change",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("thing_id", sa.String(length=300), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("why", sa.String(length=500), nullable=False),
        sa.Column("proposed_by", sa.String(length=16), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("answered_by", sa.String(length=16), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_proposed_change_{name}")) for name, rule in CHECKS.items()),
        sa.ForeignKeyConstraint(["answered_by"], ["person.id"], name=op.f("fk_proposed_change_answered_by_person")),
        sa.ForeignKeyConstraint(["proposed_by"], ["person.id"], name=op.f("fk_proposed_change_proposed_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposed_change")),
    )
    for column in ("answered_at", "state"):
        op.create_index(op.f(f"ix_proposed_change_{column}"), "proposed_change", [column])
    _one_waits("uq_proposed_change_waits", ["kind", "thing_id"], "state = 'waiting' AND starts IS NULL")
    _one_waits("uq_proposed_change_waits_from", ["kind", "thing_id", "starts"], "state = 'waiting'")
    for statement in TRIGGERS[op.get_bind().dialect.name]:
        op.execute(statement)


def _one_waits(name: str, columns: list[str], where: str) -> None:
    op.create_index(
        name, "proposed_change", columns, unique=True, sqlite_where=sa.text(where), postgresql_where=sa.text(where)
    )
