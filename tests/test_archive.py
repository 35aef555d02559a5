"""What a crawl keeps of each response, as readers see it that are not ours."""

import errno
import io
import os
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from fastwarc.warc import WarcRecordType
from scrapy import Request as ScrapyRequest
from scrapy.http import Response
from scrapy.utils.test import get_crawler
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from scrapers.archive.originals import find_original
from scrapers.archive.reading import record_at
from scrapers.archive.records import digest
from scrapers.archive.revisits import whole_record_at
from scrapers.middlewares.archive import Archive
from tests.crawling import crawl, rows
from tests.replica.site import Replica
from tests.warcs import PAGE, URL, exchange, writer


def is_sound(path: Path) -> bool:
    """Whether `warcio check` finds every digest right."""

    class Arguments:
        inputs = (str(path),)
        verbose = False

    checker = Checker(Arguments())
    checker.process_all()
    return checker.exit_value == 0


def listed(path: Path) -> list[tuple[str, str | None]]:
    with path.open("rb") as file:
        return [
            (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"))
            for record in ArchiveIterator(file)
        ]


def test_a_crawl_keeps_every_page_as_served(tmp_path: Path) -> None:
    database = tmp_path / "warta.sqlite"
    with Replica(stories=12, today=datetime(2025, 1, 7, tzinfo=UTC).date()) as site:
        done = crawl(site.url, database)
        number = next(iter(site.ids()))
        path = urlsplit(site.address(number, "desktop")).path
        stories = len(list(site.ids()))
    assert done.returncode == 0, done.stderr
    (file,) = (tmp_path / "archive").iterdir()
    assert is_sound(file)
    kept = rows(
        database,
        "SELECT fetches.*, url FROM fetches JOIN pages ON pages.id = page_id"
        " WHERE status BETWEEN 200 AND 299 ORDER BY fetches.id",
    )
    assert {row["archive_file"] for row in kept} == {file.name}
    assert sum(row["outcome"] == "stored" for row in kept) == stories
    with file.open("rb") as stream:
        for row in kept:
            stream.seek(row["archive_offset"])
            record = next(ArchiveIterator(stream))
            assert record.rec_type in {"response", "revisit"}
            assert (
                record.rec_headers["WARC-Date"][:26] == (row["fetched_at"].replace(" ", "T")[:26])
            )
            if record.rec_type == "response":
                assert len(record.content_stream().read()) == row["bytes"]
            assert urlsplit(record.rec_headers["WARC-Target-URI"]).path == urlsplit(row["url"]).path
    assert any(urlsplit(row["url"]).path == path for row in kept)
    with file.open("rb") as stream:
        info = next(ArchiveIterator(stream))
        fields = info.content_stream().read().decode()
        assert info.rec_type == "warcinfo"
        assert "isPartOf: voaislam\r\n" in fields
        assert "robots: obey\r\n" in fields


def test_a_served_page_comes_back_byte_for_byte_from_two_other_readers(tmp_path: Path) -> None:
    database = tmp_path / "warta.sqlite"
    with Replica(stories=3, today=datetime(2025, 1, 7, tzinfo=UTC).date()) as site:
        address = site.address(next(iter(site.ids())), "mobile")  # prints no count of visits
        done = crawl(site.url, database, "-a", f"url={address}")
        page = rows(database, "SELECT url FROM pages")[0]["url"]
        asked = Request(site.url + urlsplit(page).path)
        (file,) = (tmp_path / "archive").iterdir()
        with file.open("rb") as stream:
            replayed = {
                record.rec_headers["WARC-Target-URI"]: record.content_stream().read()
                for record in ArchiveIterator(stream)
                if record.rec_type == "response"
            }
        served = urlopen(asked, timeout=5).read()
    assert done.returncode == 0, done.stderr
    fast = {
        record.headers["WARC-Target-URI"]: record.reader.read()
        for record in FastIterator(
            io.BytesIO(file.read_bytes()), record_types=WarcRecordType.response
        )
    }
    assert replayed[asked.full_url] == served
    assert fast == replayed


def test_headers_are_as_served_and_secrets_stay_out(tmp_path: Path) -> None:
    archive = writer(tmp_path)
    name, offset, _ = archive.write(exchange())
    archive.close()
    with (tmp_path / name).open("rb") as stream:
        stream.seek(offset)
        response, request = list(ArchiveIterator(stream))
        assert response.http_headers.get_statuscode() == "200"
        assert response.http_headers.headers == [
            ("Content-Type", "text/html; charset=UTF-8"),
            ("Set-Cookie", "a=1"),
            ("Set-Cookie", "b=2"),
            ("X-Crawler-Transfer-Encoding", "chunked"),
            ("Content-Length", str(len(PAGE))),
        ]
    assert request.http_headers.headers == [("Host", "www.voa-islam.com"), ("Accept", "text/html")]
    assert is_sound(tmp_path / name)


def test_a_request_is_kept_with_the_query_of_its_address(tmp_path: Path) -> None:
    archive = writer(tmp_path)
    name, _, _ = archive.write(exchange(f"{URL}?a=2"))
    archive.close()
    with (tmp_path / name).open("rb") as stream:
        (request,) = (each for each in ArchiveIterator(stream) if each.rec_type == "request")
    assert request.http_headers.statusline == "/read/1?a=2 HTTP/1.1"


def test_a_body_met_before_is_a_revisit_that_names_the_place_of_the_first(tmp_path: Path) -> None:
    archive = writer(tmp_path)
    first, second = (f"https://www.voa-islam.com/read/{n}" for n in (1, 2))
    name, where, _ = archive.write(exchange(first))
    again, offset, _ = archive.write(exchange(second))
    archive.close()
    assert again == name
    with (tmp_path / name).open("rb") as stream:
        stream.seek(offset)
        record = next(ArchiveIterator(stream))
        headers = record.rec_headers
        assert record.rec_type == "revisit"
        assert record.content_stream().read() == b""
        assert headers["WARC-Refers-To-Target-URI"] == first
        place = (headers["WARC-Refers-To-Filename"], int(headers["WARC-Refers-To-File-Offset"]))
        assert place == (name, where)
        stream.seek(where)
        assert next(ArchiveIterator(stream)).content_stream().read() == PAGE
    assert is_sound(tmp_path / name)


def test_files_are_of_bounded_size_and_each_says_what_it_is(tmp_path: Path) -> None:
    archive = writer(tmp_path, largest=2000)
    places = [archive.write(exchange(body=os.urandom(900))) for _ in range(9)]
    archive.close()
    files = sorted(tmp_path.iterdir())
    assert {name for name, _, _ in places} == {file.name for file in files}
    assert len(files) > 2
    assert all(file.stat().st_size < 2000 + 3000 for file in files)
    found = [record_at(tmp_path, name, offset) for name, offset, _ in places]
    assert [digest(record.raw) for record in found] == [
        body.digest for _, _, body in places if body
    ]
    infos = {file.name: record_at(tmp_path, file.name, 0) for file in files}
    assert {info.type for info in infos.values()} == {"warcinfo"}
    assert all(
        record.fields["warc-warcinfo-id"] == infos[record.file].fields["warc-record-id"]
        for record in found
    )
    assert len({info.fields["warc-record-id"] for info in infos.values()}) == len(files)
    assert all(is_sound(file) for file in files)


def test_two_machines_give_no_file_the_same_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = set()
    for host in ("one.kabar.test", "../two"):
        monkeypatch.setattr("socket.gethostname", lambda host=host: host)
        names.add(writer(tmp_path / host[-3:]).write(exchange())[0].partition("-00001-")[2])
    assert names == {"one.kabar.test.warc.gz", "..-two.warc.gz"}


def test_a_record_torn_by_a_crash_costs_only_itself(tmp_path: Path) -> None:
    archive = writer(tmp_path)
    name, _, _ = archive.write(exchange())
    _, last, _ = archive.write(exchange(body=PAGE + b"!"))
    archive.close()
    file = tmp_path / name
    whole = file.read_bytes()
    file.write_bytes(whole[: last + 60])
    assert listed(file)[:3] == [
        ("warcinfo", None),
        ("response", exchange().url),
        ("request", exchange().url),
    ]
    # The next crawl leaves the torn file as it is.
    later, _, _ = writer(tmp_path).write(exchange())
    assert later != name
    assert file.read_bytes() == whole[: last + 60]


def test_a_full_disk_leaves_whole_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = writer(tmp_path)
    name, _, _ = archive.write(exchange())
    size = (tmp_path / name).stat().st_size
    write = os.write
    room = [100]

    def full(file: int, data: bytes) -> int:
        if not room[0]:
            raise OSError(errno.ENOSPC, "No space left on device")
        done = write(file, data[: room[0]])
        room[0] -= done
        return done

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="No space left"):
        archive.write(exchange(body=b"other"))
    assert (tmp_path / name).stat().st_size == size
    monkeypatch.undo()
    archive.write(exchange(body=b"other"))
    archive.close()
    assert is_sound(tmp_path / name)


def test_a_file_that_a_full_disk_does_not_take_is_not_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_file: int, _data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    archive = writer(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(os, "write", full)
        for _ in range(2):
            with pytest.raises(OSError, match="No space left"):
                archive.write(exchange())
    assert list(tmp_path.iterdir()) == []
    name, _, _ = archive.write(exchange())
    archive.close()
    assert [kind for kind, _ in listed(tmp_path / name)] == ["warcinfo", "response", "request"]


@pytest.mark.parametrize("status", [301, 403, 500])
def test_an_answer_that_is_not_kept_has_no_place_in_the_archive(
    tmp_path: Path, status: int
) -> None:
    crawler = get_crawler(
        settings_dict={"ARCHIVE_DIR": str(tmp_path), "ARCHIVE_FILE_SIZE": 1 << 20}
    )
    archive = Archive.from_crawler(crawler)
    first = ScrapyRequest(URL)
    archive.process_response(first, Response(URL, status=203, body=PAGE))
    assert first.meta["archived"][1] == first.meta["original"].offset
    # As the page that a meta refresh leads to has it.
    second = ScrapyRequest(f"{URL}/2", meta=dict(first.meta))
    archive.process_response(second, Response(f"{URL}/2", status=status, body=PAGE))
    assert (second.meta["archived"], second.meta["original"]) == (None, None)


def test_an_archive_that_cannot_be_written_ends_the_crawl_in_words(tmp_path: Path) -> None:
    database = tmp_path / "warta.sqlite"
    (tmp_path / "archive").write_text("a file where the folder should be")
    with Replica(stories=3) as site:
        done = crawl(site.url, database)
    assert done.returncode == 5, done.stderr
    assert (
        "the archive cannot be written" in rows(database, "SELECT reason FROM crawls")[0]["reason"]
    )
    assert "Traceback" not in done.stderr
    assert rows(database, "SELECT * FROM articles") == []


def test_a_page_that_did_not_change_since_an_earlier_crawl_is_a_revisit(tmp_path: Path) -> None:
    database = tmp_path / "warta.sqlite"
    place = "SELECT archive_file, archive_offset, pages.body_file, body_offset, bytes, status"
    last = f"{place} FROM fetches JOIN pages ON pages.id = page_id ORDER BY fetches.id DESC LIMIT 1"
    found = []
    with Replica(stories=3, today=datetime(2025, 1, 7, tzinfo=UTC).date()) as site:
        page = site.address(next(iter(site.ids())), "mobile")  # prints no count of visits
        for _ in range(3):
            assert crawl(site.url, database, "-a", f"url={page}").returncode == 0
            found += rows(database, last)
            if len(found) == 2:
                (tmp_path / "archive" / found[0]["archive_file"]).unlink()
    kinds = [
        record_at(tmp_path / "archive", row["archive_file"], row["archive_offset"]).type
        for row in found[1:]
    ]
    # The second is lost with the file that it refers to; the third does not rely on that.
    assert kinds == ["revisit", "response"]
    first, again, third = found
    assert (again["body_file"], again["body_offset"]) == (
        first["archive_file"],
        first["archive_offset"],
    )
    assert third["body_file"] == third["archive_file"]


def test_a_body_is_referred_to_only_where_it_still_is(tmp_path: Path) -> None:
    first = writer(tmp_path)
    name, offset, body = first.write(exchange())
    first.close()
    later = writer(tmp_path)
    again, where, same = later.write(exchange(f"{URL}?again"), body)
    assert same == body
    assert whole_record_at(tmp_path, again, where).raw == PAGE
    assert find_original(tmp_path, *body, len(PAGE)) is not None
    assert find_original(tmp_path, *body, len(PAGE) - 1) is None  # and is written once more
    for damaged in (body._replace(offset=3), body._replace(file="gone"), body._replace(digest="")):
        _, _, kept = writer(tmp_path).write(exchange(), damaged)
        assert kept.file != name
    torn = (tmp_path / name).read_bytes()[: offset + 90]
    (tmp_path / name).write_bytes(torn)
    _, _, kept = writer(tmp_path).write(exchange(), body)
    assert kept.file != name
    later.close()
    assert is_sound(tmp_path / again)


def test_of_the_bodies_of_a_crawl_the_latest_are_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scrapers.archive.writer._REMEMBERED", 2)
    archive = writer(tmp_path)
    kept = [archive.write(exchange(body=body)) for body in (b"a", b"b", b"a", b"c", b"a", b"b")]
    archive.close()
    kinds = [record_at(tmp_path, name, offset).type for name, offset, _ in kept]
    assert kinds == ["response", "response", "revisit", "response", "revisit", "response"]


def test_an_earlier_body_that_is_another_one_is_not_referred_to(tmp_path: Path) -> None:
    archive = writer(tmp_path)
    _, _, earlier = archive.write(exchange())
    name, offset, body = archive.write(exchange(body=b"edited"), earlier)
    archive.close()
    assert body != earlier
    assert whole_record_at(tmp_path, name, offset).raw == b"edited"


def test_a_304_speaks_of_the_page_and_not_of_an_empty_one(tmp_path: Path) -> None:
    archive = writer(tmp_path)
    _, _, page = archive.write(exchange())
    archive.write(exchange(body=b""))
    name, offset, _ = archive.write(exchange(status=304, body=b""), page)
    archive.close()
    assert whole_record_at(tmp_path, name, offset).body == PAGE


def test_a_304_is_a_revisit_of_the_page_that_it_speaks_of(tmp_path: Path) -> None:
    archive = writer(tmp_path)
    name, offset, body = archive.write(exchange())
    again, where, none = archive.write(exchange(status=304, body=b""), body)
    _, alone, _ = archive.write(exchange(status=304, body=b""), body._replace(file="gone"))
    archive.close()
    assert (again, none) == (name, None)
    with (tmp_path / name).open("rb") as stream:
        stream.seek(where)
        headers = next(ArchiveIterator(stream)).rec_headers
    assert headers["WARC-Type"] == "revisit"
    assert headers["WARC-Profile"].endswith("/warc/1.1/revisit/server-not-modified")
    assert headers["WARC-Payload-Digest"] == body.digest
    place = (headers["WARC-Refers-To-Filename"], int(headers["WARC-Refers-To-File-Offset"]))
    assert place == (name, offset)
    assert whole_record_at(tmp_path, name, where).body == PAGE
    assert record_at(tmp_path, name, alone).type == "response"
    assert is_sound(tmp_path / name)


def test_a_story_that_is_back_is_compared_with_what_it_was(tmp_path: Path) -> None:
    """The 404 in between is kept, and is no body of the story."""
    database = tmp_path / "warta.sqlite"
    with Replica(stories=3, today=datetime(2025, 1, 7, tzinfo=UTC).date()) as site:
        story = next(iter(site.ids()))
        page = site.address(story, "mobile")  # prints no count of visits
        for behaviour in ("ordinary", "never-there", "ordinary"):
            site.behave(story, behaviour)
            crawl(site.url, database, "-a", f"url={page}")
    visits = rows(database, "SELECT outcome, archive_file, archive_offset FROM fetches ORDER BY id")
    assert [visit["outcome"] for visit in visits] == ["stored", "gone", "unchanged"]
    first, gone, back = (
        record_at(tmp_path / "archive", visit["archive_file"], visit["archive_offset"])
        for visit in visits
    )
    assert (gone.status, back.type) == (404, "revisit")
    assert back.fields["warc-refers-to-date"] == first.fields["warc-date"]
