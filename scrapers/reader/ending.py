"""The lines that close a story, and those that stand among its paragraphs without being any."""

import re
from functools import lru_cache

from models.outlet import Outlet
from scrapers.reader.calls import BEGINNINGS, is_call
from scrapers.reader.comment_forms import COMMENT_FORM
from scrapers.reader.credits import is_credit_line
from scrapers.reader.pictures import is_caption
from scrapers.reader.walls import is_wall

_RUBRICS = (
    # The rubrics of voa-islam.com that are one word, and what any outlet has.
    r"(?:indonesiana|opini|ulama|video|aqidah|ibadah|tsaqofah|jihad|doa|christology|liberalism"
    r"|intelligent|tekno|military|muslimah|health|science|event|pembaca|silaturahim|syariahbiz"
    r"|berita|artikel)"
)
_CHANNEL = (
    r"(?:(?:whatsapp|wa|telegram) (?:channel|grup|group)"
    r"|(?:channel|saluran|kanal|grup|group) (?:whatsapp|wa|telegram))"
)
_SCROLL = r"scroll to (?:continue|resume)(?:(?: with)? content| reading)?\.?"
_INVITATION = re.compile(
    r"\W{0,4}(?:(?:silah?kan|mari|yuk|ayo),? )?"
    r"(?:(?:follow|ikuti|simak|cek|baca|dapatkan|temukan)\b.{0,80}"
    rf"\b(?:google news\b.{{0,60}}|{_CHANNEL}\b.*)"
    rf"|(?:join|(?:ber)?gabung(?:lah)?)\b.{{0,60}}\b{_CHANNEL}\b.*"
    r"|ikuti\b.{0,20}\bberita\b.{0,60}\bwhatsapp\b.{0,40}"
    r"|(?:ikuti|follow) (?:kami|us|(?:saluran|kanal|channel)(?: \w+){0,4}) (?:di|on|lewat) "
    r"(?:whatsapp|telegram)|update berita\b.{0,40}\bdi google news\W*"
    r"|dapatkan (?:berita|informasi) terbaru (?:dari )?kami di (?:whatsapp|telegram)\W*)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    "|".join(
        (
            # voa-islam.com, below the sign-off
            r"sebarkan informasi ini, semoga menjadi amal sholeh kita ?!?",
            r"\+ ?pasang iklan",
            r"latestnews",
            r"view full version",
            # other outlets
            r"tags?:?",
            # their footers
            COMMENT_FORM,
            r"topics?|hak cipta dilindungi undang-undang\W*",
            r"catat ulasan|share berita ?:|tautan pendek ?:",
            r"the post .{1,200} appeared first on .{1,100}",
            # by its sign, its year or names alone, for sentences may begin with the word
            r"©\s*copyright\b.{0,100}|copyright\b\W*(?:(?:©|by\b|c\)|(?:19|20)\d\d).{0,100})?"
            r"|copyright\b\W*(?-i:(?:[A-Z]\S*[\s|]+){0,5}[A-Z]\S*)",
            r"diberdayakan oleh blogger\.?|sila log masuk\b.{0,100}",
            r"artikel ini ditulis oleh ?:",
        )
    ),
    re.IGNORECASE,
)
_OTHERS = re.compile(
    # International Jihad lainnya: (a rubric, so in capitals; `Kota lainnya:` opens a list)
    # (words are taken whole: nothing shorter has a blank behind it)
    rf"(?:(?i:{_RUBRICS})|[A-Z][\w-]++(?: [A-Z][\w-]++){{1,5}}) (?i:lainnya) ?:"
)
"""Closes a story as a pause does."""
_PAUSE = re.compile(
    "|".join(
        (
            # other outlets
            r"(?:ter)?populer:?",
            r"berita rekomendasi",
            r"cek berita dan artikel yang lain di google news",
            # their footers
            r"(?:berita|artikel|stori)(?: syiah| menarik)?"
            r" (?:lainnya|terkait|terkini|terbaru|(?:ter)?populer|pilihan) ?:?",
            r"lihat berita lainnya|(?:rekomendasi|pilihan) untuk anda|jangan lewatkan",
            r"related(?: (?:articles?|news|posts?|stories))? ?:?|you (?:may|might) also like",
            r"(?:mungkin anda|anda mungkin)(?: juga)? (?:suka|menyukai|tertarik)",
            r"post navigation|navigasi (?:pos|tulisan)",
            _INVITATION.pattern,
            r"(?:tentang|profil|biodata) penulis ?:?|about the authors? ?:?",
            r"ulasan|(?:hak cipta )?©.{0,100}",
        )
    ),
    re.IGNORECASE,
)
"""Closes a story, too, unless it goes on below: boxes of the newsroom and credits of pictures stand
among the paragraphs as well."""
_RIGHTS = re.compile(r".{0,60}\ball rights? reserved\b.{0,20}", re.IGNORECASE)
"""Closes a story as well; apart, for only few lines need be searched to their ends for it."""
_INSERTED = re.compile(
    "|".join(
        (
            # voa-islam.com
            r"sumber(?:(?: (?:foto|gambar|video))? ?:.*)?|(?:sumber|keterangan) gambar, .*"
            r"|berita terkait ?:.*"
            r"|(?:foto|photo|gambar|ilustrasi|infografis|fotografer|videografer|kameram[ae]n)"
            r"(?: (?:oleh|by|foto))? ?:.*|(?:ket(?:erangan|\.)? ?|teks )(?:foto|gambar) ?:.*"
            r"|caption(?: foto)? ?:.*|(?:(?:foto|gambar) )?ilustrasi\.?|foto ?/ ?\w{2,20}"
            r"|antara foto ?/.*|kredit foto ?:.*|(?:foto|photo|gambar) (?:oleh|by) .{2,60}"
            r" (?:dari|di|on|from) (?:pexels|pixabay|unsplash)",
            # BBC's, for those who hear the page; glued to the name behind it
            r"hak atas foto(?:(?-i: ?[A-Z])[^.]{0,60})?|image caption(?: .{1,250})?",
            r"[(\[]\s*baca(?: juga)?\s*:.*[)\]]",
            # other outlets
            r"(?:baca|lihat) ?:.*",
            r"(?:also read|kata kunci) ?:.*",
            r"(?:baca artikel lainnya\b).*",
            r"-? ?(?:advertise?ments?|iklan(?: (?:oleh )?google)?) ?-?(?:spot_img)?"
            r"|(?:advertise?ment(?: -|\.)? )?" + _SCROLL,
            r"(?:konten|artikel|berita) (?:berlanjut|dilanjutkan)"
            r" (?:di bawah|setelah)(?: iklan)?(?: ini)?"
            r"|ads by \w+|sponsored(?: content| links?)?",
            r"(?=.*[a-z])(?:halaman|laman|pages?|of|sebelumnya|selanjutnya|berikutnya"
            r"|(?:tampilkan|lihat) semua|dari|next(?: page)?|prev(?:ious)?"
            r"|[\d\s:|/«»‹›<>])+",  # 1 2 3 Selanjutnya
            r"\[gambas ?:.{1,60}\]|\[/?(?:caption|embed|youtube|gallery|video|audio)\b[^\[\]]*\]",
            # where a story stood before, what may be done with it, what it treats
            r"(?:artikel|berita|konten|tulisan) ini (?:(?:telah|sudah|pernah) )?"
            r"(?:(?:di)?tayang(?:kan)?|terbit|dimuat|diterbitkan) di\b.*",
            r"dilarang (?:keras )?(?:mengambil|mengutip|menyalin|memperbanyak|menyebarluaskan)\b"
            r".{0,60}\b(?:isi|konten|berita|artikel|tulisan)\b.*",
            r"tags? ?:.*|topik terkait ?:.*|#\w+(?:[\s,]+#\w+)+",
        )
    ),
    re.IGNORECASE,
)
_BARE_POINTER = re.compile(r"(?:baca|lihat) ?: ?\S", re.IGNORECASE)
_LONG = 100
"""Characters; longer closing lines are invitations, walls and titles behind known words."""
_LONG_BEGINNINGS = frozenset(
    # Four letters, as those of `BEGINNINGS`.
    (
        *("foll", "ikut", "sima", "cek ", "baca", "dapa", "temu", "join", "mari", "gabu", "berg"),
        *("sila", "yuk ", "yuk,", "ayo ", "ayo,", "the ", "copy", "hak ", "kont", "arti", "beri"),
        *("tuli", "lipu", "untu", "agar", "supa", "berl", "lang", "logi", "log ", "masu"),
        *("daft", "hara", "moho", "this", "subs"),
    )
)
_INSERTED_BEGINNINGS = BEGINNINGS | frozenset(
    (
        *("sumb", "kete", "ket ", "ket.", "beri", "foto", "phot", "ilus", "gamb", "kame", "teks"),
        *("capt", "baca", "liha", "also", "kata", "adve", "scro", "ikla", "kont", "arti", "hala"),
        *("sebe", "sela", "tamp", "dari", "next", "prev", "tuli", "dila", "tags", "tag:"),
        *("tag ", "topi", "vide", "anta", "ads ", "spon", "lama", "page", "info", "kred"),
        *("hak ", "imag"),
    )
)
_LONGEST_LINE = 320
"""Characters; a caption may run over two sentences, a headline behind `Baca juga:` has 200."""


def is_closing_line(text: str, outlet: Outlet) -> bool:
    """Tell whether a line closes the page's story: what follows it belongs to other stories."""
    return len(text) <= _LONGEST_LINE and _closes(text.strip(), outlet)


def is_pause(text: str, outlet: Outlet) -> bool:
    """Tell whether a closing line closes the story only where it does not go on below."""
    line = text.strip()
    if any(form.fullmatch(line) for form in outlet.closing_lines):
        return False
    if _CLOSING.fullmatch(line):
        return False
    is_said = _PAUSE.fullmatch(line) or _OTHERS.fullmatch(line)
    return is_said is not None or is_wall(line)


def invites(text: str) -> bool:
    """Tell whether a pause invites to follow the newsroom elsewhere: it heads nothing below it."""
    return _INVITATION.fullmatch(text.strip()) is not None


def is_inserted_line(text: str) -> bool:
    """Tell whether a line stands among the paragraphs of a story without being one of them."""
    return len(text) <= _LONGEST_LINE and _is_inserted(text.strip())


def points_or_tells(text: str) -> bool:
    """Tell whether a line may point elsewhere or be the story's: `Baca: …`, `Lihat: …`, which
    prayers, instructions and notes on sources begin with as well.
    """
    return _BARE_POINTER.match(text) is not None


@lru_cache(maxsize=2048)
def _closes(line: str, outlet: Outlet) -> bool:
    if not line:
        return False
    if any(form.fullmatch(line) for form in outlet.closing_lines):
        return True
    if not _may_close(line):
        return False
    if "reserved" in line.lower() and _RIGHTS.fullmatch(line):
        return True
    if _CLOSING.fullmatch(line) or _PAUSE.fullmatch(line) or is_wall(line):
        return True
    return line[-1] == ":" and _OTHERS.fullmatch(line) is not None


@lru_cache(maxsize=2048)
def _is_inserted(line: str) -> bool:
    if not line:
        return False
    if is_caption(line):
        return True
    may_be = _may_begin(line, _INSERTED_BEGINNINGS)
    if may_be and (_INSERTED.fullmatch(line) is not None or is_call(line)):
        return True
    return is_credit_line(line)


def _may_begin(line: str, beginnings: frozenset[str]) -> bool:
    """Spare most paragraphs the search: they begin with other letters, or with a quotation."""
    return line[:4].lower() in beginnings if line[0].isalpha() else line[0] not in "\"“'‘"


def _may_close(line: str) -> bool:
    if len(line) <= _LONG or line[-1] == ":":
        return True
    return len(line) <= _LONGEST_LINE and _may_begin(line, _LONG_BEGINNINGS)
