"""Car miles that a person claimed from others in a tax year.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "miles_elsewhere",
        sa.Column("person_id", sa.String(length=16), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("tenths", sa.Integer(), nullable=False),
        sa.Column("said_by", sa.String(length=16), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.CheckConstraint("tenths BETWEEN 0 AND 999990", name=op.f("ck_miles_elsewhere_tenths")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_miles_elsewhere_person_id_person")),
        sa.ForeignKeyConstraint(["said_by"], ["person.id"], name=op.f("fk_miles_elsewhere_said_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_miles_elsewhere")),
    )
    op.create_index("ix_miles_elsewhere_of", "miles_elsewhere", ["person_id", "year"])
