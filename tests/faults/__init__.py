"""Faults that are really done to crawls of the replica, and what is left of the archive then.

`python -m tests.faults` does all of them many times and writes the table of docs/reliability.md; a
few are in the suite. Each module does one kind of fault.
"""
