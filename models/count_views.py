"""The views that count: from the roll-ups that models.rollups keeps, and of crawls.

Sums are taken before anything is joined, in the order of a roll-up's key, so that
nothing is sorted.
"""

from models.dialects import WEEKDAYS, Dialect, case
from models.fetch import Outcome
from models.spellings import HIJRI_MONTH_NAMES

_SUMS = """CAST(sum(stories) AS BIGINT) AS stories,
    CASE WHEN sum(counted) > 0 THEN CAST(sum(views) AS BIGINT) END AS views"""
_VIEWS = "CASE WHEN n.counted > 0 THEN n.views END AS views"
_DAYS = "min(first_day) AS first_day, max(last_day) AS last_day"
_OUTLET = "LEFT JOIN outlets o ON o.id = n.outlet_id"
_COUNTRY = "LEFT JOIN countries c ON c.code = n.country_code"
_NAME = "LEFT JOIN place_names m ON m.place = n.place"


def queries(sql: Dialect) -> dict[str, str]:
    """Give each view's query, by its name."""
    return {
        "daily_counts": _daily_counts(sql),
        "monthly_counts": _MONTHLY_COUNTS,
        "coverage_gaps": _coverage_gaps(sql),
        "credit_counts": _CREDIT_COUNTS,
        "credit_months": _CREDIT_MONTHS,
        "places": _PLACES,
        "place_months": _PLACE_MONTHS,
        "hijri_months": _HIJRI_MONTHS,
        "crawl_health": _crawl_health(sql),
        "quarantine_reasons": _QUARANTINE_REASONS,
    }


def _daily_counts(sql: Dialect) -> str:
    return f"""
SELECT o.name AS outlet, nullif(n.section, '') AS section, n.published_on AS day,
  {case(sql.weekday("n.published_on"), WEEKDAYS)} AS weekday, n.stories, {_VIEWS},
  n.counted AS stories_with_views
FROM count_by_day n {_OUTLET}"""  # noqa: S608 - no value of a user


_MONTHLY_COUNTS = f"""
SELECT o.name AS outlet, nullif(n.section, '') AS section, n.month, n.stories, {_VIEWS},
  n.counted AS stories_with_views
FROM count_by_month n {_OUTLET}"""  # noqa: S608


def _coverage_gaps(sql: Dialect) -> str:
    days = f"{sql.days('n.published_on', 'n.next_day')} - 1"
    return f"""
SELECT o.name AS outlet, n.published_on AS day_before, n.next_day AS day_after,
  {days} AS days_without_stories
FROM (
  SELECT outlet_id, published_on,
    lead(published_on) OVER (PARTITION BY outlet_id ORDER BY published_on) AS next_day
  FROM count_by_outlet_day GROUP BY outlet_id, published_on) n {_OUTLET}
WHERE {days} > 0"""  # noqa: S608


_CREDIT_COUNTS = f"""
SELECT o.name AS outlet, n.role, n.credited, n.stories, n.first_day, n.last_day
FROM (
  SELECT credited, role, outlet_id, CAST(sum(stories) AS BIGINT) AS stories, {_DAYS}
  FROM count_by_credit GROUP BY credited, role, outlet_id) n {_OUTLET}"""  # noqa: S608

_CREDIT_MONTHS = f"""
SELECT o.name AS outlet, n.role, n.credited, n.month, n.stories, n.first_day, n.last_day
FROM count_by_credit n {_OUTLET} WHERE n.month <> ''"""  # noqa: S608


def _places(place: str, name: str, of: str) -> str:
    """One half of `places`: as nullif() of a place, no index would find it."""
    return f"""
SELECT o.name AS outlet, {place} AS place, {name} AS place_name,
  nullif(n.country_code, '') AS country_code, c.name AS country, n.stories, {_VIEWS},
  n.first_day, n.last_day
FROM count_by_place n {_OUTLET} {_COUNTRY} {of}"""  # noqa: S608


_NO_PLACE = "CAST(NULL AS TEXT)"
_PLACES = (
    _places("n.place", "coalesce(m.name, n.place)", f"{_NAME} WHERE n.place <> ''")
    + "\nUNION ALL"
    + _places(_NO_PLACE, _NO_PLACE, "WHERE n.place = ''")
)

_PLACE_MONTHS = f"""
SELECT o.name AS outlet, n.place, coalesce(m.name, n.place) AS place_name,
  nullif(n.country_code, '') AS country_code, c.name AS country, n.month, n.stories, {_VIEWS},
  n.first_day, n.last_day
FROM count_by_place_month n {_OUTLET} {_COUNTRY} {_NAME}
WHERE n.place <> '' AND n.month <> ''"""  # noqa: S608

_YEAR, _MONTH = (f"CAST(substr(n.hijri_month, {part}) AS INTEGER)" for part in ("1, 4", "6, 2"))
_HIJRI_MONTHS = f"""
SELECT o.name AS outlet, {_YEAR} AS hijri_year, {_MONTH} AS hijri_month,
  {case(_MONTH, HIJRI_MONTH_NAMES)} AS hijri_month_name, n.stories, n.views,
  n.days_with_stories, n.first_day, n.last_day
FROM (
  SELECT outlet_id, hijri_month, {_SUMS}, count(*) AS days_with_stories,
    min(published_on) AS first_day, max(published_on) AS last_day
  FROM count_by_outlet_day WHERE hijri_month <> '' GROUP BY outlet_id, hijri_month) n {_OUTLET}"""  # noqa: S608


def _crawl_health(sql: Dialect) -> str:
    counts = ",\n  ".join(
        f"coalesce((SELECT n.fetches FROM count_by_outcome n WHERE n.crawl_id = k.id"  # noqa: S608
        f" AND n.outcome = '{outcome}'), 0) AS {outcome}"
        for outcome in Outcome
    )
    return f"""
SELECT k.id AS crawl_id, o.name AS outlet, k.started_at, k.finished_at,
  {sql.seconds("k.started_at", "k.finished_at")} AS seconds, k.outcome, k.reason, k.version,
  CAST(coalesce((SELECT sum(n.fetches) FROM count_by_outcome n WHERE n.crawl_id = k.id), 0)
    AS BIGINT) AS fetches,
  {counts}
FROM crawls k LEFT JOIN outlets o ON o.id = k.outlet_id"""  # noqa: S608


# The rows of quarantine hold whole pages: only the index is read, and one row a reason. Each visit
# of a page that cannot be read has its row.
_QUARANTINE_REASONS = f"""
SELECT o.name AS outlet, n.stage, n.reason, n.waiting, n.resolved, n.first_at, n.last_at,
  (SELECT q.url FROM quarantine q WHERE q.id = n.example) AS example_url
FROM (
  SELECT outlet_id, stage, reason,
    count(DISTINCT CASE WHEN resolved_at IS NULL THEN page_id END) AS waiting,
    count(DISTINCT CASE WHEN resolved_at IS NOT NULL THEN page_id END) AS resolved,
    min(quarantined_at) AS first_at, max(quarantined_at) AS last_at, max(id) AS example
  FROM quarantine GROUP BY outlet_id, stage, reason) n {_OUTLET}"""  # noqa: S608
