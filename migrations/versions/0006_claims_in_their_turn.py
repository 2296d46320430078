"""Claims are read in their turn from an index: by state, team, promised day; the large ones; those decided on a day.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

TURN = ["check_by", "sent_at", "id"]
LARGE = sa.text("total_pence > 10000")


def upgrade() -> None:
    op.create_index("ix_claim_turn", "claim", ["state", *TURN])
    op.create_index("ix_claim_turn_team", "claim", ["state", "team_id", *TURN])
    for name, columns in (
        ("ix_claim_turn_large", ["state"]),
        ("ix_claim_turn_team_large", ["state", "team_id"]),
    ):
        op.create_index(name, "claim", [*columns, *TURN], sqlite_where=LARGE, postgresql_where=LARGE)
    op.create_index("ix_claim_decided", "claim", ["state", "decided_at"])
    op.create_index("ix_claim_person_sent", "claim", ["person_id", "sent_at"])
