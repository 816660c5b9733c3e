"""Feeds that are watched, and alerts that are sent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Adds the tables of feeds and of alerts."""
    _feeds()
    _alerts()


def _feeds() -> None:
    op.create_table(
        "feeds",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("etag", "modified")),
        sa.Column("due", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("asked", "got")),
        *(sa.Column(name, WHOLE, nullable=False) for name in ("asks", "failures")),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("code", "message")),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "entries",
        sa.Column("number", WHOLE, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("feed", "entry")),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("address", "hint", "body", "digest")),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("tries", WHOLE, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("due", "met")),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("feed", "entry"),
    )
    op.create_index("ix_entries_state", "entries", ["state", "feed", "due", "number"], unique=False)
    op.create_index("ix_entries_address", "entries", ["feed", "address"], unique=False)
    op.create_table(
        "trusts",
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("trust", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.key"]),
        sa.PrimaryKeyConstraint("report"),
    )


def _alerts() -> None:
    op.create_table(
        "alerts",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("name", "title")),
        *(sa.Column(name, WHOLE, nullable=False) for name in ("atom", "looked", "begins")),
        sa.Column("made", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "notices",
        sa.Column("number", WHOLE, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("key", "alert", "incident", "kind", "told", "body", "made")),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("ix_notices_incident", "notices", ["incident", "alert", "number"], unique=False)
    op.create_index("ix_notices_alert", "notices", ["alert", "number"], unique=False)
    op.create_table(
        "deliveries",
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("notice", WHOLE, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("channel", "state")),
        sa.Column("tries", WHOLE, nullable=False),
        sa.Column("due", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("done", "error")),
        sa.ForeignKeyConstraint(["notice"], ["notices.number"]),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("notice", "channel"),
    )
    op.create_index("ix_deliveries_state", "deliveries", ["state", "due", "number"], unique=False)
