"""An opening says how long people prepare before each session.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("opening", sa.Column("preparation_minutes", sa.Integer(), nullable=True))
