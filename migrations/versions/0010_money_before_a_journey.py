"""Money first: what is booked or paid before, its accounts in the ledger, and what a cost had before.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

ACCOUNTS = "account IN ('costs', 'time', 'owed', 'bank', 'advance', 'cash', 'paid back', 'let go')"
CLEARED = "cleared_pence >= 0 AND cleared_pence + paid_pence <= coalesce(approved_pence, 0)"
NO_CHANGE = (
    "CREATE TRIGGER entry_no_{} BEFORE {} ON entry "
    "BEGIN SELECT RAISE(ABORT, 'the ledger is never changed: reverse it'); END"
)


def upgrade() -> None:
    op.execute(
        "ALTER TABLE claim_line ADD COLUMN cleared_pence INTEGER DEFAULT 0 NOT NULL "
        f"CONSTRAINT ck_claim_line_cleared_in_approved CHECK ({CLEARED})"
    )
    if op.get_bind().dialect.name == "sqlite":
        _rebuild_entry()
    else:
        op.drop_constraint(op.f("ck_entry_known_account"), "entry", type_="check")
        op.create_check_constraint(op.f("ck_entry_known_account"), "entry", ACCOUNTS)
    _first_tables()


def _rebuild_entry() -> None:
    """SQLite cannot change a CHECK: the table is made again, with its indexes and the triggers that keep it."""
    op.create_table(
        "entry_new",
        sa.Column("posting_id", sa.String(length=16), nullable=False),
        sa.Column("account", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("person_id", sa.String(length=16), nullable=False),
        sa.Column("line_id", sa.String(length=16), nullable=False),
        sa.Column("run_id", sa.String(length=16), nullable=True),
        sa.Column("pence", sa.Integer(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.CheckConstraint(ACCOUNTS, name=op.f("ck_entry_known_account")),
        sa.CheckConstraint("kind IN ('costs', 'time')", name=op.f("ck_entry_known_kind")),
        sa.CheckConstraint("pence <> 0", name=op.f("ck_entry_not_nothing")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_entry_person_id_person")),
        sa.ForeignKeyConstraint(["posting_id"], ["posting.id"], name=op.f("fk_entry_posting_id_posting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
    )
    columns = "posting_id, account, kind, person_id, line_id, run_id, pence, on_date, id"
    op.execute(f"INSERT INTO entry_new ({columns}) SELECT {columns} FROM entry")  # noqa: S608  # our words
    op.drop_table("entry")
    op.rename_table("entry_new", "entry")
    for column in ("line_id", "on_date", "person_id", "posting_id", "run_id"):
        op.create_index(op.f(f"ix_entry_{column}"), "entry", [column])
    for verb in ("update", "delete"):
        op.execute(NO_CHANGE.format(verb, verb.upper()))


def _first_tables() -> None:
    op.create_table(
        "money_first",
        sa.Column("person_id", sa.String(length=16), nullable=False),
        sa.Column("team_id", sa.String(length=16), nullable=True),
        sa.Column("role_id", sa.String(length=16), nullable=True),
        sa.Column("meeting_id", sa.String(length=16), nullable=True),
        sa.Column("about", sa.String(length=200), nullable=False),
        sa.Column("about_date", sa.Date(), nullable=False),
        sa.Column("need", sa.String(length=10), nullable=False),
        sa.Column("start", sa.String(length=100), nullable=False),
        sa.Column("end", sa.String(length=100), nullable=False),
        sa.Column("details", sa.String(length=500), nullable=False),
        sa.Column("needed_by", sa.Date(), nullable=False),
        sa.Column("asked_pence", sa.Integer(), nullable=True),
        sa.Column("made_by", sa.String(length=16), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("how", sa.String(length=10), nullable=False),
        sa.Column("agreed_pence", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("decided_by", sa.String(length=16), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("line_id", sa.String(length=16), nullable=True),
        sa.Column("given_by", sa.String(length=16), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("got_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("proof_by", sa.Date(), nullable=True),
        sa.Column("claim_id", sa.String(length=16), nullable=True),
        sa.Column("settle", sa.String(length=10), nullable=False),
        sa.Column("part_pence", sa.Integer(), nullable=True),
        sa.Column("settle_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("let_go_by", sa.String(length=16), nullable=True),
        sa.Column("let_go_second", sa.String(length=16), nullable=True),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *_checks_of_first(),
        *_keys("money_first", "claim_id", "claim"),
        *_keys("money_first", "line_id", "claim_line"),
        *_keys("money_first", "meeting_id", "meeting"),
        *_keys("money_first", "role_id", "role"),
        *_keys("money_first", "team_id", "team"),
        *[
            key
            for column in ("person_id", "made_by", "decided_by", "given_by", "let_go_by", "let_go_second")
            for key in _keys("money_first", column, "person")
        ],
        sa.PrimaryKeyConstraint("id", name=op.f("pk_money_first")),
        sa.UniqueConstraint("line_id", name=op.f("uq_money_first_line_id")),
    )
    op.create_table(
        "money_back",
        sa.Column("first_id", sa.String(length=16), nullable=False),
        sa.Column("person_id", sa.String(length=16), nullable=False),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.Column("pence", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("by", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.CheckConstraint("pence > 0", name=op.f("ck_money_back_is_something")),
        sa.CheckConstraint("way IN ('paid back', 'let go')", name=op.f("ck_money_back_known_way")),
        *_keys("money_back", "first_id", "money_first"),
        *_keys("money_back", "person_id", "person"),
        *_keys("money_back", "by", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_money_back")),
    )
    for table, columns in (
        ("money_first", ("person_id", "team_id", "state", "claim_id")),
        ("money_back", ("first_id", "person_id")),
    ):
        for column in columns:
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _checks_of_first() -> list[sa.CheckConstraint]:
    rules = {
        "known_state": "state IN ('asked', 'agreed', 'not possible', 'withdrawn')",
        "never_decides_own": "decided_by IS NULL OR (decided_by <> person_id AND decided_by <> made_by)",
        "advance_has_line": "(line_id IS NULL) = (how NOT IN ('before', 'cash'))",
        "given_by_another": "given_by IS NULL OR given_by <> person_id",
        "got_what_was_given": "got_at IS NULL OR given_by IS NOT NULL",
        "let_go_by_two": "let_go_second IS NULL OR (let_go_by IS NOT NULL AND let_go_second <> let_go_by "
        "AND let_go_second <> person_id AND let_go_by <> person_id)",
    }
    return [sa.CheckConstraint(sql, name=op.f(f"ck_money_first_{name}")) for name, sql in rules.items()]


def _keys(table: str, column: str, other: str) -> list[sa.ForeignKeyConstraint]:
    return [sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))]
