"""WARC files that are made to crash, to hang or to eat memory.

`WARTA_HOSTILE_RECORDS=5000` asks for more of them.
"""

import gzip
import os
import time
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

import brotli
import pytest

from models.article import Article
from models.fetch import Ending
from pipelines.read import read_story
from scrapers.archive.blocks import Damage, Record
from scrapers.archive.codings import zstd
from scrapers.archive.reading import records
from scrapers.archive.rereading import Archived, reread
from scrapers.archive.revisits import Revisits
from scrapers.spiders.voaislam import VoaIslamSpider
from tests.crawling import ROOT
from tests.warcs import chunked, http, packed, plain_record

OUTLET = VoaIslamSpider.outlet
COUNT = int(os.environ.get("WARTA_HOSTILE_RECORDS", "1000"))
HANG = 10.0
"""Seconds of processor time; each file or page takes well under one."""
LARGEST = 1 << 20
PAGE = (ROOT / "tests/pages/voaislam/gudang-beras.html").read_bytes()
BOMB = b"<html>" + b"\0" * (LARGEST + 1)
BLOCKS = [
    http(PAGE),
    http(gzip.compress(PAGE, mtime=0), "Content-Encoding: gzip"),
    http(brotli.compress(PAGE), "Content-Encoding: br"),
    http(zstd.compress(PAGE), "Content-Encoding: zstd"),
    http(zlib.compress(PAGE), "Content-Encoding: deflate"),
    http(chunked(PAGE, 300), "Transfer-Encoding: chunked"),
]
Mutation = Callable[[bytes, Random], bytes]


def url(number: int) -> str:
    return f"{OUTLET.home}/read/indonesiana/2021/03/04/{number}/judul/"


def flipped(data: bytes, chance: Random) -> bytes:
    broken = bytearray(data)
    for _ in range(chance.randrange(1, 9)):
        broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
    return bytes(broken)


def cut(data: bytes, chance: Random) -> bytes:
    return data[: chance.randrange(len(data))]


def with_hole(data: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + data[at + chance.randrange(1, 400) :]


def with_nuls(data: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + b"\0" * chance.randrange(1, 2000) + data[at:]


def with_noise(data: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + chance.randbytes(chance.randrange(1, 60)) + data[at:]


def with_repeats(data: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + data[at : at + 300] * chance.randrange(2, 9) + data[at:]


def with_long_line(data: bytes, chance: Random) -> bytes:
    at = data.index(b"\n") + 1
    name = chance.choice([b"X: ", b"WARC-Target-URI: ", b"", b"\t", b"Content-Length: "])
    return data[:at] + name + b"a" * chance.choice([1000, 70_000, 1_000_000]) + b"\r\n" + data[at:]


def with_other_length(data: bytes, chance: Random) -> bytes:
    wrong = chance.choice([b"0", b"7", b"99999", b"9" * 12, b"9" * 40, b"-5", b"1e3", b"\xd9\xa3"])
    return data.replace(b"Content-Length: ", b"Content-Length: " + wrong, 1)


def of_other_words(data: bytes, chance: Random) -> bytes:
    old, new = chance.choice(
        [
            (b"WARC/1.0", b"WARC/9.9"),
            (b"WARC-Type: response", b"WARC-Type: revisit"),
            (b"WARC-Type: response", b"WARC-Type: \xff\xfe"),
            (b"application/http", b"text/html"),
            (b"HTTP/1.1 200", b"HTTP/1.1 99999"),
            (b"2021-03-04T05:06:07Z", b"9999-99-99"),
            (b"Content-Type: text/html", b"Content-Type: text/html; charset=utf-16"),
            (b"Content-Type: text/html", b"Content-Encoding: gzip, br, deflate"),
            (b"\r\n\r\n", b"\r\r\n\n"),
            (b"\r\n", b"\n"),
        ]
    )
    return data.replace(old, new)


def packed_again(data: bytes, chance: Random) -> bytes:
    for _ in range(chance.randrange(1, 4)):
        data = gzip.compress(data, 1, mtime=0)
    return data


def bomb(data: bytes, chance: Random) -> bytes:
    del data
    coding, body = chance.choice(
        [("gzip", gzip.compress(BOMB)), ("deflate", zlib.compress(BOMB)), ("", BOMB),
         ("br", brotli.compress(BOMB, quality=1)), ("zstd", zstd.compress(BOMB)),
         ("gzip", gzip.compress(b"") * 2000)]
    )  # fmt: skip
    return plain_record(http(body, f"Content-Encoding: {coding}"))


INSIDE: list[Mutation] = [
    flipped, cut, with_hole, with_nuls, with_noise, with_repeats, with_long_line,
    with_other_length, of_other_words, packed_again, bomb,
]  # fmt: skip
OUTSIDE: list[Mutation] = [flipped, cut, with_hole, with_nuls, with_noise, packed_again]


def hostile_file(chance: Random) -> tuple[list[bytes], set[int]]:
    """Packed records one by one, and which of them were tampered with."""
    members, broken = [], set()
    for number, block in enumerate(BLOCKS):
        record = plain_record(block, url(number))
        is_broken = chance.random() < 0.2
        if is_broken:
            broken.add(number)
        if is_broken and chance.random() < 0.7:
            record = chance.choice(INSIDE)(record, chance)
            members.append(packed(record))
        elif is_broken:
            members.append(chance.choice(OUTSIDE)(packed(record), chance))
        else:
            members.append(packed(record))
    return members, broken


def test_hostile_records_each_have_one_end_and_cost_nobody_else(tmp_path: Path) -> None:
    chance = Random(20261125)
    file = tmp_path / "hostile.warc.gz"
    ends: Counter[str] = Counter()
    tampered = 0
    while tampered < COUNT:
        members, broken = hostile_file(chance)
        tampered += len(broken)
        file.write_bytes(b"".join(members))
        began = time.process_time()
        found = list(records(file, largest=LARGEST))
        assert time.process_time() - began < HANG
        starts = [sum(map(len, members[:number])) for number in range(len(members) + 1)]
        for number, member in enumerate(members):
            here = [each for each in found if starts[number] <= each.offset < starts[number + 1]]
            if number not in broken:  # untouched: exactly what was written, once
                assert [(each.url, type(each)) for each in here] == [(url(number), Record)]
                assert isinstance(here[0], Record)
                assert here[0].body == PAGE
            elif member:
                assert here, "a record that vanished"
                ends.update(end(each, tmp_path) for each in here)
    assert min(ends["article"], ends["quarantined"], ends["torn"] + ends["gzip"]) > COUNT / 100
    assert sum(ends.values()) < COUNT * 1.5, ends


def end(found: Record | Damage, folder: Path) -> str:
    """The one end of a record: `article`, the ending's outcome or the damage's reason."""
    if isinstance(found, Record):
        found = Revisits(folder, largest=LARGEST).resolved(found)
    if isinstance(found, Damage):
        assert found.reason
        assert 0 < len(found.message) < 1000
        return found.reason
    began = time.process_time()
    (result,) = reread([Archived(found, OUTLET, url(0))], read_story)
    assert time.process_time() - began < HANG
    if isinstance(result, Article):
        return "article"
    assert isinstance(result, Ending)
    return result.outcome.value


@pytest.mark.parametrize("form", ["plain", "packed whole"])
def test_hostile_files_that_are_not_packed_by_record_end_as_well(tmp_path: Path, form: str) -> None:
    chance = Random(5)
    file = tmp_path / "hostile.warc"
    for _ in range(COUNT // 20):
        parts = [plain_record(block, url(number)) for number, block in enumerate(BLOCKS)]
        broken = chance.randrange(len(parts))
        parts[broken] = chance.choice(INSIDE)(parts[broken], chance)
        whole = b"".join(parts)
        file.write_bytes(whole if form == "plain" else gzip.compress(whole, 1))
        began = time.process_time()
        found = list(records(file, largest=LARGEST))
        assert time.process_time() - began < HANG
        urls = {each.url for each in found if isinstance(each, Record)}
        # A record that lost its end may take the beginning of the next with it.
        spared = set(range(len(parts))) - {broken, broken + 1}
        assert urls >= {url(number) for number in spared}
        for each in found:
            end(each, tmp_path)


def test_noise_is_no_record_and_no_hang(tmp_path: Path) -> None:
    chance = Random(7)
    file = tmp_path / "noise.warc.gz"
    heads = [
        b"\x1f\x8b\x08",
        b"\x1f\x8b\x08\0",
        b"WARC/1.0\r\n",
        b"\nWARC/1.0\r\n\r\n",
        b"\r\n" * 9,
    ]
    stored = gzip.compress(plain_record(http(PAGE)), 0, mtime=0)  # its record is readable inside
    for _ in range(COUNT // 20):
        parts = [chance.choice([*heads, chance.randbytes(40), stored[:-9]]) for _ in range(300)]
        file.write_bytes(b"".join(parts))
        began = time.process_time()
        for each in records(file, largest=LARGEST):
            assert isinstance(each, Damage | Record)
        assert time.process_time() - began < HANG
