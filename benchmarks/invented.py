"""An invented archive of any size: outlets of unlike size over twelve years, in the order of time.

Views are spread as readers are (a few stories have most of them), and so are places and names. Each
story has five observations on average, each from a visit of its own, in that day's crawl.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from hijridate import Gregorian

from benchmarks.invented_words import Words
from models.content import content_hash
from models.tables import (
    articles,
    crawls,
    credits,
    fetches,
    outlets,
    pages,
    quarantine,
    revisions,
    view_counts,
)

Rows = dict[Any, list[dict[str, Any]]]
"""Rows of each table, by column; what is left out is null."""

ZONE = ZoneInfo("Asia/Jakarta")
# The first bears the name that the questions in docs/data.md ask for; nothing here is its own.
OUTLETS = ("voaislam", "kabar", "warna", "tiras", "gema", "lentera")
SHARES = (0.40, 0.25, 0.15, 0.10, 0.06, 0.04)  # of the stories, by outlet
SECTIONS = "nasional dunia ekonomi daerah opini olahraga budaya teknologi keluarga foto".split()
AGES = (0.05, 1, 3, 7, 30, 60, 90, 180, 270, 365)  # days after publication at which it is visited
GROWN = (0.15, 0.5, 0.7, 0.85, 0.93, 0.95, 0.97, 0.98, 0.99, 1)  # of its views by then


@dataclass(slots=True)
class Archive:
    """`articles` stories published on `days` days from `first` on, told in parts."""

    articles: int
    first: date = date(2013, 1, 1)
    days: int = 12 * 365
    random: Random = field(default_factory=lambda: Random(7))
    fetch_id: int = 0
    revision_id: int = 0

    def parts(self, size: int = 5000) -> Iterator[Rows]:
        """Give the rows, each table's only after those that they refer to."""
        yield {outlets: list(_outlets())}
        yield {crawls: list(self._crawls())}
        words = Words(self.random)
        for start in range(1, self.articles + 1, size):
            part: Rows = {table: [] for table in (pages, articles, fetches, credits, view_counts,
                                                  revisions, quarantine)}  # fmt: skip
            for number in range(start, min(start + size, self.articles + 1)):
                self._add_story(part, number, words)
                if number % 100 == 0:
                    self._add_unread(part, number)
            yield part

    def _add_story(self, part: Rows, number: int, words: Words) -> None:
        random = self.random
        outlet = random.choices(range(1, len(OUTLETS) + 1), SHARES)[0]
        # More a day as the years go by.
        day_number = int(self.days * ((number - 1) / self.articles) ** 0.8)
        day = self.first + timedelta(days=day_number)
        minute = random.randrange(144) * 10
        published = datetime.combine(day, time(minute // 60, minute % 60), ZONE)
        section = SECTIONS[min(random.randrange(10), random.randrange(5 + outlet))]
        address = f"https://{OUTLETS[outlet - 1]}.example/{section}/{day:%Y/%m/%d}/{number}/"
        place, country = words.place() if random.random() < 0.7 else (None, None)
        versions = [words.text()]
        while len(versions) < 9 and random.random() < (0.08 if len(versions) == 1 else 0.25):
            versions.append(words.edited(*versions[-1]))
        headline, body = versions[-1]
        # Of fifty, one has no counter, and another is looked at ten times.
        visits = {0: 0, 1: 10}.get(number % 50, 5)
        most = min(int(40 * random.paretovariate(1.05)), 3_000_000)
        seen = [published.astimezone(UTC) + timedelta(days=age) for age in AGES[: visits or 1]]
        counts = [int(most * grown) for grown in GROWN[:visits]]
        ids = [self._add_visit(part, outlet, number, moment, moment == seen[0]) for moment in seen]
        part[pages].append({
            "id": number, "outlet_id": outlet, "url": address, "kind": "story",
            "source_id": str(number), "section": section, "day": day, "found_at": seen[0],
            "next_visit_at": seen[-1] + timedelta(days=365), "last_outcome": "unchanged",
            "last_fetched_at": seen[-1], "failures": 0,
        })  # fmt: skip
        credited = words.credits(outlet)
        part[articles].append({
            "id": number, "outlet_id": outlet, "source_id": str(number), "section": section,
            "url": address, "headline": headline, "body": body, "published_at": published,
            "published_precision": "minute", "published_on": day,
            "published_time": f"{published:%H:%M}", "date_line": f"{day:%d-%m-%Y} {minute} wib",
            "date_witnesses": [], "hijri_published": _hijri(day), "place": place,
            "view_line": f"{counts[-1]} views" if counts else None,
            "view_count": counts[-1] if counts else None, "country_code": country,
            "dateline": place and f"{place.upper()} -", "sign_off_codes": [], "problems": [],
            "reader": "outlet", "language": "id",
            "fetched_at": seen[min(len(versions), visits or 1) - 1],
            "content_hash": content_hash(headline, body), "first_fetched_at": seen[0],
            "gone_at": seen[-1] if number % 500 == 0 else None, "page_id": number,
        })  # fmt: skip
        part[credits] += [
            {"article_id": number, "position": position, **credit}
            for position, credit in enumerate(credited, start=1)
        ]
        for moment, count, fetch_id in zip(seen, counts, ids, strict=False):
            part[view_counts].append({
                "article_id": number, "observed_at": moment,
                "observed_on": moment.astimezone(ZONE).date(), "rests_on": "visit", "count": count,
                "view_line": f"{count} views", "fetch_id": fetch_id,
            })  # fmt: skip
        for version, (before, after) in enumerate(pairwise(versions), start=1):
            visit = min(version, len(ids) - 1)
            self.revision_id += 1
            part[revisions].append({
                "id": self.revision_id, "article_id": number, "number": version, "kind": "body",
                "found_at": seen[visit],
                "headline_before": before[0], "body_before": before[1],
                "headline_after": after[0], "body_after": after[1], "fetch_id": ids[visit],
            })  # fmt: skip

    def _crawls(self) -> Iterator[dict[str, Any]]:
        """One a day and outlet."""
        for day in range(self.days + 366):
            for outlet in range(1, len(OUTLETS) + 1):
                began = datetime.combine(self.first, time(), UTC) + timedelta(days=day)
                yield {"id": day * len(OUTLETS) + outlet, "outlet_id": outlet, "outcome": "ok",
                       "started_at": began, "finished_at": began + timedelta(hours=2),
                       "arguments": {}, "version": "0.1.0", "fetches": 0}  # fmt: skip

    def _crawl_of(self, outlet: int, moment: datetime) -> int:
        return max((moment.date() - self.first).days, 0) * len(OUTLETS) + outlet

    def _add_visit(
        self, part: Rows, outlet: int, page: int, moment: datetime, is_first: bool
    ) -> int:
        self.fetch_id += 1
        part[fetches].append({
            "id": self.fetch_id, "crawl_id": self._crawl_of(outlet, moment), "page_id": page,
            "article_id": page, "fetched_at": moment, "seconds": 0.4, "status": 200,
            "robots": "allowed", "outcome": "stored" if is_first else "unchanged", "bytes": 61_000,
        })  # fmt: skip
        return self.fetch_id

    def _add_unread(self, part: Rows, number: int) -> None:
        """One page in a hundred cannot be read; most wait."""
        self.fetch_id += 1
        page, fetch = part[pages][-1], part[fetches][-1]
        reason = self.random.choice(("date-line", "no-body", "not-an-article:search", "encoding"))
        part[fetches].append(fetch | {
            "id": self.fetch_id, "article_id": None, "outcome": "quarantined", "reason": reason,
        })  # fmt: skip
        part[quarantine].append({
            "id": number // 100, "fetch_id": self.fetch_id, "page_id": page["id"],
            "outlet_id": page["outlet_id"], "url": page["url"], "stage": "cut", "reason": reason,
            "message": "an invented page", "content_type": "text/html",
            "body": self.random.randbytes(6000), "quarantined_at": fetch["fetched_at"],
            "resolved_at": fetch["fetched_at"] if number % 300 == 0 else None,
        })  # fmt: skip


def _outlets() -> Iterator[dict[str, Any]]:
    for number, name in enumerate(OUTLETS, start=1):
        yield {"id": number, "name": name, "title": name.title(), "zone": ZONE.key,
               "home": f"https://{name}.example"}  # fmt: skip


_HIJRI: dict[date, str] = {}


def _hijri(day: date) -> str:
    if day not in _HIJRI:
        _HIJRI[day] = Gregorian.fromdate(day).to_hijri().isoformat()
    return _HIJRI[day]
