"""Mi'raj News Agency (MINA)."""

import re

from models.outlet import Outlet
from scrapers.news_spider import NewsSpider


class MinaSpider(NewsSpider):
    """Crawls minanews.net."""

    name = "mina"
    outlet = Outlet(
        name="mina",
        title="MINA",
        home="https://minanews.net",
        domains=("minanews.net",),
        tags=("mina", "minanews.net", "mi'raj news agency (mina)"),
        # The slug is the only identity that an address has; pages of the site have shorter ones.
        story_path=re.compile(r"/(?P<id>[a-z0-9]+(?:-[a-z0-9]+){3,})/?$"),
        feeds=("/feed",),
        # siti aisyah - Ahad, 5 April 2020 - 20:25 WIB
        byline_lines=(
            re.compile(
                r"(.{2,60}?) - (?:Senin|Selasa|Rabu|Kamis|Jum['’]?at|Sabtu|Ahad|Minggu),? \d.*",
                re.IGNORECASE,
            ),
        ),
        closing_lines=(re.compile(r"Mi['’]raj News Agency \(MINA\)\.?", re.IGNORECASE),),
    )
