"""What newsrooms say of their own story: `Ralat: …`, `Koreksi (19/5/2022): …`.

Such a note may have a box of its own above the text or below the sign-off; it is printed with the
story, and the story is not the same without it.
"""

import re

_NOTE = re.compile(
    r"\W{0,3}(?:ralat|koreksi|catatan (?:redaksi|koreksi)|klarifikasi redaksi|pembaruan berita)"
    r"(?:\s*[,(|–—-]\s*[^:]{1,50}?)?\s*:\s*\w",  # the day of the note
    re.IGNORECASE,
)
_LONGEST_LABEL = 80


def is_correction(text: str) -> bool:
    """Tell whether a line is a newsroom's note on what it has corrected."""
    return ":" in text[:_LONGEST_LABEL] and _NOTE.match(text) is not None
