"""The one place that knows the order of the stages: Report -> Document -> Mentions -> Events -> Record.

A stage that fails names itself in the record's failures; nothing is raised for a report, so one bad report never costs another.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import PurePath
from typing import Any

from dateline.errors import DatelineError, UsageError
from dateline.read import foreign_language, published_day, see
from dateline.read.markup import Seen
from dateline.run.identity import coder
from dateline.schema.failure import (
    FOREIGN,
    MARKUP,
    NO_DATE,
    NO_EVENTS,
    NO_MEMORY,
    NO_TEXT,
    NOT_ENGLISH,
    PASSED_OVER,
    STAGE_FAILED,
    TOO_LONG,
    WRONG_SPANS,
    Failure,
    Note,
    Reading,
)
from dateline.schema.jsonable import spans, to_json
from dateline.schema.record import Annotations, Event, Record, ReportNote
from dateline.schema.report import LONGEST, Report
from dateline.schema.trace import Trace, Traced
from dateline.settings import Settings, using

# As feeds write it: ISO 639 in two or three letters, with or without a region, or in words. "und" is ISO for "not known".
ENGLISH = frozenset({"en", "eng", "english", "und"})
# How onnxruntime says that it was given no memory.
_NO_ROOM = ("bad_alloc", "bad allocation", "Failed to allocate memory")


def code(
    text: str | Report,
    *,
    published: date | str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    language: str | None = None,
    id: str = "text",
    layers: bool = False,
    relevance: bool = False,
    settings: Settings | None = None,
) -> Record:
    """The record of one report: its events, each value with the words it came from.

    `published` (a date or "YYYY-MM-DD") anchors "on Monday" and "yesterday"; without it they stay unknown. With `layers` the
    record also holds the places, times and names of the text; with `relevance` a report whose words tell of nothing that is coded (sport,
    markets, weather) is passed over: its record has no events and says so (DL507). `settings` (`read_settings("dateline.toml")`) adds
    tables of your own.
    What goes wrong with a report is said in `record.failures`.
    Raises UsageError for a wrong argument, and nothing else.

    >>> record = code("Rebels killed two soldiers in Tadmur on Monday.", published="2016-05-04")
    >>> [(event.type, event.when.start_date) for event in record.events]
    [('ASSAULT', '2016-05-02')]
    """
    if isinstance(text, Report):
        if (published, publisher, title, language) != (None, None, None, None) or id != "text":
            raise UsageError("a Report says its own date, publisher, title, language and id; give them there")
        return code_reading(Reading(text), layers=layers, relevance=relevance, settings=settings)
    if not isinstance(text, str):
        raise UsageError(f"the text must be a string or a Report, not {type(text).__name__}")
    report = Report(id, text, published_day(published), title, publisher, None, language)
    return code_reading(Reading(report), layers=layers, relevance=relevance, settings=settings)


def code_reading(
    reading: Reading,
    *,
    layers: bool = False,
    relevance: bool = False,
    settings: Settings | None = None,
    keep: Callable[[Trace], None] | None = None,
) -> Record:
    """The record of one input as read, its failures to be read included. `keep` is given the trace where the stages ran."""
    if not isinstance(settings, Settings | None):
        raise UsageError(f"settings must be what dateline.read_settings gives, not {type(settings).__name__}")
    with using(settings):
        return _uncoded(reading, relevance=relevance) or _code(reading, layers=layers, keep=keep)


def _uncoded(reading: Reading, *, relevance: bool) -> Record | None:
    """The record of an input that no stage is to see: it could not be read, has no text, is unfit or passed over."""
    report, warnings = reading.report, reading.warnings
    if reading.failure is not None:
        return _record(report, warnings, failure=reading.failure)
    if not report.text.strip():
        return _record(report, (*warnings, NO_TEXT.note()))
    try:
        unfit = _unfit(report)
        passed_over = unfit is None and relevance and not _stage("read.relevance", "is_relevant")(report.text)
    except DatelineError as error:
        return _record(report, warnings, failure=Failure("read", error.code, error.message))
    if unfit is not None:
        return _record(report, warnings, failure=unfit)
    return _record(report, (*warnings, PASSED_OVER.note())) if passed_over else None


def _code(reading: Reading, *, layers: bool, keep: Callable[[Trace], None] | None) -> Record:
    report, warnings = reading.report, reading.warnings
    if report.published is None:
        warnings = (*warnings, NO_DATE.note())
    seen = see(report.text)
    if seen.kinds:
        warnings = (*warnings, MARKUP.note(kinds=" and ".join(seen.kinds)))
    coded = _run_stages(report, seen, layers=layers, keep=keep)
    if isinstance(coded, Failure):
        return _record(report, warnings, failure=coded)
    events, annotations = coded
    record = _record(report, warnings if events else (*warnings, NO_EVENTS.note()), events, annotations)
    failure = _check(record, report.text)
    return record if failure is None else _record(report, warnings, failure=failure)


def _unfit(report: Report) -> Failure | None:
    """Why a report is not coded at all: it is too long, or not in English. What is given of its language is believed."""
    if len(report.text) > LONGEST:
        return TOO_LONG.failure("read", limit=LONGEST)
    if report.language:
        english = re.split(r"[-_\s]", report.language.strip().casefold())[0] in ENGLISH
        return None if english else NOT_ENGLISH.failure("read", language=report.language)
    language = foreign_language(report.text)
    return None if language is None else FOREIGN.failure("read", language=language)


def trace_reading(reading: Reading, *, settings: Settings | None = None) -> Traced:
    """The record of one input as read, the same as `code_reading` gives, with its report and how its events came about."""
    kept: list[Trace] = []
    record = code_reading(reading, settings=settings, keep=kept.append)
    return Traced(reading.report, record, kept[0] if kept and not record.failures else None)


def _run_stages(
    report: Report, seen: Seen, *, layers: bool, keep: Callable[[Trace], None] | None
) -> tuple[tuple[Event, ...], Annotations | None] | Failure:
    stage = "annotate"
    try:
        document = _stage(stage)(report, seen=seen.text) if seen.kinds else _stage(stage)(report)
        stage = "extract"
        mentions = _stage(stage)(document)
        stage = "resolve"
        events = _stage(stage)(document, mentions)
        if keep is not None:
            keep(Trace(document, tuple(mentions), _stage(stage, "trace")(document, mentions, events)))
        return events, _stage(stage, "layers")(document) if layers else None
    except DatelineError as error:
        return Failure(stage, error.code, error.message)
    except Exception as error:  # noqa: BLE001 - whatever a stage meets on one report must not cost the others theirs
        if isinstance(error, MemoryError) or any(words in str(error) for words in _NO_ROOM):
            return NO_MEMORY.failure(stage, stage=stage)
        return STAGE_FAILED.failure(stage, stage=stage, reason=_told(error))


def _told(error: Exception) -> str:
    """What went wrong and where in the program, short enough for a record."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {str(error)[:200]}, in {PurePath(last.filename).name}:{last.lineno}"


def _stage(name: str, function: str | None = None) -> Callable[..., Any]:
    """The public function of a stage, loaded when the first report needs it: the model and the tables take a second."""
    found: Callable[..., Any] = getattr(import_module(f"dateline.{name}"), function or name)
    return found


def agrees(record: Record, text: str) -> bool:
    """Whether every word of the record stands in the text where the record says."""
    return _check(record, text) is None


def _check(record: Record, text: str) -> Failure | None:
    """A record never says words that are not in the text, nor a number that cannot be written."""
    for start, end, words in spans((record.events, record.annotations)):
        if not 0 <= start < end <= len(text) or text[start:end] != words:
            return WRONG_SPANS.failure("record", reason=f"{words[:60]!r} is not at {start}-{end}")
    try:
        to_json(record)
    except DatelineError as error:
        return WRONG_SPANS.failure("record", reason=error.message)
    return None


def _record(
    report: Report,
    warnings: tuple[Note, ...],
    events: tuple[Event, ...] = (),
    annotations: Annotations | None = None,
    *,
    failure: Failure | None = None,
) -> Record:
    published = report.published.isoformat() if report.published else None
    note = ReportNote(report.id, report.uri, report.publisher, report.title, published, report.language, report.published_by)
    return Record(coder(), note, events, warnings, () if failure is None else (failure,), annotations)
