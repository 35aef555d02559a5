"""The reader's version follows the code that reads, all of it."""

import ast
from importlib.util import find_spec
from pathlib import Path

import pytest

from scrapers.reader import version
from scrapers.reader.version import reader_version, source_files
from scrapers.spiders import tempo, voaislam

READS = ("scrapers.cutting", "pipelines.read")
DECIDES_NOTHING = {"models.fetch"}
"""The shapes of a visit."""


def ours(module: str) -> set[str]:
    """The modules of this project that a module imports."""
    spec = find_spec(module)
    assert spec is not None
    assert spec.origin is not None
    found = set()
    for node in ast.walk(ast.parse(Path(spec.origin).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {
        name
        for name in found
        if name.partition(".")[0] in ("scrapers", "pipelines", "models")
        and name not in ("scrapers", "pipelines", "models")
        and _is_module(name)
    }


def _is_module(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def test_every_module_that_reading_imports_counts() -> None:
    known = {Path(str(file)).resolve() for file in source_files()}
    waiting, seen = set(READS), set()
    while waiting:
        module = waiting.pop()
        seen.add(module)
        waiting |= ours(module) - seen - DECIDES_NOTHING
    files = {module: Path(str(find_spec(module).origin)).resolve() for module in seen}  # type: ignore[union-attr]
    assert len(files) > 30
    assert {module for module, file in files.items() if file not in known} == set()


def test_an_outlets_facts_and_the_readers_code_change_the_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = reader_version("0.1.0", voaislam.__name__)
    assert before.startswith("0.1.0+")
    assert before == reader_version("0.1.0", voaislam.__name__)
    assert before != reader_version("0.1.0", tempo.__name__)
    edited = tmp_path / "cut.py"
    edited.write_text("# another way to cut")
    monkeypatch.setattr(version, "source_files", lambda: [edited])
    version._shared.cache_clear()  # noqa: SLF001 - what it remembers is of the files before
    assert reader_version("0.1.0", voaislam.__name__) != before
    monkeypatch.undo()
    version._shared.cache_clear()  # noqa: SLF001
    assert reader_version("0.1.0", voaislam.__name__) == before
