"""What visits that are read anew change in the database, and writing it."""
