"""Whether the database's file is sound."""

from sqlalchemy import Engine


def damages(engine: Engine) -> list[str]:
    """Give what SQLite finds wrong in its file, the first ten; PostgreSQL looks after its own."""
    if engine.dialect.name != "sqlite":
        return []
    with engine.connect() as connection:
        found = connection.exec_driver_sql("PRAGMA quick_check(10)").scalars()
        lines = [line for each in found for line in str(each).splitlines()]
    return [f"damaged: {line}" for line in lines if line != "ok"]
