"""Liputan6.com."""

import re

from models.outlet import Outlet
from scrapers.news_spider import NewsSpider


class Liputan6Spider(NewsSpider):
    """Crawls liputan6.com."""

    name = "liputan6"
    outlet = Outlet(
        name="liputan6",
        title="Liputan6.com",
        home="https://www.liputan6.com",
        domains=("liputan6.com",),
        tags=("liputan6.com", "liputan6"),
        story_path=re.compile(r"/(?:(?P<section>[a-z0-9-]+)/)?(?:read|amp)/(?P<id>\d+)(?:/|$)"),
        feeds=("https://feed.liputan6.com/rss/news", "https://feed.liputan6.com/rss"),
        closing_lines=(re.compile(r"Media Visit|Rate artikel ini"),),
    )
