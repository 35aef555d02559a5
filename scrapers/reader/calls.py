"""What a newsroom says to its readers among the paragraphs: to watch, to turn the page, to follow.

Whole lines only, and none that ends as a sentence does but those of known words: what a story says
itself may begin with the same verb.
"""

import re

from scrapers.reader.controls import CONTROL, CONTROL_BEGINNINGS

_VERB = r"(?:simak|saksikan|tonton|nonton|lihat|baca)(?:lah)?"
_UNFINISHED = r"(?<![.…])(?<![.…][\"”’'])"
_HERE = r"(?:di (?:bawah|sini|atas)|berikut)(?: ini)?|pilihan(?: redaksi)?(?: ini)?|selengkapnya"
_WORDS_TO_A_PAGE = (
    rf"(?:{_VERB}|lanjut(?:kan|an)?|klik|buka|bersambung|berlanjut|selengkapnya|selanjutnya|berita"
    r"|artikel|ulasan(?:nya)?|penjelasan(?:nya)?|ke|di|pada|next)"
)
_THIS = r"(?:seluruh )?(?:isi )?(?:dari )?(?:artikel|tulisan|konten|opini|unggahan) ini"
_ACCOUNT = (
    r"(?:facebook|twitter|x|instagram|ig|tiktok|youtube|threads|linkedin|media sosial|akun"
    r"|kami|us|di|on|lewat|dan|and)"
)
_CHANNEL = r"(?:(?:channel|kanal|akun) ?(?:youtube|instagram)?(?: [\w.]+){0,3})?"
_CALL = re.compile(
    r"\W*(?:"
    + "|".join(
        (
            rf"{_VERB} (?:juga|pula)\b.*{_UNFINISHED}",
            rf"(?:pilihan editor|read (?:also|more)) ?: .*{_UNFINISHED}|read (?:also|more)",
            r"(?:baca|lihat) (?:selengkapnya|selanjutnya|berita lainnya|foto)\W*"
            rf"|baca selengkapnya ?: .*{_UNFINISHED}",
            rf"{_VERB}[!,]? (?:video|live)\b(?: [\w-]+){{0,4}} ?[:\"“'‘].*{_UNFINISHED}",
            rf"{_VERB}[!,]? (?:video(?:nya)?|live)\b.{{0,60}}\b(?:{_HERE})\W*",
            r"(?:berikut )?video (?:pilihan|terkait|terkini|lainnya)(?: hari ini)?\W*"
            rf"|video ?: .{{8,}}{_UNFINISHED}",
            rf"(?:{_VERB}|klik|cek)\b.{{0,40}}\b(?:se)?lengkapnya\b.{{0,20}}\bdi ?sini\W*",
            # the rest of a story stands on another page, or below an advertisement
            rf"(?:{_WORDS_TO_A_PAGE}[ :,]+){{1,7}}halaman"
            r" (?:selanjutnya|berikutnya|(?:ke-?)?\d+)\W*",
            r"(?:scroll|geser|gulir)(?: (?:down|layar|ke ?bawah))?"
            r" untuk (?:(?:me)?lanjut(?:kan)?(?: (?:mem)?baca)?|(?:mem)?baca|(?:me)?lihat)"
            r"(?: (?:berita|artikel|konten))?\W*",
            r"lanjutkan membaca(?: di bawah(?: ini)?)?\W*|continue reading(?: below)?\W*"
            r"|(?:story|article) continues below(?: (?:this )?ad(?:vertisement)?)?\W*",
            # below what others posted, and pictures
            r"lihat postingan ini di instagram|view this post on instagram|created with datawrapper"
            r"|(?:sebuah kiriman dibagikan oleh|a post shared by) .{1,60}\(@[\w.]+\).{0,60}"
            r"|perbesar(?: foto| gambar)?|klik (?:(?:gambar|foto) )?untuk memperbesar",
            # known words
            r"(?:dapatkan update berita|simak breaking news dan berita) pilihan\b.*",
            r"selalu update info terkini\b.*|dapatkan berita up to date\b.*",
            r"ikuti (?:terus )?(?:berbagai )?(?:berita|peristiwa|informasi)\b.{0,80}\b(?:di|dalam)"
            r" (?:program )?[\"“][^\"”]{3,40}[\"”] (?:trans|tv|di)\b.*",  # Detik's
            r"tetap update informasi\b.*|(?:ingin )?(?:ber)?langganan (?:artikel|newsletter)\W*",
            r"(?:daftar|masuk)kan (?:alamat )?e-?mail(?:mu| anda| kamu)?\b.{0,40}\b(?:untuk|agar)\b"
            r".{0,40}\b(?:update|artikel|berita|newsletter|kabar)\b.{0,60}",
            r"anda (?:dapat|bisa) berhenti (?:ber)?langganan kapan (?:saja|pun)\b.*",
            r"(?:baca berita|nyaman) tanpa iklan\b.*|dukung keberlanjutan jurnalisme\b.*",
            r"(?:dalam segala situasi, )?\S+ berkomitmen memberikan fakta jernih\b.*",
            # what copies of Detik's and Kompas' stories end in
            r"baca artikel \w+,? [\"“'‘].*",
            r"(?:download (?:apps?|aplikasi)|kompascom\+|membership)\W.{0,40}\bhttps?://\S+"
            r"(?: download aplikasi ?: https?://\S+)?",
            r"versi cetak artikel ini (?:telah )?(?:di)?terbit(?:kan)?\b.*",
            r"fakta atau hoaks\? untuk mengetahui kebenaran\b.*",
            r"(?:add|jadikan|tambahkan|pilih)\b.{0,60}"
            r"\b(?:preferred source|sumber (?:pilihan|utama))\b.{0,20}\bgoogle\b.{0,20}",
            rf"(?:follow|ikuti|temukan)(?:[ ,&/]+{_ACCOUNT}){{1,12}}(?: @[\w.]+)?(?: ?:)?",
            rf"jangan lupa (?:(?:like|share|subscribe|follow|dan)[ ,&]*){{1,5}}{_CHANNEL}",
            r"(?:download|unduh) aplikasi(?: [\w.]+){1,5} di (?:play ?store|google play|app store)",
            CONTROL,
            # whose opinion it is
            r"(?:disclaimer|sanggahan) ?:.*",
            rf"{_THIS}\b.{{0,60}}\b(?:tanggung jawab|tidak (?:mewakili|mencerminkan))\b"
            r".{0,60}\b(?:penulis|redaksi|blogg?er|pembaca|pengirim)\b.*",
        )
    )
    + ")",
    re.IGNORECASE,
)
_TURN = re.compile(r"\bhalaman (?:selanjutnya|berikutnya)\W*$", re.IGNORECASE)
_LONGEST_TURN = 60
BEGINNINGS = CONTROL_BEGINNINGS | frozenset(
    # Four letters of each of its first words: most lines begin otherwise and cost nothing more.
    (
        *("sima", "saks", "tont", "nont", "liha", "baca", "vide", "lanj", "klik", "buka", "bers"),
        *("berl", "sele", "sela", "beri", "arti", "ulas", "penj", "next", "scro", "gese", "guli"),
        *("dapa", "fakt", "add ", "jadi", "tamb", "pili", "disc", "selu", "isi ", "tuli", "kont"),
        *("opin", "ungg", "di h", "ke h", "cek ", "nyam", "duku", "dala", "komp", "vers", "sang"),
        *("down", "memb", "read", "cont", "stor", "view", "crea", "sebu", "a po", "perb"),
        *("ikut", "foll", "temu", "jang", "undu", "teta", "ingi", "lang", "daft", "masu"),
        "anda",
    )
)


def turns_page(text: str) -> bool:
    """Tell whether a line leads to the next page of the story: `Halaman Selanjutnya`."""
    return len(text) <= _LONGEST_TURN and _TURN.search(text) is not None


def is_call(text: str) -> bool:
    """Tell whether a line calls upon the reader and tells nothing of the story."""
    return text[:8].lstrip("*-–•»>▶► ").lower()[:4] in BEGINNINGS and (
        _CALL.fullmatch(text) is not None
    )
