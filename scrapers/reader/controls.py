"""What a page's own controls say where they have no element of their own: players, reactions, links
to the posts beside it, notes on what a machine has made.
"""

_BY_MACHINE = r"(?:oleh|dengan|menggunakan)(?: (?:bantuan|teknologi))? (?:ai|kecerdasan buatan)\b.*"
CONTROL = "|".join(
    (
        r"dengarkan (?:artikel|berita)(?: ini)?(?: dengan suara ai)?[\s\d:/.]*",
        rf"(?:(?:audio|ringkasan|rangkuman)(?: ini)?|(?:artikel|berita|konten|tulisan) ini)"
        rf" (?:dihasilkan|dibuat|ditulis|disusun) {_BY_MACHINE}",
        r"your browser does not support the \w+ (?:element|tag)\W*",
        r"(?:estimasi |perkiraan )?waktu baca ?:? ?\d+ menit\W*",
        r"what['’]s your reaction\W*|apakah (?:artikel|berita) ini (?:membantu|bermanfaat)\W*",
        r"view all posts(?: by .{1,60})?|see author['’]s posts",
        r"lihat semua (?:pos|artikel|tulisan) (?:dari|oleh)(?: (?-i:[A-Z])[\w.'’]*){1,5}",
        r"(?:previous|next|older|newer) (?:post|article)s?",
        r"(?:artikel|berita) (?:sebelumnya|selanjutnya|berikutnya)|posting (?:lama|lebih baru)",
        r"(?:lewati|lewatkan) .{1,80} dan (?:terus|lanjutkan) membaca|akhir dari (?:artikel-artikel"
        r" yang direkomendasikan|podcast)|artikel-artikel yang direkomendasikan",  # BBC's
        r"kembali ke atas|back to top|(?:salin|copy) (?:tautan|link)",
        r"(?:link|tautan|url) (?:telah|berhasil) disalin\W*",
        r"(?:sukai|menyukai) ini ?:|suka memuat\W*",  # Jetpack's
    )
)
CONTROL_BEGINNINGS = frozenset(
    (
        *("deng", "audi", "ring", "rang", "arti", "beri", "kont", "tuli", "your", "esti", "perk"),
        *("wakt", "what", "apak", "view", "see ", "liha", "prev", "next", "olde"),
        *("newe", "post", "kemb", "back", "sali", "copy", "link", "taut", "url ", "suka", "meny"),
        *("lewa", "akhi"),
    )
)
"""Four letters of each of its first words."""
