"""A folder looked at: which of its files are new, or hold something else than before. What they hold counts, never their time."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from dateline.errors import UsageError
from dateline.read.endings import takes
from dateline.read.inputs import Intake, one_report_each, read_reports
from dateline.schema.failure import UNREADABLE, Edition, Failure, Reading
from dateline.schema.report import Report
from dateline.settings import Limits
from dateline.store.rows import digest


@dataclass(frozen=True, slots=True)
class File:
    """A file that is not as it was: its place in the folder, a hash of that and of its bytes, and its size and time, by which it need not
    be read again as long as they stay."""

    name: str
    path: Path
    entry: str
    hint: str


@dataclass(frozen=True, slots=True)
class Look:
    """What a look found; `waits` is whether some files are still being written. `failure`: the folder cannot be read."""

    files: tuple[File, ...] = ()
    waits: bool = False
    failure: Failure | None = None


def look(folder: Path, hints: Mapping[str, str], *, settled: float | None) -> Look:
    """The files of a folder whose size or time is another than in `hints`, by their places. One whose time is after `settled` may still
    be in the writing, and waits for the next look; with None none does."""
    try:
        with os.scandir(folder):
            pass
        # A folder in it may go while it is looked at
        there = sorted(path for path in folder.rglob("*") if takes(path.relative_to(folder).as_posix()))
    except OSError as error:
        return Look(failure=UNREADABLE.failure("read", reason=error.strerror or type(error).__name__))
    files, waits = [], False
    for path in there:
        name = path.relative_to(folder).as_posix()
        hint, at = _hint(path)
        if hint is None or hints.get(name) == hint:
            continue
        if settled is not None and at > settled:
            waits = True
            continue
        entry = _entry(name, path)
        if entry is not None and _hint(path)[0] == hint:
            files.append(File(name, path, entry, hint))
    return Look(tuple(files), waits)


def _hint(path: Path) -> tuple[str | None, float]:
    try:
        found = path.stat()
    except OSError:
        return None, 0.0
    return (f"{found.st_size} {found.st_mtime_ns}" if path.is_file() else None), found.st_mtime


def _entry(name: str, path: Path) -> str | None:
    """A hash of place and bytes; None where they cannot be read now."""
    try:
        with path.open("rb") as stream:
            return digest({"file": name, "holds": hashlib.file_digest(stream, "sha256").hexdigest()})
    except OSError:
        return None


def readings(file: Path, name: str, limits: Limits, *, watched: str) -> Iterator[Reading]:
    """The reports of a file. Where it is one report a changed file is another state of it, which takes the place of the earlier one."""
    try:
        found = read_reports(file, intake=Intake(limits=limits))
    except UsageError:
        yield Reading(Report(file.as_posix(), ""), failure=UNREADABLE.failure("read", reason="it is no more"))
        return
    if not one_report_each(file):
        yield from found
        return
    whole = list(found)
    alone = len(whole) == 1 and whole[0].edition is None and whole[0].failure is None
    yield from (replace(one, edition=Edition(f"file:{watched} {name}")) if alone else one for one in whole)
