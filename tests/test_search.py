"""Full-text search: the same stories, in the same order, on SQLite and PostgreSQL."""

import argparse
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scrapy.exceptions import UsageError
from scrapy.settings import Settings
from sqlalchemy import Engine, create_engine, event, text

import models.search
import models.search_index
from models import schema, word_roots, word_spellings
from models.database import open_engine, writing
from models.excerpt import excerpt
from models.search import Answer, Wanted, search
from models.search_index import reindex
from models.search_nothing import why_nothing
from models.search_query import QueryError, Term, read_query
from models.search_words import note_words
from models.words import guessed_stems, joined, spans, stem, stems, words
from scrapers.commands.search import Command
from tests.newsroom import NOW, STORY, ZONE, Newsroom, at

HOUR = timedelta(hours=1)
DAY = date(2026, 10, 1)


@pytest.fixture
def newsroom(engine: Engine) -> Newsroom:
    return Newsroom(engine)


def tell(newsroom: Newsroom, number: int, headline: str | None, body: str, **facts: Any) -> None:
    """Save a story that was published at noon so many days after DAY."""
    noon = datetime.combine(DAY, datetime.min.time(), ZONE) + timedelta(days=number, hours=12)
    given = {"published_at": noon, "place": None, "country_code": None, **facts}
    story = replace(STORY, source_id=str(number), headline=headline, body=body, **given)
    (outcome,) = newsroom.visit(story)
    assert not isinstance(outcome, Exception), outcome


def found(source: Newsroom | Engine, asked: str, **chosen: Any) -> list[str]:
    """The outlet's numbers of the stories that answer, in order."""
    engine = source.engine if isinstance(source, Newsroom) else source
    answer = search(engine, Wanted(words=asked, **chosen))
    return [hit.story["source_id"] for hit in answer.hits]


def ask(newsroom: Newsroom, asked: str, **chosen: Any) -> Answer:
    return search(newsroom.engine, Wanted(words=asked, **chosen))


# --- The index ---------------------------------------------------------------------------------


def test_sqlite_writes_its_index_once_for_a_batch(newsroom: Newsroom) -> None:
    if newsroom.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL's index is written otherwise")
    newest_first = [
        replace(STORY, source_id=str(number), published_at=STORY.published_at - number * 24 * HOUR)
        for number in range(2)
    ]
    assert newsroom.visit(*newest_first) == ["stored", "stored"]
    assert pieces_of_the_index(newsroom.engine) == 1
    assert reindex(newsroom.engine) == 2
    assert pieces_of_the_index(newsroom.engine) == 1


def pieces_of_the_index(engine: Engine) -> int:
    with engine.connect() as connection:
        query = text("SELECT count(DISTINCT segid) FROM search_index_idx")
        pieces: int = connection.execute(query).scalar_one()
        return pieces


# --- Words ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Menteri Agama", ["menteri", "agama"]),
        ("salat Jum’at di Café", ["salat", "jum", "at", "di", "cafe"]),
        ("anak-anak e-KTP Rp3.500,00", ["anak", "anak", "e", "ktp", "rp3", "500", "00"]),
        ("_garis_ bawah", ["garis", "bawah"]),
        ("السلام عليكم", ["السلام", "عليكم"]),
        ("Cafe\u0301 ", ["cafe"]),
        ("… — “ ”", []),
        ("“Panen” – “raya”\xa0di\u3000Subang", ["panen", "raya", "di", "subang"]),
    ],
)
def test_words_are_in_lower_case_and_without_accents(written: str, expected: list[str]) -> None:
    assert words(written) == expected
    assert [word for _, _, word in spans(written)] == expected


@pytest.mark.parametrize(
    "family", ["membantu bantuan bantu dibantu", "pelajaran belajar mengajar ajaran", "gaza Gaza"]
)
def test_forms_of_a_word_share_a_stem(family: str) -> None:
    assert len({stem(word.lower()) for word in family.split()}) == 1


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("menutup", "tutup ditutup tertutup penutupan"),
        ("penangkapan", "menangkap ditangkap tertangkap tangkap"),
        ("menikmati", "nikmat dinikmati kenikmatan"),
        ("mengirimkan", "kirim dikirim pengiriman kiriman"),
        ("mengambil", "ambil diambil pengambilan"),
        ("memainkan", "main dimainkan pemain permainan"),
        ("pemilihan", "pilih memilih dipilih pilihan"),
        ("menyatakan", "nyata dinyatakan pernyataan"),
        ("penyerangan", "serang diserang serangan menyerang"),
        ("terima", "diterima menerima penerimaan"),
        ("kembali", "mengembalikan dikembalikan pengembalian"),
        ("menikah", "nikah pernikahan dinikahi menikahkan"),
        ("mengolah", "olah pengolahan"),
        ("mengaku", "aku diakui pengakuan"),
        ("menang", "memenangkan pemenang kemenangan dimenangkan"),
        ("penuh", "memenuhi dipenuhi pemenuhan"),
    ],
)
def test_a_letter_that_a_prefix_takes_is_put_back(word: str, others: str) -> None:
    assert [each for each in others.split() if set(stems(word)).isdisjoint(stems(each))] == []


@pytest.mark.parametrize(
    ("word", "other"), [("menara", "ara"), ("menutup", "utuh"), ("pasukan", "masuk")]
)
def test_words_that_only_look_alike_have_no_stem_in_common(word: str, other: str) -> None:
    assert set(stems(word)).isdisjoint(stems(other))


@pytest.mark.parametrize(
    ("family", "other"),
    [
        ("tindakan bertindak ditindak tindakannya", "tindih"),
        ("gerakan bergerak menggerakkan pergerakan", "segera"),
        ("masalah bermasalah permasalahan", "masa"),
        ("meneliti penelitian peneliti diteliti", "letih"),
        ("ekonomi perekonomian", "ekonom"),
        ("pengawasan mengawasi diawasi pengawas", "kawasan"),
        ("kemasan mengemas pengemasan", "emas"),
        ("memalukan mempermalukan dipermalukan malu", "palu"),
        ("menteri kementerian", "teri"),
    ],
)
def test_words_of_a_known_root_have_it_alone(family: str, other: str) -> None:
    first, *others = map(stems, family.split())
    assert [each for each in others if set(first).isdisjoint(each)] == []
    assert set(first).isdisjoint(stems(other))


@pytest.mark.parametrize(
    ("name", "forms"), [("merapi", "merapikan rapi"), ("kuningan", "kekuningan kuning")]
)
def test_a_name_has_no_forms_and_takes_none_from_others(name: str, forms: str) -> None:
    one, other = map(stems, forms.split())
    assert stems(name) == (name,)
    assert set(one) & set(other)


def test_every_known_root_mends_what_the_rules_find() -> None:
    file = Path(word_roots.__file__).with_suffix(".tsv")
    header, *rows = (line.split("\t") for line in file.read_text("utf-8").splitlines())
    assert header == ["root", "not", "as in"]
    assert [root for root, n in Counter(row[0] for row in rows).items() if n > 1] == []
    for root, wrong, word in rows:
        assert wrong in guessed_stems(word.lower()), word
        assert stems(word.lower()) == stems(root) == (root,), word


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Ma'ruf Amin di Sana’a", {"ma ruf", "sana a"}),
        ("Al-Qur`an-nya, Mu'jiza'at", {"qur an", "mu jiza at"}),
        ("JUM‘AT", {"jum at"}),
        ("'kata' ‘kata’ jamaah' 5'3 ' '", set()),
        ("", set()),
    ],
)
def test_words_with_an_apostrophe_are_told(written: str, expected: set[str]) -> None:
    assert joined(written) == expected


@pytest.fixture(scope="module")
def tokenizer() -> Iterator[Any]:
    """What SQLite makes of a text."""
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        connection.exec_driver_sql(
            "CREATE VIRTUAL TABLE t USING fts5(x,"
            " tokenize=\"unicode61 remove_diacritics 2 categories 'L* N*'\")"
        )
        connection.exec_driver_sql("CREATE VIRTUAL TABLE v USING fts5vocab(t, 'instance')")

        def split(written: str) -> list[str]:
            connection.exec_driver_sql("DELETE FROM t")
            connection.exec_driver_sql("INSERT INTO t VALUES (?)", (written,))
            return list(connection.exec_driver_sql("SELECT term FROM v ORDER BY offset").scalars())

        yield split
    engine.dispose()


# Not what is newer than SQLite's table of characters, and the few that it folds otherwise.
SIGNS = " .-'’“”…%$&@_²½\n"
LATIN = st.one_of(
    st.characters(max_codepoint=0x24F, exclude_characters="\0\u00b5\u017f\u01e0\u01e1"),
    st.sampled_from(f"aeiou\u0301\u0300\u0308{SIGNS}"),
)
ARABIC = st.one_of(st.characters(min_codepoint=0x620, max_codepoint=0x6D3), st.sampled_from(SIGNS))
CYRILLIC = st.characters(min_codepoint=0x400, max_codepoint=0x4FF)
TEXTS = st.lists(st.one_of(map(st.text, (LATIN, ARABIC, CYRILLIC))), max_size=5).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
@example("À \u0622\u0655")
def test_sqlite_splits_texts_into_the_same_words(tokenizer: Any, written: str) -> None:
    assert tokenizer(written) == words(written)


# --- What is asked ----------------------------------------------------------------------------


def test_a_question_is_read() -> None:
    query = read_query('banjir "Menteri Agama" haj* padi OR “beras baru” -Jakarta -"luar negeri"')
    assert [
        [(term.words, term.is_exact, term.is_prefix) for term in clause] for clause in query.clauses
    ] == [
        [(("banjir",), False, False)],
        [(("menteri", "agama"), True, False)],
        [(("haj",), False, True)],
        [(("padi",), False, False), (("beras", "baru"), True, False)],
    ]
    assert [term.words for term in query.excluded] == [("jakarta",), ("luar", "negeri")]
    assert query.stemmed == {"banjir", "padi", "jakarta"}


@pytest.mark.parametrize(
    ("asked", "same"),
    [
        ("banjir AND padi", "banjir padi"),
        ("(banjir OR padi) kota", "banjir OR padi kota"),
        ("(foto) banjir", "foto banjir"),
        ("Ma’ruf", '"ma ruf" OR maruf'),
        ("e-KTP", '"e ktp" OR ektp'),
        ("-Covid-19 kota", 'kota -"covid 19" -covid19'),
        ("Al-Ma'un", '"al ma un" OR "al maun" OR almaun'),
        ("JUMAT", "Jum'at"),
        ("ijin", "izin"),
        ("a" + " -izin" * 49, "a" + " -ijin" * 49),
        ("-walikota kota", 'kota -"wali kota" -walikota'),
        ("14-15 Rp1,5", '"14 15" "rp1 5"'),
        ('"Jum\'at"', '"jum at"'),
    ],
)
def test_what_is_written_in_other_ways_is_the_same(asked: str, same: str) -> None:
    def as_sets(text: str) -> tuple[list[set[Term]], set[Term]]:
        query = read_query(text)
        return [set(clause) for clause in query.clauses], set(query.excluded)

    assert as_sets(asked) == as_sets(same)


def test_no_spelling_means_two_words_and_every_row_has_its_reason() -> None:
    file = Path(word_spellings.__file__).with_suffix(".tsv")
    header, *rows = (line.split("\t") for line in file.read_text("utf-8").splitlines())
    assert header == ["word", "spellings", "reason"]
    assert all(len(row) == 3 and all(cell.strip() == cell != "" for cell in row) for row in rows)
    every = [" ".join(words(each)) for row in rows for each in (row[0], *row[1].split(", "))]
    assert [each for each, n in Counter(every).items() if n > 1] == []


def test_signs_between_words_are_passed_over() -> None:
    assert read_query("Banjir & longsor – 12 tewas | …") == read_query("banjir longsor 12 tewas")


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("", "no word to look for"),
        ("   ", "no word to look for"),
        ('"banjir besar', 'a quotation mark has no partner: "banjir besar'),
        ('banjir"besar"', "put a blank between banjir and what follows"),
        ('"banjir"besar', 'put a blank between "banjir" and what follows'),
        ('""', "no letter and no digit in ''"),
        ("&", "no word to look for"),
        ("banjir - kota", "a - stands right before what is left out: -kuota"),
        ("-banjir", "say what to look for, not only what to leave out"),
        ("OR banjir", "OR stands between two words"),
        ("banjir OR", "OR stands between two words"),
        ("banjir OR OR padi", "OR stands between two words"),
        (
            "(banjir OR padi) kota (beras gabah)",
            "OR joins the two words beside it, and no group: (beras gabah)",
        ),
        ("banjir NOT padi", 'what is left out has a - before it: -kuota; a word is quoted: "NOT"'),
        ("banjir OR -padi", "what is excluded cannot stand beside OR"),
        ("*", "no letter and no digit in '*'"),
        ("ban*jir", "a * stands at the end of the beginning of a word: ban*jir"),
        ("al-qu*", "a beginning is of one word, and al-qu* is of 2"),
        ("ba*", "ba* is too short: write at least 3 letters"),
        ('"banjir bes*"', 'a phrase has no *: "banjir bes*"'),
        ("x" * 256, "x" * 40 + "… is longer than any word that is found"),
        ("a " * 51, "more than 50 words: no story is found by so many"),
    ],
)
def test_what_cannot_be_read_is_quoted_in_one_line(asked: str, says: str) -> None:
    with pytest.raises(QueryError) as caught:
        read_query(asked)
    assert str(caught.value) == says


# --- What is found ----------------------------------------------------------------------------


def test_a_word_finds_its_forms_and_a_quoted_one_itself_alone(newsroom: Newsroom) -> None:
    tell(newsroom, 1, "Bantuan tiba", "Truk datang.")
    tell(newsroom, 2, "Kabar lain", "Relawan membantu warga.")
    tell(newsroom, 3, "Menteri datang", "Ia diam.")
    tell(newsroom, 4, "Harga teri naik", "Nelayan senang.")
    assert set(found(newsroom, "membantu")) == {"1", "2"}
    assert found(newsroom, '"membantu"') == ["2"]
    assert found(newsroom, '"Menteri"') == ["3"]
    assert found(newsroom, '"teri"') == ["4"]
    assert found(newsroom, "Menteri") == ["3"]
    assert found(newsroom, "teri") == ["4"]


def test_a_word_finds_its_forms_without_the_letter_that_their_prefix_takes(
    newsroom: Newsroom,
) -> None:
    told = ["Polisi menangkap dua orang.", "Dua orang ditangkap.", "Penangkapan itu", "Ia tanggap."]
    for number, body in enumerate(told):
        tell(newsroom, number, "Kabar", body)
    for asked in ("menangkap", "ditangkap", "penangkapan"):
        assert set(found(newsroom, asked)) == {"0", "1", "2"}
    assert found(newsroom, "kabar -tangkap") == ["3"]


def test_a_word_with_a_mark_in_it_is_found_without_it(newsroom: Newsroom) -> None:
    tell(newsroom, 1, "Khotbah Jum’at", "PDI-P menang.")
    tell(newsroom, 2, "Khotbah Jumat", "PDIP kalah.")
    tell(newsroom, 3, "Khutbah", "Diizinkan; perijinan.")
    for asked in ("jum'at", "Jumat", "PDIP", "pdi-p"):
        assert set(found(newsroom, asked)) == {"1", "2"}
    assert set(found(newsroom, "khotbah")) == {"1", "2", "3"}
    assert found(newsroom, "ijin izin") == ["3"]
    assert found(newsroom, '"jum\'at"') == ["1"]
    assert found(newsroom, "khotbah -PDI-P") == ["3"]
    (hit,) = ask(newsroom, "Jum'at kalah").hits
    assert hit.headline is not None
    assert [hit.headline.text[start:end] for start, end in hit.headline.marks] == ["Jumat"]


def test_a_word_is_found_written_with_an_apostrophe(newsroom: Newsroom) -> None:
    tell(newsroom, 1, "Kabar Ma’ruf", "Kata Ma'rufnya sendiri.")
    tell(newsroom, 2, "Kabar Maʿruf", "Di Sana'a.")
    tell(newsroom, 3, "Kabar ma", "Ruf, kata mereka.")
    tell(newsroom, 4, "Kabar maruf", "Sanaa tenang.")
    for asked in ("maruf", "Ma'ruf", "MA`RUF", "Maʿruf"):
        assert set(found(newsroom, asked)) == {"1", "2", "4"}
    assert found(newsroom, "sanaa", sort="newest") == ["4", "2"]
    assert found(newsroom, "kabar -maruf") == ["3"]
    hits = {hit.story["source_id"]: hit for hit in ask(newsroom, "maruf").hits}
    headline, body = hits["1"].headline, hits["1"].body
    assert headline is not None
    assert [headline.text[a:b] for a, b in headline.marks] == ["Ma’ruf"]
    assert [body.text[a:b] for a, b in body.marks] == ["Ma'rufnya"]


def test_a_doubled_word_has_forms_too(newsroom: Newsroom) -> None:
    tell(newsroom, 1, "Kabar", "Anak-anaknya pulang, kata anak itu.")
    tell(newsroom, 2, "Kabar", "Anak anak bermain.")
    tell(newsroom, 3, "Kabar", "Anak bermain dengan anak.")
    assert found(newsroom, "anak-anak") == ["2", "1"]
    assert found(newsroom, '"anak-anak"') == ["2"]
    assert found(newsroom, "kabar -anak-anak") == ["3"]
    hits = {hit.story["source_id"]: hit.body for hit in ask(newsroom, "anak-anak").hits}
    marked = {number: [body.text[a:b] for a, b in body.marks] for number, body in hits.items()}
    assert marked == {"1": ["Anak-anaknya"], "2": ["Anak anak"]}


def test_phrases_prefixes_alternatives_and_exclusions(newsroom: Newsroom) -> None:
    tell(newsroom, 1, "Banjir besar di kota", "Hujan turun semalam, kata warga Bekasi.")
    tell(newsroom, 2, "Besar banjir itu", "Kota tenang. Hujan.")
    tell(newsroom, 3, "Haji mabrur", "Besar harapan jemaah; hajatan usai.")
    assert found(newsroom, '"banjir besar"') == ["1"]
    assert found(newsroom, '"di kota hujan"') == []  # headline and body are no one text
    assert found(newsroom, "haj*") == ["3"]
    assert set(found(newsroom, "bekasi OR haji")) == {"1", "3"}
    assert found(newsroom, "besar banjir OR haji -bekasi -mabrur") == ["2"]
    assert found(newsroom, 'besar -"banjir besar" -haj*') == ["2"]
    assert found(newsroom, "BESAR kota hujan bekasi") == ["1"]


def test_the_best_come_first_and_the_newest_of_equals(newsroom: Newsroom) -> None:
    padding = "Sawah dan ladang. " * 20
    tell(newsroom, 1, "Kabar desa", f"Gempa sekali. {padding}")
    tell(newsroom, 2, "Gempa", padding)
    tell(newsroom, 3, "Kabar kota", f"Gempa, gempa, gempa, gempa, gempa. {padding}")
    tell(newsroom, 4, "Kabar desa", f"Gempa sekali. {padding}")
    assert found(newsroom, "gempa") == ["3", "2", "4", "1"]
    assert found(newsroom, "gempa", sort="newest") == ["4", "3", "2", "1"]
    assert found(newsroom, "gempa", limit=2) == ["3", "2"]
    scores = [hit.score for hit in ask(newsroom, "gempa").hits]
    assert scores == sorted(scores, reverse=True)
    assert scores[2] == scores[3]


def test_days_outlets_and_places_bound_the_answer(newsroom: Newsroom) -> None:
    tell(newsroom, 1, "Gempa", "Satu.", place="Banda Aceh", country_code="ID")
    tell(newsroom, 2, "Gempa", "Dua.", place="Aceh", country_code="ID")
    tell(newsroom, 3, "Gempa", "Tiga.")
    undated = dict.fromkeys(("published_at", "published_precision", "hijri_published"))
    tell(newsroom, 4, "Gempa", "Empat.", **undated)
    assert found(newsroom, "gempa", sort="newest") == ["3", "2", "1", "4"]
    second = DAY + timedelta(days=2)
    assert found(newsroom, "gempa", since=second, sort="newest") == ["3", "2"]
    assert found(newsroom, "gempa", until=second, sort="newest") == ["2", "1"]
    assert found(newsroom, "gempa", since=second, until=second) == ["2"]
    assert found(newsroom, "gempa", place="banda aceh") == ["1"]
    assert found(newsroom, "gempa", place="Aceh", outlet="kabar") == ["2"]
    assert found(newsroom, "gempa", place="Ac") == []
    for blank in ("", " "):
        with pytest.raises(QueryError, match="no place is called"):
            found(newsroom, "gempa", place=blank)
    with pytest.raises(QueryError, match=r"no outlet 'x' in the database; it has \['kabar'\]"):
        found(newsroom, "gempa", outlet="x")


def test_a_common_word_is_ranked_among_the_newest(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models.search, "NEWEST", 2)
    tell(newsroom, 1, "Membantu membantu", "Membantu.")
    for number in (2, 3, 4):
        tell(newsroom, number, "Bantuan", "Tiba.")
    answer = ask(newsroom, "membantu", limit=2)
    # The very word is looked for apart, so that other forms do not hide it.
    assert [hit.story["source_id"] for hit in answer.hits] == ["1", "4"]
    assert answer.is_bounded
    assert not ask(newsroom, "membantu -tiba", limit=2).is_bounded
    assert len(ask(newsroom, "membantu", limit=10).hits) == 4


def test_what_is_excluded_is_so_in_all_its_forms_among_the_very_words_too(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models.search, "NEWEST", 2)
    tell(newsroom, 1, "Membantu", "Tetap.")
    tell(newsroom, 2, "Membantu", "Berjalan.")
    for number in (3, 4, 5):
        tell(newsroom, number, "Bantuan", "Tiba.")
    assert found(newsroom, "membantu -jalan", limit=2) == ["1", "5"]
    assert found(newsroom, "membantu -jalan") == ["1", "5", "4", "3"]
    assert found(newsroom, '"bantuan" -jalan', limit=2) == ["5", "4"]


def test_a_changed_text_is_found_by_its_new_words_alone(newsroom: Newsroom) -> None:
    newsroom.visit(replace(STORY, headline=None))
    assert found(newsroom, "panen") == []
    newsroom.visit(at(STORY, NOW + HOUR))  # a headline where there was none is no revision
    assert found(newsroom, "panen") == found(newsroom, "padi") == ["7"]
    newsroom.visit(at(STORY, NOW + 2 * HOUR, body="Ralat: jagung.", place="Karawang"))
    assert (found(newsroom, "padi"), found(newsroom, "jagung")) == ([], ["7"])
    assert (
        found(newsroom, "jagung", place="Subang"),
        found(newsroom, "jagung", place="karawang"),
    ) == (
        [],
        ["7"],
    )
    is_consistent(newsroom.engine)


def test_a_better_date_moves_the_story(newsroom: Newsroom) -> None:
    undated = dict.fromkeys(("published_at", "published_precision", "hijri_published"))
    newsroom.visit(replace(STORY, **undated))
    assert found(newsroom, "padi", since=DAY) == []
    newsroom.visit(at(STORY, NOW + HOUR))
    assert found(newsroom, "padi", since=DAY) == ["7"]
    is_consistent(newsroom.engine)


def is_consistent(engine: Engine) -> None:
    """The index says what the stories say, no more and no less."""
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            check = "INSERT INTO search_index(search_index, rank) VALUES ('integrity-check', 1)"
            connection.exec_driver_sql(check)
        count = "SELECT (SELECT count(*) FROM articles) - (SELECT count(*) FROM story_search)"
        assert connection.execute(text(count)).scalar() == 0


def entries(engine: Engine) -> list[tuple[Any, ...]]:
    """What of the index is written anew when anything in it is."""
    query = "SELECT id, block FROM search_index_data ORDER BY id"
    if engine.dialect.name == "postgresql":
        query = "SELECT article_id, CAST(CAST(xmin AS text) AS bigint) FROM search_index"
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def test_an_unchanged_visit_does_not_touch_the_index(newsroom: Newsroom) -> None:
    newsroom.visit(STORY)
    before = entries(newsroom.engine)
    newsroom.visit(at(STORY, NOW + HOUR, view_count=9999, section="dunia"))
    assert entries(newsroom.engine) == before
    newsroom.visit(at(STORY, NOW + 2 * HOUR, body="Lain."))
    assert entries(newsroom.engine) != before


def test_a_deleted_story_leaves_the_index(newsroom: Newsroom) -> None:
    newsroom.visit(STORY)
    with newsroom.engine.begin() as connection:
        for table in ("view_counts", "credits", "fetches", "articles"):
            connection.execute(text(f"DELETE FROM {table}"))
    assert found(newsroom, "padi") == []
    is_consistent(newsroom.engine)


def test_words_of_a_failed_batch_get_their_stems_with_the_next(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    with suppress(RuntimeError), writing(newsroom.engine) as connection:
        note_words(connection, {"membantu"})
        raise RuntimeError
    with writing(newsroom.engine) as whole, suppress(RuntimeError), whole.begin_nested():
        note_words(whole, {"membantu"})
        raise RuntimeError

    def full(_: object) -> None:
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as patch, suppress(RuntimeError), writing(newsroom.engine) as other:
        note_words(other, {"membantu"})
        patch.setattr(newsroom.engine.dialect, "do_commit", full)
    tell(newsroom, 1, "Membantu", "Isi.")
    assert found(newsroom, "bantuan") == ["1"]


def test_a_transaction_writes_each_word_once(newsroom: Newsroom) -> None:
    written: list[object] = []

    @event.listens_for(newsroom.engine, "before_cursor_execute")
    def note(*told: object) -> None:
        if "search_words" in str(told[2]):
            written.append(told[3])

    with writing(newsroom.engine) as connection:
        for _ in range(3):
            note_words(connection, {"membantu", "korban"})
        with suppress(RuntimeError), connection.begin_nested():
            note_words(connection, {"banjir"})
            raise RuntimeError
        note_words(connection, {"banjir"})
    with writing(newsroom.engine) as connection:
        note_words(connection, {"banjir"})
    assert ["korban" in str(each) for each in written] == [True, False, False]


def test_a_text_of_monstrous_words_is_stored_and_found(newsroom: Newsroom) -> None:
    many = " ".join(f"kata{number:x}" for number in range(90_000))
    tell(newsroom, 1, "Monster", f"awal {'x' * 5000} 'kutip' \\ : {many}")
    tell(newsroom, 2, "Berulang", "padi " * 20_000 + "akhir zaman")
    assert found(newsroom, "awal monster kutip") == ["1"]
    assert found(newsroom, "akhir padi") == ["2"]


def test_an_index_made_anew_answers_alike(newsroom: Newsroom) -> None:
    told: list[tuple[int, int]] = []
    for number in range(5):
        tell(newsroom, number, "Gempa", "Bantuan " * number, place="Palu")
    before = ask(newsroom, "membantu gempa", place="palu")
    assert reindex(newsroom.engine, lambda *numbers: told.append(numbers)) == 5
    assert ask(newsroom, "membantu gempa", place="palu") == before
    assert len(before.hits) == 4
    assert told == [(5, 5)]
    is_consistent(newsroom.engine)


def test_an_index_made_anew_has_what_is_edited_meanwhile(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    if newsroom.engine.dialect.name != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    tell(newsroom, 1, "Gempa", "Bantuan tiba")
    tell(newsroom, 2, "Banjir", "Hujan reda")
    real, written = models.search_index.positions, []

    def edit_before_writing(headline: list[str], body: list[str]) -> dict[str, list[int]]:
        written.append(body[-1])
        if len(written) == 1:
            tell(newsroom, 1, "Gempa", "Bantuan terlambat", fetched_at=STORY.fetched_at + HOUR)
        return real(headline, body)

    monkeypatch.setattr(models.search_index, "positions", edit_before_writing)
    assert reindex(newsroom.engine) == 2
    assert written == ["tiba", "terlambat", "reda", "terlambat"]  # by the edit, and once more
    assert (found(newsroom, "tiba"), found(newsroom, "terlambat")) == ([], ["1"])


def test_a_database_with_stories_gets_its_index_by_upgrading(own_url: str) -> None:
    engine = open_engine(own_url)
    Newsroom(engine).visit(STORY)
    schema.downgrade(engine, "0002")
    schema.upgrade(engine)
    answers = [found(engine, asked) for asked in ("petani", "sawahnya", "jagung")]
    is_consistent(engine)
    differences = schema.check(engine)
    engine.dispose()
    assert (answers, differences) == ([["7"], ["7"], []], [])


def upgraded(engine: Engine) -> Engine:
    """A new engine, which knows nothing of the words of before, on the database as it is today."""
    engine.dispose()
    engine = open_engine(engine.url.render_as_string(hide_password=False))
    schema.upgrade(engine)
    return engine


def test_words_of_an_older_index_get_all_their_stems_by_upgrading(own_url: str) -> None:
    engine = open_engine(own_url)
    newsroom = Newsroom(engine)
    tell(newsroom, 1, "Kabar", "Jalan ditutup.")
    tell(newsroom, 2, "Kabar", "Warga menutup jalan.")
    schema.downgrade(engine, "0008")
    engine = upgraded(engine)
    answers = [set(found(engine, asked)) for asked in ("ditutup", "menutup")]
    engine.dispose()
    assert answers == [{"1", "2"}, {"1", "2"}]


def test_words_with_an_apostrophe_are_found_after_upgrading(own_url: str) -> None:
    engine = open_engine(own_url)
    newsroom = Newsroom(engine)
    tell(newsroom, 1, "Kabar Sana'a", "Tidak ada media.")
    tell(newsroom, 2, "Kabar lain", "Dia di mana?")
    schema.downgrade(engine, "0009")
    with engine.connect() as connection:
        older = connection.execute(text("SELECT word, stem FROM search_words")).all()
    engine = upgraded(engine)
    answers = [found(engine, asked) for asked in ("sanaa", "media", "dia")]
    engine.dispose()
    assert ("media", "dia") in older
    assert [word for word, _ in older if " " in word] == []
    assert answers == [["1"], ["1"], ["2"]]


def test_names_are_told_from_other_words_after_upgrading(own_url: str) -> None:
    engine = open_engine(own_url)
    newsroom = Newsroom(engine)
    tell(newsroom, 1, "Kabar Maluku", "Gempa terasa di sana.")
    tell(newsroom, 2, "Kabar lain", "Warga merasa malu.")
    schema.downgrade(engine, "0010")
    with engine.begin() as connection:
        connection.execute(text("UPDATE search_words SET stem = 'malu' WHERE word = 'maluku'"))
    engine = upgraded(engine)
    answers = [found(engine, asked) for asked in ("maluku", "malu")]
    engine.dispose()
    assert answers == [["1"], ["2"]]


def test_the_check_of_the_schema_misses_a_lost_trigger(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    with engine.begin() as connection:
        connection.execute(text("DROP TRIGGER search_update"))
    assert schema.check(engine) == ["the search index lacks search_update"]
    engine.dispose()


QUESTIONS = (
    "bantuan", "membantu korban", '"korban banjir"', "banj* -jakarta", "menteri OR gempa",
    '"Menteri"', "jum'at", "café", "anak-anak", "hujan warga", "al-qur'an OR salat", "quran",
)  # fmt: skip
SENTENCES = (
    "Bantuan untuk korban banjir tiba.", "Warga membantu korban.", "Menteri Agama salat Jum’at.",
    "Anak-anak membaca Al-Qur’an di kafe Café Raya.", "Banjirnya surut di Jakarta, hujan reda.",
    "Gempa 5,4 mengguncang; hujan turun.", "Teri dan ikan dikirim.",
)  # fmt: skip


def test_both_databases_give_the_same_answers(sqlite_url: str, postgresql_url: str) -> None:
    answers = []
    for url in (sqlite_url, postgresql_url):
        engine = open_engine(url)
        newsroom = Newsroom(engine)
        for number in range(40):
            chosen = [SENTENCES[number * step % 7] for step in (1, 2, 3)]
            place = ("Palu", "Jakarta", None)[number % 3]
            tell(
                newsroom,
                number % 23 * 2 + number // 23,
                chosen[0],
                "\n\n".join(chosen[1:]),
                place=place,
            )
        answers.append(
            {
                (asked, sort, place): ask(newsroom, asked, sort=sort, place=place, limit=40)
                for asked in QUESTIONS
                for sort in ("rank", "newest")
                for place in (None, "jakarta")
            }
        )
        engine.dispose()
    assert answers[0] == answers[1]
    assert all(answers[0][asked, "rank", None].hits for asked in QUESTIONS)


@pytest.mark.parametrize(
    ("asked", "sqlite", "postgresql"),
    [
        ("one word", "words MATCH 'padi'", "words @@ to_tsquery('simple', 'padi')"),
        ("a beginning", "words MATCH 'kuni*'", "words @@ to_tsquery('simple', 'kuni:*')"),
        ("all forms",
         """words MATCH (SELECT group_concat('"' || f.word || '"', ' OR ') FROM search_words w
            JOIN search_words f ON f.stem = w.stem WHERE w.word = 'petani')""",
         """words @@ (
            SELECT to_tsquery('simple', string_agg(replace(f.word, ' ', ' <-> '), ' | '))
            FROM search_words w JOIN search_words f ON f.stem = w.stem WHERE w.word = 'petani')"""),
    ],
)  # fmt: skip
def test_plain_sql_searches_too(
    newsroom: Newsroom, asked: str, sqlite: str, postgresql: str
) -> None:
    newsroom.visit(STORY, replace(STORY, source_id="8", headline="Lain", body="Hal lain."))
    condition = sqlite if newsroom.engine.dialect.name == "sqlite" else postgresql
    query = (
        f"SELECT a.source_id FROM story_search JOIN articles a ON a.id = story_id WHERE {condition}"
    )
    with newsroom.engine.connect() as connection:
        assert connection.execute(text(query.replace(":*", r"\:*"))).scalars().all() == ["7"], asked


# --- What is shown ----------------------------------------------------------------------------


def test_an_excerpt_shows_the_stretch_with_most_of_what_was_asked() -> None:
    body = (
        f"{'Kata pembuka. ' * 30}\n\nWarga membantu korban banjir besar itu.\n\n{'Penutup. ' * 30}"
    )
    query = read_query('bantuan "banjir besar" kor*')
    shown = excerpt(body, query, {"bantuan": ["bantuan", "membantu"]})
    assert [shown.text[start:end] for start, end in shown.marks] == ["membantu korban banjir besar"]
    assert shown.text.startswith("… ")
    assert shown.text.endswith(" …")
    assert "itu. Penutup." in shown.text
    assert shown.text.startswith("… pembuka. Kata pembuka. Warga membantu")
    assert len(shown.text.split()) <= 30
    whole = excerpt("Jum’at pagi,\n\ndi Café", read_query("jumat OR jum'at cafe"), {})
    assert whole.text == "Jum’at pagi, di Café"
    assert [whole.text[start:end] for start, end in whole.marks] == ["Jum’at", "Café"]
    assert excerpt("Tanpa kata itu.", query, {}).marks == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("a b c d e f g padi", "… c d e f g [padi]"),  # no shorter at the end of the text
        ("a b c d e padi f sawah g h i", "… d e [padi] f [sawah] g …"),
        ("padi padi padi a b c d e padi f sawah g h", "… d e [padi] f [sawah] g …"),
        ('"padi", a', '"[padi]", a'),
    ],
)
def test_the_stretch_that_answers_most_is_shown_with_some_words_before_it(
    body: str, expected: str
) -> None:
    shown = excerpt(body, read_query("padi sawah"), {}, most_words=6)
    text = shown.text
    for start, end in reversed(shown.marks):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    assert text == expected


def test_what_runs_over_the_edge_of_an_excerpt_is_marked_up_to_there() -> None:
    shown = excerpt("korban " * 20, read_query("korban"), {}, most_words=5)
    assert (shown.text, shown.marks) == ("korban korban korban korban korban …", [(0, 34)])


HOSTILE = "Judul \x1b[31mmerah\x1b]0;nama\x07 [bold]gempa[/bold] \u202eterbalik \x9b2J <b>tebal</b>"


@pytest.fixture
def command(
    newsroom: Newsroom, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Run `scrapy search` on the newsroom's database; gives exit status, stdout and stderr."""

    def run(*args: str) -> tuple[int, str, str]:
        command = Command()
        url = newsroom.engine.url.render_as_string(hide_password=False)
        command.settings = Settings({"DATABASE_URL": url.replace("+psycopg", "")})
        parser = argparse.ArgumentParser()
        command.add_options(parser)
        opts, words = parser.parse_known_args(args)
        try:
            command.run(words, opts)
        except UsageError:
            command.exitcode = 2
        return (command.exitcode, *capsys.readouterr())

    return run


def test_the_command_prints_what_a_terminal_may_be_shown(
    newsroom: Newsroom, command: Callable[..., tuple[int, str, str]]
) -> None:
    tell(
        newsroom,
        3,
        HOSTILE,
        "Baris satu.\n\nGempa \x1b[2J di\rPalu.",
        place="Pa\x1b[0mlu",
        url="x\x07",
    )
    status, out, err = command("gempa")
    assert (status, err) == (0, "")
    assert out.splitlines() == [
        "2026-10-04 12:00  kabar  nasional  Pa[0mlu",
        "Judul [31mmerah]0;nama [bold]gempa[/bold] terbalik 2J <b>tebal</b>",
        "Baris satu. Gempa [2J di Palu.",
        "x",
    ]
    status, out, err = command("gempa", "--json")
    assert (status, err, out.count("\n")) == (0, "", 1)
    assert out.rstrip("\n").isprintable()
    hit = json.loads(out)
    assert hit["headline"] == HOSTILE
    assert [hit["headline"][start:end] for start, end in hit["headline_marks"]] == ["gempa"]
    assert [hit["excerpt"][start:end] for start, end in hit["excerpt_marks"]] == ["Gempa"]
    assert (hit["source_id"], hit["published_on"], hit["outlet"]) == ("3", "2026-10-04", "kabar")


def test_the_command_colours_what_was_found(
    newsroom: Newsroom,
    command: Callable[..., tuple[int, str, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    newsroom.visit(STORY)
    _, out, _ = command("petani")
    assert "\x1b[1;33mPetani\x1b[0m turun ke sawah." in out


@pytest.mark.parametrize(
    ("args", "says"),
    [
        ((), 'write what to look for: scrapy search "kata kunci"'),
        (('"banjir',), 'a quotation mark has no partner: "banjir'),
        (("banjir", "-x"), "unknown option '-x'; words go in quotes: 'kata -x'"),
        (("banjir", "--since", "31-01"), "--since '31-01' is no day as YYYY-MM-DD"),
        (
            ("banjir", "--since", "2026-02-01", "--until", "2026-01-01"),
            "--since=2026-02-01 is after --until=2026-01-01",
        ),
        (("banjir", "--limit", "0"), "--limit '0' is no number from 1 to 1000"),
        (("banjir", "--sort", "x"), "--sort 'x' is neither of rank and newest"),
        (("banjir", "--outlet", "x"), "no outlet 'x' in the database; it has ['kabar']"),
    ],
)
def test_a_wrong_call_of_the_command_is_one_line(
    command: Callable[..., tuple[int, str, str]], args: tuple[str, ...], says: str
) -> None:
    assert command(*args) == (2, "", f"scrapy search: {says}\n")


def test_what_the_command_does_not_find_is_one_line(
    newsroom: Newsroom, command: Callable[..., tuple[int, str, str]]
) -> None:
    empty = "scrapy search: nothing found: the archive holds no stories yet\n"
    assert command("banjir") == (1, "", empty)
    newsroom.visit(STORY)
    assert command("banjir") == (1, "", "scrapy search: nothing found: no story has banjir\n")
    assert command("padi -jagung")[0] == 0


@pytest.mark.parametrize(
    ("asked", "chosen", "why"),
    [
        ("gunung", {}, "no story has gunung"),
        ("gunung padi bukit*", {}, "no story has gunung, and none bukit*"),
        ('gunung OR "harga padi"', {}, 'no story has gunung OR "harga padi"'),
        ("petuni", {}, "no story has petuni (but petani)"),
        ('"petuni"', {}, 'no story has "petuni"'),
        ("petani jagung", {}, "each of these is in some story, but no story has them all"),
        ("petani -padi", {}, "every story that has this also has what is left out"),
        ("petani", {"place": "Atlantis'"}, 'no story comes from "Atlantis\'"'),
        ("petani", {"place": "bandung"}, "there are stories, but none from bandung"),
        (
            "petani -hujan",
            {"since": date(2027, 1, 1), "until": date(2027, 2, 1), "outlet": "kabar"},
            "there are stories, but none since 2027-01-01 until 2027-02-01 of kabar",
        ),
        ("petani", {}, "until a moment ago: ask again"),
    ],
)
def test_it_says_why_nothing_is_found(
    newsroom: Newsroom, asked: str, chosen: dict[str, Any], why: str
) -> None:
    assert why_nothing(newsroom.engine, Wanted(words=asked, **chosen)) == (
        "the archive holds no stories yet"
    )
    tell(newsroom, 0, "Harga naik", "Petani menjual padi.", place="Jakarta")
    tell(newsroom, 1, "Panen", "Kebun jagung.", place="Bandung")
    assert why_nothing(newsroom.engine, Wanted(words=asked, **chosen)) == why


def test_a_missing_or_older_database_is_one_line(
    empty_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = Command()
    command.settings = Settings({"DATABASE_URL": empty_url})
    opts = argparse.Namespace(
        since=None, until=None, outlet=None, place=None, limit="5", sort="rank", json=False
    )
    told = []
    for prepare in (None, "0002"):
        if prepare is not None:
            engine = open_engine(empty_url)
            schema.upgrade(engine, prepare)
            engine.dispose()
        command.run(["banjir"], opts)
        assert command.exitcode == 1
        told.append(capsys.readouterr().err)
    assert re.fullmatch(
        r"scrapy search: .*(there is no database|holds no archive yet).*\n", told[0]
    )
    assert re.fullmatch(
        r"scrapy search: .* has the older schema 0002: run scrapy db upgrade\n", told[1]
    )
