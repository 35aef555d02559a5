"""How each outlet's addresses become ids: one story, one id, whatever the form of its address."""

import pytest
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.project import get_project_settings

from models.outlet import Outlet
from scrapers.addresses import story_address

LOADER = get_spider_loader(get_project_settings())
STORIES = [
    ("voaislam", "http://m.voa-islam.com/news/opini/2017/12/13/54823/judul", "54823"),
    ("antara", "http://www.antaranews.com/berita/527615/29-penerbangan", "527615"),
    ("antara", "http://otomotif.antaranews.com/berita/546646/prototype", "546646"),
    ("republika", "https://republika.co.id/amp/qfceyz282/top-5-news", "qfceyz282"),
    ("republika", "https://khazanah.republika.co.id/berita/nr9rbo/gamis-syari", "nr9rbo"),
    (
        "republika",
        "http://nasional.republika.co.id/berita/nasional/daerah/16/02/15/o2l07x284-film",
        "o2l07x284",
    ),
    (
        "kompas",
        "http://regional.kompas.com/read/2015/11/04/21040031/Polres.Lhokseumawe",
        "2015/11/04/21040031",
    ),
    ("detik", "http://inet.detik.com/read/2015/11/05/100026/3062623/323/google", "3062623"),
    ("detik", "https://news.detik.com/internasional/d-3118154/turki-tangkap", "3118154"),
    ("detik", "https://www.detik.com/jateng/berita/d-7726882/tanggal-hijriah", "7726882"),
    ("tempo", "http://gaya.tempo.co/read/news/2015/11/05/060716092/ini-7-alasan", "716092"),
    ("tempo", "https://gaya.tempo.co/read/716092/ini-7-alasan", "716092"),
    ("tempo", "http://en.tempo.co/read/news/2015/11/04/055715684,uk.html/Indonesia-can", "715684"),
    ("tempo", "https://metro.tempo.co/amp/406399/tolak-lady-gaga", "406399"),
    ("tempo", "https://www.tempo.co/politik/5-alasan-406399", "5-alasan-406399"),
    ("tempo", "https://nasional.tempo.co/read/1131243/tsunami-palu", "1131243"),
    ("liputan6", "https://liputan6.com/amp/2411102/turki-tahan", "2411102"),
    ("liputan6", "https://liputan6.com/news/read/3066189/menteri", "3066189"),
    ("okezone", "https://news.okezone.com/read/2025/01/12/337/3103793/resmi?page=4", "3103793"),
    ("mediaindonesia", "https://mediaindonesia.com/ekonomi/851796/dari-petani", "851796"),
    ("mina", "https://minanews.net/idf-mui-salurkan-kebutuhan", "idf-mui-salurkan-kebutuhan"),
    ("arrahmah", "https://arrahmah.id/serangan-di-pos-pemeriksaan", "serangan-di-pos-pemeriksaan"),
    (
        "hidayatullah",
        "https://m.hidayatullah.com/berita/nasional/read/2018/10/05/152100/korban.html",
        "152100",
    ),
    ("islampos", "https://islampos.com/kini-pengungsi-rohingya-46449", "46449"),
    ("panjimas", "https://panjimas.com/news/2015/11/30/mudzakarah", "2015/11/30/mudzakarah"),
    ("nuonline", "https://jombang.nu.or.id/daerah/harlah-ke-12-kinerja-sRTXA", "sRTXA"),
    ("news", "https://kabar.example/b?x=1&page=2&single=1", "https://kabar.example/b?x=1"),
    ("news", "https://kabar.example/b?page_num=all&halaman=3", "https://kabar.example/b"),
    ("news", "https://kabar.example/b?page=banjir", "https://kabar.example/b?page=banjir"),
    ("news", "https://kabar.example/?p=7&utm_source=x#a", "https://kabar.example/?p=7"),
    ("news", "https://kabar.example/b?srsltid=Af&igsh=Mz&_gl=1", "https://kabar.example/b"),
    ("news", "https://kabar.example/b?msclkid=1&gbraid=2&id=3", "https://kabar.example/b?id=3"),
]
NO_STORIES = [
    ("antara", "https://lampung.antaranews.com/berita/730839/kemenag"),  # numbered on its own
    ("antara", "https://www.antaranews.com/nasional"),
    ("republika", "https://www.republika.co.id/kanal/nasional"),
    ("kompas", "https://regional.kompas.com/tag/aceh"),
    ("detik", "https://inet.detik.com/kanal/1010/news"),
    ("tempo", "https://gaya.tempo.co/kesehatan"),
    ("tempo", "https://www.tempo.co/tag/pemilu-2024"),
    # Numbered on their own.
    ("tempo", "https://koran.tempo.co/amp/nasional/208715/sang-amir"),
    ("tempo", "https://cekfakta.tempo.co/amp/1321/sesat-klaim-ini"),
    ("tempo", "http://foto.tempo.co/read/beritafoto/32715/bunga-matahari"),
    ("liputan6", "https://www.liputan6.com/tag/desa"),
    ("mina", "https://minanews.net/tentang-kami"),
    ("arrahmah", "https://arrahmah.id/rubrik/news/"),
    ("islampos", "https://islampos.com/muslimah/"),
    ("nuonline", "https://www.nu.or.id/nasional/tentang-kami"),
    ("nuonline", "https://www.nu.or.id/daerah"),
    ("news", "https://kabar.example/"),
    ("news", "http://127.0.0.1/berita/1234"),
    ("news", "http://router.local/berita/1234"),
    ("news", "http://db.internal/berita/1234"),
    ("news", "http://x.localhost/berita/1234"),
    ("news", "http://intranet/berita/1234"),
]


def outlet(name: str) -> Outlet:
    return LOADER.load(name).outlet  # type: ignore[attr-defined,no-any-return]


@pytest.mark.parametrize(("name", "url", "source_id"), STORIES)
def test_a_story_has_one_id(name: str, url: str, source_id: str) -> None:
    address = story_address(url, outlet(name))
    assert address is not None
    assert address.source_id == source_id
    assert story_address(address.url, outlet(name)) == address


@pytest.mark.parametrize(("name", "url"), NO_STORIES)
def test_other_addresses_are_no_stories(name: str, url: str) -> None:
    assert story_address(url, outlet(name)) is None
