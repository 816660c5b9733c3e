"""Pages that are published again: which reports are states of one, and where each day of publication was found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Adds the table of editions and a column of reports."""
    op.add_column("reports", sa.Column("published_by", sa.Text(), nullable=True))
    op.create_table(
        "editions",
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=True),
        sa.Column("arrived", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.key"]),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ix_editions_address", "editions", ["address"], unique=False)
    op.create_index("ix_editions_report", "editions", ["report"], unique=False)
