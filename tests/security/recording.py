"""Which regular expressions the program compiles, from where: python -m tests.security.recording prints them as JSON.

Everything of `re` and `regex` that takes a pattern is wrapped before the program is loaded; then every module is loaded, reports are
coded and merged, and files are read, so that patterns that are built from tables are built. Nothing is asked over a network.
"""

from __future__ import annotations

import functools
import importlib
import io
import json
import pkgutil
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import regex

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "dateline"
FUNCTIONS = ("compile", "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer")
# Modules that need a package or a machine that is not here.
NOT_LOADED = ("dateline.run.spark", "dateline.__main__", "dateline.store.migrations")
FOUND: dict[tuple[str, int, str, str, int], None] = {}


def wrapped(module: Any, name: str) -> Callable[..., Any]:
    """The function of `re` or `regex`, which first notes the pattern where the program called it."""
    inner = getattr(module, name)

    @functools.wraps(inner)
    def noting(pattern: Any, *given: Any, **named: Any) -> Any:
        frame = sys._getframe(1)
        file = Path(frame.f_code.co_filename)
        if file.is_relative_to(SOURCE):
            compiled = module.compile.__wrapped__(pattern, _flags(name, given, named)) if isinstance(pattern, str | bytes) else pattern
            told = compiled.pattern if isinstance(compiled.pattern, str) else compiled.pattern.decode("latin-1")
            kind = module.__name__ + ("" if isinstance(compiled.pattern, str) else ":bytes")
            FOUND[(file.relative_to(SOURCE).as_posix(), frame.f_lineno, kind, told, compiled.flags)] = None
        return inner(pattern, *given, **named)

    return noting


def _flags(name: str, given: tuple[Any, ...], named: dict[str, Any]) -> int:
    position = {"compile": 0, "sub": 3, "subn": 3, "split": 2}.get(name, 1)
    return int(named.get("flags", given[position] if len(given) > position else 0))


def load() -> None:
    """Loads every module of the program."""
    import dateline

    for found in pkgutil.walk_packages(dateline.__path__, "dateline."):
        if not found.name.startswith(NOT_LOADED):
            importlib.import_module(found.name)


def use() -> None:
    """Codes reports and reads files, in this process."""
    from dateline import code
    from dateline.evaluate.alike import same_name
    from dateline.read.documents import PARSERS, parse
    from dateline.read.endings import FORMATS
    from dateline.read.whence import Whence
    from dateline.views.muc4 import write_muc4

    same_name("ISIL", "Islamic State group")
    records = [code(path.read_text("utf-8")[:4000], published="2018-06-13") for path in sorted((ROOT / "examples").glob("*.txt"))]
    write_muc4(records, io.StringIO())
    for path in sorted((ROOT / "tests" / "read" / "files").rglob("*.*")):
        if FORMATS.get(path.suffix) in PARSERS:
            list(parse(FORMATS[path.suffix], path.read_bytes(), Whence(path.name)))


def main() -> None:
    """Wraps, loads, uses and prints."""
    for module in (re, regex):
        for name in FUNCTIONS:
            setattr(module, name, wrapped(module, name))
    load()
    use()
    sys.stdout.write(json.dumps(sorted(FOUND)))


if __name__ == "__main__":
    main()
