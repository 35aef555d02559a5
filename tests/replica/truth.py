"""What a reader must find on a page of a story: the values of an article's fields."""

from datetime import date, datetime, time, timedelta

from tests.replica import dates
from tests.replica.layouts.page import Layout
from tests.replica.prose import thousands
from tests.replica.stories import Story


def truth(
    story: Story, layout: Layout, *, today: date, views: int | None = None
) -> dict[str, object]:
    """The fields of `models.article.Article` that a page in this layout shows, `today` being the
    day on which it was rendered and `views` the count that it prints.

    Left out are `fetched_at`, `date_witnesses` and `problems`, which belong to the visit, and
    `credits`, which say what `sign_off_codes` says.
    """
    date_line = line_of_date(story, layout, today)
    precise = layout.date == "full"
    count = story.view_base if views is None else views
    return {
        "outlet": "voaislam",
        "source_id": str(story.id),
        "section": story.section,
        "url": story.url,
        "headline": story.headline,
        "body": "\n\n".join(story.paragraphs),
        "published_at": story.published_at if precise else _midnight(story.published_at),
        "published_precision": "minute" if precise else "day",
        "date_line": date_line,
        **_hijri(story.day, today if precise else None),
        "view_line": line_of_views(count) if layout.views else None,
        "view_count": count if layout.views else None,
        "dateline": story.dateline,
        "place": story.where.title if story.where else None,
        "country_code": story.where.code if story.where else None,
        "sign_off": story.sign_off,
        "sign_off_codes": story.sign_off_codes,
        "byline": story.byline if layout.byline else None,
        "reader": "outlet",
        "language": "id",
    }


def line_of_date(story: Story, layout: Layout, today: date) -> str | None:
    """The date line as a page in this layout prints it, None where it prints none."""
    if layout.date == "full":
        return dates.desktop_date_line(story.published_at, today, spelling=story.variant)
    if layout.date == "day":
        return dates.mobile_date_line(story.published_at)
    return None


def line_of_views(count: int) -> str:
    """`3.564 views`."""
    return f"{thousands(count)} views"


def _midnight(moment: datetime) -> datetime:
    return datetime.combine(moment.date(), time(), tzinfo=dates.WIB)


def _hijri(published: date, rendered: date | None) -> dict[str, object]:
    refers_to = None
    if rendered is not None:
        if abs(rendered - published) <= timedelta(days=2):
            refers_to = "publication"
        else:
            refers_to = "rendering" if rendered > published else "neither"
    return {
        "hijri_printed": dates.hijri_iso(rendered) if rendered else None,
        "hijri_published": dates.hijri_iso(published),
        "hijri_refers_to": refers_to,
        "rendered_on": rendered if refers_to == "rendering" else None,
    }
