"""Read the printed words as values, check them, and hand them to the store."""
