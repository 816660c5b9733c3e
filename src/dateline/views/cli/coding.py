"""`dateline code`: read, code, write, and say on standard error how it went."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TextIO, TypeVar

from dateline.errors import UsageError
from dateline.read import Context
from dateline.run.local import code_many, trace_many
from dateline.schema.failure import was_passed_over
from dateline.schema.record import Record
from dateline.settings import FILE_NAME, NOTHING_ADDED, Settings, read_settings
from dateline.views.cli.progress import with_progress
from dateline.views.cli.reading import Asked, readings_of
from dateline.views.cli.writers import TRACED_WRITERS, WITH_LAYERS, WRITERS

Coded = TypeVar("Coded")


@dataclass(frozen=True, slots=True)
class Job:
    """What to code, and how to write it. `format` is one of `WRITERS` or `TRACED_WRITERS`; without `output` standard output is used."""

    paths: tuple[str, ...]
    context: Context
    format: str = "table"
    output: Path | None = None
    layers: bool = False
    jobs: int = 1
    jsonl: bool = False
    config: Path | None = None
    threshold: float | None = None
    columns: str | None = None
    fetch: bool = False
    relevance: bool = False


@dataclass(slots=True)
class Tally:
    """How many reports were coded so far, how many events they told, and how many failed; the warnings by code: how many, and the first."""

    reports: int = 0
    events: int = 0
    failed: int = 0
    passed_over: int = 0
    warned: dict[str, tuple[int, str]] = field(default_factory=dict)

    def __str__(self) -> str:
        coded = self.reports - self.failed - self.passed_over
        parts = [f"{coded} report{'' if coded == 1 else 's'} coded", f"{self.events} event{'' if self.events == 1 else 's'}"]
        parts += [f"{self.passed_over} passed over"] if self.passed_over else []
        return ", ".join(parts + ([f"{self.failed} failed"] if self.failed else []))


def code_paths(job: Job) -> bool:
    """Code what the job names and write it; True where no report failed.

    Raises UsageError, before anything is coded, for a path that is not there or an output that cannot be written.
    """
    if job.relevance and job.format in TRACED_WRITERS:
        raise UsageError(f"--relevance does not go with --format {job.format}, which shows why each report has its events")
    if job.output and any(Path(path).resolve() == job.output.resolve() for path in job.paths):
        raise UsageError(f"{job.output}: is an input, and would be overwritten")
    settings = settings_of(job.config, threshold=job.threshold)
    readings = readings_of(job.paths, job.context, Asked(job.jsonl, job.columns, job.fetch, job.config))
    tally = Tally()
    with ExitStack() as closing:
        stream = closing.enter_context(opened(job.output)) if job.output else standard_output()
        # Records that go to the terminal show by themselves how far the work is.
        watched = not stream.isatty()
        if job.format in TRACED_WRITERS:
            traced = _counted(trace_many(readings, jobs=job.jobs, settings=settings), tally, lambda one: one.record)
            TRACED_WRITERS[job.format](with_progress(traced, tally, watched=watched), stream)
        else:
            layers = job.layers or job.format in WITH_LAYERS
            relevance = job.relevance
            records = code_many(readings, jobs=job.jobs, layers=layers, relevance=relevance, settings=settings)
            WRITERS[job.format](with_progress(_counted(records, tally, lambda one: one), tally, watched=watched), stream)
        stream.flush()
    for code, (times, first) in sorted(tally.warned.items()):
        say(f"warning {code}: {first}" + (f" (and {times - 1} more)" if times > 1 else ""))
    say(str(tally) if tally.reports else "nothing to code: the input holds no report")
    return not tally.failed


def settings_of(config: Path | None, *, threshold: float | None = None) -> Settings | None:
    """The settings of that file, else of dateline.toml in the working directory, else none; what is used is said.

    A `threshold` given on the command line comes before that of the file.
    """
    found = config or (Path(FILE_NAME) if Path(FILE_NAME).is_file() else None)
    settings = None if found is None else read_settings(found)
    if settings is not None:
        say(f"settings of {found}: {settings}")
    return settings if threshold is None else replace(settings or NOTHING_ADDED, threshold=threshold)


def _counted(coded: Iterable[Coded], tally: Tally, record_of: Callable[[Coded], Record]) -> Iterator[Coded]:
    for one in coded:
        record = record_of(one)
        tally.reports += 1
        tally.events += len(record.events)
        tally.passed_over += was_passed_over(record.warnings)
        for warning in record.warnings:
            times, first = tally.warned.get(warning.code, (0, f"{record.report.id}: {warning.message}"))
            tally.warned[warning.code] = (times + 1, first)
        if record.failures:
            tally.failed += 1
            for failure in record.failures:
                say(f"{record.report.id}: {failure.code} ({failure.stage}): {failure.message}")
        yield one


def opened(path: Path) -> TextIO:
    """The file, to be written as UTF-8. Raises UsageError where it cannot be."""
    try:
        return path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror})") from error


def standard_output() -> TextIO:
    """Standard output as UTF-8 with plain newlines, whatever the machine's locale, so that the same record is the same bytes."""
    if sys.stdout is None:
        raise UsageError("standard output is closed; give --output FILE")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    return sys.stdout


def say(message: str) -> None:
    """Says something beside the output, on standard error."""
    print(f"dateline: {message}", file=sys.stderr)  # noqa: T201 - this is the command line
