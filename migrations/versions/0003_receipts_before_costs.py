"""Receipts stand by themselves: a photo may come before its cost, show several, or wait for the scanner.

Revision ID: 0003
Revises: 0002
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

# Two rows of one person with one file become one receipt: the earliest stands for all.
FIRST = """
    SELECT first.id FROM receipt first
    WHERE first.person_id = r.person_id AND first.original_sha256 = r.original_sha256 AND first.removed_at IS NULL
    ORDER BY first.added_at, first.id LIMIT 1
"""
SOONER = """
    SELECT 1 FROM receipt sooner
    WHERE sooner.person_id = r.person_id AND sooner.original_sha256 = r.original_sha256
    AND sooner.removed_at IS NULL AND sooner.claim_id = r.claim_id
    AND coalesce(sooner.line_id, '') = coalesce(r.line_id, '')
    AND (sooner.added_at < r.added_at OR (sooner.added_at = r.added_at AND sooner.id < r.id))
"""


def upgrade() -> None:
    _use_table()
    op.execute(
        "INSERT INTO receipt_use (id, receipt_id, claim_id, line_id, added_by, added_at) "  # noqa: S608  # our words
        f"SELECT r.id, ({FIRST}), r.claim_id, r.line_id, r.added_by, r.added_at FROM receipt r "
        f"WHERE r.removed_at IS NULL AND NOT EXISTS ({SOONER})"
    )
    _join_twins()
    _change_receipt()
    _look_tables()


def _use_table() -> None:
    op.create_table(
        "receipt_use",
        sa.Column("receipt_id", sa.String(length=16), nullable=False),
        sa.Column("claim_id", sa.String(length=16), nullable=False),
        sa.Column("line_id", sa.String(length=16), nullable=True),
        sa.Column("added_by", sa.String(length=16), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["person.id"], name=op.f("fk_receipt_use_added_by_person")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_receipt_use_claim_id_claim")),
        sa.ForeignKeyConstraint(["line_id"], ["claim_line.id"], name=op.f("fk_receipt_use_line_id_claim_line")),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipt.id"], name=op.f("fk_receipt_use_receipt_id_receipt")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt_use")),
        sa.UniqueConstraint("receipt_id", "line_id", name=op.f("uq_receipt_use_receipt_id")),
    )
    for column in ("claim_id", "line_id", "receipt_id"):
        op.create_index(op.f(f"ix_receipt_use_{column}"), "receipt_use", [column])


def _join_twins() -> None:
    """What a line says of a photo not looked at yet names the receipt that stays."""
    connection = op.get_bind()
    twins = connection.execute(
        sa.text(
            f"SELECT r.id, ({FIRST}) AS stays, r.line_id FROM receipt r WHERE r.removed_at IS NULL"  # noqa: S608  # our words
        )
    ).all()
    line = sa.table("claim_line", sa.column("id", sa.String), sa.column("details", sa.JSON))
    for gone, stays, line_id in twins:
        if gone == stays:
            continue
        connection.execute(
            sa.text("UPDATE receipt SET removed_at = added_at WHERE id = :id"), {"id": gone}
        )
        details = connection.scalar(sa.select(line.c.details).where(line.c.id == line_id))
        if details and gone in details.get("unread", []):
            changed = json.loads(json.dumps(details).replace(gone, stays))
            connection.execute(line.update().where(line.c.id == line_id).values(details=changed))


def _change_receipt() -> None:
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_receipt_claim_id"))
        batch_op.drop_index(op.f("ix_receipt_line_id"))
        batch_op.drop_constraint(op.f("fk_receipt_claim_id_claim"), type_="foreignkey")
        batch_op.drop_constraint(op.f("fk_receipt_line_id_claim_line"), type_="foreignkey")
        batch_op.drop_column("claim_id")
        batch_op.drop_column("line_id")
        batch_op.add_column(sa.Column("state", sa.String(length=10), server_default="kept", nullable=False))
        batch_op.add_column(sa.Column("look", sa.String(length=64), server_default="", nullable=False))
        batch_op.add_column(sa.Column("hint", sa.String(length=100), server_default="", nullable=False))
        batch_op.create_check_constraint(
            op.f("ck_receipt_known_state"), "state IN ('kept', 'waiting', 'dropped')"
        )
        batch_op.create_check_constraint(
            op.f("ck_receipt_dropped_is_gone"), "state <> 'dropped' OR removed_at IS NOT NULL"
        )
    op.create_index(
        "uq_receipt_file", "receipt", ["person_id", "original_sha256"], unique=True,
        sqlite_where=sa.text("removed_at IS NULL"), postgresql_where=sa.text("removed_at IS NULL"),
    )  # fmt: skip


def _look_tables() -> None:
    op.create_table(
        "receipt_band",
        sa.Column("band", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("receipt_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipt.id"], name=op.f("fk_receipt_band_receipt_id_receipt")),
        sa.PrimaryKeyConstraint("band", "part", "receipt_id", name=op.f("pk_receipt_band")),
    )
    op.create_index(op.f("ix_receipt_band_receipt_id"), "receipt_band", ["receipt_id"])
    op.create_table(
        "receipt_alike",
        sa.Column("receipt_id", sa.String(length=16), nullable=False),
        sa.Column("other_id", sa.String(length=16), nullable=False),
        sa.Column("apart", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["other_id"], ["receipt.id"], name=op.f("fk_receipt_alike_other_id_receipt")),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipt.id"], name=op.f("fk_receipt_alike_receipt_id_receipt")),
        sa.PrimaryKeyConstraint("receipt_id", "other_id", name=op.f("pk_receipt_alike")),
    )
