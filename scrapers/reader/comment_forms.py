"""What stands where readers may comment on a story, below it."""

COMMENT_FORM = "|".join(
    (
        r"(?:\d+ |(?:tidak|belum) ada )?(?:komentar|comments?) ?[:.]?|komentar anda",
        r"posting komentar|(?:komentar|comments?) ?\(\d+\)|(?:post|add) a comment",
        r"(?:tulis|beri(?:kan)?|kirim|tinggalkan)(?: sebuah)? (?:komentar|balasan)(?: anda)?"
        r"(?: batalkan balasan)?\W*",
        r"leave a (?:reply|comment)(?: cancel reply)?|discussion about this post",
        r"\d+ (?:thoughts?|responses?|replies|tanggapan|balasan|pemikiran)"
        r" (?:on|to|untuk|pada|tentang) [“\"].{1,250}[”\"]",
        r"jadilah (?:orang |yang )?pertama (?:yang |untuk )?(?:ber|mem?beri(?:kan)? )komentar"
        r"(?: di sini)?\W*",
        r"anda harus (?:log ?in|masuk)(?: log| dulu|(?: terlebih)? dahulu)?"
        r" untuk (?:ber|(?:mem(?:beri|buat)(?:kan)?|mengirim(?:kan)?|menulis) (?:sebuah )?)komentar"
        r"\W*",
        r"you must be logged in to post a comment\W*|comments are closed\W*",
        r"alamat (?:e-?mail|surel) anda tidak akan dipublikasikan\W*(?:(?:ruas|kolom|bidang)\b.*)?"
        r"|your email address will not be published\W*(?:required\b.*)?",
        r"komentar (?:anda )?sepenuhnya (?:menjadi )?tanggung jawab\b.*"
        r"|isi komentar (?:adalah|menjadi) tanggung jawab\b.*",
        r"komentar facebook|please enable javascript to view the comments\b.*",
        r"langganan: posting komentar \(atom\)|kirimkan ini lewat email\b.*",  # Blogger's
    )
)
