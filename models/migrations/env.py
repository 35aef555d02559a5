"""Run by Alembic for each migration, on the connection that `models.schema` opened."""

from alembic import context

from models.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite can alter little in place
    transactional_ddl=True,  # true of SQLite too, as we begin its transactions ourselves
)
with context.begin_transaction():
    context.run_migrations()
