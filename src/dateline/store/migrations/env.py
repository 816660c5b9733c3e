"""Alembic runs this for each step: on the connection that `dateline.store.migrating` has opened, in its transaction."""

from __future__ import annotations

from alembic import context

from dateline.store.tables import Table

context.configure(connection=context.config.attributes["connection"], target_metadata=Table.metadata, transactional_ddl=True)
context.run_migrations()
