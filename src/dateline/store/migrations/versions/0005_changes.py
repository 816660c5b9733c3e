"""When an incident changed last and which incidents are no more, and the indexes by which lists are read in pages."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0003"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
COUNTED = ["country", "first_day", "type", "mode", "status", "place", "killed_low", "killed_best", "killed_high", "sources", "id"]
LONGER = sa.text("end_date > start_date")
# Index -> table, the columns before and now
INDEXES = {
    "ix_incidents_first_day": ("incidents", ["first_day"], ["first_day", "id", "killed_best", "sources", "last_told"]),
    "ix_codings_report": ("codings", ["report"], ["report", "number"]),
    "ix_events_start_date": ("events", ["start_date"], ["start_date", "telling"]),
    "ix_events_country": ("events", ["country"], ["country", "admin1", "place"]),
    "ix_events_type": ("events", ["type"], ["type", "mode"]),
    "ix_parties_name": ("parties", ["name"], ["name", "actor_id", "telling"]),
}


def upgrade() -> None:
    """Incidents that are there already count as changed now."""
    op.create_table(
        "dissolved",
        sa.Column("change", WHOLE, autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("change"),
    )
    op.create_index("ix_dissolved_id", "dissolved", ["id"], unique=False)
    op.create_index("ix_dissolved_at", "dissolved", ["at", "change"], unique=False)
    # SQLite adds no column without a value; every row gets its own below.
    op.add_column("incidents", sa.Column("change", WHOLE, nullable=False, server_default="0"))
    op.add_column("incidents", sa.Column("changed", sa.Text(), nullable=False, server_default=""))
    op.add_column("incidents", sa.Column("last_told", sa.Text(), nullable=True))
    last = "SELECT max(coalesce(end_date, start_date)) FROM events WHERE events.incident = incidents.id"
    op.execute(f"UPDATE incidents SET last_told = ({last})")  # noqa: S608 - our own words
    numbered = "SELECT id, row_number() OVER (ORDER BY id) AS number FROM incidents"
    update = f"UPDATE incidents SET change = n.number, changed = :at FROM ({numbered}) AS n WHERE n.id = incidents.id"  # noqa: S608 - our own words
    op.execute(sa.text(update).bindparams(at=datetime.now(UTC).isoformat(timespec="seconds")))
    op.create_index("ix_incidents_change", "incidents", ["change", "killed_best", "sources", "last_told"], unique=False)
    op.create_index("ix_incidents_changed", "incidents", ["changed", "change"], unique=False)
    op.drop_index("ix_incidents_country", table_name="incidents")
    op.create_index("ix_incidents_counted", "incidents", COUNTED, unique=False)
    op.create_index("ix_codings_coded", "codings", ["coded", "number"], unique=False)
    op.create_index("ix_events_status", "events", ["status"], unique=False)
    op.create_index("ix_events_longer", "events", ["end_date"], unique=False, sqlite_where=LONGER, postgresql_where=LONGER)
    for name, (table, _, columns) in INDEXES.items():
        op.drop_index(name, table_name=table)
        op.create_index(name, table, columns, unique=False)
