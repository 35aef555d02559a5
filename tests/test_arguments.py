import re
from dataclasses import fields
from datetime import date

import pytest

from scrapers.arguments import CrawlArguments, read_arguments
from scrapers.commands.crawl import Command
from scrapers.spiders.detik import DetikSpider
from scrapers.spiders.news import NewsPageSpider
from scrapers.spiders.voaislam import VoaIslamSpider

OUTLET = VoaIslamSpider.outlet


def test_arguments_are_read_as_values() -> None:
    given = {
        "since": "2020-01-01", "until": "2020-12-31", "section": "opini", "limit": "5",
        "site": "http://127.0.0.1:8000/",
    }  # fmt: skip
    arguments = read_arguments(OUTLET, given)
    assert arguments == CrawlArguments(
        since=date(2020, 1, 1),
        until=date(2020, 12, 31),
        section="opini",
        limit=5,
        site="http://127.0.0.1:8000",
    )
    assert arguments.recorded() == given | {"limit": 5, "site": "http://127.0.0.1:8000"}


def test_the_command_names_every_argument() -> None:
    said = Command().long_desc()
    assert [each.name for each in fields(CrawlArguments) if f"-a {each.name}=" not in said] == []


def test_an_address_on_the_mirror_names_the_story_on_the_outlet() -> None:
    path = "/news/opini/2017/01/02/7/x"
    given = {"url": "http://127.0.0.1:8000" + path, "site": "http://127.0.0.1:8000"}
    assert read_arguments(OUTLET, given).url == "https://www.voa-islam.com" + path


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"form": "x"}, "unknown argument 'form'; accepted are url, since"),
        ({"since": "1 Januari"}, "since='1 Januari' is no day; write YYYY-MM-DD"),
        ({"until": "2020-02-30"}, "until='2020-02-30' is no day"),
        ({"since": "2020-02-02", "until": "2020-02-01"}, "since=2020-02-02 is after until"),
        ({"section": "olahraga"}, "section='olahraga' is unknown; accepted are indonesiana, "),
        ({"limit": "0"}, "limit='0' is no number; write a whole number from 1 on"),
        ({"limit": "-3"}, "limit='-3' is no number"),
        ({"limit": "²"}, "limit='²' is no number"),
        ({"gaps": "alle"}, "gaps='alle' is no number"),
        ({"gaps": "5", "section": "opini"}, "gaps are of all sections"),
        ({"site": "127.0.0.1:8000"}, "site='127.0.0.1:8000' is no base address"),
        ({"site": "http://x/\udcff"}, "site='http://x/\\udcff' is no text in UTF-8"),
        ({"site": "http://x:99999"}, "site='http://x:99999' is no base address"),
        ({"url": "https://www.voa-islam.com/"}, "is no story address of VOA-Islam"),
        ({"url": "https://example.com/read/a/2017/01/02/7/x"}, "is no story address of VOA-Islam"),
    ],
)
def test_a_wrong_argument_is_refused_with_what_is_accepted(
    given: dict[str, str], says: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(says)):
        read_arguments(OUTLET, given)


def test_gaps_need_ids_that_are_known_to_rise() -> None:
    with pytest.raises(ValueError, match=r"nothing is known of the order of ids of detik"):
        read_arguments(DetikSpider.outlet, {"gaps": "5"})


def test_any_page_needs_its_address() -> None:
    with pytest.raises(ValueError, match=r"news visits single pages only; write -a url=ADDRESS"):
        read_arguments(NewsPageSpider.outlet, {})
