"""The rows that models.reading gives: those of the views that docs/data.md explains."""

from datetime import date, datetime
from typing import NamedTuple


class Story(NamedTuple):
    """A row of `stories`."""

    story_id: int
    outlet: str
    outlet_title: str
    source_id: str
    section: str | None
    url: str | None
    headline: str | None
    body: str
    published_at: datetime | None
    published_on: date | None
    published_time: str | None
    published_precision: str | None
    weekday: str | None
    zone: str
    hijri_date: str | None
    hijri_year: int | None
    hijri_month: int | None
    hijri_day: int | None
    hijri_month_name: str | None
    place: str | None
    place_name: str | None
    country_code: str | None
    country: str | None
    byline: str | None
    language: str
    words: int
    views: int | None
    views_observed_at: datetime | None
    view_observations: int
    revisions: int
    first_fetched_at: datetime | None
    fetched_at: datetime | None
    last_seen_at: datetime | None
    missing_since: datetime | None
    gone_at: datetime | None


class Views(NamedTuple):
    """A row of `story_views`."""

    story_id: int
    outlet: str
    headline: str | None
    published_on: date | None
    observed_at: datetime
    observed_on: date
    rests_on: str
    views: int
    hours_since_publication: float | None
    days_since_publication: int | None
    previous_observed_at: datetime | None
    previous_views: int | None
    growth: int | None
    hours_since_previous: float | None


class ViewDay(NamedTuple):
    """A row of `story_view_days`."""

    story_id: int
    outlet: str
    headline: str | None
    published_on: date | None
    day: date
    days_since_publication: int | None
    views: int
    previous_day: date | None
    previous_views: int | None
    growth: int | None
    days_since_previous: int | None
    growth_a_day: float | None


class Revision(NamedTuple):
    """A row of `story_revisions`."""

    story_id: int
    outlet: str
    url: str | None
    headline: str | None
    published_on: date | None
    number: int
    found_at: datetime | None
    kind: str
    headline_before: str | None
    headline_after: str | None
    body_before: str
    body_after: str
    characters_added: int


class Credit(NamedTuple):
    """A row of `story_credits`."""

    story_id: int
    outlet: str
    headline: str | None
    published_on: date | None
    position: int
    role: str
    printed: str
    name: str | None


class DailyCount(NamedTuple):
    """A row of `daily_counts`."""

    outlet: str
    section: str | None
    day: date
    weekday: str
    stories: int
    views: int | None
    stories_with_views: int


class Place(NamedTuple):
    """A row of `places`."""

    outlet: str
    place: str | None
    place_name: str | None
    country_code: str | None
    country: str | None
    stories: int
    views: int | None
    first_day: date | None
    last_day: date | None
