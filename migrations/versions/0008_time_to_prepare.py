"""An opening says how long people prepare before each session.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("opening", sa.Column("preparation_minutes", sa.Integer(), nullable=True))
