"""Arrahmah: arrahmah.com until 2022, arrahmah.id since."""

import re

from models.outlet import Outlet
from scrapers.news_spider import NewsSpider


class ArrahmahSpider(NewsSpider):
    """Crawls arrahmah.id."""

    name = "arrahmah"
    outlet = Outlet(
        name="arrahmah",
        title="Arrahmah",
        home="https://www.arrahmah.id",
        domains=("arrahmah.id", "arrahmah.com"),
        tags=("arrahmah.com", "arrahmah.id", "arrahmah"),
        # The slug is the only identity that an address has; pages of the site have shorter ones.
        story_path=re.compile(r"/(?P<id>[a-z0-9]+(?:-[a-z0-9]+){3,})/?$"),
        canonical_path="/{id}/",
        feeds=("/feed",),
    )
