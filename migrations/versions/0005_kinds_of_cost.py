"""Kinds of cost are dated rows. A line begun and not answered has the name of its kind.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

SHORT = {
    "public transport": "Public transport", "own vehicle": "Own vehicle", "parking": "Parking, tolls or charges",
    "food": "Food and drink", "other": "Something else",
}  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "cost_kind",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("short", sa.String(length=60), nullable=False),
        sa.Column("unit", sa.String(length=10), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("receipt_above_pence", sa.Integer(), nullable=True),
        sa.Column("cap_pence", sa.Integer(), nullable=True),
        sa.Column("cap_per", sa.String(length=10), nullable=False),
        sa.Column("cap_codes", sa.String(length=80), nullable=False),
        sa.Column("ask_above_pence", sa.Integer(), nullable=True),
        sa.Column("agreement", sa.String(length=10), nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("ledger_code", sa.String(length=20), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("offered", sa.Boolean(), nullable=False),
        sa.Column("added_by", sa.String(length=16), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.String(length=500), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.CheckConstraint(
            "receipt_above_pence >= 0 AND cap_pence > 0 AND ask_above_pence > 0", name=op.f("ck_cost_kind_amounts")
        ),
        sa.CheckConstraint("(cap_pence IS NULL) OR (cap_per <> '')", name=op.f("ck_cost_kind_cap_has_period")),
        sa.CheckConstraint(
            "agreement IN ('none', 'warn', 'hold')", name=op.f("ck_cost_kind_known_agreement")
        ),
        sa.ForeignKeyConstraint(["added_by"], ["person.id"], name=op.f("fk_cost_kind_added_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cost_kind")),
        sa.UniqueConstraint("code", "effective_from", name=op.f("uq_cost_kind_code")),
    )
    line = sa.table("claim_line", sa.column("kind", sa.String), sa.column("what", sa.String))
    for kind, short in SHORT.items():
        op.execute(line.update().where(line.c.kind == kind, line.c.what == "").values(what=short))
