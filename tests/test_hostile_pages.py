"""Pages that are made to crash, to hang or to eat memory."""

import random
import time
from urllib.request import urlopen

import pytest

from pipelines.read_article import read_article
from scrapers.reader.cut import cut_article
from scrapers.reader.nesting import flattened
from scrapers.reader.page import Page
from scrapers.spiders.voaislam import VoaIslamSpider
from tests.replica.layouts import DESKTOP
from tests.replica.site import Replica

OUTLET = VoaIslamSpider.outlet
URL = "https://www.voa-islam.com/read/opini/2017/08/30/52950/judul/"
HANG = 10.0
"""Seconds; each page takes well under one on an idle machine."""
MEGABYTE = 1_000_000
BAIT = [
    "a", "(", ")", "[", "*", "- ", "1 ", ". ", "/", "<", "&", "&#x", "<b>", "<div>", "<a href=x>",
    "|", "a-", "A ", "Jum'at, ", "12 Jan 2020 ", "views ", "1.", "\u200b", "\x00", "Baca juga: ",
    " : ", "lainnya", "( voa-islam.com ", "KABUL, ", "(a/", "a/b/", "\n", " \n", "<br>", "<td>",
    "<p>x", "<table>", "<!--", '{"a":[', '<script type="application/ld+json">[[', "\ud800",
    # each a paragraph behind a line that might close the story
    "<p>Warga desa mengungsi ke lapangan sejak pagi karena takut gempa susulan.<p>Berita terkait",
]  # fmt: skip


def read(body: bytes) -> str:
    """What becomes of a page: `article` or the words of its refusal."""
    began = time.monotonic()
    try:
        read_article(cut_article(Page.of(body, URL), OUTLET), OUTLET)
        ending = "article"
    except UnicodeError:  # a ValueError too, but no refusal
        raise
    except ValueError as refusal:
        ending = str(refusal)
    assert time.monotonic() - began < HANG
    assert 0 < len(ending) < 5_000
    return ending


@pytest.mark.parametrize("bait", BAIT)
def test_a_megabyte_of_one_thing_ends_in_time(bait: str) -> None:
    filled = (bait * (MEGABYTE // len(bait))).encode("utf-8", "surrogatepass")
    read(filled)
    head = b"<html><h1>Judul Berita</h1><p>Rabu, 30 Agustus 2017</p><p>JAKARTA (voa-islam.com) - "
    read(head + filled)


def test_headings_in_boxes_in_boxes_end_in_time() -> None:
    """Few enough tags for the boxes to nest as they are."""
    read(b"<h1>Judul Berita</h1>" + b"<h2>Bagian satu</h2><div class=ads>" * 2_400)


def test_counters_among_paragraphs_end_in_time() -> None:
    paragraph = b"<p>Warga desa mengungsi ke lapangan sejak pagi karena takut gempa susulan."
    counters = b"".join(b"<p>Hits: %d" % number for number in range(28_000))
    read(
        b"<h1>Judul Berita</h1><p>Rabu, 30 Agustus 2017</p><div>"
        + paragraph * 3
        + counters
        + paragraph
    )


def test_half_a_character_in_metadata_costs_no_layout_its_story() -> None:
    claim = rb'{"@type":"NewsArticle","headline":"Judul \ud83d","author":{"name":"\ud83d"}}'
    script = b'<script type="application/ld+json">' + claim + b"</script>"
    with Replica(stories=3 * len(DESKTOP)) as site:
        bodies = [urlopen(site.address(source_id)).read() for source_id in site.ids()]
    for body in bodies:
        with_it, without = (
            cut_article(Page.of(page, URL), OUTLET) for page in (script + body, body)
        )
        assert with_it.body == without.body


def test_two_thousand_mutated_pages_each_have_one_end() -> None:
    chance = random.Random(20261123)
    with Replica(stories=len(DESKTOP)) as site:
        addresses = [site.address(source_id) for source_id in site.ids()]
        bodies = [urlopen(address).read() for address in addresses]
    ends = [read(mutated(chance.choice(bodies), chance)) for _ in range(2_000)]
    assert ends.count("article") > 500


def mutated(page: bytes, chance: random.Random) -> bytes:
    body = bytearray(page)
    for _ in range(chance.randrange(1, 40)):
        at = chance.randrange(len(body) or 1)
        match chance.randrange(5):
            case 0:
                body[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del body[at : at + chance.randrange(400)]
            case 2:
                body[at:at] = chance.randbytes(chance.randrange(40))
            case 3:
                other = chance.randrange(len(body) or 1)
                body[at:at] = body[other : other + chance.randrange(500)]
            case _:
                del body[max(at, len(body) // 2) :]
    return bytes(body)


def test_depth_is_taken_out_of_markup_and_the_text_stays() -> None:
    for deep in ("<div>" * 20_000 + "isi<p>akhir", "<div>" * 9_000 + "isi" + "</div>" * 9_000):
        assert (
            flattened(deep).replace("</div>", "").replace("<p>akhir", "") == "<div>" * 400 + "isi"
        )
    flat = "<p>x" * 20_000
    assert flattened(flat) == flat
    ordinary = "<div>" * 600 + "isi" + "</div>" * 600
    assert flattened(ordinary) == ordinary
