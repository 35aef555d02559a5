"""Sign-offs and credits are cut as printed; what merely ends a sentence stays."""

import re
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.reader.credits import cut_credits
from scrapers.reader.ending import is_closing_line, is_inserted_line
from scrapers.reader.pictures import credits_picture
from scrapers.reader.sign_off import cut_sign_off
from tests.outlets import ANY, VOA

SENTENCE = "Dua gudang beras dibuka kembali pada hari itu."

OWN = [
    *"(jj/wb/voa-islam.com) (bilal/voa-islam) (Robi/voa-islam.com) (AF/Voa-Islam.com)".split(),
    *"(riafariana/voa-islam.com) [ap/fq/voa-islam.com] [afgh/aby/voa-islam.om] (voa-islam)".split(),
    *"[ril/syahid/voa-islam.com] [PurWD/Protonema/voa-islam.com] *[Staf/voa-islam.com]".split(),
    "* [Staf/voa-islam.com]",
    "( bilal / voa-islam.com )",
]

FORMS = [
    *"(TDS) (TNA) (reuters) (st/Reuters) (st/ptv) (st/MeMo) (st/an) (st/orient) (st/TNA)".split(),
    *"(st/AMN) (an/ARA) (by/kp) (usamah/islam) [usamah/imo] (Arbi) (ita/ita) (nvc/fdn)".split(),
    *"(fyk/ash) (kpl/sry) (Cas/Isk) (JL/KH) (lia/uil) (sya) (ian) (esn) (FHM) (SMT) (hry)".split(),
    *"Red/Siti Siti/Red".split(),
    *"(in) (Awaludin) [mel] [gp] (sha/c19/dos) (wol/lvz/d2) (ant/iss/ipg) (mg5/jpnn)".split(),
    *"(fq/prtv/eramuslim/290212/al-khilafah.org) (haninmazaya/arrahmah.com) (idr/jpnn)".split(),
    *"(R/R6/P2) (T/R11/P1) (E-2) (Ant/OL-3) [] (*) (**) [**] * *** /JQ dtc/rif".split(),
    "(muhib al majdi/arrahmah.com)",
    "(Alif R/Diaz A)",
    "(Nur Imansyah)",
    "(Aminah)",
    "(Suratno)",
    "(Sawitri/Ayatullah)",
    "(Sumber: Kumparan)",
    *("(*/bs)", "(bs/*)", "(bs*)"),
    "(ed: ratna)",
    "(tirto.id - Sosial Budaya)",
    "(Kontributor: Nama Orang)",
    "(Penulis: Nama/Editor: Nama Orang)",
    "(dari berbagai sumber)",
    "(st/berbagai sumber)",
    "(AFP/Islam-Times/Berbagai-Sumber-Lain/ABNS)",
    "*** Yohanes Suroso.",
    "* (PIC | Sahabat Al-Aqsha)",
    "* (Middle East Monitor | Sahabat Al-Aqsha).",
    "****\nDA",
    "– Bernama",
    "– Agensi",
    "– UTUSAN ONLINE",
    "– BERITA HARIAN",
    "– MalaysiaGazette",
    "– HARAKAHDAILY 29/8/2018",
    "— AFP",
    *("ab/hp (dpa, afp)", "as/ab (rtr)", "vlz (AFP, Reuters)"),
]

ORDINARY = """\
Rapat digelar. wow (dua, tiga)
Rapat digelar oleh kpl/sry (dua, tiga)
Rapat digelar pada Sabtu (31/10/2020)
Rapat digelar pada Sabtu. (31/10/2020)
Rapat digelar pada Sabtu (24/6/2011).
Rapat digelar pada Sabtu. (31/10)
Rapat digelar. (Sabtu, 31 Oktober 2020)
Rapat digelar. (31 Oktober)
Rapat digelar. (10.15 WIB)
Ia wakil Front Populer Pembebasan Palestina (PFLP)
Ia wakil Front Populer Pembebasan Palestina (PFLP).
Misi Uni Afrika di Somalia (AMISOM).
kelompok “Negara Islam” (IS)
kelompok "Negara Islam" (IS).
kelompok 'Negara Islam' (IS/Daesh).
Ia menjawab ya (dan/atau)
Kecepatannya seratus (km/jam).
Razia gabungan (TNI/Polri).
Umurnya muda. (37 tahun)
Umurnya muda (37)
"Bacalah." (QS. Al-Alaq: 1)
"Bacalah." (QS Al-Alaq [96]: 1).
"Bacalah." (HR. Bukhari/Muslim)
Nabi Muhammad (saw).
Semoga sehat. (Amin)
Cerita ini panjang. (bersambung)
Cerita ini panjang. (2/habis)
Semoga sehat. WALLAHU A'LAM
Laporan lengkap menyusul. (baca: Harga Beras Naik)
Laporan lengkap menyusul. (lihat tabel)
Antrean di gudang. (ANTARA FOTO/Nama Orang)
Antrean di gudang. (Foto: AFP)
Harga naik. (ini bukan nama sebenarnya)
Harga naik. (Ini bukan nama sebenarnya karena ia takut)
Harga naik. (bs, 15/3)
Harga naik. [1]
Harga naik. * Bukan nama sebenarnya
Harga naik. * Penulis adalah dosen Universitas Kampung.
Harga naik. *Penulis buku Laut
Harga naik. BERITA TERBARU
Harga naik. TRENDING TOPIC
Harga naik. PILIHAN REDAKSI
Harga naik. IKUTI KAMI
Harga naik. POST NAVIGATION
Harga naik. LAPORKAN KESALAHAN
Harga naik. SEMOGA BERMANFAAT
Harga naik. (tertawa)
"Bacalah." (Muttafaqun Alaihi)
"Bacalah." (Bukhari/Muslim)
Harga naik. (sumber air: dua mata air)
Harga naik. (menurut berbagai sumber)
Harga naik."(1)
Harga naik. (https://news.example/x)
Harga naik. (*catatan kaki)
Harga naik - Menteri
Harga naik. - Menteri berkata demikian.
Harga naik. 24/6/2020
Harga naik. Gudang dijaga TNI AD
Dia berkata, "Harga naik" (kepada Reuters)."""

CLOSING = """\
Ikuti kami di WhatsApp
Ikuti Saluran Kabar Kampung di WhatsApp
Bergabunglah di kanal Telegram kami
Update berita terbaru di Google News
Dapatkan informasi terbaru dari kami di Telegram
Follow us on Google News
Follow Kabar di WhatsApp Channel untuk berita terkini
Belum ada komentar.
Tulis komentar...
Jadilah yang pertama berkomentar di sini
Jadilah orang pertama yang memberi komentar
Anda harus login terlebih dahulu untuk memberi komentar.
Anda harus masuk untuk berkomentar.
Anda harus masuk log untuk mengirim sebuah komentar.
You must be logged in to post a comment.
Alamat email Anda tidak akan dipublikasikan. Ruas yang wajib ditandai *
Your email address will not be published. Required fields are marked *
Comments are closed.
Komentar Facebook
Komentar sepenuhnya menjadi tanggung jawab komentator seperti diatur dalam UU ITE.
Isi komentar adalah tanggung jawab pengirim.
Please enable JavaScript to view the comments powered by Disqus.
Langganan: Posting Komentar (Atom)
Kirimkan Ini lewat Email
Hak Cipta Dilindungi Undang-Undang.
Sebarkan informasi ini, semoga menjadi amal sholeh kita!
International Jihad lainnya:
Opini lainnya:
Indonesiana lainnya:
Berita Politik Indonesia lainnya:
+Pasang iklan
latestnews
View Full Version
Tags
Terpopuler
Populer
TERPOPULER
Berita Rekomendasi
Cek Berita dan Artikel yang lain di Google News
Berita Lainnya
Berita Terbaru
BERITA POPULER
Artikel Terpopuler
Berita menarik lainnya
Stori Terkait
Mungkin Anda Suka
Anda mungkin juga menyukai
Related Post
Related posts:
Related:
Post navigation
Navigasi pos
Berita Terkait
Artikel Terkait
Komentar
KOMENTAR ANDA
0 komentar:
Tidak ada komentar
Leave a Reply
Copyright © ANTARA 2015
© Copyright 2016
COPYRIGHT ©
Copyright @ Kabar Kampung
Copyright (c) kabar.example
Copyright 2016 kabar.example
Copyright by kabar.example
Copyright: Kabar Kampung
Hak Cipta © 2024 Kabar Kampung
Komentar (3)
Beri Komentar
Tinggalkan Balasan Batalkan balasan
Leave a Comment
3 thoughts on “Dua Gudang Beras Dibuka Kembali”
Simak berita terbaru kami di Google News, klik di sini
Ikuti saluran WhatsApp Kabar Kampung: https://whatsapp.com/channel/x
Mari bergabung di Grup Telegram kami
Mari bergabung di Kanal WhatsApp kami. Caranya klik tautan, lalu pasang aplikasi itu di ponsel.
Follow WhatsApp Channel Kabar Kampung untuk mendapatkan berita terkini dengan klik tautan ini.
Silakan baca konten menarik lainnya dari Kabar Kampung di Google News
Simak berita pilihan lainnya di Saluran WhatsApp dengan klik Kabar Kampung
Ikuti terus berita terhangat dari Kabar Kampung via WhatsApp
**) Ikuti berita terbaru Kabar Kampung di Google News klik link ini dan jangan lupa di follow.
Rekomendasi Untuk Anda
Kabar Kampung 2016. All Rights Reserved."""

INSERTED = """\
Dengarkan artikel ini
Dengarkan artikel ini dengan suara AI.
Dengarkan Berita 00:00 / 03:45
Audio ini dihasilkan oleh AI dan mungkin terdapat kesalahan pengucapan.
Ringkasan ini dibuat oleh AI dan telah ditinjau oleh redaksi.
Rangkuman dibuat dengan kecerdasan buatan.
Artikel ini dibuat dengan bantuan AI dan telah disunting oleh redaksi.
Your browser does not support the audio element.
Estimasi waktu baca: 3 menit.
Waktu baca 3 menit
What's Your Reaction?
Apakah artikel ini bermanfaat?
View all posts by Siti Rahma
Lihat semua pos dari Siti Rahma
See author's posts
Previous Post
Next article
Artikel Sebelumnya
Posting Lebih Baru
Kembali ke atas
Link berhasil disalin!
Salin tautan
Sukai ini:
Suka Memuat...
Ikuti kami di
Ikuti Kami di:
Follow Us
Follow us on Instagram
Follow akun Instagram kami
Ikuti Instagram kami @kabar
Ikuti media sosial kami
Ikuti kami di Facebook, Twitter dan Instagram
Temukan kami di Facebook
Jangan lupa subscribe channel YouTube Kabar
Jangan lupa like, share dan subscribe
Download aplikasi Kabar Kampung di Play Store
Antrean di sebuah gudang. (ANTARA FOTO/Nama Orang/foc)
Antrean di sebuah gudang, Jumat (17/5/2024). ANTARA FOTO/Nama Orang/foc/am.
Ilustrasi antrean di sebuah gudang. (Freepik)
Ilustrasi antrean. [Shutterstock]
Ilustrasi antrean. (Unsplash/Nama Orang)
Ilustrasi antrean (Pixabay.com)
Antrean di sebuah gudang. (AFP PHOTO/NAMA ORANG)
Antrean di sebuah gudang. (Getty Images/Nama Orang)
Antrean di sebuah gudang. (Tangkapan layar YouTube Kabar)
Kredit foto: Nama Orang
Photo by Nama Orang on Unsplash
Gambar oleh Nama Orang dari Pixabay
Gambar: Pixabay
Advertisements
Advertisement. Scroll to continue reading.
Advertisement - Scroll to Continue Reading
Ads by Google
Iklan Google
Sponsored Content
Konten dilanjutkan setelah iklan
Berita berlanjut di bawah
Continue reading below
Story continues below advertisement
Scroll untuk baca artikel
Scroll kebawah untuk lihat konten
Lanjutkan membaca di bawah ini
Baca Selengkapnya
Baca selengkapnya: Harga Beras Naik di Tiga Kota
Lihat Selengkapnya
Baca selanjutnya
Baca Berita Lainnya
Baca pula: Harga Beras Naik
Baca Pula Harga Beras Naik di Tiga Kota
Pilihan Editor: Harga Beras Naik
READ ALSO: Harga Beras Naik
Read more
[Embed]
[caption id="attachment_12" align="alignnone" width="700"]
[youtube=https://youtu.be/abc]
[/embed]
Lihat postingan ini di Instagram
View this post on Instagram
Sebuah kiriman dibagikan oleh Siti (@siti)
A post shared by Siti Rahma (@siti)
Page 1 of 3
Pages: 1 2
Laman: 1 2 3
Infografis: Nama Orang
Created with Datawrapper
Video Terkini
Berikut Video Pilihan:
Video Pilihan Hari Ini
Lihat Foto
Perbesar
Klik gambar untuk memperbesar
Simak juga: Harga Beras Naik
Simak Video: Gudang Beras Dibuka Kembali
Simak juga Video 'Gudang Beras Dibuka, Harga Naik 1.5 Persen':
Lihat juga Video: Gudang Beras Dibuka Kembali
Tonton juga "Gudang Beras Dibuka Kembali"
Saksikan Live Kabar Pagi:
Saksikan Video Pilihan di Bawah Ini:
* Simak video pilihan berikut ini
Saksikan video selengkapnya di sini.
Video Pilihan
Video: Gudang Beras Dibuka Kembali
Konten ini telah tayang di kabar.example dengan judul Harga Beras Naik
Simak selengkapnya di halaman selanjutnya.
Bersambung ke halaman berikutnya...
Lihat halaman berikutnya >>>
Next Page
Geser Untuk Melanjutkan
Scroll untuk melanjutkan membaca
ADVERTISEMENT SCROLL TO RESUME CONTENT
Baca berita tanpa iklan. Gabung Kabar Kampung+
Baca artikel kabarnews, "Harga Beras Naik" selengkapnya https://kabar.example/beras-naik.
Download Apps Kabar Sekarang https://kabar.example/aplikasi/
Membership: https://kabar.example/plus Download aplikasi: https://kabar.example/app
Nyaman tanpa iklan. Langganan KabarPro
Dalam segala situasi, KOMPAS.com berkomitmen memberikan fakta jernih dari lapangan.
Dukung keberlanjutan jurnalisme kami dan nikmati kenyamanan baca tanpa iklan
Dapatkan berita up to date dari Kabar Kampung hanya dengan satu klik.
Versi cetak artikel ini terbit di harian Kabar Kampung.
Baca artikel selengkapnya di sini.
Artikel ini telah ditayangkan di kabar.example dengan judul Harga Beras Naik
Sumber gambar, Kantor Foto
Keterangan gambar, Antrean di sebuah gudang
Sanggahan: analisis ini tidak mengajak pembaca membeli saham.
Selalu update info terkini. Simak berita pilihan dari Kabar Kampung di kanal Telegram.
* Fakta atau Hoaks? Untuk mengetahui kebenaran informasi yang beredar, kirim pesan kepada kami.
Add Kabar Kampung as a preferred source on Google
Disclaimer: berita ini bukan ajakan untuk membeli atau menjual saham.
Isi artikel ini menjadi tanggung jawab penulis sepenuhnya.
Tulisan ini tidak mewakili pandangan redaksi.
Also read: Rice Prices Rise
Kata kunci: beras, harga
[Gambas:Video 20detik]
Dilarang keras mengambil konten, melakukan perayapan atau pengindeksan tanpa izin.
(Baca juga: Harga Beras Naik)
ADVERTISEMENT - SCROLL TO CONTINUE WITH CONTENT
SCROLL TO RESUME CONTENT
Iklan
1 2 3 Selanjutnya
Halaman Selanjutnya
Tags: beras, gudang
#beras #gudang
Simak breaking news dan berita pilihan kami langsung di ponselmu. Pilih saluran andalanmu.
Artikel ini telah tayang di Kabar Kampung dengan judul Harga Beras Naik
Dilarang mengutip seluruh atau sebagian isi berita tanpa izin redaksi.
Baca juga: Harga Beras Naik di Tiga Kota
Baca Juga : Harga Beras Naik
BACA JUGA: Harga Beras Naik
Baca: Harga Beras Naik
Lihat Juga: Harga Beras Naik
Baca juga:
Baca Juga
(baca: Harga Beras Naik)
[baca: Harga Beras Naik]
SCROLL TO CONTINUE WITH CONTENT
Advertisement
ADVERTISEMENT
- Advertisement -
Sumber
Halaman:
Halaman: 1 2 3
Foto: Antrean di sebuah gudang
Foto oleh: Nama Orang
Videografer: Nama Orang
Ilustrasi: Nama Orang
Ilustrasi
Foto/Ist
ANTARA FOTO/Nama Orang/foc.
(Foto: Ist)
Keterangan foto: antrean di sebuah gudang
Ket. Foto: antrean di sebuah gudang
Caption: antrean di sebuah gudang
- Iklan -
Lihat videonya di sini
Sumber Foto: Nama Orang
Hak atas foto
Hak atas fotoBBC Indonesia
Hak atas foto Nama Orang
Image caption Gudang beras di tepi kota.
Artikel-artikel yang direkomendasikan
Lewati Podcast dan lanjutkan membaca
Lewati Artikel-artikel yang direkomendasikan dan terus membaca
Akhir dari Podcast
Tetap update informasi di manapun dengan http://m.kabar.example dari ponsel anda!
Ikuti berbagai berita menarik hari ini di program "Kabar Sore" TRANS TV pada pukul 16.45 WIB
Ingin Langganan Artikel?
Daftarkan emailmu di sini untuk mendapatkan update artikel terbaru.
Masukkan email Anda untuk menerima berita pilihan setiap pagi.
Anda dapat berhenti langganan kapan saja.
Kepala dinas itu di kantornya. Foto: Kabar Kampung
Warga menanam pohon di tepi jalan Foto: Nama Orang/kumparan
Penanaman pohon di tepi jalan. Foto/SINDOnews/Nama Orang
Warga menanam pohon (12 Mei 2020). Foto: Dok. Pribadi
Fotografer: Nama Orang
Sumber: islamconverts
Berita terkait : Harga Beras Naik
Pewarta:
Editor: Nama Orang
Rep: C07/ Red: Nama Orang"""

PROSE = """\
Silakan login untuk mengirim komentar
Dengarkan berita ini baik-baik, kata guru itu.
Audio itu dihasilkan oleh AI, kata polisi.
Ringkasan ini dibuat oleh warga.
Artikel ini dibuat dengan tangan.
Waktu baca anak berkurang.
Apa reaksi Anda?
Apakah artikel ini ditulis warga?
Lihat semua artikel oleh mahasiswa itu sebagai bukti.
Kembali ke atas bukit, warga menunggu.
Suka duka nelayan.
Ikuti kami di jalan setapak menuju gudang.
Follow up dari rapat itu belum ada.
Ikuti media sosial pejabat itu, kata warga.
Temukan kami di rumah, kata mereka.
Jangan lupa subscribe, kata anak itu.
Unduh aplikasi itu di Play Store, kata petugas.
Dapatkan bantuan di kantor desa lewat Telegram desa.
Gambar itu diambil dari Pixabay, kata polisi.
Ia memotret bagi kantor berita (sejak 2010)
Ia mengunggah foto ke laman gambar Pixabay.
Kredit foto itu dipersoalkan warga.
Jadilah orang pertama yang memberi salam, kata guru itu.
Anda harus masuk untuk melihatnya sendiri, katanya.
Alamat email Anda tidak akan mereka ketahui, kata polisi.
Hak cipta dilindungi undang-undang, kata hakim itu.
Belum ada komentar dari pihak gudang.
Komentar Facebook itu dihapus.
Pilihan editor jatuh pada buku itu.
Baca pula buku itu sampai selesai.
[Embed] adalah kode yang dipakai laman itu.
Sponsored content makin banyak dijumpai.
Video terkini itu memperlihatkan dua gudang.
Lanjutkan membaca di bawah pohon itu.
Lihat foto keluarga di dinding.
Perbesar peluang Anda dengan belajar.
Page ini dikelola warga.
Ads itu menyasar remaja.
Sebuah kiriman dibagikan oleh warga.
Pemerintah: konten berlanjut.
Lihat video yang beredar, warga tampak berlari.
Saksikan pertandingan itu malam ini pukul 19.00 WIB.
Simak juga keterangan polisi berikut ini.
Lihat Video Viral, Polisi Periksa Sopir
Baca selengkapnya isi surat itu.
Lanjut ke halaman belakang, warga menemukan sumur.
Scroll media sosial terlalu lama mengganggu tidur.
Unduh aplikasi itu di ponsel.
Dalam segala situasi, warga menahan diri.
Dukung keberlanjutan hidup nelayan, kata menteri.
Sumber gambar itu tidak diketahui.
Tulisan ini dimuat ulang atas izin penulis.
Dua gudang beras dibuka kembali pada hari itu.
Baca juga buku itu sampai selesai, kata guru kami.
Hak atas foto itu dipersoalkan warga.
Lewati jembatan itu dan terus berjalan, kata warga.
Akhir dari sebuah zaman
Tetap update, kata guru itu.
Ingin berlangganan, warga mengisi formulir.
Masukkan email Anda untuk menerima kode, kata petugas.
Anda dapat berhenti kapan saja.
Ikuti berita itu di "Kabar Sore", kata warga.
Foto itu diambil pada hari Sabtu.
Dinas menerima laporan itu. Foto: gudang beras yang terbakar pada hari Sabtu.
Ia mengirim foto: Gudang Beras
Antara foto itu dan yang lain ada selisih dua hari.
Sumber yang tidak mau disebut namanya berkata demikian.
Editor harian itu menolak berkomentar.
Oleh karena itu: gudang ditutup.
Tags dipakai untuk menandai berita.
Komentar itu dibantah oleh juru bicara.
Dan lain-lain serta yang lainnya.
Berikut daftar kota lainnya:
Kota lainnya:
120
1 2 3
3 tanggapan untuk pernyataan itu datang dari luar negeri.
Dilarang membawa catatan yang berisi materi ujian.
Ikuti anjuran dokter, kata seorang perawat di grup itu.
Artikel ini menceritakan dua gudang beras.
#beras
Copyright lagu itu dipersoalkan sejak 2016.
Copyright Act belum berlaku di sana.
The hall was reserved for all, and all rights were read aloud."""


@pytest.mark.parametrize("sign_off", [*OWN, *FORMS])
def test_a_sign_off_is_cut_as_printed(sign_off):
    assert cut_sign_off(f"{SENTENCE} {sign_off}", VOA) == (SENTENCE, sign_off)
    assert cut_sign_off(f"{SENTENCE[:-1]},” katanya. {sign_off} \n", VOA)[1] == sign_off
    assert cut_sign_off(sign_off, VOA) == ("", sign_off)


@pytest.mark.parametrize(
    "sign_off", [*OWN, "(st/Reuters)", "(st/ptv)", "(haninmazaya/arrahmah.com)"]
)
def test_a_newsroom_or_wire_needs_no_full_stop_before_it(sign_off):
    assert cut_sign_off(f"Gudang dibuka {sign_off}", VOA) == ("Gudang dibuka", sign_off)


def test_a_quotation_is_finished_by_its_mark_only_for_initials():
    assert cut_sign_off('"Gudang dibuka" (st/an)', VOA) == ('"Gudang dibuka"', "(st/an)")
    assert cut_sign_off("“Gudang dibuka” (IS)", VOA) == ("“Gudang dibuka” (IS)", None)


def test_a_sign_off_may_be_glued_to_the_sentence():
    assert cut_sign_off("Gudang dibuka.(Cas/Isk)", ANY) == ("Gudang dibuka.", "(Cas/Isk)")


def test_a_name_in_capitals_signs_off():
    assert cut_sign_off("Gudang dibuka. NAMA ORANG", ANY) == ("Gudang dibuka.", "NAMA ORANG")
    assert cut_sign_off("Gudang dibuka. NAMA ORANG | ANTARA", ANY) == (
        "Gudang dibuka.",
        "NAMA ORANG | ANTARA",
    )


@pytest.mark.parametrize("outlet", [VOA, ANY], ids=lambda outlet: outlet.name)
@pytest.mark.parametrize("paragraph", ORDINARY.split("\n"))
def test_what_merely_ends_a_paragraph_stays(paragraph, outlet):
    assert cut_sign_off(paragraph, outlet) == (paragraph, None)


@pytest.mark.parametrize("line", CLOSING.split("\n"))
def test_closing_lines_are_known(line):
    assert is_closing_line(line, ANY)
    assert not is_inserted_line(line)


@pytest.mark.parametrize("line", INSERTED.split("\n"))
def test_inserted_lines_are_known(line):
    assert is_inserted_line(line)
    assert not is_closing_line(line, ANY)


@pytest.mark.parametrize("line", PROSE.split("\n"))
def test_prose_is_neither(line):
    assert not is_inserted_line(line)
    assert not is_closing_line(line, ANY)


@pytest.mark.parametrize(
    ("line", "is_caption"),
    [
        ("Warga membentangkan kain di jalan desa (Siti Rahma/detikcom)", True),
        ("Kepala dinas saat diwawancara (IDN Times/Siti Rahma)", True),
        ("Gudang yang terbakar (REUTERS/Siti Rahma)", True),
        ("Warga membentangkan kain di jalan desa. (Siti Rahma/detikcom)", False),  # may sign off
        ("Gudang dibuka (st/Reuters)", False),
        ("Gudang dibuka kembali oleh pemerintah (pusat/daerah)", False),
        ("Penderita HIV dan AIDS (ODHA/ODHIV)", False),
        ("Gudang dibuka pada hari Sabtu (18/5)", False),
        ("Warga berkumpul", False),
        ("Jakarta (ANTARA/PRNewswire)", False),
        ("JAKARTA, 23 Februari 2016 (Antara/PRNewswire)", False),
    ],
)
def test_a_newsroom_by_a_name_credits_a_picture(line, is_caption):
    assert credits_picture(line) is is_caption
    assert not is_inserted_line(line)


def test_a_closing_line_may_name_a_long_headline():
    line = f"The post {'Warga Membersihkan Saluran Air ' * 5}appeared first on Kabar Kampung."
    assert is_closing_line(line, ANY)


def test_a_long_paragraph_is_no_inserted_line_whatever_it_begins_with():
    assert not is_inserted_line("Sumber: " + "dua gudang beras dibuka kembali, " * 12)


def test_an_outlet_may_close_in_its_own_words():
    line = "Ikuti kabar gudang di saluran kami"
    own = replace(ANY, closing_lines=(re.compile(r"Ikuti kabar gudang\b.*"),))
    assert [is_closing_line(line, ANY), is_closing_line(line, own)] == [False, True]


@pytest.mark.parametrize(
    ("lines", "printed"),
    [
        (["Pewarta: ", "Nur Imansyah"], ["Pewarta: \nNur Imansyah"]),
        (
            ["Pewarta:", "Nur Imansyah", "Editor:", "Ade Marboen", "COPYRIGHT ©", "ANTARA"],
            ["Pewarta:\nNur Imansyah", "Editor:\nAde Marboen"],
        ),
        (
            ["Penulis", ": Nabilla Tashandra", "Editor", ": Bayu Galih"],
            ["Penulis\n: Nabilla Tashandra", "Editor\n: Bayu Galih"],
        ),
        (
            ["Editor", ": Ervan Hardoko", "Sumber", ": ", "The Telegraph", "Terpopuler"],
            ["Editor\n: Ervan Hardoko", "Sumber\n: \nThe Telegraph"],
        ),
        (
            ["Rep: C07/ Red: Ichsan Emrald Alamsyah"],
            ["Rep: C07", "Red: Ichsan Emrald Alamsyah"],
        ),
        (["Redaktur & Reporter : Tim Redaksi"], ["Redaktur & Reporter : Tim Redaksi"]),
        (
            ["Penulis: Cholis AnwarEditor: Cholis AnwarSumber: Kompas.com"],
            ["Penulis: Cholis Anwar", "Editor: Cholis Anwar", "Sumber: Kompas.com"],
        ),
        (
            ["Penulis: Asep Abdullah | Editor: Putra Pamungkas"],
            ["Penulis: Asep Abdullah", "Editor: Putra Pamungkas"],
        ),
        (
            ["Oleh : Ivan Setyadi | Rabu, 17 Mei 2017 | 06:06 WIB"],
            ["Oleh : Ivan Setyadi"],
        ),
        (["Oleh:", "Budi Santoso - Sabtu, 18 Mei 2024"], ["Oleh:\nBudi Santoso"]),
        (["Penulis", ": | Budi Santoso"], ["Penulis\n: | Budi Santoso"]),
        (["LAPORAN: AMELIA FITRIANI"], ["LAPORAN: AMELIA FITRIANI"]),
        (["Redaktur: Nama Orang - 345"], ["Redaktur: Nama Orang"]),
        (
            ["Penerjemah: Nama Orang", "Uploader : Nama Lain"],
            ["Penerjemah: Nama Orang", "Uploader : Nama Lain"],
        ),
        (["Penulis/Editor: Nama Orang"], ["Penulis/Editor: Nama Orang"]),
        (["Jurnalis: Nama Orang"], ["Jurnalis: Nama Orang"]),
        (
            ["Laporan Wartawan Kabar.example, Nama Orang | Banda Aceh"],
            ["Laporan Wartawan Kabar.example, Nama Orang"],
        ),
        (["Laporan wartawan, tokoh dan warga diterima."], []),
        (["Editor: H. Umar bin Ali."], ["Editor: H. Umar bin Ali."]),
        (["Sumber: diolah dari berbagai media."], ["Sumber: diolah dari berbagai media."]),
        (["Reporter: Siapa Anda?"], []),
        (["Sumber : Kompas TV"], ["Sumber : Kompas TV"]),
        (["Editor:", ""], []),
        (["Editor:", "Penulis: Nama Orang", "Terpopuler"], ["Penulis: Nama Orang"]),
        ([], []),
        ([SENTENCE, "Editor harian itu menolak berkomentar."], []),
    ],
)
def test_labelled_credits_are_cut_as_printed(lines, printed):
    assert cut_credits(lines) == tuple(printed)


ENDINGS = st.lists(
    st.sampled_from(
        [
            *("Gudang dibuka", ".", '"', "”", " ", "\n", "(TDS)", "[]", "*", "**", "/", "(", ")"),
            *("st/an", "(31/10/2020)", "– Bernama", "–", "-", "ANTARA", "NAMA ORANG", "voa-islam"),
        ]
    ),
    max_size=10,
).map("".join)


@given(st.one_of(ENDINGS, st.text(max_size=300)), st.sampled_from([VOA, ANY]))
def test_rest_white_space_and_sign_off_rebuild_any_paragraph(paragraph, outlet):
    rest, sign_off = cut_sign_off(paragraph, outlet)
    if sign_off is None:
        assert rest == paragraph
    else:
        assert sign_off == sign_off.strip() != ""
        assert rest == rest.rstrip()
        middle = paragraph.rstrip().removeprefix(rest).removesuffix(sign_off)
        assert rest + middle + sign_off == paragraph.rstrip()
        assert not middle.strip()


@given(st.lists(st.one_of(ENDINGS, st.sampled_from(["Editor:", "Rep: C07/ Red: X", "Penulis"]))))
def test_credits_are_pieces_of_the_page(lines):
    page = "\n".join(lines)
    is_closing_line(page, VOA)
    is_inserted_line(page)
    assert all(credit in page for credit in cut_credits(lines))


@pytest.mark.parametrize("unit", ["a", " ", "(", "*", "/ ", "– A", ".", "a.", "Rep: ", "A B "])
def test_a_paragraph_of_a_megabyte_costs_little(unit):
    paragraph = unit * (1_000_000 // len(unit))
    started = time.perf_counter()
    cut_sign_off(paragraph, VOA)
    is_closing_line(paragraph, VOA)
    is_inserted_line(paragraph)
    cut_credits([paragraph])
    assert time.perf_counter() - started < 0.2
