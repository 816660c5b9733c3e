"""The review desk: who has which report, what second coders decided, and the order of the queue."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Adds three tables; those that are there stay as they are."""
    op.create_table(
        "second_codings",
        sa.Column("decision", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["decision"], ["decisions.id"]),
        sa.PrimaryKeyConstraint("decision"),
    )
    op.create_table(
        "assignments",
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("taken", sa.Text(), nullable=False),
        sa.Column("until", sa.Text(), nullable=False),
        sa.Column("ended", sa.Text(), nullable=True),
        sa.Column("how", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["report"], ["reports.key"]),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("ix_assignments_done", "assignments", ["how", "part", "report", "person"], unique=False)
    op.create_index("ix_assignments_person", "assignments", ["person"], unique=False)
    op.create_index("ix_assignments_report", "assignments", ["report"], unique=False)
    op.create_table(
        "worths",
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("worth", sa.Double(), nullable=True),
        sa.Column("formula", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.key"]),
        sa.PrimaryKeyConstraint("report"),
    )
    op.create_index("ix_worths_worth", "worths", ["worth"], unique=False)
