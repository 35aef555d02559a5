"""Republika: one series of ids, in letters and digits, over all its subdomains."""

import re

from models.outlet import Outlet
from scrapers.news_spider import NewsSpider


class RepublikaSpider(NewsSpider):
    """Crawls republika.co.id."""

    name = "republika"
    outlet = Outlet(
        name="republika",
        title="Republika",
        home="https://www.republika.co.id",
        domains=("republika.co.id",),
        # Its channels sign with names of their own.
        tags=("republika.co.id", "republika", "ihram.co.id", "republika online", "rol"),
        story_path=re.compile(
            r"/(?:berita|amp)/(?:[a-z-]+/)*(?:\d\d/\d\d/\d\d/)?(?P<id>(?=[a-z]*\d)[a-z0-9]{6,10})(?:[/-]|$)"
        ),
        feeds=("/rss",),
        closing_lines=(re.compile(r"\d+ SHARE"),),
    )
