"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes every table of an empty database."""
    op.create_table(
        "decisions",
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("undoes", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["undoes"], ["decisions.id"]),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ix_decisions_undoes", "decisions", ["undoes"], unique=False)
    op.create_table(
        "incidents",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=True),
        sa.Column("mode", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("first_day", sa.Text(), nullable=True),
        sa.Column("last_day", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("killed_low", WHOLE, nullable=True),
        sa.Column("killed_best", WHOLE, nullable=True),
        sa.Column("killed_high", WHOLE, nullable=True),
        sa.Column("sources", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_incidents_country", "incidents", ["country"], unique=False)
    op.create_index("ix_incidents_first_day", "incidents", ["first_day"], unique=False)
    op.create_table(
        "originals",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest"),
    )
    op.create_table(
        "reports",
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("uri", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("arrived", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("key"),
    )
    op.create_table(
        "anchors",
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("position", WHOLE, autoincrement=False, nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("start", WHOLE, nullable=False),
        sa.Column("end", WHOLE, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["decision"], ["decisions.id"]),
        sa.ForeignKeyConstraint(["report"], ["reports.key"]),
        sa.PrimaryKeyConstraint("decision", "position"),
    )
    op.create_index("ix_anchors_report", "anchors", ["report"], unique=False)
    op.create_table(
        "arrivals",
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("given", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("digest", sa.Text(), nullable=True),
        sa.Column("arrived", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.key"]),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ix_arrivals_report", "arrivals", ["report"], unique=False)
    op.create_table(
        "codings",
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("coder", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=True),
        sa.Column("tables", sa.Text(), nullable=True),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("coded", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.key"]),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("report", "coder", "digest"),
    )
    op.create_index("ix_codings_coder", "codings", ["coder"], unique=False)
    op.create_index("ix_codings_report", "codings", ["report"], unique=False)
    op.create_table(
        "origins",
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.key"]),
        sa.PrimaryKeyConstraint("report"),
    )
    op.create_index("ix_origins_origin", "origins", ["origin"], unique=False)
    op.create_table(
        "tombstones",
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=True),
        sa.Column("places", WHOLE, nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.key"]),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("ix_tombstones_report", "tombstones", ["report"], unique=False)
    op.create_table(
        "events",
        sa.Column("telling", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("coding", WHOLE, nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("start_date", sa.Text(), nullable=True),
        sa.Column("end_date", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("admin1", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("verdict", sa.Text(), nullable=True),
        sa.Column("incident", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["coding"], ["codings.number"]),
        sa.ForeignKeyConstraint(["incident"], ["incidents.id"]),
        sa.ForeignKeyConstraint(["report"], ["reports.key"]),
        sa.PrimaryKeyConstraint("telling"),
    )
    op.create_index("ix_events_country", "events", ["country"], unique=False)
    op.create_index("ix_events_incident", "events", ["incident"], unique=False)
    op.create_index("ix_events_report", "events", ["report"], unique=False)
    op.create_index("ix_events_start_date", "events", ["start_date"], unique=False)
    op.create_index("ix_events_type", "events", ["type"], unique=False)
    op.create_table(
        "failures",
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("coding", WHOLE, nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["coding"], ["codings.number"]),
        sa.ForeignKeyConstraint(["report"], ["reports.key"]),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("ix_failures_code", "failures", ["code"], unique=False)
    op.create_index("ix_failures_coding", "failures", ["coding"], unique=False)
    op.create_index("ix_failures_report", "failures", ["report"], unique=False)
    op.create_table(
        "blocks",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("telling", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["telling"], ["events.telling"]),
        sa.PrimaryKeyConstraint("key", "telling"),
    )
    op.create_index("ix_blocks_telling", "blocks", ["telling"], unique=False)
    op.create_table(
        "parties",
        sa.Column("telling", sa.Text(), nullable=False),
        sa.Column("position", WHOLE, autoincrement=False, nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["telling"], ["events.telling"]),
        sa.PrimaryKeyConstraint("telling", "position"),
    )
    op.create_index("ix_parties_actor_id", "parties", ["actor_id"], unique=False)
    op.create_index("ix_parties_name", "parties", ["name"], unique=False)
    op.create_table(
        "copies",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.key"]),
        sa.PrimaryKeyConstraint("key", "report"),
    )
    op.create_index("ix_copies_report", "copies", ["report"], unique=False)

    # Words of the reports, for searching
    if op.get_bind().dialect.name == "sqlite":
        options = "content='reports', content_rowid='number', tokenize='unicode61 remove_diacritics 0'"
        op.execute(f"CREATE VIRTUAL TABLE report_words USING fts5(title, text, {options})")
    else:
        columns = "report bigint NOT NULL REFERENCES reports (number), part bigint NOT NULL, words tsvector NOT NULL"
        op.execute(f"CREATE TABLE report_words ({columns}, PRIMARY KEY (report, part))")
        op.execute("CREATE INDEX ix_report_words_words ON report_words USING gin (words)")
