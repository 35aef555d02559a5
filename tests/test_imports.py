"""Who may import whom: models nothing of ours; scrapers and pipelines models only."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OURS = {"scrapers", "pipelines", "models", "settings", "tests"}
MAY_IMPORT = {
    "settings": set(),
    "models": {"models"},
    "pipelines": {"models", "pipelines"},
    "scrapers": {"models", "scrapers"},
}
MODULES = [
    path.relative_to(ROOT)
    for path in [
        ROOT / "settings.py",
        *(p for top in MAY_IMPORT for p in (ROOT / top).rglob("*.py")),
    ]
]


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names.add((node.module or "").split(".")[0])
    return names & OURS


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_imports_point_one_way(path: Path) -> None:
    top = path.parts[0].removesuffix(".py")
    assert imported(path) <= MAY_IMPORT[top]


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_sql_lives_in_models(path: Path) -> None:
    if path.parts[0] not in ("models", "settings.py"):
        source = (ROOT / path).read_text("utf-8")
        assert "sqlalchemy import select" not in source
        assert ".execute(" not in source
