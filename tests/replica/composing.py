"""How a story's text is put together: body, pull-quote, sign-off and the lines below it."""

from dataclasses import fields
from datetime import date
from random import Random

from tests.replica import prose, words
from tests.replica.datelines import OPINION_SIGN_OFFS, SIGN_OFFS, dateline
from tests.replica.stories import Card, Story

_GREETINGS = ("Sahabat VOA-Islam...", "Sahabat Muslimah VOA-Islam...", "Assalamu’alaikum.")
_CARD_FIELDS = tuple(field.name for field in fields(Card))


def story(rng: Random, card: Card, earlier: str) -> Story:
    """The story of a card; `earlier` is the headline of another story, to refer to."""
    opinion = card.where is None
    body, pulled = _body(rng, card, opinion=opinion)
    sign_off, codes, alone = _sign_off(rng, opinion=opinion)
    if sign_off is None and rng.random() < 0.5:
        body[-1] = _bracket_at_end(rng, body[-1], card.day)
    if len(body) > 4 and pulled != 3 and rng.random() < 0.1:
        body[3] += rng.choice((" (baca: {})", " [baca: {}]")).format(earlier)
    opening = None
    if card.where is not None:
        opening = dateline(rng, card.where, card.section, card.published_at.year)
    glued = opening is not None and opening.endswith(")-") and rng.random() < 0.5
    return Story(
        **{name: getattr(card, name) for name in _CARD_FIELDS},
        paragraphs=tuple(prose.curl(text) if card.curly else text for text in body),
        pulled=pulled,
        dateline=opening,
        glue="" if glued else " ",
        sign_off=sign_off,
        sign_off_codes=codes,
        sign_off_alone=alone,
        byline=rng.choice(words.PEOPLE) if opinion and rng.random() < 0.5 else None,
        closing=_closing(rng, earlier),
        share_line=rng.random() < 0.85,
        variant=rng.randrange(5040),
    )


def _body(rng: Random, card: Card, *, opinion: bool) -> tuple[list[str], int | None]:
    cut = prose.paragraphs(rng, card.day, words.OPINION if opinion else words.NEWS)
    body = [" ".join(sentences) for sentences in cut]
    pulled = None
    if opinion:
        if rng.random() < 0.5:
            body.insert(0, rng.choice(_GREETINGS))
    elif rng.random() < 0.18:
        pulled = rng.choice((0, 2, 3))
        body.insert(pulled, _pull_quote(rng, rng.choice(cut)[0]))
    for index in range(2, len(body) - 1):
        if index != pulled and rng.random() < 0.12:
            body[index] = _bracket_at_end(rng, body[index], card.day)
    return body, pulled


def _pull_quote(rng: Random, sentence: str) -> str:
    before, after = rng.choice((("..", ".."), ("..", "..."), ("...", "...")))
    return f"{before}{sentence.rstrip('.')}{after}"


def _bracket_at_end(rng: Random, text: str, day: date) -> str:
    """The paragraph with one more sentence, which ends in an acronym or a date in brackets."""
    name, acronym = rng.choice(words.BODIES)
    more = rng.choice(
        (
            f"Keterangan itu sejalan dengan catatan {name} ({acronym}).",
            f"Hal serupa pernah disampaikan {name} ({acronym}).",
            f"Rapat lanjutan digelar oleh {name} ({acronym}) pada {prose.body_day(rng, day)}.",
            f"Laporan lengkapnya baru terbit pada hari ini ({day.day}/{day.month}/{day.year})",
        )
    )
    return f"{text} {more}"


def _sign_off(rng: Random, *, opinion: bool) -> tuple[str | None, tuple[str, ...], bool]:
    if rng.random() < 0.15:
        return None, (), False
    printed, codes = rng.choice(OPINION_SIGN_OFFS if opinion else SIGN_OFFS)
    return printed, codes, rng.random() < 0.2


def _closing(rng: Random, earlier: str) -> tuple[str, ...]:
    lines = []
    if rng.random() < 0.12:
        lines.append(f"Sumber: {rng.choice(words.SOURCES)}")
    if rng.random() < 0.15:
        thing, city = rng.choice(words.GOODS), prose.fill("{kota}", rng, date.min)
        lines.append(f"Foto: Antrean {thing} di sebuah gudang di {city}")
    if rng.random() < 0.12:
        lines.append(f"Berita terkait : {earlier}")
    return tuple(lines)
