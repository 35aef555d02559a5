"""The tables. Columns of `articles` bear the names of the fields of `Article`."""

from datetime import date

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from models.database import UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Key = BigInteger().with_variant(Integer, "sqlite")
"""SQLite numbers rows by itself only in a column of type INTEGER, which holds 64 bits there."""
Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")

outlets = Table(
    "outlets",
    metadata,
    Column("id", Key, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("home", Text, nullable=False),
    Column("zone", Text, nullable=False),
    # The crawl that has the outlet to itself, until then. No foreign key: crawls point here.
    Column("held_by_crawl", Key),
    Column("held_until", UtcDateTime),
    # Nothing is asked of the outlet before: its delay, or a pause that it asked for.
    Column("next_request_at", UtcDateTime),
)

# The durable frontier: every address of an outlet that discovery has come across.
pages = Table(
    "pages",
    metadata,
    Column("id", Key, primary_key=True),
    Column("outlet_id", Key, ForeignKey("outlets.id"), nullable=False),
    Column("url", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("source_id", Text),
    Column("section", Text),
    Column("day", Date),  # that the address itself names
    Column("found_on", Text),  # the address that led here; null for a seed
    Column("found_at", UtcDateTime, nullable=False),
    Column("next_visit_at", UtcDateTime),  # null: never again
    Column("etag", Text),
    Column("last_modified", Text),
    Column("last_outcome", Text),
    Column("last_fetched_at", UtcDateTime),
    Column("failures", Integer, nullable=False, server_default="0"),  # in a row
    Column("gone_since", UtcDateTime),  # the first 404 or 410 of those in a row
    # The archive's record that holds the body of the last visit that brought one.
    Column("body_digest", Text),
    Column("body_file", Text),
    Column("body_offset", BigInteger),
    UniqueConstraint("outlet_id", "url"),
    # What is due, newest day first, is answered from this index alone.
    Index("ix_pages_due", "outlet_id", "kind", "next_visit_at", "day", "last_fetched_at"),
    Index(None, "outlet_id", "source_id"),
)

articles = Table(
    "articles",
    metadata,
    Column("id", Key, primary_key=True),
    Column("outlet_id", Key, ForeignKey("outlets.id"), nullable=False),
    Column("source_id", Text, nullable=False),
    Column("section", Text),
    Column("url", Text),
    Column("headline", Text),
    Column("body", Text, nullable=False),
    Column("published_at", UtcDateTime),
    Column("published_precision", Text),
    Column("published_on", Date),  # the day of published_at in the outlet's zone
    Column("published_time", Text),  # 22:25 there; null where only the day is known
    Column("date_line", Text),
    Column("date_witnesses", Json, nullable=False),
    Column("hijri_printed", Text),
    Column("hijri_published", Text),
    Column("hijri_refers_to", Text),
    Column("rendered_on", Date),
    Column("view_line", Text),
    Column("view_count", BigInteger),  # of the latest observation
    Column("dateline", Text),
    Column("place", Text),
    Column("country_code", Text),
    Column("sign_off", Text),
    Column("sign_off_codes", Json, nullable=False),
    Column("byline", Text),
    Column("reader", Text, nullable=False),  # outlet, generic
    Column("language", Text, nullable=False),
    Column("fetched_at", UtcDateTime),  # the visit that gave the current text
    Column("problems", Json, nullable=False),
    Column("content_hash", Text, nullable=False),  # see models.content
    Column("first_fetched_at", UtcDateTime),
    Column("gone_at", UtcDateTime),  # when the outlet was first seen without it
    Column("page_id", Key, ForeignKey("pages.id")),
    Column("reader_version", Text),
    UniqueConstraint("outlet_id", "source_id"),
    Index(None, "outlet_id", "published_on"),
    Index(None, "published_on"),  # a period of all outlets
    Index(None, "place", "published_on"),
    Index(None, "country_code", "published_on"),
    Index(None, "view_count"),  # the most read
    # Few are gone, so that this costs nothing.
    Index(
        None,
        "gone_at",
        sqlite_where=text("gone_at IS NOT NULL"),
        postgresql_where=text("gone_at IS NOT NULL"),
    ),
)

crawls = Table(
    "crawls",
    metadata,
    Column("id", Key, primary_key=True),
    Column("outlet_id", Key, ForeignKey("outlets.id"), nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime),
    Column("outcome", Text, nullable=False),  # running, ok, broken, failed, lost
    Column("reason", Text),
    Column("arguments", Json, nullable=False),
    Column("version", Text),
    Column("stats", Json),
    Column("fetches", Integer, nullable=False, server_default="0"),
    Column("host", Text),
    Column("pid", Integer),
    Column("job", Text),  # the declared job that began it; null: a person did
    Column("crew", Text),  # those with the same one shared their work; null: it had none to share
    Index(None, "outlet_id", "started_at"),
    Index(None, "started_at"),
)

# What is known of a job that jobs.toml declares: who runs it, and how it last went.
jobs = Table(
    "jobs",
    metadata,
    Column("name", Text, primary_key=True),
    Column("seen_at", UtcDateTime, nullable=False),  # when it was first found declared
    Column("runs", Integer, nullable=False, server_default="0"),
    Column("holder", Text),  # of the lease: who runs it, until then
    Column("held_until", UtcDateTime),
    Column("started_at", UtcDateTime),  # the last run
    Column("finished_at", UtcDateTime),
    Column("outcome", Text),  # ok, broken, failed, busy, lost
    Column("reason", Text),
    Column("done_until", UtcDateTime),  # times at which it was due up to then are dealt with
)

# One row a visit, with the one outcome that it ended in.
fetches = Table(
    "fetches",
    metadata,
    Column("id", Key, primary_key=True),
    Column("crawl_id", Key, ForeignKey("crawls.id"), nullable=False),
    Column("page_id", Key, ForeignKey("pages.id"), nullable=False),
    Column("article_id", Key, ForeignKey("articles.id")),
    Column("fetched_at", UtcDateTime, nullable=False),
    Column("seconds", Float),
    Column("status", Integer),
    Column("robots", Text),  # allowed, forbidden, unreachable; null: not asked
    Column("outcome", Text, nullable=False),
    Column("reason", Text),
    Column("bytes", BigInteger),
    Column("archive_file", Text),
    Column("archive_offset", BigInteger),
    Column("body_file", Text),  # the file that holds the body, where it is an earlier one
    Index(None, "crawl_id", "outcome"),
    Index(None, "page_id", "fetched_at"),  # whether a copy is known
)

# Only where headline or body changed.
revisions = Table(
    "revisions",
    metadata,
    Column("id", Key, primary_key=True),
    Column("article_id", Key, ForeignKey("articles.id"), nullable=False),
    Column("number", Integer, nullable=False),  # from 1
    Column("found_at", UtcDateTime),
    Column("kind", Text, nullable=False),  # headline, body, headline+body
    Column("headline_before", Text),
    Column("body_before", Text, nullable=False),
    Column("headline_after", Text),
    Column("body_after", Text, nullable=False),
    Column("fetch_id", Key, ForeignKey("fetches.id"), nullable=False),
    UniqueConstraint("article_id", "number"),
    Index(None, "found_at"),
)

# Whom the text that is stored credits, in the order of the page.
credits = Table(
    "credits",
    metadata,
    Column("article_id", Key, ForeignKey("articles.id"), nullable=False),
    Column("position", Integer, nullable=False),  # from 1
    Column("role", Text, nullable=False),  # reporter, editor, wire, outlet, code, unknown
    Column("printed", Text, nullable=False),
    Column("name", Text),  # in full, where that is certain
    PrimaryKeyConstraint("article_id", "position"),
    # By reporter, by wire, and by the code that stands for one.
    Index(None, "name", "role"),
    Index(None, "printed"),
    sqlite_with_rowid=False,
)

view_counts = Table(
    "view_counts",
    metadata,
    Column("article_id", Key, ForeignKey("articles.id"), nullable=False),
    Column("observed_at", UtcDateTime, nullable=False),
    Column("observed_on", Date, nullable=False),  # its day in the outlet's zone
    Column("rests_on", Text, nullable=False),  # visit, rendering
    Column("count", BigInteger, nullable=False),
    Column("view_line", Text),
    Column("hijri_printed", Text),
    Column("rendered_on", Date),
    Column("fetch_id", Key, ForeignKey("fetches.id"), nullable=False),
    PrimaryKeyConstraint("article_id", "observed_at"),
    # The observations of a story lie side by side, and need no second index.
    sqlite_with_rowid=False,
)

quarantine = Table(
    "quarantine",
    metadata,
    Column("id", Key, primary_key=True),
    Column("fetch_id", Key, ForeignKey("fetches.id"), nullable=False),
    Column("page_id", Key, ForeignKey("pages.id"), nullable=False),
    Column("outlet_id", Key, ForeignKey("outlets.id"), nullable=False),
    Column("url", Text, nullable=False),
    Column("stage", Text, nullable=False),  # cut, read, save
    Column("reason", Text, nullable=False),
    Column("message", Text),
    Column("content_type", Text),
    Column("body", LargeBinary),  # the page, decompressed by us, then zlib (zlib.decompress)
    Column("quarantined_at", UtcDateTime, nullable=False),
    Column("resolved_at", UtcDateTime),  # when a later reading of the page succeeded
    # Counting the pages of a reason is answered from this index alone, without those in the rows.
    # No address in it: PostgreSQL refuses long entries.
    Index(
        "ix_quarantine_reasons",
        *("outlet_id", "stage", "reason", "resolved_at", "quarantined_at", "page_id"),
    ),
    Index(None, "page_id"),
)

# Every word of the full-text index with the stems that it may have, by which a question is widened.
# The index itself is the databases' own: see models.search_index.
search_words = Table(
    "search_words",
    metadata,
    Column("word", Text, primary_key=True),
    Column("stem", Text, primary_key=True),
    Index(None, "stem"),
    sqlite_with_rowid=False,
)

# Up to which visit a reader has read every page of an outlet, that is, has read it again.
rereadings = Table(
    "rereadings",
    metadata,
    Column("outlet_id", Key, ForeignKey("outlets.id"), nullable=False),
    Column("reader_version", Text, nullable=False),
    Column("up_to_fetch", Key, nullable=False),
    Column("finished_at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("outlet_id", "reader_version"),
)

# The names of ISO 3166-1 codes, as CLDR has them; filled by the migration.
countries = Table(
    "countries",
    metadata,
    Column("code", Text, primary_key=True),
    Column("name", Text, nullable=False),  # in Indonesian
    Column("name_english", Text, nullable=False),
    info={"reference": True},  # the same in every database
)

# One name a place, by each of its spellings that has another; filled by the migration.
place_names = Table(
    "place_names",
    metadata,
    Column("place", Text, primary_key=True),  # a spelling, as in articles.place
    Column("name", Text, nullable=False),
    Index(None, "name"),
    info={"reference": True},
)


# --- Roll-ups: what models.rollups counts with every batch --------------------------------------
# '' in a key stands for null, in `month` for stories without a date.


def _counted() -> tuple[Column[int], ...]:
    return (
        Column("stories", Integer, nullable=False),
        Column("views", BigInteger, nullable=False),  # the sum of their latest counts
        Column("counted", Integer, nullable=False),  # how many of them have a count
    )


def _days() -> tuple[Column[date], ...]:
    return Column("first_day", Date), Column("last_day", Date)  # of publication


count_by_day = Table(
    "count_by_day",
    metadata,
    Column("outlet_id", Key, ForeignKey("outlets.id"), nullable=False),
    Column("published_on", Date, nullable=False),
    Column("section", Text, nullable=False),
    *_counted(),
    PrimaryKeyConstraint("outlet_id", "published_on", "section"),
    Index(None, "published_on"),  # a period of all outlets
    sqlite_with_rowid=False,
)

count_by_month = Table(
    "count_by_month",
    metadata,
    Column("outlet_id", Key, ForeignKey("outlets.id"), nullable=False),
    Column("month", Text, nullable=False),  # 2020-10
    Column("section", Text, nullable=False),
    *_counted(),
    PrimaryKeyConstraint("outlet_id", "month", "section"),
    sqlite_with_rowid=False,
)

# Of the days of publication, each with its Hijri month; '' where that is not known.
count_by_outlet_day = Table(
    "count_by_outlet_day",
    metadata,
    Column("outlet_id", Key, ForeignKey("outlets.id"), nullable=False),
    Column("hijri_month", Text, nullable=False),  # 1442-03
    Column("published_on", Date, nullable=False),
    *_counted(),
    PrimaryKeyConstraint("outlet_id", "hijri_month", "published_on"),
    sqlite_with_rowid=False,
)

count_by_place = Table(
    "count_by_place",
    metadata,
    Column("place", Text, nullable=False),
    Column("country_code", Text, nullable=False),
    Column("outlet_id", Key, ForeignKey("outlets.id"), nullable=False),
    *_counted(),
    *_days(),
    PrimaryKeyConstraint("place", "country_code", "outlet_id"),
    sqlite_with_rowid=False,
)

count_by_place_month = Table(
    "count_by_place_month",
    metadata,
    Column("place", Text, nullable=False),
    Column("country_code", Text, nullable=False),
    Column("outlet_id", Key, ForeignKey("outlets.id"), nullable=False),
    Column("month", Text, nullable=False),
    *_counted(),
    *_days(),
    PrimaryKeyConstraint("place", "country_code", "outlet_id", "month"),
    Index(None, "month"),
    sqlite_with_rowid=False,
)

# Each story once for a role and name.
count_by_credit = Table(
    "count_by_credit",
    metadata,
    Column("credited", Text, nullable=False),  # the full name, or as printed
    Column("role", Text, nullable=False),
    Column("outlet_id", Key, ForeignKey("outlets.id"), nullable=False),
    Column("month", Text, nullable=False),
    Column("stories", Integer, nullable=False),
    *_days(),
    PrimaryKeyConstraint("credited", "role", "outlet_id", "month"),
    Index(None, "month"),
    sqlite_with_rowid=False,
)

# How the visits of a crawl ended.
count_by_outcome = Table(
    "count_by_outcome",
    metadata,
    Column("crawl_id", Key, ForeignKey("crawls.id"), nullable=False),
    Column("outcome", Text, nullable=False),
    Column("fetches", Integer, nullable=False),
    PrimaryKeyConstraint("crawl_id", "outcome"),
    sqlite_with_rowid=False,
)
