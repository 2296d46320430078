"""An opening says how long people prepare before each session.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("opening", sa.Column("preparation_minutes", sa.Integer(), nullable=True))
