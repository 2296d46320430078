"""A line may top up a journey whose rate was raised afterwards.

Revision ID: 0004
Revises: 0003
"""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    # In one statement on both databases: SQLite adds no constraint to a column that is there already.
    op.execute(
        "ALTER TABLE claim_line ADD COLUMN tops_up_id VARCHAR(16) "
        "CONSTRAINT fk_claim_line_tops_up_id_claim_line REFERENCES claim_line (id)"
    )
    op.create_index("uq_claim_line_top_up", "claim_line", ["tops_up_id", "rate_id"], unique=True)
