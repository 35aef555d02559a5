"""Which words of a text a newsroom changed."""

import time

import pytest

from models.side_by_side import Paragraph, side_by_side


def shown(paragraph: Paragraph) -> str:
    return "".join(f"[-{p.before}-+{p.after}+]" if p.changed else p.before for p in paragraph)


@pytest.mark.parametrize(
    ("before", "after", "paragraphs"),
    [
        ("Gempa, 12 orang tewas", "Gempa, 15 orang tewas", ["Gempa,[- 12-+ 15+] orang tewas"]),
        ("Gempa di Aceh kemarin", "Gempa di Aceh", ["Gempa di Aceh[- kemarin-++]"]),
        # Words of their own, though they share `yang`: no shreds.
        (
            "Warga menunggu kabar dari petugas yang belum datang ke lokasi hari ini",
            "Warga menunggu bantuan pangan pemerintah yang dijanjikan sejak lama hari ini",
            [
                "Warga menunggu[- kabar dari petugas yang belum datang ke lokasi-"
                "+ bantuan pangan pemerintah yang dijanjikan sejak lama+] hari ini"
            ],
        ),
        # A short change beside another stays one of its own.
        (
            "Tewas 12 orang dan luka 30 orang",
            "Tewas 15 orang dan luka 31 orang",
            ["Tewas[- 12-+ 15+] orang dan luka[- 30-+ 31+] orang"],
        ),
        # A new paragraph above an edited one does not face it.
        (
            "Air naik satu meter.\n\nWarga pindah.",
            "Hujan turun.\n\nAir naik dua meter.\n\nWarga pindah.",
            ["[--+Hujan turun.+]", "Air naik[- satu-+ dua+] meter.", "Warga pindah."],
        ),
        ("satu\n\ndua", "satu", ["satu", "[-dua-++]"]),
        ("Panen raya", "Banjir besar", ["[-Panen raya-+Banjir besar+]"]),
        # A mark is no part of the word before it, but of a number and of a doubled word.
        (
            "Anak-anak Jum’at pulang",
            "Anak-anak Jum’at, 1.234 orang",
            ["Anak-anak Jum’at[- pulang-+, 1.234 orang+]"],
        ),
        ("Rugi Rp1,5 miliar", "Rugi Rp1,7 miliar", ["Rugi[- Rp1,5-+ Rp1,7+] miliar"]),
        (None, "Judul", ["[--+Judul+]"]),
        (None, None, []),
        ("sama\n\nsaja", "sama\n\nsaja", ["sama", "saja"]),
    ],
)
def test_words_that_changed_are_marked(
    before: str | None, after: str | None, paragraphs: list[str]
) -> None:
    assert [shown(each) for each in side_by_side(before, after)] == paragraphs


def test_both_sides_are_whole() -> None:
    before = "Air naik satu meter di hulu.\n\nWarga pindah ke masjid.\n\nTidak ada korban."
    after = "Air surut.\n\nWarga pulang dari masjid.\n\nTidak ada korban jiwa.\n\nSekolah dibuka."
    rows = side_by_side(before, after)
    for side, text in (("before", before), ("after", after)):
        said = ["".join(getattr(piece, side) for piece in row) for row in rows]
        assert "\n\n".join(filter(None, said)) == text


def test_a_paragraph_without_end_is_compared_at_once() -> None:
    began = time.process_time()
    rows = side_by_side("a b " * 200_000, "b a " * 200_000)
    assert [piece.changed for piece in rows[0]] == [True]
    side_by_side("\n\n".join("ab" * 20_000), "\n\n".join("ba" * 20_000))
    side_by_side("\n\n".join("abcd" * 5), "\n\n".join("efgh" * 5))
    side_by_side("a b c d " * 500, "d c b a " * 500)
    assert time.process_time() - began < 5
