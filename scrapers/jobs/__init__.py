"""Crawls that run by themselves: declared in a file, due by the clock, never twice at once."""
