"""`scrapy genspider -t outlet`: a saved page becomes an outlet that waits to be read."""

import json
import quopri
import re
from pathlib import Path

import pytest

from pipelines.read_article import read_article
from scrapers.new_outlet import UNREAD, draft_outlet, story_pattern, write_outlet

PAGE = Path(__file__).parent / "pages" / "news" / "pasar-ikan.html"
URL = "https://www.kabarteluk.example/2023/03/14/pasar-ikan-buka-malam-hari/"


def test_one_page_gives_module_page_and_json() -> None:
    draft = draft_outlet("kabarteluk", "kabarteluk.example", PAGE.read_bytes(), None, read_article)
    space: dict[str, object] = {}
    exec(draft.module, space)
    outlet = space["KabartelukSpider"].outlet  # type: ignore[attr-defined]
    assert (outlet.name, outlet.home) == ("kabarteluk", "https://www.kabarteluk.example")
    told = json.loads(draft.expected)
    assert told[UNREAD]
    confirmed = json.loads(PAGE.with_suffix(".json").read_text(encoding="utf-8"))
    differing = {key for key, value in confirmed.items() if told[key] != value}
    assert differing == {"outlet", "source_id", "reader"}
    assert told["source_id"] == "pasar-ikan-buka-malam-hari"


def test_the_page_may_be_saved_as_mhtml() -> None:
    head = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
    part = b"Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n"
    mail = head + part + quopri.encodestring(PAGE.read_bytes()) + b"\n--x--\n"
    draft = draft_outlet("kabarteluk", "kabarteluk.example", mail, None, read_article)
    plain = draft_outlet("kabarteluk", "kabarteluk.example", PAGE.read_bytes(), None, read_article)
    assert draft.expected == plain.expected
    with pytest.raises(ValueError, match="no HTML"):
        draft_outlet("kabarteluk", "kabarteluk.example", b"%PDF-1.4", None, read_article)


def test_the_module_is_written_as_the_formatter_would() -> None:
    draft = draft_outlet("kabarteluk", "kabarteluk.example", PAGE.read_bytes(), None, read_article)
    assert draft.module.count("\n") < 30
    assert ',)"' not in draft.module


def test_scripts_are_left_out_and_an_address_that_the_page_lacks_is_put_in() -> None:
    html = PAGE.read_text(encoding="utf-8")
    html = re.sub(r"<link[^>]*>", "<script>alert(1)</script>", html)
    with pytest.raises(ValueError, match="give it with --url"):
        draft_outlet("kabarteluk", "kabarteluk.example", html.encode(), None, read_article)
    draft = draft_outlet("kabarteluk", "kabarteluk.example", html.encode(), URL, read_article)
    assert "script" not in draft.page
    assert json.loads(draft.expected)["url"] == URL


def test_what_a_hostile_page_says_is_a_value_and_never_code() -> None:
    code = '", exit("code of the page was run"), "'
    hostile = {
        'href="https://': f"href='https://{code}@",
        "</head>": f"<link type='application/rss+xml' href='http://['>"
        f"<link type='application/rss+xml' href='/feed/{code}'></head>",
    }
    html = PAGE.read_text(encoding="utf-8")
    for plain, worse in hostile.items():
        assert plain in html
        html = html.replace(plain, worse)
    html = html.replace('/">', "/'>", 1)
    draft = draft_outlet("kabarteluk", "kabarteluk.example", html.encode(), None, read_article)
    space: dict[str, object] = {}
    exec(draft.module, space)
    outlet = space["KabartelukSpider"].outlet  # type: ignore[attr-defined]
    assert outlet.home == "https://www.kabarteluk.example"
    assert outlet.feeds == (f"https://www.kabarteluk.example/feed/{code}",)


@pytest.mark.parametrize("domain", ["", "kabar teluk", 'x", exit(), "', "kabarteluk.example/\n"])
def test_a_domain_is_one_name(domain: str) -> None:
    with pytest.raises(ValueError, match="is no domain"):
        draft_outlet("kabarteluk", domain, PAGE.read_bytes(), None, read_article)


@pytest.mark.parametrize("name", ["Kabar", "kabar-teluk", "7kabar", ""])
def test_a_name_is_one_word(name: str) -> None:
    with pytest.raises(ValueError, match="is no name"):
        draft_outlet(name, "kabarteluk.example", PAGE.read_bytes(), None, read_article)


@pytest.mark.parametrize(
    ("path", "source_id"),
    [
        ("/read/world-news/2020/10/31/74512/kapal-bantuan-tiba/", "74512"),
        ("/berita/527615/29-penerbangan-dibatalkan", "527615"),
        ("/kini-pengungsi-rohingya-di-bangladesh-46449", "46449"),
        ("/2023/03/14/pasar-ikan-buka/", "pasar-ikan-buka"),
        ("/ekonomi/panen-raya-dimulai-lebih-awal", "panen-raya-dimulai-lebih-awal"),
        ("/read/2015/11/05/481/1244264/sering-depresi-berat", "1244264"),
    ],
)
def test_a_pattern_from_one_path_finds_its_id(path: str, source_id: str) -> None:
    found = re.match(story_pattern(path), path)
    assert found is not None
    assert found["id"] == source_id


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    draft = draft_outlet("kabarteluk", "kabarteluk.example", PAGE.read_bytes(), None, read_article)
    written = write_outlet(draft, "kabarteluk", "pasar", tmp_path, tmp_path)
    assert [path.name for path in written] == ["kabarteluk.py", "pasar.html", "pasar.json"]
    with pytest.raises(FileExistsError, match=r"kabarteluk\.py exists already"):
        write_outlet(draft, "kabarteluk", "other", tmp_path, tmp_path)
    assert not (tmp_path / "tests" / "pages" / "kabarteluk" / "other.html").exists()
