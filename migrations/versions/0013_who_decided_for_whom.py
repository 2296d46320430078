"""What one approver approved for one person lately is read from an index.

Revision ID: 0013
Revises: 0012
"""

from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_index("ix_claim_line_decided", "claim_line", ["decided_by", "claimed_by", "decided_at"])
