"""Pages that others saved, taken in as a crawl's are."""

import argparse
import gzip
import hashlib
import os
import quopri
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import brotli
import pytest
from scrapy.exceptions import UsageError
from scrapy.utils.project import get_project_settings
from sqlalchemy.exc import OperationalError

from scrapers.archive.blocks import Record
from scrapers.archive.reading import record_at, records
from scrapers.archive.records import digest
from scrapers.archive.revisits import whole_record_at
from scrapers.commands.ingest import Command
from scrapers.ingest import run
from scrapers.ingest.reading import WorkersGone
from scrapers.ingest.sorting import Candidate
from tests.crawling import ROOT, crawl, rows, scrapy
from tests.replica.site import Replica
from tests.warcs import chunked, http, packed, plain_record

HOME = "https://www.voa-islam.com"
SEED = ROOT.parent / "shared" / "seed" / "000_faf092c22d1790bb.txt"
SAVED = (ROOT / "tests/pages/voaislam/gudang-beras.html").read_bytes()
TEXT = """Sabtu, 7 Rajab 1446 H / 31 Oktober 2020 22:25 wib
1.234 views
Warga Membersihkan Saluran Air di Kampung Baru
JAKARTA (voa-islam.com) - Puluhan warga membersihkan saluran air di Kampung Baru pada hari Sabtu.
Menurut ketua RT, kerja bakti itu diadakan setiap bulan agar kampung tidak tergenang banjir.
"Kami senang karena semua orang mau datang dan membawa cangkul sendiri," kata seorang warga. (ab)
"""


def address(number: int, slug: str = "judul") -> str:
    return f"{HOME}/read/indonesiana/2020/10/31/{number}/{slug}/"


def page(number: int) -> bytes:
    head = f'<html><head><link rel="canonical" href="{address(number)}"></head><body>'
    lines = TEXT.replace("1.234", f"{number}").splitlines()
    return (head + "".join(f"<p>{line}</p>" for line in lines) + "</body></html>").encode()


@pytest.fixture
def ingest(
    sqlite_url: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., Any]:
    """Exit status of the command and what it printed to stderr."""
    monkeypatch.setattr("scrapers.commands.ingest.settle", lambda: None)  # of a process of its own

    def run(
        *args: str | Path, archive: Path = tmp_path / "archive", **given: int | str
    ) -> tuple[int, str]:
        command = Command()
        command.settings = get_project_settings()
        command.settings.setdict({"DATABASE_URL": sqlite_url, "ARCHIVE_DIR": str(archive)} | given)
        parser = argparse.ArgumentParser()
        command.add_options(parser)
        opts, files = parser.parse_known_args([*map(str, args), "--processes", "1"])
        command.run(files, opts)
        return command.exitcode, capsys.readouterr().err

    return run


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "warta.sqlite"


def told(said: str, what: str) -> int:
    """The number beside something in the table."""
    (line,) = (line for line in said.splitlines() if line.startswith("│") and f" {what} " in line)
    return int(line.split("│")[3].replace(",", ""))


def test_an_ingest_of_a_crawls_archive_gives_the_crawls_rows(
    ingest: Callable[..., Any], database: Path, tmp_path: Path
) -> None:
    crawled = tmp_path / "crawled"
    crawled.mkdir()
    with Replica(stories=8, today=date(2025, 1, 7)) as site:
        assert crawl(site.url, crawled / "warta.sqlite").returncode == 0
    files = sorted((crawled / "archive").iterdir())
    status, said = ingest("--outlet", "voaislam", "--site", site.url, *files)
    assert status == 0, said
    assert told(said, "stored") == 8
    for query in (
        "SELECT source_id, url, headline, body, published_at, date_line, hijri_refers_to, place,"
        " view_count, fetched_at, sign_off, problems FROM articles ORDER BY source_id",
        "SELECT source_id, observed_at, rests_on, count FROM view_counts"
        " JOIN articles ON articles.id = article_id ORDER BY source_id",
        "SELECT url, fetched_at, status, outcome, bytes FROM fetches JOIN pages ON pages.id ="
        " page_id WHERE kind = 'story' AND outcome = 'stored' ORDER BY url",
    ):
        assert rows(database, query) == rows(crawled / "warta.sqlite", query)
    (taken,) = rows(database, "SELECT outcome, fetches, arguments FROM crawls")
    assert (taken["outcome"], taken["fetches"]) == ("ok", 8)
    assert '"ingest"' in taken["arguments"]
    # What was taken in lies in our own archive.
    for row in rows(database, "SELECT archive_file, archive_offset, bytes FROM fetches"):
        copy = whole_record_at(tmp_path / "archive", row["archive_file"], row["archive_offset"])
        assert len(copy.body) == row["bytes"]
        assert (copy.url or "").startswith(HOME)
    before = sorted(path.stat().st_size for path in (tmp_path / "archive").iterdir())
    status, said = ingest("--outlet", "voaislam", "--site", site.url, *files)
    assert (status, told(said, "the same copy again")) == (0, 8)
    assert len(rows(database, "SELECT * FROM fetches")) == 8
    assert before == sorted(path.stat().st_size for path in (tmp_path / "archive").iterdir())


HISTORY = (
    "SELECT url, fetched_at, status, outcome, reason FROM fetches JOIN pages ON pages.id = page_id"
    " WHERE kind = 'story' ORDER BY url, fetched_at",
    "SELECT url, last_outcome, last_fetched_at, gone_since, etag, last_modified FROM pages"
    " WHERE kind = 'story' ORDER BY url",
    "SELECT source_id, last_seen_at, missing_since, view_observations FROM stories"
    " ORDER BY source_id",
)


def test_what_became_of_stories_is_in_the_archive_too(
    ingest: Callable[..., Any], database: Path, tmp_path: Path
) -> None:
    """Without the database that was lost: which were there as before, and which were gone."""
    crawled = tmp_path / "crawled"
    crawled.mkdir()
    with Replica(stories=6, validators=True) as site:
        assert crawl(site.url, crawled / "warta.sqlite").returncode == 0
        first, second, *_ = site.ids()
        site.withdraw(first)
        site.withdraw(second, status=410)
        assert crawl(site.url, crawled / "warta.sqlite", REVISIT_AFTER="0").returncode == 0
    expected = [rows(crawled / "warta.sqlite", query) for query in HISTORY]
    ends = Counter(visit["outcome"] for visit in expected[0])
    assert ends == {"stored": 6, "not_modified": 4, "gone": 2}
    archive, site_words = crawled / "archive", ("--outlet", "voaislam", "--site", site.url)
    status, said = ingest(*site_words, *sorted(archive.iterdir()), archive=archive)
    assert (status, told(said, "not_modified"), told(said, "gone")) == (0, 4, 2)
    assert [rows(database, query) for query in HISTORY] == expected
    for place in rows(database, "SELECT archive_file, archive_offset, status FROM fetches"):
        kept = record_at(archive, place["archive_file"], place["archive_offset"])
        assert kept.status == place["status"]
    status, said = ingest(*site_words, *sorted(archive.iterdir()), archive=archive)
    assert (status, told(said, "the same copy again")) == (0, 12)


def test_a_304_of_a_page_that_nobody_has_is_left_out(
    ingest: Callable[..., Any], database: Path, tmp_path: Path
) -> None:
    file = tmp_path / "theirs.warc"
    unchanged = http(b"", status="304 Not Modified")
    file.write_bytes(
        plain_record(unchanged, address(1), "revisit", WARC_Payload_Digest="sha1:AAAA")
        + plain_record(unchanged, address(2))
    )
    status, said = ingest(file)
    assert (status, told(said, "answered with 304"), told(said, "all")) == (0, 2, 2)
    assert rows(database, "SELECT * FROM pages") == []


def test_an_address_that_no_database_can_hold_is_left_out(
    ingest: Callable[..., Any], database: Path, tmp_path: Path
) -> None:
    """As a crawl leaves it out."""
    odd = (address(1, "ju\0dul"), address(2, "x" * 3000), f"{address(3)}?page=2&from=\0")
    addresses = (*odd, address(4))
    file = tmp_path / "theirs.warc"
    file.write_bytes(b"".join(plain_record(http(page(4)), each) for each in addresses))
    status, said = ingest(file)
    assert (status, told(said, "stored"), told(said, "no story's address")) == (0, 1, 3)
    assert rows(database, "SELECT url FROM pages") == [{"url": address(4)}]


def test_a_file_may_have_a_name_that_is_no_text(
    ingest: Callable[..., Any], database: Path, tmp_path: Path
) -> None:
    file = tmp_path / "arsip \udcff.warc"  # as Python has the byte FF
    file.write_bytes(plain_record(http(page(1)), address(1)))
    assert ingest(file)[0] == 0
    (crawl,) = rows(database, "SELECT arguments FROM crawls")
    assert "arsip ?.warc" in crawl["arguments"]


def test_an_archive_whose_database_was_lost_is_taken_in_where_it_lies(
    ingest: Callable[..., Any], database: Path, tmp_path: Path
) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    file = archive / "voaislam-1.warc.gz"
    file.write_bytes(packed(*(plain_record(http(page(n)), address(n)) for n in (1, 2))))
    assert ingest(file)[0] == 0
    assert list(archive.iterdir()) == [file]
    places = "SELECT archive_file AS name, archive_offset AS at FROM fetches"
    expected = [{"name": file.name, "at": each.offset} for each in records(file)]
    assert rows(database, places) == expected


def test_a_copy_of_the_archive_itself_is_not_copied_into_it(
    ingest: Callable[..., Any], database: Path, tmp_path: Path
) -> None:
    """But what another file of the same name holds is."""
    archive, elsewhere = tmp_path / "archive", tmp_path / "elsewhere"
    archive.mkdir()
    elsewhere.mkdir()
    file, other = elsewhere / "voaislam-1.warc.gz", elsewhere / "voaislam-2.warc.gz"
    file.write_bytes(packed(*(plain_record(http(page(n)), address(n)) for n in (1, 2))))
    shutil.copy(file, archive)
    other.write_bytes(packed(plain_record(http(page(3)), address(3))))
    (archive / other.name).write_bytes(packed(plain_record(http(page(4)), address(4))))
    assert told(ingest(file)[1], "stored") == 2
    assert sorted(each.name for each in archive.iterdir()) == [file.name, other.name]
    assert told(ingest(other)[1], "stored") == 1
    assert len(list(archive.iterdir())) == 3


def test_an_ingest_of_which_hardly_a_page_is_read_is_broken(
    ingest: Callable[..., Any], database: Path, tmp_path: Path
) -> None:
    odd, gone = tmp_path / "odd.warc", tmp_path / "gone.warc"
    none = b"<html><body><p>Tidak ada apa-apa.</p></body></html>"
    odd.write_bytes(b"".join(plain_record(http(none), address(n)) for n in range(30)))
    status, said = ingest(odd)
    assert (status, told(said, "quarantined")) == (3, 30)
    assert "voaislam: no article among 30 stories fetched: 30 quarantined" in said
    assert "copies older than what was known" not in said
    (kind,) = rows(database, "SELECT DISTINCT content_type FROM quarantine")
    assert kind == {"content_type": "text/html"}
    # Pages that say that their story is not there say nothing against the reader.
    missing = b"<html><title>Halaman tidak ditemukan</title><p>Halaman tidak ditemukan</p></html>"
    pages = [missing] * 29 + [page(99)]
    gone.write_bytes(
        b"".join(plain_record(http(each), address(n)) for n, each in enumerate(pages, 70))
    )
    status, said = ingest(gone)
    assert (status, told(said, "quarantined"), told(said, "stored")) == (0, 29, 1)
    assert rows(database, "SELECT outcome, reason FROM crawls ORDER BY id") == [
        {"outcome": "broken", "reason": "no article among 30 stories fetched: 30 quarantined"},
        {"outcome": "ok", "reason": None},
    ]


def test_a_story_is_due_again_when_the_settings_say(
    ingest: Callable[..., Any], database: Path, tmp_path: Path
) -> None:
    file = tmp_path / "theirs.warc"
    file.write_bytes(plain_record(http(page(1)), address(1)))
    assert ingest(file, REVISIT_AFTER="0")[0] == 0
    (state,) = rows(database, "SELECT next_visit_at, last_fetched_at FROM pages")
    assert state["next_visit_at"] == state["last_fetched_at"]


def test_a_304_is_not_copied_and_a_404_is_no_page(
    ingest: Callable[..., Any], database: Path, tmp_path: Path
) -> None:
    same = {"WARC_Payload_Digest": digest(page(1))}
    unchanged, gone = http(b"", status="304 Not Modified"), http(b"gone", status="404 Not Found")
    file = tmp_path / "theirs.warc"
    file.write_bytes(
        plain_record(http(page(1)), address(1), **same)
        + plain_record(unchanged, address(1), "revisit", date="2021-05-01T00:00:00Z", **same)
        + plain_record(gone, address(1), date="2021-06-01T00:00:00Z")
    )
    status, said = ingest(file)
    assert status == 0
    visits = rows(database, "SELECT outcome, archive_file IS NULL AS is_nowhere FROM fetches")
    assert [(each["outcome"], each["is_nowhere"]) for each in visits] == [
        ("stored", 0), ("not_modified", 1), ("gone", 0),
    ]  # fmt: skip
    assert "theirs.warc" not in said  # neither is an example of what went wrong
    (state,) = rows(database, "SELECT body_digest FROM pages")
    assert state == {"body_digest": digest(page(1))}


def test_records_of_every_sort_are_taken_or_counted(
    ingest: Callable[..., Any], database: Path, tmp_path: Path
) -> None:
    """As in a file of Common Crawl, with what goes wrong in one."""
    encoded = brotli.compress(page(3))
    digest = {"WARC_Payload_Digest": "sha1:AAAA"}
    file = tmp_path / "CC-MAIN.warc.gz"
    good = [
        plain_record(b"software: x\r\n", kind="warcinfo", content_type="application/warc-fields"),
        plain_record(b"GET / HTTP/1.1\r\n\r\n", address(1), kind="request"),
        plain_record(http(page(1)), address(1), **digest),
        plain_record(http(chunked(page(2)), "Transfer-Encoding: chunked"), address(2)),
        plain_record(http(encoded, "Content-Encoding: br"), address(3)),
        plain_record(http(page(4), "Content-Encoding: gzip"), address(4)),
        plain_record(b"", address(1), "revisit", date="2021-06-01T00:00:00Z", **digest),
        plain_record(http(page(5)), "https://example.com/read/x/2020/10/31/5/y/"),
        plain_record(http(page(5)), "https://[www.voa-islam.com/read/x/2020/10/31/5/y/"),
        plain_record(http(page(5)), f"{HOME}/rubrik/opini"),
        plain_record(http(b"gone", status="404 Not Found"), address(6)),
        plain_record(http(page(7)), address(7), WARC_Truncated="length"),
        plain_record(TEXT.encode(), address(8), "conversion", "text/plain"),
        plain_record(http(page(1)), address(1)),
        plain_record(http(b"\0\1\2" * 99, "Content-Encoding: br"), "https://example.com/x.png"),
    ]
    bad = [
        plain_record(http(encoded[:-9], "Content-Encoding: br"), address(9)),
        plain_record(b"", address(9), "revisit"),
        b"WARC/1.0 nonsense",
    ]
    torn = packed(plain_record(http(page(10)), address(10)))[:-40]
    file.write_bytes(packed(*good, *bad) + torn)
    status, said = ingest(file)
    assert status == 3
    table = {
        "stored": 5, "unchanged": 1, "quarantined": 1, "the same copy again": 1,
        "about other records": 2, "of no outlet": 3, "no story's address": 1,
        "gone": 1, "chunked": 1, "br": 1, "mislabelled:gzip": 1, "revisit": 1,
        "revisit-lost": 1, "header": 1, "torn": 1, "all": 19,
    }  # fmt: skip
    assert {what: told(said, what) for what in table} == table
    assert f"{file.name} at {len(packed(*good, *bad))}: torn:" in said
    stored = rows(database, "SELECT * FROM articles ORDER BY source_id")
    assert [row["source_id"] for row in stored] == ["1", "2", "3", "4", "8"]
    assert {row["body"] for row in stored} == {stored[0]["body"]}
    assert "Puluhan warga" in stored[0]["body"]
    assert {row["fetched_at"][:19] for row in stored} == {"2021-03-04 05:06:07"}
    counted = rows(database, "SELECT observed_at, count FROM view_counts WHERE article_id = 1")
    assert [row["observed_at"][:10] for row in counted] == ["2021-03-04", "2021-06-01"]
    (quarantined,) = rows(database, "SELECT reason FROM quarantine")
    assert quarantined["reason"] == "truncated"
    # And out of our own copies, once more: the same.
    copies = sorted((tmp_path / "archive").iterdir())
    assert [told(ingest(*copies)[1], "the same copy again")] == [8]


def test_a_damaged_page_is_told_where_wget_puts_its_address_in_angle_brackets(
    ingest: Callable[..., Any], tmp_path: Path
) -> None:
    torn = http(brotli.compress(page(1))[:-9], "Content-Encoding: br")
    file = tmp_path / "theirs.warc"
    file.write_bytes(
        plain_record(torn, f"<{address(1)}>") + plain_record(torn, "<https://example.com/a/>")
    )
    status, said = ingest(file)
    assert (status, told(said, "truncated"), told(said, "of no outlet")) == (3, 1, 1)


def test_what_was_not_whole_is_not_whole_in_our_copy_either(
    ingest: Callable[..., Any], database: Path, tmp_path: Path
) -> None:
    file = tmp_path / "theirs.warc"
    file.write_bytes(
        plain_record(http(page(1)), address(1), WARC_Truncated="length")
        + plain_record(
            TEXT.encode(), address(2), "conversion", "text/plain", WARC_Truncated="length"
        )
    )
    said = ingest(file)[1]
    assert told(said, "quarantined") == 2
    assert "theirs.warc at 0: truncated: only the first " in said
    places = rows(database, "SELECT archive_file, archive_offset FROM fetches ORDER BY id")
    copies = [whole_record_at(tmp_path / "archive", *each.values()) for each in places]
    assert [(each.type, each.content_type, each.notes) for each in copies] == [
        ("response", "text/html", ("truncated",)),
        ("conversion", "text/plain", ("truncated",)),
    ]


def test_each_outlet_has_copies_and_pages_of_its_own(
    ingest: Callable[..., Any], database: Path, tmp_path: Path
) -> None:
    file, later = tmp_path / "theirs.warc", tmp_path / "later.warc"
    same = {"WARC_Payload_Digest": digest(page(1))}
    file.write_bytes(plain_record(http(page(1)), address(1), **same))
    later.write_bytes(
        plain_record(http(b""), address(1), "revisit", date="2021-05-01T00:00:00Z", **same)
    )
    assert told(ingest(file)[1], "stored") == 1
    assert told(ingest(later, "--outlet", "news")[1], "revisit-lost") == 1
    assert told(ingest(file, "--outlet", "news")[1], "stored") == 1
    assert told(ingest(later, "--outlet", "news")[1], "unchanged") == 1
    assert rows(database, "SELECT url FROM pages") == [{"url": address(1)}] * 2
    assert told(ingest(file)[1], "the same copy again") == 1


def test_two_pages_of_a_story_in_one_second_are_two_copies(
    ingest: Callable[..., Any], database: Path, tmp_path: Path
) -> None:
    """Many writers date to the second, in which a crawl may have had a story's mobile page, too."""
    short = page(5).replace(b"<p>5 views</p>", b"").replace(b" 22:25 wib", b"")
    mobile = plain_record(http(short), address(5).replace("//www.", "//m."))
    file = tmp_path / "mobile.warc.gz"
    file.write_bytes(packed(mobile, plain_record(http(page(5)), address(5)), mobile))
    status, said = ingest(file)
    assert (status, told(said, "stored"), told(said, "unchanged")) == (0, 1, 1)
    assert told(said, "the same copy again") == 1
    (story,) = rows(database, "SELECT view_count, published_precision FROM articles")
    assert story == {"view_count": 5, "published_precision": "minute"}
    # In two runs as in one.
    assert told(ingest(file)[1], "the same copy again") == 3
    third = tmp_path / "third.warc.gz"
    third.write_bytes(packed(plain_record(http(page(5)), address(5).replace("//www.", "//"))))
    assert told(ingest(third)[1], "unchanged") == 1
    third.unlink()
    for each, number in zip(sorted((tmp_path / "archive").iterdir()), (2, 1), strict=True):
        assert told(ingest(each)[1], "the same copy again") == number


def test_a_file_in_the_archive_that_is_packed_whole_is_copied_record_by_record(
    ingest: Callable[..., Any], database: Path, tmp_path: Path
) -> None:
    """No place in such a file leads to a record behind its first, which may be damaged."""
    archive = tmp_path / "archive"
    archive.mkdir()
    whole = b"".join(plain_record(http(page(n)), address(n)) for n in (1, 2))
    (archive / "theirs.warc.gz").write_bytes(gzip.compress(whole))
    (archive / "torn.warc.gz").write_bytes(gzip.compress(b"WARC/1.0 torn\r\n\r\n" + whole))
    status, said = ingest(*sorted(archive.iterdir()))
    assert (status, told(said, "stored"), told(said, "the same copy again")) == (3, 2, 2)
    third = plain_record(http(page(3)), address(3))
    (archive / "worse.warc.gz").write_bytes(gzip.compress(b"WARC/1.0 torn\r\n\r\n" + third))
    assert told(ingest(archive / "worse.warc.gz")[1], "stored") == 1
    for row in rows(database, "SELECT archive_file, archive_offset, url FROM fetches JOIN pages"
                    " ON pages.id = page_id"):  # fmt: skip
        kept = whole_record_at(archive, row["archive_file"], row["archive_offset"])
        assert kept.url == row["url"]


@pytest.mark.parametrize("kind", ["sha1", "sha256", "md5", "as ours"])
@pytest.mark.parametrize("refers_to", ["own", "other"])
def test_a_revisit_of_what_was_taken_in_earlier_is_whole(
    ingest: Callable[..., Any], database: Path, tmp_path: Path, kind: str, refers_to: str
) -> None:
    """As in the files of a crawler that remembers what its earlier crawls have kept."""
    first, second, third = (tmp_path / f"{each}.warc.gz" for each in range(3))
    coded = gzip.compress(page(5))
    packing = "Content-Encoding: gzip"
    first.write_bytes(
        packed(
            plain_record(http(coded, packing), address(5)),
            plain_record(http(page(6)), address(5), date="2021-04-01T00:00:00Z"),
        )
    )
    assert ingest(first)[0] == 0
    said = {"WARC_Payload_Digest": digest(coded), "WARC_Block_Digest": digest(http(b"", packing))}
    if kind != "as ours":
        said["WARC_Payload_Digest"] = f"{kind}:{hashlib.new(kind, coded).hexdigest()}"
    own = address(5) if refers_to == "own" else address(5, "lain")
    if refers_to == "other":
        said["WARC_Refers_To_Target_URI"] = f"<{address(5)}>"
    head = http(b"", packing)
    second.write_bytes(
        packed(plain_record(head, own, "revisit", date="2021-05-01T00:00:00Z", **said))
    )
    first.unlink()
    for expected in ("unchanged", "the same copy again"):
        status, printed = ingest(second)
        assert (status, told(printed, expected)) == (0, 1)
    # Also of one whose own body is a revisit in our archive.
    third.write_bytes(
        packed(plain_record(head, own, "revisit", date="2021-06-01T00:00:00Z", **said))
    )
    assert ingest(third)[0] == 0
    counted = rows(database, "SELECT observed_at, count FROM view_counts ORDER BY observed_at")
    assert [(row["observed_at"][5:7], row["count"]) for row in counted] == [
        ("03", 5), ("04", 6), ("05", 5), ("06", 5),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "said", [{}, {"WARC_Payload_Digest": "sha1:" + "A" * 32}, {"WARC_Payload_Digest": "crc:5"}]
)
def test_a_revisit_of_what_nobody_has_is_damaged(
    ingest: Callable[..., Any], tmp_path: Path, said: dict[str, str]
) -> None:
    first, second = tmp_path / "1.warc.gz", tmp_path / "2.warc.gz"
    first.write_bytes(packed(plain_record(http(page(5)), address(5))))
    said |= {"WARC_Refers_To_Target_URI": address(5), "WARC_Refers_To_Date": "2021-03-04T05:06:07Z"}
    second.write_bytes(
        packed(plain_record(b"", address(5), "revisit", date="2021-05-01T00:00:00Z", **said))
    )
    assert ingest(first)[0] == 0
    status, printed = ingest(second)
    assert (status, told(printed, "revisit-lost")) == (3, 1)


def test_a_revisit_of_a_page_that_no_archive_has_is_damaged(
    ingest: Callable[..., Any], tmp_path: Path
) -> None:
    first, second = tmp_path / "1.warc", tmp_path / "2.warc"
    same = {"WARC_Payload_Digest": digest(page(5))}
    first.write_bytes(plain_record(http(page(5)), address(5), **same))
    second.write_bytes(
        plain_record(http(b""), address(5), "revisit", date="2021-05-01T00:00:00Z", **same)
    )
    assert ingest(first, ARCHIVE_DIR="")[0] == 0
    status, said = ingest(second)
    assert (status, told(said, "revisit-lost")) == (3, 1)


def test_copies_for_print_and_first_pages_edit_no_story(
    ingest: Callable[..., Any], database: Path, tmp_path: Path
) -> None:
    """As Common Crawl has them beside the story's own address."""
    whole = page(5)
    start = whole.index(b"<p>Menurut")
    printed = whole[:start] + whole[whole.index(b"</p>", start) + 4 :]
    first = whole[: whole.index(b'<p>"Kami')] + b"<p>1 <a href='?page=2'>2</a></p></body></html>"
    copies = {"": first, "?page=all": whole, "?print=1": printed, "?output=amp": printed}
    records = [
        plain_record(http(body), address(5) + query, date=f"2021-0{month}-01T00:00:00Z")
        for month, (query, body) in enumerate((*copies.items(), *copies.items()), 1)
    ]
    file = tmp_path / "copies.warc.gz"
    file.write_bytes(packed(*records))
    status, said = ingest(file)
    assert (status, told(said, "stored"), told(said, "unchanged")) == (0, 1, 7)
    assert rows(database, "SELECT * FROM revisions") == []
    (story,) = rows(database, "SELECT body, problems FROM articles")
    assert story["body"].count("\n\n") == 2
    assert "body" not in story["problems"]


@pytest.mark.parametrize("status", [100, 206, 300, 301, 403, 500])
def test_what_was_answered_otherwise_than_with_a_page_is_left_out(
    ingest: Callable[..., Any], tmp_path: Path, status: int
) -> None:
    file = tmp_path / "other.warc.gz"
    part = http(page(1)[:-80], "Content-Range: bytes 0-899/980", status=f"{status} Otherwise")
    file.write_bytes(packed(plain_record(part, address(1))))
    assert told(ingest(file)[1], f"answered with {status}") == 1


@pytest.mark.parametrize(
    ("name", "file", "said_of_it"),
    [
        ("a.arc", b"filedesc://a.arc 0.0.0.0 20100102030405 text/plain 9\n", "an ARC file"),
        ("a.arc.gz", gzip.compress(b"filedesc://a.arc 0.0.0.0 2010\n", mtime=0), "an ARC file"),
        ("a.warc.zst", b"(\xb5/\xfd\0", "packed by zstd"),
        ("a.warc.zst", b"]*M\x18\0", "packed by zstd"),
        ("a.zst", b"(\xb5/\xfd\0", "packed by zstd"),
        ("a.warc.bz2", b"BZh91AY&SY", "packed by bzip2"),
        ("a.html.xz", b"\xfd7zXZ\0", "packed by xz"),
    ],
)
def test_an_archive_of_another_form_is_refused_by_name(
    ingest: Callable[..., Any], database: Path, tmp_path: Path, name: str, file: bytes,
    said_of_it: str,
) -> None:  # fmt: skip
    (tmp_path / name).write_bytes(file + page(1) + b"\n" + page(2))
    status, said = ingest(tmp_path / name, "--date", "2021-01-01")
    assert (status, told(said, "all")) == (3, 1)
    assert f"{name} at 0: " in said
    assert said_of_it in said
    assert rows(database, "SELECT * FROM fetches") == []


def test_a_file_is_one_of_records_by_its_name_or_by_its_first_bytes(
    ingest: Callable[..., Any], tmp_path: Path
) -> None:
    whole = [plain_record(http(page(n)), address(n)) for n in range(3)]
    files = {
        "NAMED.WARC": b"rubbish\n" + whole[0],
        "plain": whole[1],
        "packed": packed(whole[2]),
        "damaged.gz": b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + b"\xff" * 99,
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    status, said = ingest(*(tmp_path / name for name in files))
    assert (status, told(said, "stored"), told(said, "all")) == (3, 3, 5)
    assert "damaged.gz at 0: " in said
    # And a record has its own date, whatever is said of saved pages.
    assert told(ingest(tmp_path / "plain", "--date", "2022-01-01")[1], "the same copy again") == 1


def test_a_record_that_is_sound_is_copied_as_it_is_packed(
    ingest: Callable[..., Any], tmp_path: Path
) -> None:
    def record(
        number: int,
        *headers: str,
        of: bytes | None = None,
        sent: bytes | None = None,
        **fields: str,
    ) -> bytes:
        block = http(sent or page(number), *headers)
        digests = {
            "WARC_Payload_Digest": digest(of or page(number)),
            "WARC_Block_Digest": digest(block),
        }
        name = {"WARC_Record_ID": f"<urn:uuid:{number}>"}
        return packed(plain_record(block, address(number), **digests | name | fields))

    small, text = gzip.compress(page(7), mtime=0), TEXT.encode()
    digests = {"WARC_Payload_Digest": digest(text), "WARC_Block_Digest": digest(text)}
    sound = [
        record(1),
        record(2, "Set-Cookie: a=b"),
        record(7, "Content-Encoding: gzip", of=small, sent=small),
    ]
    others = [
        record(3, of=b"another body"),
        record(4, WARC_Block_Digest="sha1:AAAA"),
        record(5, "Transfer-Encoding: chunked"),  # undone, and the header is left
        record(8, "Transfer-Encoding: chunked", sent=chunked(page(8))),
        packed(plain_record(http(page(6)), address(6))),
        packed(gzip.decompress(record(9)).replace(b"WARC-Record-ID", b"WARC-Other-ID")),
        packed(plain_record(text, address(10), "conversion", "text/plain", **digests)),
        record(1, WARC_Date="2022-01-01T00:00:00Z"),  # becomes a revisit
    ]
    file = tmp_path / "theirs.warc.gz"
    file.write_bytes(b"".join((*sound, *others)))
    assert ingest(file)[0] == 0
    (copies,) = (tmp_path / "archive").iterdir()
    kept = copies.read_bytes()
    assert [each in kept for each in (*sound, *others)] == [True] * 3 + [False] * 8
    found = [each for each in records(copies) if isinstance(each, Record) and each.url]
    types = ["response"] * 9 + ["conversion", "revisit"]
    numbers = (1, 2, 7, 3, 4, 5, 8, 6, 9, 10, 1)
    assert [(each.type, each.url) for each in found] == [
        (kind, address(number)) for kind, number in zip(types, numbers, strict=True)
    ]
    assert {each.fields["warc-payload-digest"] for each in found} == {
        digest({7: small, 10: text}.get(number, page(number))) for number in numbers
    }
    (info,) = (each for each in records(copies) if isinstance(each, Record) and not each.url)
    assert b"isPartOf: voaislam\r\n" in info.raw
    assert whole_record_at(copies.parent, copies.name, found[-1].offset).raw == page(1)


def test_twenty_damages_are_told_and_all_are_counted(
    ingest: Callable[..., Any], tmp_path: Path
) -> None:
    file = tmp_path / "theirs.warc"
    file.write_bytes(b"".join(plain_record(b"", address(n), "revisit") for n in range(25)))
    said = ingest(file)[1]
    assert told(said, "revisit-lost") == 25
    assert said.count("\ntheirs.warc at ") == 20


def test_a_file_cannot_speak_to_the_terminal(ingest: Callable[..., Any], tmp_path: Path) -> None:
    place = {"WARC_Refers_To_Filename": "a/\x1b[2J", "WARC_Refers_To_File_Offset": "0"}
    file = tmp_path / "theirs.warc"
    file.write_bytes(plain_record(b"", address(1), "revisit", **place))
    said = ingest(file)[1]
    assert "theirs.warc at 0: revisit-lost: a/[2J at 0: file-name:" in said
    assert "\x1b" not in said


def test_without_an_archive_a_day_has_one_copy_of_a_saved_page(
    ingest: Callable[..., Any], database: Path, tmp_path: Path
) -> None:
    """For nothing tells it from another one."""
    first, second = tmp_path / "first.html", tmp_path / "second.html"
    day = ("--date", "2021-02-03")
    first.write_bytes(page(5))
    second.write_bytes(page(6))
    assert told(ingest(first, *day)[1], "stored") == 1
    first.write_bytes(page(5).replace(b"5 views", b"9 views"))
    assert told(ingest(first, *day, ARCHIVE_DIR="")[1], "the same copy again") == 1
    assert told(ingest(second, *day, ARCHIVE_DIR="")[1], "stored") == 1
    assert told(ingest(second, *day)[1], "the same copy again") == 1
    assert len(rows(database, "SELECT * FROM fetches WHERE archive_file IS NULL")) == 1


def test_a_saved_page_is_taken_with_its_own_address_and_the_date_given(
    ingest: Callable[..., Any], database: Path, tmp_path: Path
) -> None:
    file = tmp_path / "saved.html"
    file.write_bytes(page(5))
    assert ingest(file, "--date", "2021-02-03")[0] == 0
    (visit,) = rows(
        database, "SELECT url, fetched_at FROM fetches JOIN pages ON pages.id = page_id"
    )
    assert visit["url"] == address(5)
    assert visit["fetched_at"].startswith("2021-02-02 17:00:00")  # midnight in Jakarta
    (seen,) = rows(database, "SELECT rests_on, observed_on, count FROM view_counts")
    assert seen == {"rests_on": "visit", "observed_on": "2021-02-03", "count": 5}
    assert told(ingest(file, "--date", "2021-02-03")[1], "the same copy again") == 1
    # Another copy of that day is another copy, in one call as in two.
    file.write_bytes(page(5).replace(b"5 views", b"9 views"))
    third, again = tmp_path / "third.html", tmp_path / "again.html"
    third.write_bytes(page(5).replace(b"5 views", b"11 views"))
    again.write_bytes(third.read_bytes())
    said = ingest(file, third, again, "--date", "2021-02-03")[1]
    assert (told(said, "unchanged"), told(said, "the same copy again")) == (2, 1)
    assert len(rows(database, "SELECT * FROM fetches")) == 3
    # Where the archive has lost what a day's visits saw, nothing tells a new copy from them.
    for each in (tmp_path / "archive").iterdir():
        each.write_bytes(each.read_bytes()[:50])
    assert told(ingest(file, "--date", "2021-02-03")[1], "the same copy again") == 1
    shutil.rmtree(tmp_path / "archive")
    assert told(ingest(file, "--date", "2021-02-03")[1], "the same copy again") == 1


def test_a_page_may_be_as_large_as_the_settings_say(
    ingest: Callable[..., Any], tmp_path: Path
) -> None:
    file = tmp_path / "saved.html"
    large = b" " * (16 << 20)
    file.write_bytes(page(1) + large)
    assert told(ingest(file, "--date", "2021-02-03")[1], "too-large") == 1
    for number, outcome in ((1, "stored"), (2, "unchanged")):  # two copies of the same day
        copy = page(number).replace(address(number).encode(), address(1).encode())
        file.write_bytes(copy + large)
        said = ingest(file, "--date", "2021-02-03", DOWNLOAD_MAXSIZE=32 << 20)[1]
        assert told(said, outcome) == 1
    file.write_bytes(page(3))
    assert told(ingest(file, "--date", "2021-02-03", DOWNLOAD_MAXSIZE=0)[1], "stored") == 1
    largest = len(page(4))
    file.write_bytes(page(4))
    said = ingest(file, "--date", "2021-02-03", DOWNLOAD_MAXSIZE=largest - 1)[1]
    assert told(said, "too-large") == 1
    said = ingest(file, "--date", "2021-02-03", DOWNLOAD_MAXSIZE=largest)[1]
    assert told(said, "stored") == 1


def test_a_text_without_a_date_rests_on_the_day_its_hijri_date_names(
    ingest: Callable[..., Any], database: Path, tmp_path: Path
) -> None:
    file = tmp_path / "story.txt"
    file.write_text(TEXT)
    status, said = ingest(file)
    assert (status, told(said, "no address")) == (3, 1)
    assert "say --url" in said
    assert ingest(file, "--url", address(11))[0] == 0
    (seen,) = rows(database, "SELECT rests_on, observed_on, count FROM view_counts")
    assert seen == {"rests_on": "rendering", "observed_on": "2025-01-07", "count": 1234}
    (visit,) = rows(database, "SELECT * FROM fetches")
    assert visit["fetched_at"].startswith("2025-01-06 17:00:00")
    (article,) = rows(database, "SELECT fetched_at, rendered_on FROM articles")
    assert article == {"fetched_at": None, "rendered_on": "2025-01-07"}
    copy = whole_record_at(tmp_path / "archive", visit["archive_file"], visit["archive_offset"])
    assert (copy.type, copy.copied_at, copy.body) == ("resource", None, TEXT.encode())
    assert copy.content_type == "text/plain"
    assert told(ingest(file, "--url", address(11))[1], "the same copy again") == 1
    copies = sorted((tmp_path / "archive").iterdir())
    assert told(ingest(*copies)[1], "the same copy again") == 1


def test_no_copy_is_of_a_day_to_come(
    ingest: Callable[..., Any], database: Path, tmp_path: Path
) -> None:
    """A story would not be visited again before that day, and the calendar ends in 9999."""
    soon, late = datetime.now(UTC) + timedelta(hours=12), datetime.now(UTC) + timedelta(days=2)
    dates = [f"{soon:%Y-%m-%dT%H:%M:%SZ}", f"{late:%Y-%m-%dT%H:%M:%SZ}", "9999-12-31T23:59:59Z"]
    file, story = tmp_path / "theirs.warc", tmp_path / "story.txt"
    file.write_bytes(
        b"".join(plain_record(http(page(n)), address(n), date=dates[n]) for n in range(3))
    )
    status, said = ingest(file)
    assert (status, told(said, "stored"), told(said, "date"), told(said, "all")) == (3, 1, 2, 3)
    assert "a copy of 9999-12-31, which is a day to come" in said
    story.write_text(TEXT)
    assert told(ingest(story, "--url", address(5), "--date", "9999-12-31")[1], "date") == 1
    story.write_text(TEXT.replace("1446 H", "1490 H"))
    assert told(ingest(story, "--url", address(5))[1], "date") == 1
    assert len(rows(database, "SELECT * FROM fetches")) == 1


def test_a_saved_page_whose_date_or_outlet_nobody_knows_is_refused(
    ingest: Callable[..., Any], database: Path, tmp_path: Path
) -> None:
    undated, foreign, empty = (tmp_path / name for name in ("undated", "foreign", "empty.html"))
    undated.write_text(TEXT.replace("7 Rajab 1446 H / ", ""))
    foreign.write_bytes(page(5).replace(HOME.encode(), b"https://example.com"))
    empty.write_bytes(b"")
    status, said = ingest(undated, "--url", address(11))
    assert (status, told(said, "no date"), told(said, "all")) == (3, 1, 1)
    assert "undated: nothing tells when the copy was made: say --date" in said
    status, said = ingest(foreign, empty)
    assert (status, told(said, "of no outlet"), told(said, "no address")) == (3, 1, 1)
    assert rows(database, "SELECT * FROM fetches") == []
    assert ingest(foreign, "--outlet", "news", "--date", "2021-02-03T10:00+09:00")[0] == 0
    (visit,) = rows(database, "SELECT fetched_at FROM fetches")
    assert visit["fetched_at"].startswith("2021-02-03 01:00:00")


def test_the_address_of_a_saved_page_is_also_the_one_that_its_browser_noted(
    ingest: Callable[..., Any], database: Path, tmp_path: Path
) -> None:
    bare = page(5).replace(b'rel="canonical"', b'rel="next"')
    noted = f"<!-- saved from url=({len(address(5)):04}){address(5)} -->".encode()
    relative = page(5).replace(HOME.encode(), b"")
    told_twice = page(6).replace(
        b"<head>", b"<head><!-- saved from url=(0013)https://a.example -->"
    )
    told_twice = told_twice.replace(
        b"</head>", b"<meta property=og:url content=https://b.example/>"
    )
    pages = noted + bare, noted + relative, told_twice
    for number, content in enumerate(pages):
        (tmp_path / f"{number}.html").write_bytes(b"<!DOCTYPE html>\n" + content)
    files = sorted(tmp_path.glob("*.html"))
    status, said = ingest(*files, "--date", "2021-02-03")
    assert (status, told(said, "all")) == (0, 3)
    assert rows(database, "SELECT source_id FROM articles") == [
        {"source_id": "5"},
        {"source_id": "6"},
    ]


def test_the_address_given_may_be_that_of_a_copy_in_the_wayback_machine(
    ingest: Callable[..., Any], database: Path, tmp_path: Path
) -> None:
    (tmp_path / "story.txt").write_text(TEXT)
    there = f"https://web.archive.org/web/20250107000000/{address(5)}"
    assert ingest(tmp_path / "story.txt", "--url", there)[0] == 0
    assert rows(database, "SELECT url FROM pages") == [{"url": address(5)}]


def test_a_page_saved_as_mhtml_is_taken_as_its_browser_saw_it(
    ingest: Callable[..., Any], database: Path, tmp_path: Path
) -> None:
    head = (
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n"
        "Date: Wed, 3 Feb 2021 10:00:00 +0700\n\n--x\n"
        "Content-Type: text/html; charset=windows-1256\n"  # and nothing else says so
        "Content-Transfer-Encoding: quoted-printable\n\n"
    )
    saved = page(5).decode().replace("ketua RT", "ketua RT محمد").encode("windows-1256")
    (tmp_path / "a.mhtml").write_bytes(head.encode() + quopri.encodestring(saved) + b"\n--x--\n")
    assert ingest(tmp_path / "a.mhtml")[0] == 0
    (visit,) = rows(database, "SELECT fetched_at, archive_file, archive_offset FROM fetches")
    assert visit["fetched_at"].startswith("2021-02-03 03:00:00")
    copy = whole_record_at(tmp_path / "archive", visit["archive_file"], visit["archive_offset"])
    assert copy.body.rstrip(b"\n") == saved
    (article,) = rows(database, "SELECT source_id, body FROM articles")
    assert article["source_id"] == "5"
    assert "ketua RT محمد" in article["body"]
    assert "=" not in article["body"]
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04" + page(6))
    assert told(ingest(tmp_path / "a.zip")[1], "no-page") == 1


def test_a_later_page_of_a_story_leaves_the_text_of_the_first(
    ingest: Callable[..., Any], database: Path, tmp_path: Path
) -> None:
    first, later = address(5), address(5) + "?page=2"
    link = f'<link rel="next" href="{later}"></head>'.encode()
    second = page(5).replace(b"Puluhan warga", b"Keesokan harinya warga")
    file = tmp_path / "parts.warc"
    file.write_bytes(
        plain_record(http(page(5).replace(b"</head>", link)), first)
        + plain_record(http(second), later, WARC_Date="2021-03-05T00:00:00Z")
    )
    status, said = ingest(file)
    assert (status, told(said, "stored"), told(said, "quarantined")) == (0, 1, 1)
    (article,) = rows(database, "SELECT body, problems FROM articles")
    assert article["body"].startswith("Puluhan warga")
    assert f"body: goes on at '{later}'" in article["problems"]
    assert rows(database, "SELECT * FROM revisions") == []
    (waiting,) = rows(database, "SELECT url, stage, reason, message FROM quarantine")
    assert waiting == {
        "url": later,
        "stage": "cut",
        "reason": "not-an-article:part-of-story",
        "message": f"a later part of a story, '{later}'",
    }
    # Neither is its address visited again, nor is it read for the story's.
    asked = "SELECT url, next_visit_at, last_outcome FROM pages ORDER BY id"
    assert [(row["url"], row["last_outcome"]) for row in rows(database, asked)] == [
        (first, "stored"),
        (later, "quarantined"),
    ]
    assert rows(database, asked)[1]["next_visit_at"] is None
    # As a browser saved it, which notes the address that was visited.
    noted = f"<!-- saved from url=({len(later):04}){later} -->\n".encode()
    (tmp_path / "saved.html").write_bytes(noted + second)
    assert told(ingest(tmp_path / "saved.html", "--date", "2021-03-06")[1], "quarantined") == 1


@pytest.mark.skipif(not SEED.exists(), reason="the seed is not beside the checkout")
def test_the_seed_is_taken_in(ingest: Callable[..., Any], database: Path) -> None:
    url = f"{HOME}/read/world-news/2020/10/31/74521/rusia-bersumpah-bantu-yerevan/"
    assert ingest(SEED, "--url", url)[0] == 0
    (article,) = rows(database, "SELECT view_count, rendered_on, fetched_at FROM articles")
    assert article == {"view_count": 3564, "rendered_on": "2025-01-07", "fetched_at": None}


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "name at least one FILE"),
        (("missing.warc",), "missing.warc is no file"),
        ((".",), ". is no file"),
        (("README.md", "--outlet", "nobody"), "unknown outlet 'nobody'"),
        (("README.md", "CHANGELOG.md", "--url", HOME), "--url goes with exactly one FILE"),
        (("README.md", "--site", "http://127.0.0.1"), "--site goes with --outlet"),
        (
            ("README.md", "--outlet", "voaislam", "--site", HOME, "--url", HOME),
            "--url goes with exac",
        ),
        (("README.md", "--nonsense"), "unknown option '--nonsense'"),
    ],
)
def test_a_wrong_call_is_refused_in_one_line(
    ingest: Callable[..., Any], args: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(UsageError):
        ingest(*args)
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"scrapy ingest: {said}")


@pytest.mark.parametrize(
    ("day", "why"),
    [("1 Mei", "is no moment; write YYYY-MM-DD or YYYY-MM-DDTHH:MM"),
     ("0001-01-01", "is before there were web pages")],
)  # fmt: skip
def test_a_day_on_which_no_page_was_saved_is_refused(
    ingest: Callable[..., Any], day: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        ingest("README.md", "--date", day)
    assert capsys.readouterr().err.endswith(f"error: argument --date: {day!r} {why}\n")


def test_a_database_out_of_reach_is_waited_for_and_a_wrong_one_is_not() -> None:
    words = ("ingest", "README.md", "-s", "DATABASE_PATIENCE=2")
    done = scrapy(*words, database="postgresql://warta@127.0.0.1:9/warta")
    assert done.returncode == 5
    waiting, *_, given_up = done.stderr.splitlines()
    assert waiting.endswith("next try in 0.25 s")
    assert given_up.startswith("scrapy ingest: cannot reach postgresql://warta@127.0.0.1:9/warta: ")
    done = scrapy(*words, database="mysql://warta@127.0.0.1:9/warta")
    assert done.returncode == 2
    assert done.stderr.startswith("scrapy ingest: DATABASE_URL names 'mysql', which Warta cannot ")


@pytest.mark.parametrize(
    ("error", "told_of_it"),
    [
        (KeyboardInterrupt(), "interrupted; run it again and it goes on"),
        (OSError("no space left"), "no space left"),
        (WorkersGone("a process that reads was killed"), "a process that reads was killed"),
        (OperationalError("SELECT 1", {}, Exception("gone")), "the database is away: gone"),
    ],
    ids=lambda each: type(each).__name__,
)
def test_an_ingest_that_ends_before_its_files_do_has_failed_in_a_sentence(
    ingest: Callable[..., Any],
    database: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    told_of_it: str,
) -> None:
    file = tmp_path / "copies.warc"
    file.write_bytes(plain_record(http(page(1)), address(1)))
    in_order = run.in_order

    def ended(*how: Any) -> Iterator[Any]:
        yield from in_order(*how)
        raise error

    monkeypatch.setattr(run, "in_order", ended)
    status, said = ingest(file)
    assert (status, told(said, "stored")) == (5, 1)
    assert said.splitlines()[-1] == told_of_it
    assert said.count(told_of_it) == 1
    assert rows(database, "SELECT outcome, reason FROM crawls") == [
        {"outcome": "failed", "reason": told_of_it}
    ]


def test_what_another_ingest_takes_meanwhile_is_not_taken_again(
    ingest: Callable[..., Any], database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "copies.warc"
    file.write_bytes(b"".join(plain_record(http(page(n)), address(n)) for n in (1, 2)))
    in_order = run.in_order

    def after_another(candidates: Iterator[Candidate], *how: Any) -> Iterator[Any]:
        none_is_known = list(candidates)
        monkeypatch.setattr(run, "in_order", in_order)
        assert told(ingest(file)[1], "stored") == 2
        yield from in_order(none_is_known, *how)

    monkeypatch.setattr(run, "in_order", after_another)
    status, said = ingest(file)
    assert (status, told(said, "the same copy again"), told(said, "all")) == (0, 2, 2)
    assert len(rows(database, "SELECT * FROM fetches")) == 2


def test_a_killed_ingest_goes_on_and_takes_nothing_twice(sqlite_url: str, database: Path) -> None:
    file = database.parent / "many.warc.gz"
    file.write_bytes(packed(*(plain_record(http(page(n)), address(n)) for n in range(1, 401))))
    archive = {"WARTA_ARCHIVE": str(database.parent / "archive"), "DATABASE_URL": sqlite_url}
    words = [sys.executable, "-m", "scrapy", "ingest", str(file), "--processes", "2"]
    environment = os.environ | archive
    first = subprocess.Popen(words, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    count = "SELECT count(*) AS n FROM fetches"
    while first.poll() is None and rows(database, count)[0]["n"] < 60:
        time.sleep(0.02)
    first.send_signal(signal.SIGKILL)
    first.wait()
    done = rows(database, count)[0]["n"]
    assert done >= 60
    again = subprocess.run(
        words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert again.returncode == 0, again.stderr
    assert told(again.stderr, "the same copy again") == done
    assert told(again.stderr, "stored") == 400 - done
    assert rows(database, "SELECT outcome, reason, fetches FROM crawls ORDER BY id") == [
        {"outcome": "lost", "reason": "ended without a word", "fetches": done},
        {"outcome": "ok", "reason": None, "fetches": 400 - done},
    ]
    (one_each,) = rows(
        database, "SELECT count(*) AS n, count(DISTINCT page_id) AS pages FROM fetches"
    )
    assert one_each == {"n": 400, "pages": 400}
