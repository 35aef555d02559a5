"""The shapes of an article, the tables that hold them, and every line of SQL."""
