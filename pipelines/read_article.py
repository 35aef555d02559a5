"""The printed words of a story in, its values out."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from models.article import Article, RawArticle
from models.outlet import Outlet
from pipelines.counters import read_count
from pipelines.hijri import HijriDate, gregorian_day, hijri_of, read_dateline_hijri, refers_to
from pipelines.places import Place, read_place
from pipelines.publication import read_publication
from pipelines.sign_offs import read_credits, read_sign_off


def read_article(raw: RawArticle, outlet: Outlet, *, now: datetime | None = None) -> Article:
    """The values of a story; what disagrees without keeping it out is in `problems`.

    `now` stands in for the moment of the visit where the story has none, and is the present unless
    given. Raises ValueError for what is printed and cannot be read: `code: explanation`, the text
    quoted, as in `problems`.
    """
    now = now or datetime.now(UTC)
    publication = read_publication(
        raw.date_witnesses,
        outlet,
        fetched_at=raw.fetched_at,
        now=now,
        text=f"{raw.dateline or ''} {raw.body[:2000]}",
    )
    published = publication.at.date() if publication.at else None
    problems = [*raw.problems, *publication.problems]
    hijri = publication.hijri or _dateline_hijri(raw.dateline, problems)
    meaning = _refers_to(hijri, published, raw.fetched_at or now, outlet, problems)
    place = read_place(raw.dateline, outlet) if raw.dateline is not None else Place(None, None)
    return Article(
        outlet=raw.outlet,
        source_id=raw.source_id,
        section=raw.section,
        url=raw.url,
        headline=raw.headline,
        body=raw.body,
        published_at=publication.at,
        published_precision=publication.precision,
        date_line=publication.date_line,
        date_witnesses=publication.witnesses,
        hijri_printed=str(hijri) if hijri else None,
        hijri_published=_hijri_published(published, problems),
        hijri_refers_to=meaning,
        rendered_on=gregorian_day(hijri) if hijri and meaning == "rendering" else None,
        view_line=raw.view_line,
        view_count=_view_count(raw.view_line),
        dateline=raw.dateline,
        place=place.place,
        country_code=place.country_code,
        sign_off=raw.sign_off,
        sign_off_codes=_sign_off_codes(raw.sign_off, outlet),
        byline=raw.byline,
        credits=_credits(raw, outlet),
        reader=raw.reader,
        language=outlet.language,
        fetched_at=raw.fetched_at,
        problems=tuple(problems),
    )


def _view_count(view_line: str | None) -> int | None:
    if view_line is None:
        return None
    try:
        return read_count(view_line)
    except ValueError as error:
        raise ValueError(f"view-line: {error}") from error


def _sign_off_codes(sign_off: str | None, outlet: Outlet) -> tuple[str, ...]:
    if sign_off is None:
        return ()
    try:
        return read_sign_off(sign_off, outlet)
    except ValueError as error:
        raise ValueError(f"sign-off: {error}") from error


def _credits(raw: RawArticle, outlet: Outlet) -> tuple[dict[str, str | None], ...]:
    try:
        return tuple(each._asdict() for each in read_credits(raw.sign_off, raw.credits, outlet))
    except ValueError as error:
        raise ValueError(f"credits: {error}") from error


def _dateline_hijri(dateline: str | None, problems: list[str]) -> HijriDate | None:
    """The Hijri date of a dateline; one that cannot be read does not keep the story out."""
    if dateline is None:
        return None
    try:
        return read_dateline_hijri(dateline)
    except ValueError as error:
        problems.append(f"dateline-date: {error}")
        return None


def _refers_to(
    hijri: HijriDate | None,
    published: date | None,
    visit: datetime,
    outlet: Outlet,
    problems: list[str],
) -> str | None:
    if hijri is None:
        return None
    visited = visit.astimezone(ZoneInfo(outlet.zone)).date()
    meaning = refers_to(hijri, published, visited)
    if meaning == "neither":
        problems.append(
            f"hijri: {hijri} is {gregorian_day(hijri)}, neither the publication's day "
            f"({published}) nor one between it and the visit ({visited})"
        )
    return meaning


def _hijri_published(published: date | None, problems: list[str]) -> str | None:
    if published is None:
        return None
    try:
        return hijri_of(published)
    except ValueError as error:
        problems.append(f"hijri: {error}")
        return None
