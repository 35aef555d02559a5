"""Panjimas: day and slug together are the identity."""

import re

from models.outlet import Outlet
from scrapers.news_spider import NewsSpider


class PanjimasSpider(NewsSpider):
    """Crawls panjimas.com."""

    name = "panjimas"
    outlet = Outlet(
        name="panjimas",
        title="Panjimas",
        home="https://www.panjimas.com",
        domains=("panjimas.com",),
        tags=("panjimas.com", "panjimas"),
        story_path=re.compile(
            r"/(?P<section>[a-z-]+)/"
            r"(?P<id>(?P<year>\d{4})/(?P<month>\d\d)/(?P<day>\d\d)/[a-z0-9-]+)/?$"
        ),
        canonical_path="/{section}/{id}/",
        feeds=("/feed",),
    )
