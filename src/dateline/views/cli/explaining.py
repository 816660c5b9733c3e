"""`dateline explain`: code the reports again and say for one event why each value is what it is."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import UsageError
from dateline.read import Context
from dateline.run.local import trace_many
from dateline.schema.record import Record
from dateline.schema.trace import Traced
from dateline.views.cli.coding import settings_of, standard_output
from dateline.views.cli.reading import Asked, readings_of
from dateline.views.explain import explain
from dateline.views.explain.written import write_json, write_text

if TYPE_CHECKING:
    from dateline.views.explain.reason import Explanation


@dataclass(frozen=True, slots=True)
class Question:
    """Which event of which reports to explain, and how to write it ("text" or "json")."""

    paths: tuple[str, ...]
    context: Context
    event: str
    format: str = "text"
    jsonl: bool = False
    config: Path | None = None
    threshold: float | None = None
    columns: str | None = None
    fetch: bool = False


def explain_event(question: Question) -> bool:
    """Write the explanation of the event in each report that has it; True where no report failed.

    Raises UsageError where no report has such an event; the message names those that there are.
    """
    readings = readings_of(question.paths, question.context, Asked(question.jsonl, question.columns, question.fetch, question.config))
    known: dict[str, list[str]] = {}
    failures: list[str] = []
    settings = settings_of(question.config, threshold=question.threshold)
    found = list(_found(question, trace_many(readings, settings=settings), known, failures))
    for failure in failures:
        print(f"dateline: {failure}", file=sys.stderr)  # noqa: T201 - this is the command line
    if not found and not failures:
        told = "; ".join(f"{report}: {', '.join(events) or 'none'}" for report, events in known.items())
        raise UsageError(f"there is no event {question.event}; events are {told or 'none: the input holds no report'}")
    _write(question, found)
    return not failures


def _found(
    question: Question, traced: Iterator[Traced], known: dict[str, list[str]], failures: list[str]
) -> Iterator[tuple[Record, Explanation]]:
    for one in traced:
        report = one.record.report.id
        known[report] = [event.id for event in one.record.events]
        failures += [f"{report}: {failure.code} ({failure.stage}): {failure.message}" for failure in one.record.failures]
        if question.event in known[report]:
            yield one.record, explain(one)[known[report].index(question.event)]


def _write(question: Question, found: list[tuple[Record, Explanation]]) -> None:
    stream = standard_output()
    if question.format == "json":
        write_json(found, stream)
        return
    from dateline.views.cli.table import console_for

    console = console_for(stream)
    for number, (record, explanation) in enumerate(found):
        if number:
            console.print()
        write_text(record, explanation, console)
