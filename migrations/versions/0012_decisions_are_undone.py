"""How often the decision of a line was taken back: its postings in the ledger are named by it.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("claim_line", sa.Column("undone", sa.Integer(), server_default="0", nullable=False))
