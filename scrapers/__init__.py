"""Fetch pages and cut the printed words out of them; nothing here turns a word into a value."""
