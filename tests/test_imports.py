"""Who may import whom: models nothing of ours; scrapers and pipelines models only; all of them
nothing of others that pyproject.toml does not name.
"""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
QUERIES = {"sqlalchemy", "select", "insert", "update", "delete", "text"}
"""What writes SQL; and SQLAlchemy as a whole, which has all of it."""
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


def imported(path: Path) -> set[tuple[str, str]]:
    """Packages and what is imported from each; a whole one from itself."""
    names: set[tuple[str, str]] = set()
    for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {(top, top) for alias in node.names for top in [alias.name.split(".")[0]]}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            top = (node.module or "").split(".")[0]
            names |= {(top, alias.name) for alias in node.names}
    return names


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_imports_point_one_way(path: Path) -> None:
    top = path.parts[0].removesuffix(".py")
    assert {package for package, _ in imported(path)} & OURS <= MAY_IMPORT[top]


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_sql_lives_in_models(path: Path) -> None:
    if path.parts[0] not in ("models", "settings.py"):
        names = {name for package, name in imported(path) if package == "sqlalchemy"}
        assert not names & QUERIES
        assert ".execute(" not in (ROOT / path).read_text("utf-8")


def test_what_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    declared = {
        re.sub(r"[._]", "-", re.split(r"[^\w.-]", each)[0]).lower()
        for each in [*project["dependencies"], *(each for extra in extras for each in extra)]
    }
    packages = {package for path in MODULES for package, _ in imported(path)}
    packages -= {"compression"}  # of Python itself, from 3.14 on
    bring = packages_distributions()
    undeclared = {
        package: bring.get(package)
        for package in packages - OURS - sys.stdlib_module_names
        if declared.isdisjoint(re.sub(r"[._]", "-", name).lower() for name in bring[package])
    }
    assert undeclared == {}
