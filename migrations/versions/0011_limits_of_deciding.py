"""What a member of staff chose can be kept for whoever decides above their limit.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    handed = sa.Column("handed_on", sa.Boolean(), server_default=sa.false(), nullable=False)
    op.add_column("decision_draft", handed)
