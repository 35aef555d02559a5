"""A copy of the source's site with invented stories, which knows the truth of what it serves.

`from tests.replica.site import Replica` in a test; `python -m tests.replica.site` by hand.
"""
