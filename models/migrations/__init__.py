"""The way of the schema, one revision after the other."""
