"""Islampos: the id ends the slug."""

import re

from models.outlet import Outlet
from scrapers.news_spider import NewsSpider


class IslamposSpider(NewsSpider):
    """Crawls islampos.com."""

    name = "islampos"
    outlet = Outlet(
        name="islampos",
        title="Islampos",
        home="https://islampos.com",
        domains=("islampos.com",),
        tags=("islampos", "islampos.com"),
        story_path=re.compile(r"/(?P<slug>[a-z0-9-]+)-(?P<id>\d{3,})/?$"),
        canonical_path="/{slug}-{id}/",
        feeds=("/feed",),
    )
