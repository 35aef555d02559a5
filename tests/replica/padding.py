"""Furniture to pad a page to a size with: menus, scripts and lists, as heavy pages carry them."""

from bisect import bisect_left
from itertools import accumulate

from tests.replica.furniture import Furniture
from tests.replica.layouts.page import PAD_BOTTOM, PAD_TOP

_SCRIPT = (
    '<script type="text/javascript">var cfg{n}={{"slot":{n},"sizes":[[728,90],[300,250]],'
    '"target":"#slot-{n}","lazy":true}};(function(w,d){{w.q=w.q||[];w.q.push(cfg{n});'
    "for(var i=0;i<cfg{n}.sizes.length;i++){{if(d.getElementById('slot-{n}'))"
    "{{w.show&&w.show(cfg{n},i);}}}}}})(window,document);</script>\n"
)
_STYLE = (
    '<style type="text/css">.m{n} ul li a{{display:block;padding:4px 8px;color:#063}}'
    ".m{n} ul li a:hover{{background:#eee}}.m{n} .datepost{{font-size:11px;color:#777}}"
    "</style>\n"
)


class Padding:
    """Blocks of furniture, enough of them for the size asked for, split above and below."""

    def __init__(self, site: Furniture, size: int) -> None:
        """`size` is that of a whole page in bytes; 0 pads nothing."""
        self._size = size
        self._blocks: list[str] = []
        total = 0
        while total < size:
            block = _block(site, len(self._blocks))
            self._blocks.append(block)
            total += len(block.encode())
        self._sums = list(accumulate(len(block.encode()) for block in self._blocks))

    def fill(self, html: str) -> str:
        """The page with its two places filled, about as large as asked for."""
        missing = self._size - len(html)
        if missing <= 0:
            return html
        middle = bisect_left(self._sums, missing * 0.4)
        end = bisect_left(self._sums, missing)
        above, below = "".join(self._blocks[:middle]), "".join(self._blocks[middle:end])
        return html.replace(PAD_TOP, above, 1).replace(PAD_BOTTOM, below, 1)


def _block(site: Furniture, n: int) -> str:
    kind = n % 4
    if kind == 0:
        return (
            _STYLE.format(n=n)
            + f'<div class="m{n}"><ul>{site.rubrics(n % site.LOOKS)}</ul></div>\n'
        )
    if kind == 1:
        return _SCRIPT.format(n=n) * 2
    if kind == 2:
        return f'<div class="m{n}">{site.table(n, 5)}</div>\n'
    return f'<div class="m{n}">{site.ranking(n, 6)}</div>\n'
