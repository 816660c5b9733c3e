"""Where reports come from: a file, a folder, an address, standard input. Every input gives its readings, in order."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from dateline.errors import UsageError
from dateline.read.columns import ColumnMap
from dateline.read.endings import FORMATS, takes
from dateline.read.whence import Whence, web_address
from dateline.schema.failure import NOT_FETCHED, UNREADABLE, Reading
from dateline.schema.report import Report
from dateline.settings import USUAL, Limits

STANDARD_INPUT = "-"
_NAMED = 6
# Bytes that are counted at once.
_PART = 1 << 20
# Kinds of files of which each is one report as a rule.
_ONE = frozenset({"plain", "page", "saved page", "pdf", "docx", "letter", "markdown"})


@dataclass(frozen=True, slots=True)
class Context:
    """What the caller knows of reports that do not say it themselves; what a report says of itself comes first."""

    published: date | None = None
    publisher: str | None = None
    title: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Intake:
    """How inputs are read: what holds what in tables, how much of each is read, and whether addresses may stand among the paths."""

    columns: ColumnMap | None = None
    limits: Limits = USUAL
    addresses: bool = False


AS_USUAL = Intake()


def read_reports(path: str | Path, *, context: Context | None = None, jsonl: bool = False, intake: Intake = AS_USUAL) -> Iterator[Reading]:
    """The reports of `path`: a file of any known format (`FORMATS`), a folder of them (in order of their names), or "-".

    What a file is its first bytes say, else its ending; one that says neither is read as plain text. With `jsonl` standard input is
    read line by line. What cannot be read comes as a Reading with a failure, in its place; its neighbours are read. An address of the
    web comes as one that is not fetched: who asks for that (`Intake.addresses`) fetches it, no reader does.
    Raises UsageError, before anything is read, where `path` does not exist, is a folder without reports or a closed standard input.
    """
    known = context or Context()
    if str(path) == STANDARD_INPUT:
        if sys.stdin is None:
            raise UsageError("standard input is closed")
        return (_complete(reading, known) for reading in _read_standard_input(intake, jsonl=jsonl))
    if web_address(str(path)):
        if not intake.addresses:
            raise UsageError(f"{path}: is an address; --fetch fetches it")
        return iter([_complete(Reading(Report(str(path), "", uri=str(path)), failure=NOT_FETCHED.failure("read")), known)])
    files = _files(Path(path))
    return (_complete(reading, known) for file in files for reading in _read_file(file, intake))


def count_reports(path: str | Path) -> int | None:
    """About how many reports `read_reports` will give, to say how far the work is; None where nobody knows: of standard input, an
    address, an archive, a table.

    Of JSON lines the lines are counted, without being read as JSON: a gigabyte takes less than a second.
    Raises UsageError as `read_reports` does.
    """
    if str(path) == STANDARD_INPUT or web_address(str(path)):
        return None
    counts = [_reports_in(file) for file in _files(Path(path))]
    return None if None in counts else sum(count or 0 for count in counts)


def one_report_each(path: Path) -> bool:
    """Whether a file of this name is one report as a rule."""
    return FORMATS.get(path.suffix.lower(), "plain") in _ONE


def _reports_in(path: Path) -> int | None:
    kind = FORMATS.get(path.suffix.lower(), "plain")
    return _lines_of(path) if kind == "lines" else 1 if kind in _ONE else None


def _lines_of(path: Path) -> int:
    count, last = 0, b"\n"
    try:
        with path.open("rb") as stream:
            while part := stream.read(_PART):
                count += part.count(b"\n")
                last = part
    except OSError:
        # Whoever reads it says what is wrong.
        return 1
    return count + (not last.endswith(b"\n"))


def _files(path: Path) -> list[Path]:
    if not path.exists():
        raise UsageError(f"{path}: there is no such file or folder")
    if not path.is_dir():
        return [path]
    found = [p for p in path.rglob("*") if takes(p.relative_to(path).as_posix()) and p.is_file()]
    if not found:
        some = sorted(FORMATS)[:_NAMED]
        more = f"{', '.join(some)} and {len(FORMATS) - _NAMED} other endings"
        raise UsageError(f"{path}: no file that can be read is in this folder ({more})")
    return sorted(found, key=lambda p: p.relative_to(path).as_posix())


def _read_standard_input(intake: Intake, *, jsonl: bool) -> Iterator[Reading]:
    from dateline.read.jsonl import read_jsonl
    from dateline.read.plain import read_plain

    reader = read_jsonl if jsonl else read_plain
    yield from reader(sys.stdin.buffer, Whence(STANDARD_INPUT, columns=intake.columns, limits=intake.limits))


def _read_file(path: Path, intake: Intake) -> Iterator[Reading]:
    # The readers of all formats are loaded when the first file is read: to load them takes a tenth of a start
    from dateline.read.formats import read_stream

    whence = Whence(path.as_posix(), columns=intake.columns, limits=intake.limits)
    try:
        with path.open("rb") as stream:
            yield from read_stream(stream, whence)
    except OSError as error:
        yield whence.failed(UNREADABLE.failure("read", reason=error.strerror or type(error).__name__))


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
