"""The views of revision 0006: those that 0008 changed as they were before it, the others as today.

A migration that changes more of them puts their old queries here, so that each revision keeps views
that its own tables can answer.
"""

from collections.abc import Iterator

from models import count_views, story_views
from models.dialects import WEEKDAYS, Dialect, case
from models.spellings import HIJRI_MONTH_NAMES

_VIEWS = "CASE WHEN n.counted > 0 THEN n.views END AS views"
_NAMES = """LEFT JOIN outlets o ON o.id = n.outlet_id
  LEFT JOIN countries c ON c.code = n.country_code"""


def create_statements(dialect_name: str) -> Iterator[str]:
    """Give one CREATE VIEW a view."""
    sql = Dialect(dialect_name == "sqlite")
    today = story_views.queries(sql) | count_views.queries(sql)
    for name, query in (today | changed(sql)).items():
        yield f"CREATE VIEW {name} AS {query}"


def changed(sql: Dialect) -> dict[str, str]:
    """Give the queries that a later revision changed, by their views' names."""
    return {
        "stories": _stories(sql),
        "places": _PLACES,
        "place_months": _PLACE_MONTHS,
        "quarantine_reasons": _QUARANTINE_REASONS,
    }


def _hijri(first: int, length: int) -> str:
    return f"CAST(substr(a.hijri_published, {first}, {length}) AS INTEGER)"


def _stories(sql: Dialect) -> str:
    blanks = "replace(a.body, '\n\n', ' ')"
    return f"""
SELECT a.id AS story_id, o.name AS outlet, o.title AS outlet_title, a.source_id, a.section, a.url,
  a.headline, a.body, a.published_at, a.published_on, a.published_time, a.published_precision,
  {case(sql.weekday("a.published_on"), WEEKDAYS)} AS weekday, o.zone,
  a.hijri_published AS hijri_date, {_hijri(1, 4)} AS hijri_year, {_hijri(6, 2)} AS hijri_month,
  {_hijri(9, 2)} AS hijri_day, {case(_hijri(6, 2), HIJRI_MONTH_NAMES)} AS hijri_month_name,
  a.place, a.country_code, c.name AS country, a.byline, a.language,
  length({blanks}) - length(replace({blanks}, ' ', '')) + 1 AS words,
  a.view_count AS views,
  (SELECT max(v.observed_at) FROM view_counts v WHERE v.article_id = a.id) AS views_observed_at,
  (SELECT count(*) FROM view_counts v WHERE v.article_id = a.id) AS view_observations,
  (SELECT count(*) FROM revisions r WHERE r.article_id = a.id) AS revisions,
  a.first_fetched_at, a.fetched_at, a.gone_at
FROM articles a LEFT JOIN outlets o ON o.id = a.outlet_id
  LEFT JOIN countries c ON c.code = a.country_code"""  # noqa: S608 - no value of a user


def _places(place: str, which: str) -> str:
    return f"""
SELECT o.name AS outlet, {place} AS place, nullif(n.country_code, '') AS country_code,
  c.name AS country, n.stories, {_VIEWS}, n.first_day, n.last_day
FROM count_by_place n {_NAMES} WHERE {which}"""  # noqa: S608


_PLACES = (
    _places("n.place", "n.place <> ''")
    + "\nUNION ALL"
    + _places("CAST(NULL AS TEXT)", "n.place = ''")
)

_PLACE_MONTHS = f"""
SELECT o.name AS outlet, n.place, nullif(n.country_code, '') AS country_code, c.name AS country,
  n.month, n.stories, {_VIEWS}, n.first_day, n.last_day
FROM count_by_place_month n {_NAMES}
WHERE n.place <> '' AND n.month <> ''"""  # noqa: S608

_QUARANTINE_REASONS = """
SELECT o.name AS outlet, n.stage, n.reason, n.waiting, n.resolved, n.first_at, n.last_at,
  (SELECT q.url FROM quarantine q WHERE q.id = n.example) AS example_url
FROM (
  SELECT outlet_id, stage, reason, count(*) - count(resolved_at) AS waiting,
    count(resolved_at) AS resolved, min(quarantined_at) AS first_at, max(quarantined_at) AS last_at,
    max(id) AS example
  FROM quarantine GROUP BY outlet_id, stage, reason) n LEFT JOIN outlets o ON o.id = n.outlet_id"""
