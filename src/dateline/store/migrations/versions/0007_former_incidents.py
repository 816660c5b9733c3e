"""What incidents held, so that an id that is no more leads to where its events went."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes the table, and fills it with the incidents as they are."""
    op.create_table(
        "formers",
        sa.Column("incident", sa.Text(), nullable=False),
        sa.Column("telling", sa.Text(), nullable=False),
        sa.Column("coding", WHOLE, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["coding"], ["codings.number"]),
        sa.PrimaryKeyConstraint("incident", "telling", "coding"),
    )
    op.create_index("ix_formers_coding", "formers", ["coding"], unique=False)
    op.execute("INSERT INTO formers (incident, telling, coding) SELECT incident, telling, coding FROM events WHERE incident IS NOT NULL")
