"""Run by Alembic: uses the connection that `Chain.migrate` holds, in its transaction."""

from __future__ import annotations

from alembic import context

from service.records.tables import METADATA

_GIVEN = context.config.attributes
context.configure(
    connection=_GIVEN["connection"],
    version_table=_GIVEN["table"],
    target_metadata=METADATA,
    transactional_ddl=False,
)
context.run_migrations()
