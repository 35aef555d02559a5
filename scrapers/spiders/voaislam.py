"""VOA-Islam: desktop and mobile pages of one story share its number."""

import re

from models.outlet import Outlet
from scrapers.news_spider import NewsSpider


class VoaIslamSpider(NewsSpider):
    """Crawls voa-islam.com."""

    name = "voaislam"
    outlet = Outlet(
        name="voaislam",
        title="VOA-Islam",
        home="https://www.voa-islam.com",
        domains=("voa-islam.com",),
        # With the slips seen in print.
        tags=("voa-islam.com", "voa-islam,com", "voa-islam.om", "voa-islam", "voa islam"),
        story_path=re.compile(
            r"/(?:read|news)/(?P<section>[a-z0-9-]+)/(?P<year>\d{4})/(?P<month>\d\d)/(?P<day>\d\d)"
            r"/(?P<id>\d{1,9})(?:/(?P<slug>[^/;]*))?[/;]*$"
        ),
        canonical_path="/read/{section}/{year}/{month}/{day}/{id}/{slug}/",
        sections=tuple(
            (
                "indonesiana politik-indonesia opini ulama world-news international-jihad"
                " world-analysis aqidah ibadah tsaqofah jihad konsultasi-agama doa christology"
                " liberalism intelligent tekno military muslimah smart-teen health science"
                " citizens-jurnalism event pembaca pers-rilis silaturahim syariahbiz"
            ).split()
        ),
        section_path="/rubrik/{section}",
        section_page_path="/rubrik/{section}/page/{page}",
        # The id alone counts: one story stands under two days on the same front page.
        probe_path="/read/-/0000/00/00/{id}/-/",
        feeds=("/rss",),
        inserted_lines=(
            # Advertising without a word that says so.
            re.compile(
                r"(?:gamis syari|free ongkir|cari obat herbal|kiosherbalku|tasbrandedmurah).*",
                re.IGNORECASE,
            ),
        ),
        closing_lines=(re.compile(r"Sebarkan informasi ini\b.*", re.IGNORECASE),),
    )
