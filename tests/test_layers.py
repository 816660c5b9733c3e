"""Imports go one way, and coding uses neither chance, nor the clock, nor the network. Read from the source, nothing is run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "dateline"
GROUND = ("schema", "errors", "settings", "resources")
STAGES = ("read", "annotate", "extract", "resolve", "merge")

# What each part may import of the others.
MAY_IMPORT: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(GROUND, GROUND),
    **dict.fromkeys(STAGES, GROUND),
    "store": (*GROUND, *STAGES),
    "imports": (*GROUND, "resolve", "merge"),
    "run": (*GROUND, *STAGES, "store", "imports", "__init__"),
    "evaluate": ("schema", "errors"),
    # Beside the path of coding: readings that name an address become those of the page. Nothing that codes knows of it.
    "fetch": (*GROUND, "read"),
    # Keeps up with feeds: reads, fetches, and runs what `add` runs. By the clock it knows when to ask again, never what a report says.
    "watch": (*GROUND, "read", "store", "run", "fetch"),
    "views": (*GROUND, *STAGES, "store", "run", "evaluate", "imports", "fetch", "watch", "__init__"),
    "client": ("schema", "errors"),
    "__main__": ("views",),
    "__init__": (*GROUND, *STAGES, "store", "run"),
}
# Who alone may import a package from outside.
ONLY_IN: dict[str, str | tuple[str, ...]] = {
    "onnxruntime": "annotate",
    "py3langid": "read",
    "charset_normalizer": "read",
    "pydantic": ("settings", "views"),  # files of settings, and what comes in over HTTP
    **dict.fromkeys(("lxml", "trafilatura", "feedparser", "warcio", "pdfminer", "docx", "zstandard", "markdown_it"), "read"),
    "protego": "fetch",
    **dict.fromkeys(("socket", "ipaddress"), ("fetch", "views")),
    "pyspark": "run",
    "httpx": "fetch",
    "httpx2": "client",
    **dict.fromkeys(("sqlalchemy", "alembic", "psycopg"), "store"),
    **dict.fromkeys(("typer", "rich", "jinja2", "markupsafe", "fastapi", "starlette", "uvicorn", "anyio", "argon2", "limits"), "views"),
}
NEVER_WHEN_CODING = ("random", "secrets", "uuid", "time", "urllib", "requests", "httpx", "http", "socket", "ftplib")
# To take an address apart reaches nothing.
NO_NETWORK = ("urllib.parse",)
CLOCKS = {("date", "today"), ("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow"), ("time", "time")}

FILES = sorted(SOURCE.rglob("*.py"))


def part_of(path: Path) -> str:
    first = path.relative_to(SOURCE).parts[0]
    return first.removesuffix(".py")


def imported(tree: ast.AST) -> Iterator[str]:
    """Dotted names of the modules that the code imports, wherever in the file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative import"
            yield node.module or ""
            if node.module == "dateline":
                yield from (f"dateline.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_imports_go_one_way(path: Path) -> None:
    part = part_of(path)
    assert part in MAY_IMPORT, f"say in MAY_IMPORT what {part} may import"
    for name in imported(ast.parse(path.read_text("utf-8"))):
        outside, *inside = name.split(".")
        if outside != "dateline":
            allowed = ONLY_IN.get(outside, part)
            assert part in ((allowed,) if isinstance(allowed, str) else allowed), f"only {allowed} may import {outside}"
            continue
        target = inside[0] if inside and ((SOURCE / inside[0]).is_dir() or (SOURCE / f"{inside[0]}.py").exists()) else "__init__"
        assert target == part or target in MAY_IMPORT[part], f"{part} must not import {name}"


@pytest.mark.parametrize(
    "path", [path for path in FILES if part_of(path) in (*GROUND, *STAGES, "run")], ids=lambda path: path.relative_to(SOURCE).as_posix()
)
def test_coding_uses_no_chance_no_clock_no_network(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    for name in imported(tree):
        assert name in NO_NETWORK or name.split(".")[0] not in NEVER_WHEN_CODING, f"{name} makes a result depend on more than the report"
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            assert (node.value.id, node.attr) not in CLOCKS, f"line {node.lineno} reads the clock"


def test_the_two_checks_see_the_source() -> None:
    assert {part_of(path) for path in FILES} >= {"schema", "errors", "read", "run", "views", "__init__"}
