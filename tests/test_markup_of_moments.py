"""What JSON-LD, metas and microdata say of a story beside what its page prints."""

import json
from typing import Any

import pytest

from tests.test_head import DAY, HEADLINE, LINE, TEXT, page, read

MOMENT = "2020-10-31T10:20:00+07:00"
BUDI = {"@type": "Person", "name": "Budi Santoso"}
STORY = {"@type": "NewsArticle", "headline": HEADLINE, "datePublished": MOMENT, "author": BUDI}
OTHER = {
    "@type": "NewsArticle",
    "headline": "Longsor Tutup Jalan di Desa Atas",
    "datePublished": "2019-01-02T09:00:00+07:00",
    "author": {"@type": "Person", "name": "Orang Lain"},
}


def told(*things: dict[str, Any]) -> str:
    return "".join(
        f"<script type='application/ld+json'>{json.dumps(thing)}</script>" for thing in things
    )


def with_head(head: str, lines: str = "") -> str:
    return page(f"<h1>{HEADLINE}</h1>{lines}{TEXT}", head=f"<title>{HEADLINE}</title>{head}")


KINDS = [
    *("OpinionNewsArticle", "AnalysisNewsArticle", "LiveBlogPosting", "WebPage"),
    *("http://schema.org/NewsArticle", "https://schema.org/Article", ["Thing", "NewsArticle"]),
]


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_a_story_goes_by_many_types(kind: str | list[str]) -> None:
    article = read(with_head(told({**STORY, "@type": kind})))
    assert (str(article.published_at)[:16], article.byline) == ("2020-10-31 10:20", "Budi Santoso")


@pytest.mark.parametrize(
    "things",
    [[STORY, OTHER], [OTHER, STORY], [{"@graph": [OTHER, STORY]}],
     [{"@type": "WebPage", "datePublished": OTHER["datePublished"], "mainEntity": STORY}]],
)  # fmt: skip
def test_another_story_that_json_ld_tells_dates_nothing(things: list[dict[str, Any]]) -> None:
    article = read(with_head(told(*things)))
    assert (str(article.published_at)[:10], article.byline) == (DAY, "Budi Santoso")
    assert [each["text"] for each in article.date_witnesses] == [MOMENT]


PERSON = {"@id": "#budi", "@type": "Person", "name": "Budi Santoso"}
AUTHORS = {
    "a name": ("Budi Santoso", "Budi Santoso"),
    "names": (["Budi Santoso"], "Budi Santoso"),
    "of no type": ({"name": "Budi Santoso"}, "Budi Santoso"),
    "of two types": ({**BUDI, "@type": ["Person", "Organization"]}, "Budi Santoso"),
    "elsewhere": ({"@id": "#budi"}, "Budi Santoso"),
    "an organization": ({"@type": "Organization", "name": "Redaksi"}, None),
    "the publisher": ("Kabar Teluk", None),
    "a newsroom": ({"name": "Tim Redaksi"}, None),
    "an address": ({"@type": "Person", "name": "https://kabarteluk.example/author/budi"}, None),
    "nobody": ({"@id": "#siti"}, None),
}


@pytest.mark.parametrize("case", AUTHORS)
def test_json_ld_names_its_author_in_many_ways(case: str) -> None:
    author, name = AUTHORS[case]
    publisher = {"@type": "Organization", "name": "Kabar Teluk"}
    story = {**STORY, "author": author, "publisher": publisher}
    assert read(with_head(told({"@graph": [story, PERSON]}))).byline == name


METAS = [
    "property='article:published_time'", "name='content_PublishedDate'", "name='publish-date'",
    "name='dtk:publishdate'", "name='DC.date.issued'", "property='og:published_time'",
    "name='cXenseParse:recs:publishtime'", "itemprop='datePublished'",
]  # fmt: skip


@pytest.mark.parametrize("name", METAS)
def test_metas_call_the_moment_by_many_names(name: str) -> None:
    article = read(with_head(f"<meta {name} content='2020-10-31 10:20:00'>"))
    assert str(article.published_at)[:16] == "2020-10-31 10:20"


SPAN = "<span itemprop='datePublished' content='{}'>2 tahun lalu</span>"
ABBR = "<div class='post-footer'>Diposting di <abbr class='published' title='{}'>10.20</abbr></div>"
LINK = "<a href='/2019/01/longsor-tutup-jalan-di-desa-atas/'>Longsor Tutup Jalan di Desa Atas</a>"
ENTRY = "<div class='post hentry'>{}</div>"


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>{HEADLINE}</h1>{SPAN}{TEXT}",
        ENTRY.format(f"<h3>{HEADLINE}</h3>{TEXT}{ABBR}"),
        f"<h1>{HEADLINE}</h1><i class='post-date published' datetime='{{}}'>Okt 31</i>{TEXT}",
        f"<h1>{HEADLINE}</h1><i class='date published time' title='{{}}'>Okt 31</i>{TEXT}",
    ],
)
def test_microdata_dates_the_story_where_no_time_element_does(body: str) -> None:
    html = page(body.format(MOMENT), head=f"<title>{HEADLINE}</title>")
    assert str(read(html).published_at)[:16] == "2020-10-31 10:20"


def test_a_title_that_tells_no_moment_dates_nothing() -> None:
    link = "<a class='published' href='#' title='Tautan permanen'>31 Oktober 2020</a>"
    html = page(f"<h1>{HEADLINE}</h1>{link}{TEXT}", head=f"<title>{HEADLINE}</title>")
    assert [each["source"] for each in read(html).date_witnesses] == ["line"]


@pytest.mark.parametrize(
    "listed",
    [f"<aside><article><h3>{LINK}</h3>{SPAN}</article></aside>", f"<div>{LINK}{SPAN}</div>"],
)
def test_microdata_of_a_side_list_dates_nothing(listed: str) -> None:
    listed = listed.format("2019-01-02T09:00:00+07:00")
    lines = f"<article><h1>{HEADLINE}</h1>{{}}{TEXT}{listed}</article>"
    undated, dated = (page(lines.format(line)) for line in ("", f"<div>{LINE}</div>"))
    assert read(undated).published_at is None
    assert [each["text"] for each in read(dated).date_witnesses] == [LINE]
