"""Kompas.com: an id is the day and a number within it."""

import re

from models.outlet import Outlet
from scrapers.news_spider import NewsSpider


class KompasSpider(NewsSpider):
    """Crawls kompas.com."""

    name = "kompas"
    outlet = Outlet(
        name="kompas",
        title="Kompas.com",
        home="https://www.kompas.com",
        domains=("kompas.com",),
        tags=("kompas.com", "kompas", "kompas cyber media"),
        story_path=re.compile(
            r"/read/(?P<id>(?P<year>\d{4})/(?P<month>\d\d)/(?P<day>\d\d)/\d{7,})(?:/|$)"
        ),
        sections=("all", "news", "regional", "megapolitan", "global"),
        section_path="https://indeks.kompas.com/?site={section}",
        section_page_path="https://indeks.kompas.com/?site={section}&page={page}",
    )
