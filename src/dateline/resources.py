"""The tables and the model that travel inside the package: where they are, what they hold, and one digest of all tables.

A name is a path below `dateline/data`, written with slashes: "lexicon/status.toml".
"""

from __future__ import annotations

import csv
import hashlib
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from dateline.errors import ResourceError

# Binaries of the model have a digest of their own in the record ("model"), apart from that of the tables.
_MODEL_FOLDER = "model/"
_MODEL_SUFFIXES = (".onnx", ".bin", ".npy", ".npz", ".safetensors", ".gz")
# What a person does about a table that is damaged.
MEND = "install dateline again, or undo what was changed in it"
# What editors and the interpreter leave lying about is no data.
_IGNORED_SUFFIXES = (".pyc", ".tmp", ".swp", "~")


def _root() -> Traversable:
    return resources.files("dateline") / "data"


def table_path(name: str) -> Traversable:
    """The file of that name in the package, e.g. "lexicon/status.toml". Raises ResourceError where there is none."""
    path = _root()
    for part in name.split("/"):
        path = path / part
    if not path.is_file():
        raise ResourceError(f"data file {name} is missing from the package; install dateline again or build its tables")
    return path


def read_toml(name: str) -> dict[str, Any]:
    """The content of a TOML table. Raises ResourceError, with the file's name, where it is missing or not valid TOML."""
    try:
        return tomllib.loads(read_text(name))
    except tomllib.TOMLDecodeError as error:
        raise ResourceError(f"data file {name} is broken: {error}; {MEND}") from error


def read_text(name: str) -> str:
    """The text of a table. Raises ResourceError, with the file's name, where it is missing, empty, cut off or no text.

    Every table ends with the end of a line: one that does not was cut off, and might still be read as a smaller one.
    """
    raw = table_path(name).read_bytes()
    if not raw.endswith(b"\n"):
        raise ResourceError(f"data file {name} is broken: it is {'cut off' if raw else 'empty'}; {MEND}")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ResourceError(f"data file {name} is broken: {error}; {MEND}") from error


def table_names(folder: str, *, suffix: str = ".toml") -> tuple[str, ...]:
    """Names of the files of a folder with that ending, sorted: table_names("ontology") begins with "ontology/accuse.toml"."""
    return tuple(name for name in _all_names() if name.startswith(f"{folder}/") and name.endswith(suffix))


@cache
def tables_digest() -> str:
    """sha256 (hex) over all data files of the package except model binaries.

    Fed, in the order of the names, with each name and the sha256 of the file's bytes: it changes with any byte of any table
    and with any name, and is the same on every machine with the same files.
    """
    digest = hashlib.sha256()
    for name in _all_names():
        if name.startswith(_MODEL_FOLDER) and name.endswith(_MODEL_SUFFIXES):
            continue
        digest.update(name.encode("utf-8") + b"\0")
        digest.update(bytes.fromhex(file_digest(name)))
    return digest.hexdigest()


def file_digest(name: str) -> str:
    """sha256 (hex) of one data file."""
    return hashlib.sha256(table_path(name).read_bytes()).hexdigest()


def read_rows(name: str) -> list[dict[str, str]]:
    """The rows of a CSV table. Raises ResourceError, with the file's name, where it is missing, cut off or not text."""
    try:
        text = read_text(name)
        rows = list(csv.DictReader(text.splitlines(), strict=True))
    except csv.Error as error:
        raise ResourceError(f"data file {name} is broken: {error}; {MEND}") from error
    ragged = next((k for k, row in enumerate(rows, 2) if None in row or None in row.values()), None)
    if ragged is not None or "\0" in text or not rows:
        raise ResourceError(f"data file {name} is broken: row {ragged or 1} is not whole; {MEND}")
    return rows


def _all_names() -> tuple[str, ...]:
    root = _root()
    if not root.is_dir():
        raise ResourceError("the package has no data folder; install dateline again")
    return tuple(sorted(_walk(root, "")))


def _walk(folder: Traversable, prefix: str) -> Iterator[str]:
    for entry in folder.iterdir():
        if entry.name.startswith((".", "__")) or entry.name.endswith(_IGNORED_SUFFIXES):
            continue
        if entry.is_dir():
            yield from _walk(entry, f"{prefix}{entry.name}/")
        else:
            yield f"{prefix}{entry.name}"
