"""A worker that codes: python -m benchmarks.coding, started by benchmarks/speed.py (see benchmarks/workers.py for how they speak).

It answers {"words", "annotate": seconds, "whole": seconds, "stages": {name: seconds}}, seconds of processor time for all reports
together, medians of the rounds. The whole path goes from the text to the line of JSON. Where the task has a "stream", reports of all
kinds, it also answers "stream": seconds to code them once with relevance, "rate": multiply-adds of bytes in a second, and "products": what
encoder and reader multiply for the reports (benchmarks/limit.py).
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from importlib import import_module
from statistics import median
from typing import Any
from unittest import mock

from benchmarks import limit
from dateline.annotate import annotate
from dateline.annotate.model import load_model
from dateline.run import pipeline
from dateline.schema.jsonable import dumps, to_json
from dateline.schema.report import Report

# What is timed: in which object, under which name, as what it is shown. Those of a part are within the stage before them.
STAGES = (
    ("dateline.run.pipeline", "foreign_language", "read"),
    ("dateline.run.pipeline", "see", "read"),
    ("dateline.annotate", "annotate", "annotate"),
    ("dateline.extract", "extract", "extract"),
    ("dateline.resolve", "resolve", "resolve"),
    ("dateline.run.pipeline", "_check", "written"),
)
PARTS = (("run", "encoder"), ("beside", "reader"), ("story", "story"), ("same", "story"))


def write(report: Report, *, relevance: bool = False) -> str:
    """The line of JSON that a report becomes."""
    return dumps(to_json(pipeline.code(report, relevance=relevance)))


def seconds(work: Callable[[], object], *, rounds: int) -> float:
    """Processor time of the work: the median of the rounds."""
    spent = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        spent.append(time.process_time() - began)
    return median(spent)


@contextmanager
def timed(places: Sequence[tuple[object, str, str]]) -> Iterator[dict[str, float]]:
    """Processor time spent within these functions (of an object, by name) while the block runs, by what they are shown as."""
    spent: dict[str, float] = defaultdict(float)
    with ExitStack() as stack:
        for holder, name, label in places:
            stack.enter_context(mock.patch.object(holder, name, _timed(getattr(holder, name), spent, label)))
        yield spent


def _timed(work: Callable[..., Any], spent: dict[str, float], label: str) -> Callable[..., Any]:
    def run(*arguments: Any, **options: Any) -> Any:
        began = time.process_time()
        try:
            return work(*arguments, **options)
        finally:
            spent[label] += time.process_time() - began

    return run


def stages(reports: Sequence[Report]) -> dict[str, float]:
    """Seconds of each stage over all reports, once through; "annotate" is what is left of it beside encoder, reader and story."""
    places: list[tuple[object, str, str]] = [(import_module(module), name, label) for module, name, label in STAGES]
    model = load_model()
    with timed([*places, *((model, name, label) for name, label in PARTS)]) as spent:
        began = time.process_time()
        records = [pipeline.code(report) for report in reports]
        coded = time.process_time()
        for record in records:
            dumps(to_json(record))
        ended = time.process_time()
    parts = {label: spent[label] for label in dict.fromkeys(label for _, label in PARTS)}
    told = {label: spent[label] for label in dict.fromkeys(label for *_, label in STAGES)}
    other = coded - began - sum(told.values())
    told["annotate"] -= sum(parts.values())
    told["written"] += ended - coded
    return {"read": told.pop("read"), **parts, **told, "between": other}


def measure(reports: Sequence[Report], *, rounds: int) -> dict[str, Any]:
    """The answer, for reports that were coded before."""
    return {
        "words": sum(len(annotate(report).words) for report in reports),
        "annotate": seconds(lambda: [annotate(report) for report in reports], rounds=rounds),
        "whole": seconds(lambda: [write(report) for report in reports], rounds=rounds),
        "stages": stages(reports),
    }


def measure_stream(reports: Sequence[Report], stream: Sequence[Report]) -> dict[str, Any]:
    """What a stream takes, and the encoder's limit."""
    write(stream[0], relevance=True)
    spent = seconds(lambda: [write(report, relevance=True) for report in stream], rounds=1)
    return {"stream": spent, "rate": limit.measured_rate(), "products": limit.multiply_adds(reports)}


def read_task(told: Sequence[dict[str, Any]]) -> list[Report]:
    """The reports of a task."""
    days = (date.fromisoformat(one["published"]) if one["published"] else None for one in told)
    return [Report(one["id"], one["text"], day) for one, day in zip(told, days, strict=True)]


def main() -> None:
    """Reads the task, says that it is ready, and at the next line answers."""
    task = json.loads(sys.stdin.readline())
    if task["core"] is not None:
        with suppress(AttributeError, OSError):
            os.sched_setaffinity(0, {task["core"]})
    reports, stream = read_task(task["reports"]), read_task(task.get("stream", ()))
    for report in reports:
        write(report)
    print("ready", flush=True)
    sys.stdin.readline()
    found = measure(reports, rounds=task["rounds"])
    print(json.dumps(found | (measure_stream(reports, stream) if stream else {})), flush=True)


if __name__ == "__main__":
    main()
