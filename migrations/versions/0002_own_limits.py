"""A person's own limit and what they chose when a payment was over it.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "kept_limit",
        sa.Column("person_id", sa.String(length=16), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_kept_limit_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_kept_limit")),
    )
    op.create_table(
        "limit_choice",
        sa.Column("line_id", sa.String(length=16), nullable=False),
        sa.Column("person_id", sa.String(length=16), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["line_id"], ["claim_line.id"], name=op.f("fk_limit_choice_line_id_claim_line")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_limit_choice_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_limit_choice")),
    )
    op.create_index(op.f("ix_limit_choice_line_id"), "limit_choice", ["line_id"])
    op.create_index(op.f("ix_limit_choice_person_id"), "limit_choice", ["person_id"])
