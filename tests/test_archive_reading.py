"""Records out of WARC files, whole, foreign and damaged."""

import gzip
import io
import tracemalloc
import warnings
import zlib
from dataclasses import replace
from pathlib import Path

import brotli
import pytest
from scrapy.http import HtmlResponse
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scrapers.archive.blocks import Damage, DamagedRecord, Record
from scrapers.archive.codings import Unusable, decoded, zstd
from scrapers.archive.reading import record_at, records
from scrapers.archive.records import digest
from scrapers.archive.revisits import Revisits, whole_record_at
from tests.warcs import NOW, PAGE, URL, chunked, exchange, http, packed, plain_record, writer


def write(folder: Path, data: bytes, name: str = "a.warc.gz") -> Path:
    file = folder / name
    file.write_bytes(data)
    return file


def told(file: Path) -> list[str]:
    """What came, in order: the body's length or the damage's reason."""
    return [
        each.reason if isinstance(each, Damage) else f"{each.type} {len(each.body)}"
        for each in records(file)
    ]


def test_a_page_of_ours_comes_back_whole_and_by_its_place(tmp_path: Path) -> None:
    archive = writer(tmp_path)
    name, offset, _ = archive.write(exchange())
    archive.close()
    info, record, request = list(records(tmp_path / name))
    assert isinstance(info, Record)
    assert isinstance(request, Record)
    assert (info.type, request.type) == ("warcinfo", "request")
    assert isinstance(record, Record)
    assert record == record_at(tmp_path, name, offset)
    assert (record.type, record.url, record.date) == ("response", URL, NOW)
    assert (record.status, record.content_type) == (200, "text/html; charset=UTF-8")
    assert record.body == record.raw == PAGE
    assert ("Set-Cookie", "b=2") in record.headers
    assert record.notes == ()


def foreign(*, gzip: bool) -> bytes:
    stream = io.BytesIO()
    made = WARCWriter(stream, gzip=gzip, warc_version="WARC/1.0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves its temporary files open
        for number in range(3):
            url = f"{URL}{number}"
            head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            for kind, block, http_head in (("response", PAGE, head), ("metadata", b"x", None)):
                record = made.create_warc_record(
                    url, kind, payload=io.BytesIO(block), http_headers=http_head
                )
                made.write_record(record)
                del record
    return stream.getvalue()


@pytest.mark.parametrize("form", ["plain", "per record", "whole file"])
def test_files_of_another_writer_are_read_in_every_packing(tmp_path: Path, form: str) -> None:
    data = foreign(gzip=form == "per record")
    file = write(tmp_path, gzip.compress(data) if form == "whole file" else data)
    found = list(records(file))
    with gzip.open(file) if form == "whole file" else file.open("rb") as stream:
        theirs = [
            (each.rec_type, each.rec_headers["WARC-Target-URI"], each.content_stream().read())
            for each in ArchiveIterator(stream)
        ]
    ours = [
        (each.type, each.url, each.body if each.type == "response" else each.raw)
        for each in found
        if isinstance(each, Record)
    ]
    assert ours == theirs
    if form != "whole file":
        for each in found:
            assert isinstance(each, Record)
            assert record_at(tmp_path, file.name, each.offset) == each
            assert next(records(file, each.offset)) == each


BOMB = b"<" + b"\0" * (20 << 20)
CODINGS = {
    "gzip": gzip.compress(PAGE),
    "x-gzip": gzip.compress(PAGE[:99]) + gzip.compress(PAGE[99:]),
    "deflate": zlib.compress(PAGE),
    "br": brotli.compress(PAGE),
    "zstd": zstd.compress(PAGE),
}


@pytest.mark.parametrize("coding", CODINGS)
def test_content_codings_and_chunks_are_undone(tmp_path: Path, coding: str) -> None:
    raw = CODINGS[coding]
    head = (f"Content-Encoding: {coding}", "Transfer-Encoding: chunked")
    file = write(tmp_path, packed(plain_record(http(chunked(raw, 7), *head))))
    (record,) = records(file)
    assert isinstance(record, Record)
    assert record.body == PAGE
    assert record.raw == raw
    assert record.notes == ("chunked", coding)


def test_deflate_without_its_zlib_header_and_layers_of_codings(tmp_path: Path) -> None:
    bare = zlib.compress(PAGE)[2:-4]
    twice = gzip.compress(brotli.compress(PAGE))
    blocks = [
        http(bare, "Content-Encoding: deflate"),
        http(twice, "Content-Encoding: br, gzip"),
    ]
    file = write(tmp_path, packed(*map(plain_record, blocks)))
    assert told(file) == [f"response {len(PAGE)}"] * 2


SKIPPED = (
    b"\x50\x2a\x4d\x18" + b"\4\0\0\0" + b"\1\0\0\0"
)  # a frame of pzstd's own, about the next one
FRAMES = zstd.compress(PAGE[:99]) + SKIPPED + zstd.compress(PAGE[99:])


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (SKIPPED + FRAMES + b"\0", f"response {len(PAGE)}"),
        (FRAMES[:-9], "truncated"),
        (FRAMES + b"(\xb5/\xfd\x08" + b"\xff" * 9, "coding"),
        (zstd.compress(PAGE) * 101, "coding"),
        (zstd.compress(PAGE) + zstd.compress(BOMB), "bomb"),
    ],
)
def test_a_page_in_several_frames_of_zstd_is_whole(
    tmp_path: Path, raw: bytes, expected: str
) -> None:
    file = write(tmp_path, packed(plain_record(http(raw, "Content-Encoding: zstd"))))
    assert told(file) == [expected]


@pytest.mark.parametrize("coding", ["identity", "utf-8", "none", ""])
def test_what_names_no_coding_changes_nothing(tmp_path: Path, coding: str) -> None:
    write(tmp_path, packed(plain_record(http(PAGE, f"Content-Encoding: {coding}"))))
    found = record_at(tmp_path, "a.warc.gz", 0)
    assert (found.body, found.notes) == (PAGE, ())


@pytest.mark.parametrize("coding", [*CODINGS, "chunked", "iso-8859-1", "sdch"])
def test_a_page_that_is_not_in_the_coding_it_names_is_taken_as_it_is(
    tmp_path: Path, coding: str
) -> None:
    name = "Transfer-Encoding" if coding == "chunked" else "Content-Encoding"
    file = write(tmp_path, packed(plain_record(http(PAGE, f"{name}: {coding}"))))
    (record,) = records(file)
    assert isinstance(record, Record)
    known = "unknown" if coding in ("iso-8859-1", "sdch") else coding
    assert (record.body, record.notes) == (PAGE, (f"mislabelled:{known}",))


@pytest.mark.parametrize("coding", [*CODINGS, "gzip, gzip, gzip, gzip"])
def test_a_body_may_be_as_large_as_is_let_and_no_larger(coding: str) -> None:
    raw = CODINGS.get(coding, PAGE)
    for _ in coding.split(",") if coding not in CODINGS else ():
        raw = gzip.compress(raw)
    assert decoded(raw, coding, [], len(PAGE)) == PAGE
    with pytest.raises(Unusable) as refusal:
        decoded(raw, coding, [], len(PAGE) - 1)
    assert refusal.value.reason == "bomb"
    assert str(refusal.value).endswith(f"unpack to more than {len(PAGE) - 1}")


BOMBS = {
    "gzip": gzip.compress(BOMB),
    "deflate": zlib.compress(BOMB),
    "br": brotli.compress(BOMB, quality=5),
    "zstd": zstd.compress(BOMB),
    "gzip, gzip": gzip.compress(gzip.compress(BOMB)),
}


@pytest.mark.parametrize("coding", BOMBS)
def test_a_bomb_is_a_damage_and_costs_no_memory(tmp_path: Path, coding: str) -> None:
    bomb = plain_record(http(BOMBS[coding], f"Content-Encoding: {coding}"))
    file = write(tmp_path, packed(bomb, plain_record(http(PAGE))))
    tracemalloc.start()
    found = list(records(file, largest=1 << 20))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [getattr(each, "reason", "read") for each in found] == ["bomb", "read"]
    assert peak < 8 << 20


def test_a_member_that_unpacks_without_end_is_left(tmp_path: Path) -> None:
    endless = zlib.compressobj(9, wbits=31)
    head = plain_record(b"", length=10)[:-4]
    bomb = b"".join(
        [endless.compress(head), *(endless.compress(b"\0" * (8 << 20)) for _ in range(12))]
    )
    file = write(tmp_path, bomb + endless.flush() + packed(plain_record(http(PAGE))))
    assert told(file) == ["length", "bomb", f"response {len(PAGE)}"]


UNUSABLE = {
    "torn gzip": (http(gzip.compress(PAGE)[:-30], "Content-Encoding: gzip"), "truncated"),
    "torn brotli": (http(brotli.compress(PAGE)[:-5], "Content-Encoding: br"), "truncated"),
    "torn chunks": (http(chunked(PAGE)[:-300], "Transfer-Encoding: chunked"), "truncated"),
    "no last chunk": (http(chunked(PAGE)[:-5], "Transfer-Encoding: chunked"), "truncated"),
    "odd chunks": (http(b"5\r\nabcde\r\nxyz", "Transfer-Encoding: chunked"), "chunks"),
    "unknown": (http(b"\0\1\2\3" * 99, "Content-Encoding: sdch"), "coding"),
    "no brotli": (http(b"\0\1\2\3" * 99, "Content-Encoding: br"), "coding"),
    "no deflate": (http(b"\0\1\2\3" * 99, "Content-Encoding: deflate"), "coding"),
    "brotli with a sign of markup": (http(b"<\1\2\3" * 99, "Content-Encoding: br"), "coding"),
    "no head": (b"<html>no head</html>", "http-head"),
    "five layers": (http(PAGE, "Content-Encoding: br, br, br, br, br"), "coding"),
}


@pytest.mark.parametrize("name", UNUSABLE)
def test_content_that_cannot_be_had_is_named(tmp_path: Path, name: str) -> None:
    block, reason = UNUSABLE[name]
    file = write(tmp_path, packed(plain_record(block), plain_record(http(PAGE))))
    first, second = records(file)
    assert isinstance(first, Damage)
    assert isinstance(second, Record)
    assert (first.reason, first.url, first.offset) == (reason, URL, 0)
    with pytest.raises(DamagedRecord, match=f"at 0: {reason}"):
        record_at(tmp_path, file.name, 0)


@pytest.mark.parametrize("sign", ["\f", "\v", "\x1c", "\x85", "\u2028"])
def test_only_the_end_of_a_line_begins_another_header(tmp_path: Path, sign: str) -> None:
    odd = f"kabar{sign}Content-Encoding: br"
    page = http(PAGE, f"X-Odd: {odd}")
    file = write(tmp_path, packed(plain_record(page, f"{URL}{sign}Content-Length: 3")))
    (record,) = records(file)
    assert isinstance(record, Record)
    assert (record.type, record.url, record.body) == (
        "response",
        f"{URL}{sign}Content-Length: 3",
        PAGE,
    )
    assert record.headers == (("Content-Type", "text/html"), ("X-Odd", odd))
    assert record.notes == ()


@pytest.mark.parametrize("end", [b"\r\n", b"\n"])
@pytest.mark.parametrize("body", [PAGE, PAGE + b"\r\n\r\n" + PAGE, b"\n\n" + PAGE])
def test_the_head_of_a_careless_server_ends_at_its_blank_line(
    tmp_path: Path, body: bytes, end: bytes
) -> None:
    head = b"HTTP/1.1 200\n\tof nothing\nX-Folded: satu\n\tdua: tiga\nno header\n\n"
    write(tmp_path, packed(plain_record(head.replace(b"\n", end) + body)))
    found = record_at(tmp_path, "a.warc.gz", 0)
    assert (found.body, found.headers) == (body, (("X-Folded", "satu dua: tiga"),))


def test_chunks_of_a_careless_server_are_undone(tmp_path: Path) -> None:
    body = b"5;a=b\nkabar\n 3 \nini\n0\n\n"
    write(tmp_path, packed(plain_record(http(body, "Transfer-Encoding: gzip, Chunked"))))
    assert record_at(tmp_path, "a.warc.gz", 0).body == b"kabarini"


@pytest.mark.parametrize("length", ["\u00b2", "\u0663", "9" * 5000, "", "-1"])
def test_a_length_that_is_none_says_nothing(tmp_path: Path, length: str) -> None:
    write(tmp_path, packed(plain_record(http(PAGE, f"Content-Length: {length}"))))
    found = record_at(tmp_path, "a.warc.gz", 0)
    assert (found.body, found.notes) == (PAGE, ())


def test_a_page_is_read_up_to_the_very_limit(tmp_path: Path) -> None:
    file = write(tmp_path, packed(plain_record(http(PAGE), URL)))
    for largest, expected in ((len(PAGE), "read"), (len(PAGE) - 1, "too-large")):
        (found,) = records(file, largest=largest)
        assert getattr(found, "reason", "read") == expected


@pytest.mark.parametrize("protocol", ["HTTP/1.0", "HTTP/1.10", "HTTP/2", "http/1.1", "ICY/1.0"])
def test_a_page_of_a_server_that_names_its_protocol_oddly_is_read(
    tmp_path: Path, protocol: str
) -> None:
    archive = writer(tmp_path)
    name, offset, _ = archive.write(replace(exchange(), protocol=protocol))
    archive.close()
    found = record_at(tmp_path, name, offset)
    assert (found.status, found.body) == (200, PAGE)


def test_a_page_that_is_shorter_than_announced_is_marked(tmp_path: Path) -> None:
    short = plain_record(http(PAGE, f"Content-Length: {len(PAGE) + 1}"))
    cut = plain_record(http(PAGE), WARC_Truncated="length")
    found = list(records(write(tmp_path, packed(short, cut))))
    assert [each.notes for each in found if isinstance(each, Record)] == [("truncated",)] * 2


def ours(folder: Path, pages: int = 5) -> tuple[Path, list[int]]:
    archive = writer(folder)
    places = [archive.write(exchange(f"{URL}{n}", PAGE + b"%d" % n)) for n in range(pages)]
    archive.close()
    return folder / places[0][0], [offset for _, offset, _ in places]


def urls(file: Path) -> list[str]:
    return [
        (each.url or "").removeprefix(URL)
        for each in records(file)
        if isinstance(each, Record) and each.type == "response"
    ]


def damages(file: Path) -> list[Damage]:
    return [each for each in records(file) if isinstance(each, Damage)]


def test_a_torn_last_record_is_one_damage_wherever_it_is_torn(tmp_path: Path) -> None:
    file, offsets = ours(tmp_path)
    whole = file.read_bytes()
    for length in range(offsets[-1] + 1, len(whole), 37):
        file.write_bytes(whole[:length])
        found = list(records(file))
        last = found[-1]
        if isinstance(last, Damage):
            assert last.reason in {"torn", "no-record"}, last
            assert last.offset >= offsets[-1]
        # Whether the tear is in the page or in the request behind it.
        assert urls(file)[:4] == ["0", "1", "2", "3"]
        assert sum(isinstance(each, Damage) for each in found) <= 1


def test_a_record_whose_digest_is_right_outlives_the_end_of_its_member(tmp_path: Path) -> None:
    file, offsets = ours(tmp_path, pages=2)
    whole = file.read_bytes()
    *_, request = records(file)
    for cut in range(1, 9):  # into gzip's own checksum and length
        file.write_bytes(whole[: request.offset - cut])
        assert urls(file) == ["0", "1"]
        assert [(each.reason, each.offset) for each in damages(file)] == [("torn", offsets[-1])]
        assert record_at(tmp_path, file.name, offsets[-1]).type == "response"


def test_every_byte_flipped_costs_one_record_at_the_most(tmp_path: Path) -> None:
    file, offsets = ours(tmp_path, pages=3)
    whole = file.read_bytes()
    for at in range(offsets[1], offsets[2], 2):
        broken = bytearray(whole)
        broken[at] ^= 0xA5
        file.write_bytes(broken)
        found = urls(file)
        assert found in (["0", "1", "2"], ["0", "2"]), at
        assert damages(file) or found == ["0", "1", "2"]  # a name or a time in gzip's own header
        assert all(offsets[1] <= each.offset < offsets[2] for each in damages(file))


@pytest.mark.parametrize("length", [3, 10**6, 10**13, -4, "12a", ""])
@pytest.mark.parametrize("form", ["plain", "per record", "whole file"])
def test_a_wrong_length_costs_its_own_record(tmp_path: Path, form: str, length: int | str) -> None:
    three = [plain_record(http(PAGE), f"{URL}{n}") for n in range(3)]
    three[1] = plain_record(http(PAGE), f"{URL}1", length=length)
    data = {
        "plain": b"".join(three),
        "per record": packed(*three),
        "whole file": gzip.compress(b"".join(three)),
    }[form]
    file = write(tmp_path, data)
    assert urls(file) == ["0", "2"]
    assert [each.reason for each in damages(file)] == [
        "length" if length != 10**13 else "too-large"
    ]
    assert damages(file)[0].url == f"{URL}1"


def test_damage_in_a_file_that_is_not_packed_is_found_by_the_digest(tmp_path: Path) -> None:
    file, _ = ours(tmp_path, pages=3)
    plain = bytearray(gzip.decompress(file.read_bytes()))
    plain[plain.index(b"Jakarta", plain.index(f"{URL}1".encode()))] ^= 1
    for data in (bytes(plain), gzip.compress(bytes(plain))):
        file.write_bytes(data)
        assert urls(file) == ["0", "2"]
        assert [(each.reason, each.url) for each in damages(file)] == [("digest", f"{URL}1")]


@pytest.mark.parametrize("name", ["SHA1", "sha-1"])
def test_the_name_of_a_digest_is_known_in_any_spelling(tmp_path: Path, name: str) -> None:
    record = plain_record(http(PAGE), WARC_Block_Digest=f"{name}:" + "A" * 32)
    assert told(write(tmp_path, record, "a.warc")) == ["digest"]


def test_a_record_behind_megabytes_of_rubbish_is_found(tmp_path: Path) -> None:
    page = packed(plain_record(http(PAGE)))
    file = write(tmp_path, page + b"x" * (3 << 20) + page)
    assert told(file) == [f"response {len(PAGE)}", "no-record", f"response {len(PAGE)}"]


def test_what_is_packed_and_no_record_is_told_as_such(tmp_path: Path) -> None:
    page = plain_record(http(PAGE))
    file = write(tmp_path, packed(b"no record\r\n\r\n", page, b"WARC/1.0\r\nno end", page))
    read = f"response {len(PAGE)}"
    assert told(file) == ["header", read, "header", read]


def test_a_place_between_records_is_quoted(tmp_path: Path) -> None:
    write(tmp_path, b"rubbish\n" + plain_record(http(PAGE)), "a.warc")
    with pytest.raises(DamagedRecord, match=r"no-record: no record: b'rubbish\\nWARC/1.0"):
        record_at(tmp_path, "a.warc", 0)
    assert record_at(tmp_path, "a.warc", 8).body == PAGE


def test_rubbish_behind_a_plain_record_costs_nothing(tmp_path: Path) -> None:
    page = plain_record(http(PAGE))
    file = write(tmp_path, page + b"rubbish\n" + page, "a.warc")
    assert told(file) == [f"response {len(PAGE)}", "header", f"response {len(PAGE)}"]


def test_rubbish_before_a_plain_record_is_one_damage(tmp_path: Path) -> None:
    file = write(tmp_path, b"rubbish\n" + plain_record(http(PAGE)), "a.warc")
    assert told(file) == ["no-record", f"response {len(PAGE)}"]


def test_a_plain_file_is_read_on_past_its_first_megabyte(tmp_path: Path) -> None:
    pages = [bytes([65 + n]) * 400_000 for n in range(6)]
    file = write(tmp_path, b"".join(plain_record(http(page)) for page in pages), "a.warc")
    assert told(file) == ["response 400000"] * 6


def test_headers_of_old_and_careless_writers_are_read(tmp_path: Path) -> None:
    note = "a\n\tfolded line\nno field\n\tfolded into none"
    odd = plain_record(http(PAGE), f"<{URL}>", end="\n", WARC_Note=note)
    file = write(tmp_path, packed(odd) + b"\n\n" + odd[:-2], "a.warc")
    found = [each for each in records(file) if isinstance(each, Record)]
    assert [each.url for each in found] == [URL]
    assert found[0].fields["warc-note"] == "a folded line"
    file.write_bytes(odd * 2)
    assert urls(file) == ["", ""]


def test_a_record_without_a_type_is_a_damage(tmp_path: Path) -> None:
    bare = plain_record(http(PAGE)).replace(b"WARC-Type: response\r\n", b"")
    assert told(write(tmp_path, packed(bare))) == ["header"]


@pytest.mark.parametrize(
    "date", ["", "yesterday", "2021-13-01T00:00:00Z", "0001-01-01T00:00:00+14:00"]
)
def test_a_date_that_is_none_is_a_damage(tmp_path: Path, date: str) -> None:
    file = write(tmp_path, packed(plain_record(http(PAGE), date=date)))
    assert told(file) == ["date"]


NO_WARCS = {
    "empty": b"",
    "a page": b"<html>" * 99,
    "three bytes": b"\x1f\x8b\x08",
    "a packed page": gzip.compress(PAGE),
    "zstd": b"(\xb5/\xfd" * 9,
    "zeros": b"\0" * 99,
}


@pytest.mark.parametrize("name", NO_WARCS)
def test_a_file_that_is_no_warc_is_said_to_be_none(tmp_path: Path, name: str) -> None:
    file = write(tmp_path, NO_WARCS[name])
    assert len(damages(file)) == (name != "empty")
    assert urls(file) == []
    with pytest.raises(DamagedRecord):
        record_at(tmp_path, file.name, 0)


def test_a_place_that_leads_out_of_the_folder_or_the_file_is_refused(tmp_path: Path) -> None:
    inside = tmp_path / "archive"
    inside.mkdir()
    write(tmp_path, packed(plain_record(http(PAGE))))
    for name, offset in (("../a.warc.gz", 0), (f"{tmp_path}/a.warc.gz", 0), ("a\0", 0)):
        with pytest.raises(DamagedRecord, match="file-name"):
            record_at(inside, name, offset)
    for offset in (10**9, -1):
        with pytest.raises(DamagedRecord, match="torn"):
            record_at(tmp_path, "a.warc.gz", offset)
    with pytest.raises(FileNotFoundError):
        record_at(tmp_path, "b.warc.gz", 0)


def test_a_revisit_has_the_body_of_the_record_it_names(tmp_path: Path) -> None:
    archive = writer(tmp_path)
    packed_page = exchange(body=gzip.compress(PAGE))
    name, first, _ = archive.write(packed_page)
    _, second, _ = archive.write(exchange(f"{URL}2", packed_page.body))
    archive.close()
    bare = record_at(tmp_path, name, second)
    assert (bare.type, bare.body, bare.status, bare.url) == ("revisit", b"", 200, f"{URL}2")
    whole = whole_record_at(tmp_path, name, second)
    assert (whole.type, whole.raw, whole.url) == ("revisit", packed_page.body, f"{URL}2")
    assert whole.content_type == "text/html; charset=UTF-8"
    assert whole_record_at(tmp_path, name, first).raw == packed_page.body


def revisit(**more: str) -> bytes:
    return plain_record(b"", kind="revisit", date="2022-01-01T00:00:00Z", **more)


PLACE = {"WARC_Refers_To_Filename": "b.warc.gz", "WARC_Refers_To_File_Offset": "0"}


def test_a_revisit_is_held_against_the_body_of_a_record_that_names_no_digest(
    tmp_path: Path,
) -> None:
    write(tmp_path, packed(plain_record(http(PAGE))), "b.warc.gz")
    write(tmp_path, packed(revisit(WARC_Payload_Digest=digest(PAGE), **PLACE)))
    assert whole_record_at(tmp_path, "a.warc.gz", 0).body == PAGE


def test_a_revisit_that_is_a_304_has_status_and_headers_of_the_first_answer(
    tmp_path: Path,
) -> None:
    head = b"HTTP/1.1 304 Not Modified\r\nContent-Type: text/plain\r\n\r\n"
    write(tmp_path, packed(plain_record(http(PAGE))), "b.warc.gz")
    write(tmp_path, packed(plain_record(head, kind="revisit", **PLACE)))
    whole = whole_record_at(tmp_path, "a.warc.gz", 0)
    assert (whole.status, whole.content_type, whole.body) == (200, "text/html", PAGE)
    assert whole.headers == (("Content-Type", "text/html"),)


@pytest.mark.parametrize(("own", "kind"), [("", "text/html"), ("text/plain", "text/plain")])
def test_a_revisits_own_head_says_how_its_body_is_coded(
    tmp_path: Path, own: str, kind: str
) -> None:
    said = f"Content-Type: {own}\r\n" if own else ""
    head = f"HTTP/1.1 203 Kept\r\nContent-Encoding: gzip\r\n{said}\r\n".encode()
    write(tmp_path, packed(plain_record(http(gzip.compress(PAGE)))), "b.warc.gz")
    write(tmp_path, packed(plain_record(head, kind="revisit", **PLACE)))
    whole = whole_record_at(tmp_path, "a.warc.gz", 0)
    assert (whole.body, whole.status, whole.content_type) == (PAGE, 203, kind)


def test_a_revisit_may_name_its_codings_in_several_headers(tmp_path: Path) -> None:
    page = http(gzip.compress(brotli.compress(PAGE)), "Content-Encoding: br, gzip")
    write(tmp_path, packed(plain_record(page)), "b.warc.gz")
    head = http(b"", "Content-Encoding: br", "Content-Encoding: gzip")
    write(tmp_path, packed(plain_record(head, kind="revisit", **PLACE)))
    assert whole_record_at(tmp_path, "a.warc.gz", 0).body == PAGE


def test_of_two_types_the_last_counts_as_in_a_crawl(tmp_path: Path) -> None:
    last = "text/html; charset=windows-1252"
    block = http(PAGE, f"Content-Type: {last}")
    write(tmp_path, packed(plain_record(block)))
    served = HtmlResponse(URL, headers={"Content-Type": ["text/html", last]})
    assert record_at(tmp_path, "a.warc.gz", 0).content_type == last
    assert served.headers.get("Content-Type") == last.encode()


@pytest.mark.parametrize(
    ("said", "of_the_first", "notes"),
    [
        ("length", {}, ("revisit",)),  # as Wget writes: the body is left out, not lost
        ("length", {"WARC_Truncated": "length"}, ("revisit", "truncated")),
        ("unspecified", {}, ("truncated", "revisit")),  # as we write of a page that broke off
    ],
)
def test_a_revisit_whose_body_is_left_out_is_not_truncated(
    tmp_path: Path, said: str, of_the_first: dict[str, str], notes: tuple[str, ...]
) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 4242\r\n\r\n"
    write(tmp_path, packed(plain_record(http(PAGE), **of_the_first)), "b.warc.gz")
    write(tmp_path, packed(plain_record(head, kind="revisit", WARC_Truncated=said, **PLACE)))
    whole = whole_record_at(tmp_path, "a.warc.gz", 0)
    assert (whole.body, whole.notes) == (PAGE, notes)


def test_a_record_that_goes_on_in_others_is_truncated(tmp_path: Path) -> None:
    rest = {"kind": "continuation", "WARC_Segment_Number": "2"}
    file = packed(plain_record(http(PAGE), WARC_Segment_Number="1"), plain_record(b"x", **rest))
    first, second = records(write(tmp_path, file))
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert (first.notes, second.type) == (("truncated",), "continuation")


def test_a_revisit_is_found_by_its_digest_across_files(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    page = plain_record(http(PAGE), WARC_Payload_Digest="sha1:ABC")
    write(other, packed(page))
    same = {"WARC_Payload_Digest": "sha1:ABC"}
    file = write(tmp_path, packed(revisit(**same), revisit(), revisit(**PLACE, **same)))
    known = Revisits(other)
    for each in records(other / "a.warc.gz"):
        assert isinstance(each, Record)
        known.show(each)
    known.folder = tmp_path
    first, second, moved = (
        known.resolved(each) for each in records(file) if isinstance(each, Record)
    )
    assert isinstance(first, Record)
    assert (first.body, first.status, first.content_type) == (PAGE, 200, "text/html")
    assert first.date.year == 2022
    assert isinstance(second, Damage)
    assert second.reason == "revisit-lost"
    assert isinstance(moved, Record)  # from the file that it names
    assert moved.body == PAGE


@pytest.mark.parametrize(
    ("name", "offset"),
    [
        ("a.warc.gz", "0"),
        ("gone.warc.gz", "0"),
        ("../a.warc.gz", "0"),
        ("a.warc.gz", "9" * 15),
        ("a.warc.gz", "9" * 5000),
        ("a.warc.gz", "\u00b2"),
        ("a.warc.gz", "-1"),
        ("", "0"),
    ],
)
def test_a_revisit_that_leads_nowhere_or_to_itself_is_lost(
    tmp_path: Path, name: str, offset: str
) -> None:
    place = {"WARC_Refers_To_Filename": name, "WARC_Refers_To_File_Offset": offset}
    write(tmp_path, packed(revisit(**place)))
    with pytest.raises(DamagedRecord, match="revisit-lost"):
        whole_record_at(tmp_path, "a.warc.gz", 0)


def test_a_revisit_says_what_became_of_the_file_that_it_names(tmp_path: Path) -> None:
    write(tmp_path, packed(revisit(**PLACE)))
    (record,) = records(tmp_path / "a.warc.gz")
    assert isinstance(record, Record)
    lost = Revisits(tmp_path).resolved(record)
    assert isinstance(lost, Damage)
    assert (lost.url, "b.warc.gz" in lost.message) == (URL, True)


def test_a_revisit_has_no_larger_body_than_is_let(tmp_path: Path) -> None:
    same = {"WARC_Payload_Digest": digest(PAGE)}
    write(tmp_path, packed(plain_record(http(PAGE), **same)), "b.warc.gz")
    write(tmp_path, packed(revisit(**PLACE), revisit(**same)))
    by_place, by_digest, first = (
        next(records(tmp_path / name, offset))
        for name, offset in (
            ("a.warc.gz", 0),
            ("a.warc.gz", len(packed(revisit(**PLACE)))),
            ("b.warc.gz", 0),
        )
    )
    for largest, is_had in ((len(PAGE), True), (len(PAGE) - 1, False)):
        known = Revisits(tmp_path, largest=largest)
        for each in (first, by_place, by_digest):
            assert isinstance(each, Record)
            known.show(each)
            assert isinstance(known.resolved(each), Record) is (is_had or each is first)
    for name in ("a.warc.gz", "b.warc.gz"):
        assert whole_record_at(tmp_path, name, 0, largest=len(PAGE)).body == PAGE
        with pytest.raises(DamagedRecord, match="too-large"):
            whole_record_at(tmp_path, name, 0, largest=len(PAGE) - 1)


def test_only_what_holds_a_body_is_remembered_by_its_digest(tmp_path: Path) -> None:
    same = {"WARC_Payload_Digest": "sha1:ABC"}
    file = write(
        tmp_path,
        packed(
            plain_record(http(PAGE)),
            plain_record(http(PAGE), **same),
            *[revisit(**same)] * 2,
            revisit(),
        ),
    )
    known = Revisits(tmp_path)
    bodies = []
    for each in records(file):
        assert isinstance(each, Record)
        known.show(each)
        found = known.resolved(each)
        bodies.append(found.body if isinstance(found, Record) else found.reason)
    assert bodies == [PAGE, PAGE, PAGE, PAGE, "revisit-lost"]


def test_of_the_digests_met_the_latest_are_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scrapers.archive.revisits._REMEMBERED", 2)
    names = ["sha1:A", "sha1:B", "sha1:C", "sha1:" + "D" * 64]  # the last is longer than any
    known = Revisits(tmp_path)
    for each in records(
        write(tmp_path, packed(*(plain_record(http(PAGE), WARC_Payload_Digest=n) for n in names)))
    ):
        assert isinstance(each, Record)
        known.show(each)
    write(tmp_path, packed(*(revisit(WARC_Payload_Digest=n) for n in names)), "b.warc.gz")
    found = [known.resolved(each) for each in records(tmp_path / "b.warc.gz")]  # type: ignore[arg-type]
    assert [isinstance(each, Record) for each in found] == [False, True, True, False]


@pytest.mark.parametrize(("hops", "is_found"), [(1, True), (4, True), (5, False)])
def test_a_chain_of_revisits_has_an_end(tmp_path: Path, hops: int, is_found: bool) -> None:
    write(tmp_path, packed(plain_record(http(PAGE))), "0.warc.gz")
    for hop in range(1, hops + 1):
        place = {"WARC_Refers_To_Filename": f"{hop - 1}.warc.gz", "WARC_Refers_To_File_Offset": "0"}
        write(tmp_path, packed(revisit(**place)), f"{hop}.warc.gz")
    bare = record_at(tmp_path, f"{hops}.warc.gz", 0)
    found = Revisits(tmp_path).resolved(bare)
    assert isinstance(found, Record) is is_found


def test_a_revisit_never_takes_another_page_for_its_own(tmp_path: Path) -> None:
    write(tmp_path, packed(plain_record(http(PAGE))), "b.warc.gz")
    write(tmp_path, packed(revisit(WARC_Payload_Digest="sha1:" + "A" * 32, **PLACE)))
    with pytest.raises(DamagedRecord, match="another page"):
        whole_record_at(tmp_path, "a.warc.gz", 0)


def test_a_revisit_never_takes_a_request_for_its_page(tmp_path: Path) -> None:
    write(tmp_path, packed(plain_record(http(PAGE), kind="request")), "b.warc.gz")
    write(tmp_path, packed(revisit(**PLACE)))
    with pytest.raises(DamagedRecord, match="another page"):
        whole_record_at(tmp_path, "a.warc.gz", 0)
