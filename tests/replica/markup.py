"""Small pieces of HTML that several layouts share."""

import re
from html import escape as _escape

from tests.replica.stories import Paragraph

_SEE_ALSO = re.compile(r"([(\[]baca: )(.+?)([)\]])$")
_BRACKETED = re.compile(r"\((\s*)([^)]*)\)")
_NAMED = {"“": "&ldquo;", "”": "&rdquo;", "’": "&rsquo;", "–": "&ndash;", '"': "&quot;"}


def escape(text: str) -> str:
    return _escape(text, quote=False)


def attribute(text: str) -> str:
    return _escape(text, quote=True)


def named(text: str) -> str:
    """Escaped, with quotes and dashes as named entities."""
    text = escape(text)
    for character, entity in _NAMED.items():
        text = text.replace(character, entity)
    return text


def opening(dateline: str, style: str) -> str:
    """A dateline inside the tags that this style puts around or into it."""
    text = escape(dateline)
    if style == "strong":
        return f"<strong>{text}</strong>"
    if style == "place":
        place, bracket, rest = text.partition("(")
        return f"<b>{place.rstrip()}</b>{' ' if place.endswith(' ') else ''}{bracket}{rest}"
    if style == "nbsp":
        return "<strong>" + text.replace(" ", "&nbsp;") + "</strong>"
    if style == "link":
        link = r'(\1<a href="https://www.voa-islam.com" target="_blank">\2</a>)'
        return _BRACKETED.sub(link, text)
    if style == "font":
        return f'<FONT COLOR="#006600"><B>{text}</B></FONT>'
    return text


def inner(
    paragraph: Paragraph,
    *,
    style: str = "plain",
    href: str = "/",
    entities: bool = False,
    strong_sign_off: bool = False,
) -> str:
    """The paragraph's HTML without the element around it."""
    text = named(paragraph.text) if entities else escape(paragraph.text)
    text = _SEE_ALSO.sub(rf'\1<a href="{attribute(href)}">\2</a>\3', text)
    if paragraph.pulled:
        text = f"<b>{text}</b>"
    if paragraph.dateline:
        glue = "&nbsp;" if style == "nbsp" and paragraph.glue else paragraph.glue
        text = f"{opening(paragraph.dateline, style)}{glue}{text}"
    if paragraph.sign_off:
        sign_off = escape(paragraph.sign_off)
        text += f" <strong>{sign_off}</strong>" if strong_sign_off else f" {sign_off}"
    return text
