import base64
import quopri
from datetime import UTC, datetime, timedelta

import pytest

from scrapers.reader.page import Page
from scrapers.saved import Saved, unpacked

URL = "https://www.voa-islam.com/read/opini/2020/10/31/5/judul/"
HTML = (
    "<html><p>Syi’ah = 3, dan baris yang cukup panjang untuk dibagi oleh surat.</p></html>".encode()
)
AT = datetime(2020, 11, 28, 3, 11, 12, tzinfo=UTC)
PACKED = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes, "binary": bytes}


def mhtml(
    coding: str, head: str = f"Snapshot-Content-Location: {URL}", kind: str = "html"
) -> bytes:
    body = PACKED[coding](HTML).decode("utf-8").rstrip("\n")
    return f"""From: <Saved by Blink>
{head}
Subject: =?utf-8?Q?Judul_yang?=
 =?utf-8?Q?_panjang?=
Date: Sat, 28 Nov 2020 10:11:12 +0700
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html";
\tboundary="----MultipartBoundary--x----"


------MultipartBoundary--x----
Content-Type: text/html
Content-Location: https://iklan.example/bingkai.html

<html>bingkai</html>
------MultipartBoundary--x----
Content-Type: text/{kind}; charset=utf-8
Content-Transfer-Encoding: {coding}
Content-Location: {URL}

{body}
------MultipartBoundary--x------
""".replace("\n", "\r\n").encode()


@pytest.mark.parametrize("coding", PACKED)
def test_a_page_comes_out_of_mhtml_with_its_address_and_moment(coding: str) -> None:
    found = unpacked(mhtml(coding))
    assert (found.body.replace(b"\r\n", b"\n").rstrip(), found.url, found.at) == (HTML, URL, AT)
    assert found.content_type == "text/html; charset=utf-8"
    other = mhtml(coding).replace(b"Content-Type: multipart/", b"content-type: MULTIPART/")
    assert unpacked(other) == found


def test_without_an_address_of_its_own_mhtml_holds_its_first_page() -> None:
    file = mhtml("binary", head="X-Unsent: 1")
    nameless = file.replace(f"Content-Location: {URL}\r\n".encode(), b"")
    for each in (file, nameless, file[: file.rindex(b"------Multi")]):  # a frame is torn
        found = unpacked(each)
        assert found.url == "https://iklan.example/bingkai.html"
        assert b"bingkai" in found.body
    assert unpacked(mhtml("binary", head="Snapshot-Content-Location: file:///a.html")).url is None


@pytest.mark.parametrize("coding", PACKED)
def test_mhtml_that_ends_within_its_page_is_refused(coding: str) -> None:
    file = mhtml(coding)
    for torn in (file[: file.rindex(b"------Multi")], file[: file.rindex(b"\r\n\r\n") + 40]):
        with pytest.raises(ValueError, match="MHTML ends within its page"):
            unpacked(torn)


def test_mhtml_that_does_not_say_what_parts_its_pages_is_refused() -> None:
    boundary = b'\tboundary="----MultipartBoundary--x----"'
    for none in (b"\tno-boundary=x", b'\tboundary=""'):
        file = mhtml("binary").replace(boundary, none).replace(b"Syi", b"--Syi")
        with pytest.raises(ValueError, match="MHTML without a boundary"):
            unpacked(file)


def test_what_singlefile_and_browsers_note_is_read() -> None:
    note = f"Page saved with SingleFile \n url: {URL} \n saved date: Sat Nov 28 2020 10:11:12"
    single = f"<!DOCTYPE html> <html><!--\n {note} GMT+0700 (WIB)\n-->".encode()
    assert unpacked(single) == Saved(body=single, url=URL, at=AT)
    page = f"<!-- saved from url=(0056){URL} -->\n<html>".encode()
    assert unpacked(page) == Saved(body=page, url=URL)
    for each in (single, page):
        about = HTML + b" " * 4096 + each  # tells of saved pages far below
        assert unpacked(about) == Saved(body=about)
    page = b"<!-- saved from url=(0033)https://a.example/satu-%2Ddua-%2D-tiga -->"
    assert unpacked(page).url == "https://a.example/satu--dua---tiga"


@pytest.mark.parametrize("kind", ["", "if_"])
def test_a_copy_of_the_wayback_machine_is_the_outlets_page_of_its_moment(kind: str) -> None:
    there = f"https://web.archive.org/web/20201128031112{kind}/{URL}"
    end = b"<!--\n     FILE ARCHIVED ON 03:11:12 Nov 28, 2020 AND RETRIEVED FROM THE\n-->"
    page = f"<html><link rel=canonical href='{there}'>".encode() + end
    assert Page.of(page).witnesses.addresses == [URL]
    assert unpacked(page) == Saved(body=page, at=AT)
    noted = f"<!-- saved from url=(0099){there} -->".encode() + page
    assert unpacked(noted) == Saved(body=noted, url=URL, at=AT)


def test_a_copy_of_the_wayback_machine_may_be_saved_as_mhtml() -> None:
    note = b"<!-- FILE ARCHIVED ON 03:11:12 Nov 27, 2020 AND RETRIEVED FROM THE -->"
    lines = base64.encodebytes(HTML), base64.encodebytes(HTML + note)
    plain, noted = (each.rstrip().replace(b"\n", b"\r\n") for each in lines)
    found = unpacked(mhtml("base64").replace(plain, noted))
    assert found.at == AT - timedelta(days=1)


@pytest.mark.parametrize(
    "file",
    [
        b"PK\x03\x04\x14\x00<html>",
        b"%PDF-1.4\n<html>",
        b"bplist00\xd1<html>",
        mhtml("binary", kind="css").replace(b"text/html\r\nContent-L", b"text/css\r\nContent-L"),
        mhtml("binary").replace(b"--MultipartBoundary--x----\r\n", b"--x\r\n"),
    ],
)
def test_a_file_without_a_page_is_refused(file: bytes) -> None:
    with pytest.raises(ValueError, match=r"no HTML|without an HTML page"):
        unpacked(file)


@pytest.mark.parametrize("date", ["Sat, 28 Nov 2020 03:11:12 -0000", "28 Nov 2020 03:11:12 GMT"])
def test_a_date_without_a_zone_of_its_own_is_utc_where_it_says_so(date: str) -> None:
    file = mhtml("binary").replace(b"Sat, 28 Nov 2020 10:11:12 +0700", date.encode())
    assert unpacked(file).at == AT


@pytest.mark.parametrize(
    "date", ["Sat, 28 Nov 2020 10:11:12", "9999-99-99", "", "31 Dec 9999 23:59:59 -0700"]
)
def test_a_date_that_names_no_moment_is_none(date: str) -> None:
    file = mhtml("binary").replace(b"Sat, 28 Nov 2020 10:11:12 +0700", date.encode())
    assert unpacked(file).at is None


def test_text_that_looks_a_little_like_mail_is_left_as_it_is() -> None:
    text = b"Jakarta: berita\nContent-Type: multipart/related\n" + HTML
    assert unpacked(b"\n" + text) == Saved(body=b"\n" + text)


@pytest.mark.parametrize(
    "file",
    [
        *(b'{"log": {"entries": []}}', b'\xef\xbb\xbf{\n  "log": {', b"PK\x03\x04...", b"%PDF-1.4"),
        *(b"\x89PNG\r\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"RIFF....WEBP"),
    ],
)
def test_what_is_no_page_is_refused(file: bytes) -> None:
    with pytest.raises(ValueError, match="no HTML, MHTML or plain text: starts with"):
        unpacked(file)
