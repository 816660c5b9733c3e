"""Where reports come from: a file, a folder, standard input. Every input gives exactly one reading, in order."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

from dateline.errors import UsageError
from dateline.read.jsonl import read_jsonl
from dateline.read.plain import read_plain
from dateline.schema.failure import UNREADABLE, Reading
from dateline.schema.report import Report

STANDARD_INPUT = "-"

# A format is a file ending and the function that reads it; a new one is a file in this folder and a line here.
FORMATS: dict[str, Callable[[BinaryIO, str], Iterator[Reading]]] = {".txt": read_plain, ".jsonl": read_jsonl}


@dataclass(frozen=True, slots=True)
class Context:
    """What the caller knows of reports that do not say it themselves; what a report says of itself comes first."""

    published: date | None = None
    publisher: str | None = None
    title: str | None = None
    language: str | None = None


def read_reports(path: str | Path, *, context: Context | None = None, jsonl: bool = False) -> Iterator[Reading]:
    """The reports of `path`: a .txt file, a .jsonl file (one report a line), a folder of them (in order of their names), or "-".

    A file with another ending is read as plain text. With `jsonl` standard input is read line by line.
    What cannot be read comes as a Reading with a failure, in its place; its neighbours are read.
    Raises UsageError, before anything is read, where `path` does not exist, is a folder without reports or a closed standard input.
    """
    known = context or Context()
    if str(path) == STANDARD_INPUT:
        if sys.stdin is None:
            raise UsageError("standard input is closed")
        reader = read_jsonl if jsonl else read_plain
        return (_complete(reading, known) for reading in reader(sys.stdin.buffer, STANDARD_INPUT))
    files = _files(Path(path))
    return (_complete(reading, known) for file in files for reading in _read_file(file))


def _files(path: Path) -> list[Path]:
    if not path.exists():
        raise UsageError(f"{path}: there is no such file or folder")
    if not path.is_dir():
        return [path]
    found = [p for p in path.rglob("*") if p.suffix.lower() in FORMATS and not _hidden(p.relative_to(path)) and p.is_file()]
    if not found:
        raise UsageError(f"{path}: no {' or '.join(sorted(FORMATS))} file in this folder")
    return sorted(found, key=lambda p: p.relative_to(path).as_posix())


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _read_file(path: Path) -> Iterator[Reading]:
    name = path.as_posix()
    reader = FORMATS.get(path.suffix.lower(), read_plain)
    try:
        with path.open("rb") as stream:
            yield from reader(stream, name)
    except OSError as error:
        yield Reading(Report(name, ""), failure=UNREADABLE.failure("read", reason=error.strerror or type(error).__name__))


def _complete(reading: Reading, context: Context) -> Reading:
    report = reading.report
    return replace(
        reading,
        report=replace(
            report,
            published=report.published or context.published,
            publisher=report.publisher or context.publisher,
            title=report.title or context.title,
            language=report.language or context.language,
        ),
    )
