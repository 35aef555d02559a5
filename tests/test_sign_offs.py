"""Sign-offs are read into their parts, credits into whom they name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.credit import Credit
from pipelines.sign_offs import read_credits, read_sign_off
from scrapers.reader.credits import cut_credits
from scrapers.reader.sign_off import cut_sign_off
from tests.outlets import ANY, VOA

PARTS = [
    ("(TDS)", ("TDS",)),
    ("(TNA)", ("TNA",)),
    ("(reuters)", ("reuters",)),
    ("(st/Reuters)", ("st", "Reuters")),
    ("(st/MeMo)", ("st", "MeMo")),
    ("( st / ptv )", ("st", "ptv")),
    ("(jj/wb/voa-islam.com)", ("jj", "wb")),
    ("(bilal/voa-islam)", ("bilal",)),
    ("(AF/Voa-Islam.com)", ("AF",)),
    ("[ap/fq/voa-islam.com]", ("ap", "fq")),
    ("[afgh/aby/voa-islam.om]", ("afgh", "aby")),
    ("[PurWD/Protonema/voa-islam.com]", ("PurWD", "Protonema")),
    ("* [Staf/voa-islam.com]", ("Staf",)),
    ("(voa-islam.com)", ()),
    ("(R/R6/P2)", ("R", "R6", "P2")),
    ("(sha/c19/dos)", ("sha", "c19", "dos")),
    ("(E-2)", ("E-2",)),
    ("(tirto.id - abc/def)", ("tirto.id", "abc", "def")),
    ("(muhib al majdi/arrahmah.com)", ("muhib al majdi", "arrahmah.com")),
    (
        "(fq/prtv/eramuslim/290212/al-khilafah.org)",
        ("fq", "prtv", "eramuslim", "290212", "al-khilafah.org"),
    ),
    ("(Sumber: Kumparan)", ("Kumparan",)),
    ("ab/hp (dpa, Reuters)", ("ab", "hp", "dpa", "Reuters")),
    ("vlz (afp)", ("vlz", "afp")),
    ("(Alif R/Diaz A)", ("Alif R", "Diaz A")),
    ("* (PIC | Sahabat Al-Aqsha)", ("PIC", "Sahabat Al-Aqsha")),
    ("* (Middle East Monitor | Sahabat Al-Aqsha).", ("Middle East Monitor", "Sahabat Al-Aqsha")),
    ("*** Yohanes Suroso.", ("Yohanes Suroso",)),
    ("****\nDA", ("DA",)),
    ("– Bernama", ("Bernama",)),
    ("– HARAKAHDAILY 29/8/2018", ("HARAKAHDAILY",)),
    ("/JQ", ("JQ",)),
    ("dtc/rif", ("dtc", "rif")),
    ("[]", ()),
    ("(*)", ()),
    ("[**]", ()),
    ("*", ()),
]

CREDITS = [
    ("(st/Reuters)", [("reporter", "st", None), ("wire", "Reuters", "Reuters")]),
    ("(st/MeMo)", [("reporter", "st", None), ("wire", "MeMo", "Middle East Monitor")]),
    ("(st/ptv)", [("reporter", "st", None), ("wire", "ptv", None)]),
    ("(an/ARA)", [("reporter", "an", None), ("wire", "ARA", None)]),
    ("(by/kp)", [("reporter", "by", None), ("unknown", "kp", None)]),
    ("(TNA)", [("unknown", "TNA", None)]),
    ("(TDS)", [("unknown", "TDS", None)]),
    ("(reuters)", [("wire", "reuters", "Reuters")]),
    ("(Antara/jpnn)", [("wire", "Antara", "ANTARA"), ("outlet", "jpnn", "jpnn")]),
    ("(Humas Kota)", [("unknown", "Humas Kota", None)]),
    ("(Advertorial)", [("unknown", "Advertorial", None)]),
    ("– Bernama", [("wire", "Bernama", "Bernama")]),
    ("– Agensi", [("wire", "Agensi", None)]),
    (
        "(Robi/voa-islam.com)",
        [("reporter", "Robi", "Robi"), ("outlet", "voa-islam.com", "VOA-Islam")],
    ),
    (
        "* [Staf/voa-islam.com]",
        [("reporter", "Staf", None), ("outlet", "voa-islam.com", "VOA-Islam")],
    ),
    (
        "(hanoum/arrahmah.id)",
        [("reporter", "hanoum", None), ("outlet", "arrahmah.id", "arrahmah.id")],
    ),
    ("(R/R6/P2)", [("code", "R", None), ("code", "R6", None), ("code", "P2", None)]),
    ("(hep/c10/pri)", [("reporter", "hep", None), ("code", "c10", None), ("unknown", "pri", None)]),
    ("(*)", []),
    ("(*/bs)", [("unknown", "bs", None)]),
    ("(ed: ratna)", [("editor", "ratna", None)]),
    ("(Kontributor: Nur Imansyah)", [("reporter", "Nur Imansyah", "Nur Imansyah")]),
    ("(Penulis: Budi/Editor: Siti)", [("reporter", "Budi", "Budi"), ("editor", "Siti", "Siti")]),
    ("(red: voa-islam.com)", [("outlet", "voa-islam.com", "VOA-Islam")]),
    ("(st/berbagai sumber)", [("reporter", "st", None), ("unknown", "berbagai sumber", None)]),
]

LABELLED = [
    ("Pewarta: \nNur Imansyah", [("reporter", "Nur Imansyah", "Nur Imansyah")]),
    ("Editor\n: Bayu Galih", [("editor", "Bayu Galih", "Bayu Galih")]),
    ("Editor\nIskandar", [("editor", "Iskandar", "Iskandar")]),
    (
        "Penulis\n: Kontributor Nama Kota, Nama Orang",
        [("reporter", "Nama Orang", "Nama Orang")],
    ),
    ("Penulis: Sy", [("reporter", "Sy", None)]),
    ("Pewarta: \nprwir", [("reporter", "prwir", None)]),
    (
        "Pewarta: Budisantoso Budiman dan Agus S",
        [
            ("reporter", "Budisantoso Budiman", "Budisantoso Budiman"),
            ("reporter", "Agus S", "Agus S"),
        ],
    ),
    (
        "Oleh: Ainul Mizan, S.Pd (Pemerhati Sosial, Politik dan Agama)",
        [("reporter", "Ainul Mizan, S.Pd (Pemerhati Sosial, Politik dan Agama)", "Ainul Mizan")],
    ),
    (
        "Oleh: Dr. H. Ahmad Fauzi,SH, MH",
        [("reporter", "Dr. H. Ahmad Fauzi,SH, MH", "Dr. H. Ahmad Fauzi")],
    ),
    (
        "Oleh: Karim, Lc., M.A. dan Siti Rahma, S. Pd.; Adi, M.Pd.I, Ph.D",
        [
            ("reporter", "Karim, Lc., M.A.", "Karim"),
            ("reporter", "Siti Rahma, S. Pd.", "Siti Rahma"),
            ("reporter", "Adi, M.Pd.I, Ph.D", None),
        ],
    ),
    (
        "Penulis: Budi Santoso, Siti Rahma, dan M. Ali (Banda Aceh)",
        [
            ("reporter", "Budi Santoso", "Budi Santoso"),
            ("reporter", "Siti Rahma", "Siti Rahma"),
            ("reporter", "M. Ali (Banda Aceh)", "M. Ali"),
        ],
    ),
    ("Oleh Ainul Mizan, S.Pd", [("reporter", "Ainul Mizan, S.Pd", "Ainul Mizan")]),
    (
        "Oleh: Siti Rahma, S.Pd, Dosen dan Peneliti Sosial",
        [("reporter", "Siti Rahma, S.Pd, Dosen dan Peneliti Sosial", "Siti Rahma")],
    ),
    (
        "Oleh: Siti Rahma, Mahasiswi STEI Kabar; Budi Santoso (Guru)",
        [
            ("reporter", "Siti Rahma, Mahasiswi STEI Kabar", "Siti Rahma"),
            ("reporter", "Budi Santoso (Guru)", "Budi Santoso"),
        ],
    ),
    (
        "Penulis: Siti Rahma/Budi Santoso / Reuters",
        [
            ("reporter", "Siti Rahma", "Siti Rahma"),
            ("reporter", "Budi Santoso", "Budi Santoso"),
            ("wire", "Reuters", "Reuters"),
        ],
    ),
    ("By Hanin Mazaya", [("reporter", "Hanin Mazaya", "Hanin Mazaya")]),
    ("Ditulis oleh: Siti Rahma", [("reporter", "Siti Rahma", "Siti Rahma")]),
    ("Diposting oleh: Siti Rahma", [("unknown", "Siti Rahma", "Siti Rahma")]),
    ("Wartawan: Siti Rahma", [("reporter", "Siti Rahma", "Siti Rahma")]),
    ("Ed: Siti", [("editor", "Siti", "Siti")]),
    ("Source: Reuters", [("wire", "Reuters", "Reuters")]),
    ("Rep: AB, CD", [("reporter", "AB", None), ("reporter", "CD", None)]),
    (
        "Redaktur & Reporter : Tim Redaksi",
        [("editor", "Tim Redaksi", None), ("reporter", "Tim Redaksi", None)],
    ),
    (
        "Reporter/Editor: Siti Rahma",
        [("reporter", "Siti Rahma", "Siti Rahma"), ("editor", "Siti Rahma", "Siti Rahma")],
    ),
    ("Uploader : Siti Rahma", [("unknown", "Siti Rahma", "Siti Rahma")]),
    (
        "Laporan Wartawan Kabar.example, Siti Rahma",
        [("reporter", "Siti Rahma", "Siti Rahma")],
    ),
    ("Rep: C07", [("code", "C07", None)]),
    (
        "Red: Ichsan Emrald Alamsyah",
        [("editor", "Ichsan Emrald Alamsyah", "Ichsan Emrald Alamsyah")],
    ),
    ("LAPORAN: AMELIA FITRIANI", [("reporter", "AMELIA FITRIANI", "AMELIA FITRIANI")]),
    ("Sumber: Reuters", [("wire", "Reuters", "Reuters")]),
    ("Sumber: Kompas.com", [("outlet", "Kompas.com", "Kompas.com")]),
    ("Sumber: Tribun Ternate", [("unknown", "Tribun Ternate", "Tribun Ternate")]),
    (
        "SUMBER : http://www.suara-islam.com/detail.php?kid=4565",
        [("outlet", "http://www.suara-islam.com/detail.php?kid=4565", "suara-islam.com")],
    ),
]


@pytest.mark.parametrize(("sign_off", "parts"), PARTS)
def test_the_parts_of_a_sign_off(sign_off, parts):
    assert read_sign_off(sign_off, VOA) == parts


@pytest.mark.parametrize(("sign_off", "credited"), CREDITS)
def test_whom_a_sign_off_credits(sign_off, credited):
    assert read_credits(sign_off, (), VOA) == tuple(Credit(*each) for each in credited)


@pytest.mark.parametrize(("line", "credited"), LABELLED)
def test_whom_a_label_credits(line, credited):
    assert cut_credits(line.split("\n")) == (line,)
    assert read_credits(None, (line,), VOA) == tuple(Credit(*each) for each in credited)


def test_the_sign_off_comes_before_the_labels():
    assert read_credits("(st/ptv)", ("Editor: Bayu Galih",), VOA) == (
        Credit("reporter", "st", None),
        Credit("wire", "ptv", None),
        Credit("editor", "Bayu Galih", "Bayu Galih"),
    )


@pytest.mark.parametrize("text", ["", "  ", "x" * 201])
def test_what_is_no_sign_off_is_refused_with_its_text(text):
    with pytest.raises(ValueError, match=f"not a sign-off: '{text[:200]}'"):
        read_sign_off(text, VOA)


@pytest.mark.parametrize(
    "text", ["", "Nur Imansyah", "Cuaca: cerah", "Editor:", "Editor: " + "x" * 200]
)
def test_what_is_no_labelled_credit_is_refused_with_its_text(text):
    with pytest.raises(ValueError, match=f"not a labelled credit: '{text[:200]}'"):
        read_credits(None, (text,), VOA)


ENDINGS = st.lists(
    st.sampled_from(
        [
            *("Gudang dibuka", ".", "”", " ", "\n", "(TDS)", "[]", "*", "/", "(", ")", "|", ":"),
            *(
                "st/an",
                "– Bernama",
                "-",
                "NAMA ORANG",
                "(bilal/voa-islam)",
                "Editor:",
                "Oleh Budi",
                "By ",
                "Rep: C07/",
                "Penulis",
            ),
        ]
    ),
    max_size=10,
).map("".join)


@given(st.one_of(ENDINGS, st.text(max_size=250)), st.sampled_from([VOA, ANY]))
def test_whatever_is_cut_is_read(paragraph, outlet):
    sign_off = cut_sign_off(paragraph, outlet)[1]
    labelled = cut_credits(paragraph.split("\n"))
    credited = read_credits(sign_off, labelled, outlet)
    assert all(credit.printed.strip() == credit.printed != "" for credit in credited)
    if sign_off is not None:
        assert set(read_sign_off(sign_off, outlet)) <= {credit.printed for credit in credited}


@given(st.text(min_size=1, max_size=200))
def test_any_text_is_read_or_refused_by_name(text):
    try:
        read_sign_off(text, VOA)
    except ValueError as error:
        refusal = str(error)
    else:
        refusal = None
    assert refusal is None or repr(text) in refusal
