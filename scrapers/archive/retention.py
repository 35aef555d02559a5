"""Letting go of archive files that nobody needs any more."""

import re
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from models.pruning import forget_archive_files, old_archive_files

# As the writer names them: whatever a database says, nothing else is deleted.
_NAME = re.compile(r"[\w.-]+-\d{8}T\d{6}-\d{5,}(-[\w.-]+)?\.warc\.gz", re.ASCII)
_PRUNED = ".pruned"
"""Behind the name of a file that goes: it gets that, so that no crawl refers to it any more; then
the database is asked once more, for one may just have done so, and told; then the file goes."""


def prune_archive(
    engine: Engine, folder: Path, before: datetime, *, delete: bool
) -> tuple[int, int, int]:
    """Give how many files are spare, their bytes, and how many older ones are needed.

    `delete` deletes the spare ones. Files that the database does not know are left alone, for they
    may be another one's; so are those that are not here, for another machine has them. OSError
    where one cannot be deleted: those before it are gone and known to be.
    """
    old = old_archive_files(engine, before)
    spare = [name for name in old.spare if _NAME.fullmatch(name) and (folder / name).is_file()]
    sizes = {name: (folder / name).stat().st_size for name in spare}
    if delete:
        try:
            for name in spare:
                (folder / name).rename(folder / f"{name}{_PRUNED}")
        finally:
            old = old_archive_files(engine, before)
            for name in _let_go(engine, folder, {*old.needed, *old.young}):
                sizes.pop(name, None)
    return len(sizes), sum(sizes.values()), len(old.needed)


def _let_go(engine: Engine, folder: Path, needed: set[str]) -> list[str]:
    """Note that the marked files are gone, and delete them: also those of a run that was killed.
    Those that are needed after all get their names back, and are given.
    """
    marked = sorted(each for each in folder.glob(f"*{_PRUNED}") if _NAME.fullmatch(each.stem))
    kept = [each for each in marked if each.stem in needed]
    for each in kept:
        each.rename(folder / each.stem)
    going = [each for each in marked if each.stem not in needed]
    forget_archive_files(engine, [each.stem for each in going])
    for each in going:
        each.unlink()
    return [each.stem for each in kept]
