"""NU Online and its regional desks: a code of five signs ends the slug."""

import re

from models.outlet import Outlet
from scrapers.news_spider import NewsSpider


class NuOnlineSpider(NewsSpider):
    """Crawls nu.or.id."""

    name = "nuonline"
    outlet = Outlet(
        name="nuonline",
        title="NU Online",
        home="https://www.nu.or.id",
        domains=("nu.or.id",),
        tags=("nu online", "nu.or.id"),
        story_path=re.compile(
            r"/(?P<section>[a-z-]+)/[a-z0-9-]+-(?P<id>(?=[a-z]*[A-Z0-9])[A-Za-z0-9]{5})/?$"
        ),
        sections=("nasional", "daerah", "internasional", "warta", "keislaman", "opini"),
        section_path="/{section}",
        byline_css=".author div",  # Muhammad Syakir NF, and below it the word Penulis
    )
