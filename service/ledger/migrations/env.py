"""Run by Alembic: uses the connection that `migrate` holds, in its transaction."""

from __future__ import annotations

from alembic import context

from service.ledger.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA, transactional_ddl=False)
context.run_migrations()
