"""What revisits refer to, where an earlier ingest or a crawl has archived it."""

from pathlib import Path

from scrapers.archive.blocks import Damage, DamagedRecord, Record, is_digest_of
from scrapers.archive.revisits import joined, whole_record_at
from scrapers.ingest.rows import Rows
from scrapers.ingest.sorting import Sorter


class Earlier:
    """Finds the bodies of revisits among the archived visits of their pages, by their digest."""

    def __init__(self, rows: Rows, sorter: Sorter, archive: Path, *, largest: int) -> None:
        self._rows = rows
        self._sorter = sorter
        self._archive = archive
        self._largest = largest

    def whole(self, revisit: Record) -> Record | Damage | None:
        """The revisit with its body, Damage where that cannot be unpacked; None where it names no
        digest or no visit saw such a body.
        """
        said = revisit.fields.get("warc-payload-digest", "")
        first = revisit.fields.get("warc-refers-to-target-uri", "").strip("<>")
        for url in dict.fromkeys((first, revisit.url or "")):
            story = self._sorter.story(url)
            if isinstance(story, str):
                continue
            for place in self._rows.archived(story[0], story[2].url):
                try:
                    visit = whole_record_at(self._archive, *place, largest=self._largest)
                except (DamagedRecord, OSError):
                    continue
                if is_digest_of(said, visit.raw):
                    return joined(revisit, visit, self._largest)
        return None
