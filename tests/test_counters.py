"""View counters, read and refused."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.counters import read_count
from tests.source_examples import printed

READ = {
    "3.564 views": 3564,
    "17.431 views": 17431,
    "987 views": 987,
    "1.234.567 views": 1234567,
    "| 1.229 Views": 1229,
    "| 998 Views": 998,
    "dibaca 53,203 kali": 53203,
    "dibaca 20.796 kali": 20796,
    "telah dilihat 12810 kali": 12810,
    "Telah dibaca 1.3k kali": 1300,
    "3k kali": 3000,
    "76\nSHARES\n581\nVIEWS": 581,
    "76 SHARES 581 VIEWS": 581,
    "Views 581 Shares 76": 581,
    "0 Views ㅤ": 0,
    "524": 524,
    "8.1K": 8100,
    "1,2rb dilihat": 1200,
    "1,2 ribu kali dibaca": 1200,
    "Artikel ini telah dibaca sebanyak 1.234 kali": 1234,
    "👁\ufe0f 1.234": 1234,
    "» 1.234 views «": 1234,
    "Visited 1,234 times, 2 visits today": 1234,
    "2 jt": 2000000,
    "1,25 juta views": 1250000,
    "12.3K views": 12300,
    "3.564 kali dibaca": 3564,
    "Dibaca 3564 kali": 3564,
    "Dibaca: 3.564x": 3564,
    "٣٥٦٤ مشاهدة": 3564,
    "Hits: 1234": 1234,
    "Pembaca: 1.234": 1234,
    "Post Views: 1,234": 1234,
    "12 Views 3 Comments": 12,
    "0 Comments / 532 Views": 532,
    "Views:": None,
    "views": None,
    "Dibaca kali": None,
}


@pytest.mark.parametrize(("line", "count"), READ.items())
def test_a_counter_is_read(line: str, count: int | None) -> None:
    assert read_count(line) == count


REFUSED = {
    "3.5 views": "unreadable number '3.5'",
    "1.2345 views": "unreadable number '1.2345'",
    "12.34 views": "unreadable number '12.34'",
    "1,234.567 views": "unreadable number '1,234.567'",
    "0.564 views": "unreadable number '0.564'",
    "1234.567 views": "unreadable number '1234.567'",
    "1.2345k": "unreadable number '1.2345'",
    "1.234K views": "unreadable number '1.234'",
    "1,234 jt views": "unreadable number '1,234'",
    "1.234.567k": "unreadable number '1.234.567'",
    "9999999999999 views": "unreadable number '9999999999999'",
    "-5 views": "unknown word '-'",
    "10+ views": r"unknown word '\+'",
    "5m views": "unknown word 'm'",
    "3.564 Dilihatt": "unknown word 'Dilihatt'",
    "Sabtu, 31 Oktober 2020": "unknown word 'Sabtu'",
    "76 SHARES": "no view count",
    "Artikel ini telah dibaca 1.234 kali oleh 12 orang": "no view count",
    "76 SHARES VIEWS": "no view count",
    "SHARES 76 VIEWS": "no view count",
    "12 34 views": "no view count",
    "5 views 6 views": "no view count",
    "SHARES": "no view count",
    "": "no view count",
    " | ": "no view count",
    "1" * 1_000_000: "a view line of 1000000 characters",
}


@pytest.mark.parametrize(("line", "complaint"), REFUSED.items(), ids=range(len(REFUSED)))
def test_what_is_no_counter_is_refused_with_its_words(line: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint) as refusal:
        read_count(line)
    assert line[:40] in str(refusal.value)


def test_every_real_counter_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    counts = {line: read_count(line) for line, _ in printed("views")}
    with capsys.disabled():
        sys.stdout.write(f" {len(counts)} real counters read ")
    assert len(counts) >= 24
    assert None not in counts.values()


@given(st.integers(0, 10**9), st.sampled_from(".,"))
def test_thousands_are_read_as_they_are_printed(count: int, mark: str) -> None:
    assert read_count(f"{count:,} views".replace(",", mark)) == count


WORDS = st.lists(st.sampled_from("1 23 1.234 1,2 k rb jt views SHARES kali : | -".split()))


@given(st.text(max_size=120) | WORDS.map(" ".join))
def test_no_text_crashes_the_reader(text: str) -> None:
    try:
        count = read_count(text)
    except ValueError:
        count = None
    assert count is None or count >= 0
