"""What a new outlet starts from: its module, a saved page and what was read there."""

UNREAD = "unread"
"""Marks an expected JSON that nobody has compared with its page yet."""
