"""What the stories of a crawl look like as a whole, to be compared with the crawls before it."""

from collections import Counter
from dataclasses import dataclass, field
from math import log2
from typing import Any

from sqlalchemy import Engine, select

from models.article import Article
from models.tables import crawls

STAT = "crawl/profile"
"""Where a crawl's stats have it."""
FIELDS = (
    *("headline", "section", "published_at", "hijri_printed", "view_count", "dateline"),
    *("place", "sign_off", "byline"),
)
"""Columns whose coverage is watched: those that a page may lack."""


@dataclass(slots=True)
class Profile:
    """Counts over stories that were read."""

    articles: int = 0
    present: Counter[str] = field(default_factory=Counter)
    """How many have a value, by field."""
    disagreeing: int = 0
    """How many name two days of publication."""
    lengths: Counter[int] = field(default_factory=Counter)
    """How many have so many words, by twice their number's binary logarithm, rounded down."""

    def add(self, article: Article) -> None:
        self.articles += 1
        self.present.update(name for name in FIELDS if getattr(article, name) is not None)
        verdicts = (witness["verdict"] for witness in article.date_witnesses)
        self.disagreeing += "disagrees" in verdicts
        self.lengths[int(2 * log2(article.body.count(" ") + 2))] += 1

    def __add__(self, other: "Profile") -> "Profile":
        return Profile(
            self.articles + other.articles,
            self.present + other.present,
            self.disagreeing + other.disagreeing,
            self.lengths + other.lengths,
        )

    def as_json(self) -> dict[str, Any]:
        """As a crawl's stats keep it."""
        return {
            "articles": self.articles,
            "present": dict(self.present),
            "disagreeing": self.disagreeing,
            "lengths": {str(length): number for length, number in self.lengths.items()},
        }


def read_profile(stored: dict[str, Any]) -> Profile:
    """Give the profile that `as_json` wrote."""
    return Profile(
        stored["articles"],
        Counter(stored["present"]),
        stored["disagreeing"],
        Counter({int(length): number for length, number in stored["lengths"].items()}),
    )


def past_profiles(engine: Engine, crawl_id: int, limit: int) -> list[Profile]:
    """Give those of the outlet's last good crawls before this one, newest first.

    Only crawls of the same section count: an opinion page has no dateline. A crawl of one address
    is no measure of anything.
    """
    profile, arguments = crawls.c.stats[STAT], crawls.c.arguments
    section = arguments["section"].as_string()
    with engine.connect() as connection:
        this = connection.execute(
            select(crawls.c.outlet_id, section.label("section")).where(crawls.c.id == crawl_id)
        ).one()
        alike = connection.execute(
            select(profile)
            .where(
                crawls.c.outlet_id == this.outlet_id,
                crawls.c.id < crawl_id,
                crawls.c.outcome == "ok",
                profile.as_string().is_not(None),
                section.is_not_distinct_from(this.section),
                arguments["url"].as_string().is_(None),
            )
            .order_by(crawls.c.id.desc())
            .limit(limit)
        )
        return [read_profile(stored) for stored in alike.scalars()]
