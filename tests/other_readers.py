"""Readers of yesterday and of tomorrow: as today's, but for what a test wants to see mended."""

import time
from dataclasses import replace

from models.article import Article, RawArticle
from models.fetch import Ending, Fetch, Outcome
from models.outlet import Outlet
from pipelines.read import ReadPipeline, read_story

Result = Article | Ending


class Yesterday(ReadPipeline):
    """Reads places in capitals, loses the last paragraph and every fifth view line, and cannot
    read one story in four.
    """

    def process_item(self, item: Fetch) -> Fetch:
        item = super().process_item(item)
        if isinstance(item.result, Article):
            item.result = _misread(item.result)
        return item


def _misread(article: Article) -> Result:
    number = int(article.source_id or 0)
    if number % 4 == 3:
        return refused("date-line: unknown month 'Agutus'")
    paragraphs = article.body.split("\n\n")
    shorter = replace(
        article,
        place=article.place.upper() if article.place else None,
        body="\n\n".join(paragraphs[:-1] or paragraphs),
    )
    return replace(shorter, view_line=None, view_count=None) if number % 5 == 0 else shorter


def slow(raw: RawArticle, outlet: Outlet) -> Result:
    """Takes its time, so that a test can end a run in the middle."""
    time.sleep(0.1)
    return read_story(raw, outlet)


def forgetful(raw: RawArticle, outlet: Outlet) -> Result:
    """Cannot read what the others can: stories whose id ends in 4."""
    article = read_story(raw, outlet)
    if isinstance(article, Article) and (article.source_id or "").endswith("4"):
        return refused("view-line: no number in 'dibaca orang'")
    return article


def renaming(raw: RawArticle, outlet: Outlet) -> Result:
    """Takes those stories for others."""
    article = read_story(raw, outlet)
    if isinstance(article, Article) and (article.source_id or "").endswith("4"):
        return replace(article, source_id=f"{article.source_id}0")
    return article


def unedited(raw: RawArticle, outlet: Outlet) -> Result:
    """Knows that what was taken for an edit was another page."""
    if (raw.headline or "").startswith("Judul Baru") or "ditulis ulang" in raw.body:
        reason, message = "not-an-article:error-page", "error-page 'Judul'"
        return Ending(outcome=Outcome.QUARANTINED, reason=reason, message=message, stage="cut")
    return read_story(raw, outlet)


def refused(message: str) -> Ending:
    reason = message.partition(":")[0]
    return Ending(outcome=Outcome.QUARANTINED, reason=reason, message=message, stage="read")
