"""One module per Alembic revision, oldest first."""
