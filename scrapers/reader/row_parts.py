"""What themes set in a row with a date or an author, and is no part of either: comments, reading
times, ages, buttons.

As WordPress prints them, in English or translated: `No Comments`, `3 menit baca`, `Share`.
"""

_TO_READ = r"(?:read|(?:waktu\s+)?(?:mem|di)?baca(?:an)?)"
READING = (
    r"(?:(?:reading time|read time|(?:(?:waktu|lama)\s+)?baca(?:an)?):?\s+)?"
    r"(?:(?:less than|kurang dari)\s+)?(?:\d+|an?|satu)\s+(?:menit|min(?:ute)?s?)"
    rf"(?:\s+{_TO_READ})?"
)
_ON_STORY = r"(?:\s+(?:on|pada|di|untuk)\s[^|•·]*+)?"
_COMMENTS = (
    r"(?:\d+|no|tidak ada|belum ada|add(?:\s+a)?|leave\s+a|tinggalkan|tulis|beri(?:kan)?|kirim)\s+"
    rf"(?:komentar|comments?|reply|balasan|shares?){_ON_STORY}"
    r"|(?:komentar|comments?|shares?)\s*:\s*\d+"
    rf"|(?:komentar|comments?)\s+(?:are\s+)?(?:off|closed|dinonaktifkan|ditutup){_ON_STORY}|off"
)
_AGE = (
    r"(?:(?:last )?updated?:?\s+)?\d+\s+(?:detik|menit|jam|hari|minggu|bulan|tahun|seconds?"
    r"|min(?:ute)?s?|hours?|days?|weeks?|months?|years?)\s+(?:ago|(?:yang\s+)?lalu)"
)
_BUTTONS = (
    r"(?:(?:share|bagikan|print|cetak|edit|save|simpan|email|bookmark|follow|komentar|facebook"
    r"|twitter|whatsapp|telegram|dengarkan(?: artikel| berita)?)\b\s*:?\s*)+"
    r"|a[+-]?(?:\s+a[+-]?){1,2}"
)
ROW_PART = rf"(?:{READING}|{_COMMENTS}|{_AGE}|{_BUTTONS})"
"""To be compiled with IGNORECASE; neither the signs before it nor the end of the row."""
