"""The nights of an invented newsroom, crawled one after the other, and what is known of them then.

`python -m tests.nights` lives through many; a few are in the suite. Each crawl is a process whose
clock says that it is that night, so that revisits, ends of stories and Hijri days come as they do.
"""
