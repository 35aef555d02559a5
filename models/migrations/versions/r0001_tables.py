"""The first tables."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Create every table."""
    op.create_table(
        "outlets",
        sa.Column("id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("home", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("held_by_crawl", KEY),
        sa.Column("held_until", MOMENT),
        sa.Column("next_request_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_outlets"),
        sa.UniqueConstraint("name", name="uq_outlets_name"),
    )
    op.create_table(
        "crawls",
        sa.Column("id", KEY, nullable=False),
        sa.Column("outlet_id", KEY, nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("arguments", JSON, nullable=False),
        sa.Column("version", sa.Text()),
        sa.Column("stats", JSON),
        sa.Column("fetches", sa.Integer(), server_default="0", nullable=False),
        sa.Column("host", sa.Text()),
        sa.Column("pid", sa.Integer()),
        sa.Column("job", sa.Text()),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlets.id"], name="fk_crawls_outlet_id_outlets"),
        sa.PrimaryKeyConstraint("id", name="pk_crawls"),
    )
    op.create_index("ix_crawls_outlet_id_started_at", "crawls", ["outlet_id", "started_at"])
    op.create_table(
        "jobs",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("runs", sa.Integer(), server_default="0", nullable=False),
        sa.Column("holder", sa.Text()),
        sa.Column("held_until", MOMENT),
        sa.Column("started_at", MOMENT),
        sa.Column("finished_at", MOMENT),
        sa.Column("outcome", sa.Text()),
        sa.Column("reason", sa.Text()),
        sa.Column("done_until", MOMENT),
        sa.PrimaryKeyConstraint("name", name="pk_jobs"),
    )

    op.create_table(
        "pages",
        sa.Column("id", KEY, nullable=False),
        sa.Column("outlet_id", KEY, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text()),
        sa.Column("section", sa.Text()),
        sa.Column("day", sa.Date()),
        sa.Column("found_on", sa.Text()),
        sa.Column("found_at", MOMENT, nullable=False),
        sa.Column("next_visit_at", MOMENT),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        sa.Column("last_outcome", sa.Text()),
        sa.Column("last_fetched_at", MOMENT),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("gone_since", MOMENT),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlets.id"], name="fk_pages_outlet_id_outlets"),
        sa.PrimaryKeyConstraint("id", name="pk_pages"),
        sa.UniqueConstraint("outlet_id", "url", name="uq_pages_outlet_id_url"),
    )
    op.create_index(
        "ix_pages_due", "pages", ["outlet_id", "kind", "next_visit_at", "day", "last_fetched_at"]
    )
    op.create_index("ix_pages_outlet_id_source_id", "pages", ["outlet_id", "source_id"])

    op.create_table(
        "articles",
        sa.Column("id", KEY, nullable=False),
        sa.Column("outlet_id", KEY, nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("section", sa.Text()),
        sa.Column("url", sa.Text()),
        sa.Column("headline", sa.Text()),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("published_at", MOMENT),
        sa.Column("published_precision", sa.Text()),
        sa.Column("published_on", sa.Date()),
        sa.Column("published_time", sa.Text()),
        sa.Column("date_line", sa.Text()),
        sa.Column("date_witnesses", JSON, nullable=False),
        sa.Column("hijri_printed", sa.Text()),
        sa.Column("hijri_published", sa.Text()),
        sa.Column("hijri_refers_to", sa.Text()),
        sa.Column("rendered_on", sa.Date()),
        sa.Column("view_line", sa.Text()),
        sa.Column("view_count", sa.BigInteger()),
        sa.Column("dateline", sa.Text()),
        sa.Column("place", sa.Text()),
        sa.Column("country_code", sa.Text()),
        sa.Column("sign_off", sa.Text()),
        sa.Column("sign_off_codes", JSON, nullable=False),
        sa.Column("byline", sa.Text()),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("fetched_at", MOMENT),
        sa.Column("problems", JSON, nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("first_fetched_at", MOMENT),
        sa.Column("gone_at", MOMENT),
        sa.Column("page_id", KEY),
        sa.Column("reader_version", sa.Text()),
        sa.ForeignKeyConstraint(
            ["outlet_id"], ["outlets.id"], name="fk_articles_outlet_id_outlets"
        ),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_articles_page_id_pages"),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
        sa.UniqueConstraint("outlet_id", "source_id", name="uq_articles_outlet_id_source_id"),
    )
    op.create_index("ix_articles_outlet_id_published_on", "articles", ["outlet_id", "published_on"])
    op.create_index("ix_articles_published_on", "articles", ["published_on"])
    op.create_index("ix_articles_place_published_on", "articles", ["place", "published_on"])

    op.create_table(
        "fetches",
        sa.Column("id", KEY, nullable=False),
        sa.Column("crawl_id", KEY, nullable=False),
        sa.Column("page_id", KEY, nullable=False),
        sa.Column("article_id", KEY),
        sa.Column("fetched_at", MOMENT, nullable=False),
        sa.Column("seconds", sa.Float()),
        sa.Column("status", sa.Integer()),
        sa.Column("robots", sa.Text()),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("bytes", sa.BigInteger()),
        sa.Column("archive_file", sa.Text()),
        sa.Column("archive_offset", sa.BigInteger()),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_fetches_article_id_articles"
        ),
        sa.ForeignKeyConstraint(["crawl_id"], ["crawls.id"], name="fk_fetches_crawl_id_crawls"),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_fetches_page_id_pages"),
        sa.PrimaryKeyConstraint("id", name="pk_fetches"),
    )
    op.create_index("ix_fetches_crawl_id_outcome", "fetches", ["crawl_id", "outcome"])

    op.create_table(
        "quarantine",
        sa.Column("id", KEY, nullable=False),
        sa.Column("fetch_id", KEY, nullable=False),
        sa.Column("page_id", KEY, nullable=False),
        sa.Column("outlet_id", KEY, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("message", sa.Text()),
        sa.Column("content_type", sa.Text()),
        sa.Column("body", sa.LargeBinary()),
        sa.Column("quarantined_at", MOMENT, nullable=False),
        sa.Column("resolved_at", MOMENT),
        sa.ForeignKeyConstraint(
            ["fetch_id"], ["fetches.id"], name="fk_quarantine_fetch_id_fetches"
        ),
        sa.ForeignKeyConstraint(
            ["outlet_id"], ["outlets.id"], name="fk_quarantine_outlet_id_outlets"
        ),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_quarantine_page_id_pages"),
        sa.PrimaryKeyConstraint("id", name="pk_quarantine"),
    )
    op.create_index("ix_quarantine_outlet_id_reason", "quarantine", ["outlet_id", "reason"])
    op.create_index("ix_quarantine_page_id", "quarantine", ["page_id"])

    op.create_table(
        "revisions",
        sa.Column("id", KEY, nullable=False),
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("found_at", MOMENT),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("headline_before", sa.Text()),
        sa.Column("body_before", sa.Text(), nullable=False),
        sa.Column("headline_after", sa.Text()),
        sa.Column("body_after", sa.Text(), nullable=False),
        sa.Column("fetch_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_revisions_article_id_articles"
        ),
        sa.ForeignKeyConstraint(["fetch_id"], ["fetches.id"], name="fk_revisions_fetch_id_fetches"),
        sa.PrimaryKeyConstraint("id", name="pk_revisions"),
        sa.UniqueConstraint("article_id", "number", name="uq_revisions_article_id_number"),
    )
    op.create_table(
        "credits",
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("printed", sa.Text(), nullable=False),
        sa.Column("name", sa.Text()),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_credits_article_id_articles"
        ),
        sa.PrimaryKeyConstraint("article_id", "position", name="pk_credits"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_credits_role_name", "credits", ["role", "name"])
    op.create_table(
        "view_counts",
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("observed_at", MOMENT, nullable=False),
        sa.Column("observed_on", sa.Date(), nullable=False),
        sa.Column("rests_on", sa.Text(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("view_line", sa.Text()),
        sa.Column("hijri_printed", sa.Text()),
        sa.Column("rendered_on", sa.Date()),
        sa.Column("fetch_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_view_counts_article_id_articles"
        ),
        sa.ForeignKeyConstraint(
            ["fetch_id"], ["fetches.id"], name="fk_view_counts_fetch_id_fetches"
        ),
        sa.PrimaryKeyConstraint("article_id", "observed_at", name="pk_view_counts"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "countries",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_english", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_countries"),
    )


def downgrade() -> None:
    """Drop every table, with all that they hold."""
    op.drop_table("countries")
    op.drop_table("view_counts")
    op.drop_index("ix_credits_role_name", "credits")
    op.drop_table("credits")
    op.drop_table("revisions")
    op.drop_table("quarantine")
    op.drop_table("fetches")
    op.drop_table("articles")
    op.drop_table("pages")
    op.drop_table("jobs")
    op.drop_table("crawls")
    op.drop_table("outlets")
