"""A page in, the printed words of its story out."""

from collections.abc import Sequence
from datetime import datetime

from models import newsrooms
from models.article import DateWitness, RawArticle
from models.outlet import Outlet
from models.partial_copies import FOR_PRINT, GOES_ON
from scrapers.addresses import StoryAddress
from scrapers.reader.body import Body, cut_body
from scrapers.reader.credits import behind_a_date, cut_credits
from scrapers.reader.date_lines import date_shape, is_date_line
from scrapers.reader.ending import is_inserted_line
from scrapers.reader.excerpt import excerpt_of
from scrapers.reader.head import Head, find_head, head_below
from scrapers.reader.lines import MOST, Line
from scrapers.reader.own_address import own_address
from scrapers.reader.page import Page
from scrapers.reader.parts import goes_on_at, is_for_print, later_part
from scrapers.reader.paywall import kept_back
from scrapers.reader.reach import REACH_BELOW
from scrapers.reader.refusal import (
    NotAnArticle,
    has_much_prose,
    links_to_story,
    looks_broken,
    refuse,
)
from scrapers.reader.signs import is_prose


def cut_article(page: Page, outlet: Outlet, fetched_at: datetime | None = None) -> RawArticle:
    """The words of the page's story exactly as printed.

    Raises `NotAnArticle` (a `ValueError`) that names the reason and quotes the page.
    """
    story = _excerpted(page, outlet) or _searched(page, outlet)
    lines, head, body = story
    if (part := later_part(page, outlet)) is not None:
        raise NotAnArticle("part-of-story", f"a later part of a story, {part!r}")
    address, problems = own_address(page, outlet)
    near = lines[head.top : body.lines[-1] + REACH_BELOW]
    problems = (*problems, *head.problems)
    if (following := goes_on_at(near, page, outlet)) is not None:
        problems = (*problems, f"{GOES_ON} {following!r}")
    if page.url and is_for_print(page.url):
        problems = (*problems, f"{FOR_PRINT}, {page.url!r}")
    if (problem := kept_back(lines, head, body.lines[-1], page, outlet)) is not None:
        problems = (*problems, problem)
    return RawArticle(
        outlet=outlet.name,
        url=address.url if address else None,
        source_id=address.source_id if address else None,
        section=address.section if address else None,
        headline=head.headline,
        body="\n\n".join(body.paragraphs),
        date_witnesses=_date_witnesses(page, head, address),
        view_line=head.view_line,
        dateline=body.dateline,
        sign_off=body.sign_off,
        byline=_byline(page, head, outlet),
        credits=_credits(lines, head, body),
        reader="generic" if outlet.is_any else "outlet",
        fetched_at=fetched_at,
        problems=problems,
    )


_LISTED = 3  # links at least
_Story = tuple[Sequence[Line], Head, Body]


def _excerpted(page: Page, outlet: Outlet) -> _Story | None:
    """The story as an excerpt of the page has it; None where the whole page must be searched."""
    excerpt = excerpt_of(page, outlet)
    if excerpt is None or not has_much_prose(excerpt.lines):
        return None
    if excerpt.has_rivals:
        head = find_head(excerpt.lines, page, outlet)
    else:
        head = head_below(excerpt.top, excerpt.lines, page, outlet, sure=excerpt.sure)
    if head is None or not excerpt.holds(head):
        return None
    body = cut_body(excerpt.lines, head, page, outlet)
    if not body.paragraphs or _is_listing(excerpt.lines, head, body, page, outlet):
        return None
    return excerpt.lines, head, body


def _searched(page: Page, outlet: Outlet) -> _Story:
    """The story as the whole page has it."""
    if len(page.lines) > MOST:
        start = page.lines[0].text[:80]
        raise NotAnArticle("too-many-lines", f"more than {MOST} lines, from {start!r} on")
    if looks_broken(page, page.lines):
        raise refuse(page, page.lines, outlet)
    head = find_head(page.lines, page, outlet)
    if head is None:
        raise refuse(page, page.lines, outlet)
    body = cut_body(page.lines, head, page, outlet)
    if not body.paragraphs or _is_listing(page.lines, head, body, page, outlet):
        raise refuse(page, page.lines, outlet)
    return page.lines, head, body


def _byline(page: Page, head: Head, outlet: Outlet) -> str | None:
    """The author as the page's head, its markup or its metadata name one; newsrooms are none."""
    named = (
        page.text_at(outlet.byline_css) if outlet.byline_css else None,
        head.byline,
        page.witnesses.byline,
    )
    site = page.witnesses.site
    newsroom = newsrooms.own_name((*outlet.tags, outlet.title, *([site] if site else [])))
    return next((name for name in named if name and not newsroom.fullmatch(name)), None)


def _credits(lines: Sequence[Line], head: Head, body: Body) -> tuple[str, ...]:
    """The labelled credits between headline and body, among the paragraphs and below them."""
    taken = set(body.lines)
    around = lines[head.top : body.lines[-1] + REACH_BELOW]
    printed = (
        "" if i in taken else _credited(line)  # a paragraph is nobody's name
        for i, line in enumerate(around, head.top)
        if not line.stands_aside(head.asides)
    )
    return cut_credits(tuple(printed))


def _credited(line: Line) -> str:
    """The line, or of a date line the credit behind the date, or before it."""
    shape = date_shape(line.text) if is_date_line(line) else None
    if shape is None:
        return line.text
    return behind_a_date(line.text) or (shape.date if shape.names_author else line.text)


def _is_listing(lines: Sequence[Line], head: Head, body: Body, page: Page, outlet: Outlet) -> bool:
    """Whether the paragraphs are teasers: links to other stories stand between them."""
    first, last = body.lines[0], body.lines[-1]
    between = lines[max(0, first - 1) : last]
    if sum(line.linked > 0 for line in between) < _LISTED:  # as on most pages
        return False
    links = 0
    points = False  # `Baca juga:` and what it lists may stand among paragraphs
    for line in between:
        if line.stands_aside(head.asides):
            continue
        is_link = links_to_story(line, page, outlet)
        points = is_inserted_line(line.text) or (points and is_link)
        links += is_link and not points
    prose = sum(1 for i in body.lines if is_prose(lines[i]))
    return links >= _LISTED and links >= prose


def _date_witnesses(
    page: Page, head: Head, address: StoryAddress | None
) -> tuple[DateWitness, ...]:
    found = [DateWitness(source="line", text=text) for text in head.date_lines]
    found += [DateWitness(source=source, text=text) for source, text in page.witnesses.moments]
    if address is not None and address.day_text:
        found.append(DateWitness(source="address", text=address.day_text))
    return tuple(dict.fromkeys(found))
