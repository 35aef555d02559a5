"""The views with a row a story, an observation, a change or a credit.

What is joined is there, as foreign keys say; it is a left join all the same, so that the databases
leave it out where no column of it is asked for.
"""

from models.dialects import WEEKDAYS, Dialect, case
from models.ends import IS_PART
from models.fetch import SHOWN
from models.spellings import HIJRI_MONTH_NAMES

_SHOWN = ", ".join(f"'{outcome}'" for outcome in sorted(SHOWN))
# A story may have several addresses; as long as one that was visited answers, it is there. A later
# part of it is none.
_ITS_PAGES = "FROM pages g WHERE g.outlet_id = a.outlet_id AND g.source_id = a.source_id"
_MISSING_SINCE = f"""(SELECT
    CASE WHEN count(g.last_fetched_at) = count(g.gone_since) THEN max(g.gone_since) END
    {_ITS_PAGES} AND NOT ({IS_PART}))"""
# Of each address the newest visits alone are looked at, however many there are.
_LAST_SEEN = f"""(SELECT max((SELECT f.fetched_at FROM fetches f
    WHERE f.page_id = g.id AND f.article_id = a.id AND f.outcome IN ({_SHOWN})
    ORDER BY f.fetched_at DESC LIMIT 1)) {_ITS_PAGES})"""  # noqa: S608


def queries(sql: Dialect) -> dict[str, str]:
    """Give each view's query, by its name."""
    return {
        "stories": _stories(sql),
        "story_views": _story_views(sql),
        "story_view_days": _story_view_days(sql),
        "story_revisions": _STORY_REVISIONS,
        "edit_counts": _EDIT_COUNTS,
        "story_credits": _STORY_CREDITS,
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
  a.place, coalesce(m.name, a.place) AS place_name, a.country_code, c.name AS country, a.byline,
  a.language,
  length({blanks}) - length(replace({blanks}, ' ', '')) + 1 AS words,
  a.view_count AS views,
  (SELECT max(v.observed_at) FROM view_counts v WHERE v.article_id = a.id) AS views_observed_at,
  (SELECT count(*) FROM view_counts v WHERE v.article_id = a.id) AS view_observations,
  (SELECT count(*) FROM revisions r WHERE r.article_id = a.id) AS revisions,
  a.first_fetched_at, a.fetched_at, coalesce({_LAST_SEEN}, a.fetched_at) AS last_seen_at,
  {_MISSING_SINCE} AS missing_since, a.gone_at
FROM articles a LEFT JOIN outlets o ON o.id = a.outlet_id
  LEFT JOIN countries c ON c.code = a.country_code
  LEFT JOIN place_names m ON m.place = a.place"""  # noqa: S608 - no value of a user


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
FROM view_counts v LEFT JOIN articles a ON a.id = v.article_id
  LEFT JOIN outlets o ON o.id = a.outlet_id
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
FROM view_counts v LEFT JOIN articles a ON a.id = v.article_id
  LEFT JOIN outlets o ON o.id = a.outlet_id
  LEFT JOIN view_counts p ON p.article_id = v.article_id AND p.observed_at = (
    SELECT max(q.observed_at) FROM view_counts q
    WHERE q.article_id = v.article_id AND q.observed_at < v.observed_at
      AND q.observed_on < v.observed_on)
WHERE NOT EXISTS (SELECT 1 FROM view_counts l WHERE l.article_id = v.article_id
  AND l.observed_at > v.observed_at AND l.observed_on = v.observed_on)"""  # noqa: S608


_STORY_REVISIONS = """
SELECT r.article_id AS story_id, o.name AS outlet, a.url, a.headline, a.published_on, r.number,
  r.found_at, r.kind, r.headline_before, r.headline_after, r.body_before, r.body_after,
  length(r.body_after) - length(r.body_before) AS characters_added
FROM revisions r LEFT JOIN articles a ON a.id = r.article_id
  LEFT JOIN outlets o ON o.id = a.outlet_id"""

# From the index of revisions alone.
_EDIT_COUNTS = """
SELECT r.article_id AS story_id, max(r.number) AS edits FROM revisions r GROUP BY r.article_id"""

_STORY_CREDITS = """
SELECT k.article_id AS story_id, o.name AS outlet, a.headline, a.published_on, k.position, k.role,
  k.printed, k.name
FROM credits k LEFT JOIN articles a ON a.id = k.article_id
  LEFT JOIN outlets o ON o.id = a.outlet_id"""
