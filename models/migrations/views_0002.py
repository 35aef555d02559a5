"""The views as revision 0002 made them, which count on asking; never changed any more."""

from collections.abc import Iterator
from dataclasses import dataclass

from models.spellings import HIJRI_MONTH_NAMES

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Ahad")
"""Monday first, as ISO 8601 numbers them."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """The few expressions that the two databases write differently."""

    is_sqlite: bool

    def weekday(self, day: str) -> str:
        """1 for Monday to 7 for Sunday."""
        if self.is_sqlite:
            return f"((CAST(strftime('%w', {day}) AS INTEGER) + 6) % 7 + 1)"
        return f"CAST(EXTRACT(ISODOW FROM {day}) AS INTEGER)"

    def seconds(self, start: str, end: str) -> str:
        """Whole seconds from one moment to another."""
        if self.is_sqlite:
            moments = (f"CAST(strftime('%s', {moment}) AS INTEGER)" for moment in (end, start))
        else:
            moments = (
                f"CAST(floor(EXTRACT(EPOCH FROM {each})) AS BIGINT)" for each in (end, start)
            )
        return "({} - {})".format(*moments)

    def hours(self, start: str, end: str) -> str:
        return f"({self.seconds(start, end)} / CAST(3600 AS DOUBLE PRECISION))"

    def days(self, start: str, end: str) -> str:
        """Whole days from one day to another."""
        if self.is_sqlite:
            return f"CAST(julianday({end}) - julianday({start}) AS INTEGER)"
        return f"({end} - {start})"


def create_statements(dialect_name: str) -> Iterator[str]:
    """Give one CREATE VIEW a view, in an order in which each may use those before it."""
    for name, query in _queries(Dialect(dialect_name == "sqlite")).items():
        yield f"CREATE VIEW {name} AS {query}"


def drop_statements() -> Iterator[str]:
    """Give the way back, last view first."""
    for name in reversed(NAMES):
        yield f"DROP VIEW {name}"


def _case(number: str, names: tuple[str, ...]) -> str:
    branches = " ".join(f"WHEN {i} THEN '{name}'" for i, name in enumerate(names, start=1))
    return f"CASE {number} {branches} END"


def _hijri(first: int, length: int) -> str:
    return f"CAST(substr(a.hijri_published, {first}, {length}) AS INTEGER)"


def _queries(sql: Dialect) -> dict[str, str]:
    return {
        "stories": _stories(sql),
        "story_views": _story_views(sql),
        "story_view_days": _story_view_days(sql),
        "story_revisions": _STORY_REVISIONS,
        "story_credits": _STORY_CREDITS,
        "daily_counts": _daily_counts(sql),
        "credit_counts": _CREDIT_COUNTS,
        "places": _PLACES,
        "hijri_months": _HIJRI_MONTHS,
        "crawl_health": _crawl_health(sql),
        "quarantine_reasons": _QUARANTINE_REASONS,
    }


def _stories(sql: Dialect) -> str:
    blanks = "replace(a.body, '\n\n', ' ')"
    return f"""
SELECT a.id AS story_id, o.name AS outlet, o.title AS outlet_title, a.source_id, a.section, a.url,
  a.headline, a.body, a.published_at, a.published_on, a.published_time, a.published_precision,
  {_case(sql.weekday("a.published_on"), WEEKDAYS)} AS weekday, o.zone,
  a.hijri_published AS hijri_date, {_hijri(1, 4)} AS hijri_year, {_hijri(6, 2)} AS hijri_month,
  {_hijri(9, 2)} AS hijri_day, {_case(_hijri(6, 2), HIJRI_MONTH_NAMES)} AS hijri_month_name,
  a.place, a.country_code, c.name AS country, a.byline, a.language,
  length({blanks}) - length(replace({blanks}, ' ', '')) + 1 AS words,
  a.view_count AS views,
  (SELECT max(v.observed_at) FROM view_counts v WHERE v.article_id = a.id) AS views_observed_at,
  (SELECT count(*) FROM view_counts v WHERE v.article_id = a.id) AS view_observations,
  (SELECT count(*) FROM revisions r WHERE r.article_id = a.id) AS revisions,
  a.first_fetched_at, a.fetched_at, a.gone_at
FROM articles a JOIN outlets o ON o.id = a.outlet_id
  LEFT JOIN countries c ON c.code = a.country_code"""  # noqa: S608 - no value of a user


def _story_views(sql: Dialect) -> str:
    timed = "v.rests_on = 'visit' AND a.published_precision = 'minute'"
    both = "v.rests_on = 'visit' AND p.rests_on = 'visit'"
    return f"""
SELECT v.article_id AS story_id, o.name AS outlet, a.headline, a.published_on, v.observed_at,
  v.observed_on, v.rests_on, v.count AS views,
  CASE WHEN {timed} THEN {sql.hours("a.published_at", "v.observed_at")} END
    AS hours_since_publication,
  {sql.days("a.published_on", "v.observed_on")} AS days_since_publication,
  p.observed_at AS previous_observed_at, p.count AS previous_views, v.count - p.count AS growth,
  CASE WHEN {both} THEN {sql.hours("p.observed_at", "v.observed_at")} END AS hours_since_previous
FROM view_counts v JOIN articles a ON a.id = v.article_id JOIN outlets o ON o.id = a.outlet_id
  LEFT JOIN view_counts p ON p.article_id = v.article_id AND p.observed_at = (
    SELECT max(q.observed_at) FROM view_counts q
    WHERE q.article_id = v.article_id AND q.observed_at < v.observed_at)"""  # noqa: S608


def _story_view_days(sql: Dialect) -> str:
    days = sql.days("p.observed_on", "v.observed_on")
    return f"""
SELECT v.article_id AS story_id, o.name AS outlet, a.headline, a.published_on,
  v.observed_on AS day, {sql.days("a.published_on", "v.observed_on")} AS days_since_publication,
  v.count AS views, p.observed_on AS previous_day, p.count AS previous_views,
  v.count - p.count AS growth, {days} AS days_since_previous,
  (v.count - p.count) / CAST({days} AS DOUBLE PRECISION) AS growth_a_day
FROM view_counts v JOIN articles a ON a.id = v.article_id JOIN outlets o ON o.id = a.outlet_id
  LEFT JOIN view_counts p ON p.article_id = v.article_id AND p.observed_at = (
    SELECT max(q.observed_at) FROM view_counts q
    WHERE q.article_id = v.article_id AND q.observed_on < v.observed_on)
WHERE NOT EXISTS (SELECT 1 FROM view_counts l WHERE l.article_id = v.article_id
  AND l.observed_at > v.observed_at AND l.observed_on = v.observed_on)"""  # noqa: S608


_STORY_REVISIONS = """
SELECT r.article_id AS story_id, o.name AS outlet, a.url, a.headline, a.published_on, r.number,
  r.found_at, r.kind, r.headline_before, r.headline_after, r.body_before, r.body_after,
  length(r.body_after) - length(r.body_before) AS characters_added
FROM revisions r JOIN articles a ON a.id = r.article_id JOIN outlets o ON o.id = a.outlet_id"""

_STORY_CREDITS = """
SELECT k.article_id AS story_id, o.name AS outlet, a.headline, a.published_on, k.position, k.role,
  k.printed, k.name
FROM credits k JOIN articles a ON a.id = k.article_id JOIN outlets o ON o.id = a.outlet_id"""


def _daily_counts(sql: Dialect) -> str:
    return f"""
SELECT o.name AS outlet, a.section, a.published_on AS day,
  {_case(sql.weekday("a.published_on"), WEEKDAYS)} AS weekday, count(*) AS stories,
  CAST(sum(a.view_count) AS BIGINT) AS views, count(a.view_count) AS stories_with_views
FROM articles a JOIN outlets o ON o.id = a.outlet_id
WHERE a.published_on IS NOT NULL
GROUP BY o.name, a.section, a.published_on"""  # noqa: S608


_CREDIT_COUNTS = """
SELECT o.name AS outlet, k.role, coalesce(k.name, k.printed) AS credited,
  count(DISTINCT k.article_id) AS stories, min(a.published_on) AS first_day,
  max(a.published_on) AS last_day
FROM credits k JOIN articles a ON a.id = k.article_id JOIN outlets o ON o.id = a.outlet_id
GROUP BY o.name, k.role, coalesce(k.name, k.printed)"""

_PLACES = """
SELECT o.name AS outlet, a.place, a.country_code, c.name AS country, count(*) AS stories,
  min(a.published_on) AS first_day, max(a.published_on) AS last_day
FROM articles a JOIN outlets o ON o.id = a.outlet_id
  LEFT JOIN countries c ON c.code = a.country_code
WHERE a.place IS NOT NULL OR a.country_code IS NOT NULL
GROUP BY o.name, a.place, a.country_code, c.name"""

_HIJRI_MONTHS = f"""
SELECT o.name AS outlet, {_hijri(1, 4)} AS hijri_year, {_hijri(6, 2)} AS hijri_month,
  {_case(_hijri(6, 2), HIJRI_MONTH_NAMES)} AS hijri_month_name, count(*) AS stories,
  CAST(sum(a.view_count) AS BIGINT) AS views, count(DISTINCT a.published_on) AS days_with_stories,
  min(a.published_on) AS first_day, max(a.published_on) AS last_day
FROM articles a JOIN outlets o ON o.id = a.outlet_id
WHERE a.hijri_published IS NOT NULL
GROUP BY o.name, {_hijri(1, 4)}, {_hijri(6, 2)}"""  # noqa: S608

_OUTCOMES = (
    "stored", "revised", "unchanged", "not_modified", "listed", "quarantined", "gone", "blocked",
    "failed", "excluded",
)  # fmt: skip


def _crawl_health(sql: Dialect) -> str:
    counts = ",\n  ".join(
        f"(SELECT count(*) FROM fetches f WHERE f.crawl_id = k.id AND f.outcome = '{outcome}')"  # noqa: S608
        f" AS {outcome}"
        for outcome in _OUTCOMES
    )
    return f"""
SELECT k.id AS crawl_id, o.name AS outlet, k.started_at, k.finished_at,
  {sql.seconds("k.started_at", "k.finished_at")} AS seconds, k.outcome, k.reason, k.version,
  (SELECT count(*) FROM fetches f WHERE f.crawl_id = k.id) AS fetches,
  {counts}
FROM crawls k JOIN outlets o ON o.id = k.outlet_id"""  # noqa: S608


_QUARANTINE_REASONS = """
SELECT o.name AS outlet, q.stage, q.reason,
  count(*) - count(q.resolved_at) AS waiting, count(q.resolved_at) AS resolved,
  min(q.quarantined_at) AS first_at, max(q.quarantined_at) AS last_at, max(q.url) AS example_url
FROM quarantine q JOIN outlets o ON o.id = q.outlet_id
GROUP BY o.name, q.stage, q.reason"""

NAMES = tuple(_queries(Dialect(is_sqlite=True)))
"""Every view."""
