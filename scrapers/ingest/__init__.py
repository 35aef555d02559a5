"""Taking in pages that others saved."""
