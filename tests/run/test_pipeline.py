"""The order of the stages, and what a record says when one of them fails. The stages here are made ones."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dateline.errors import ResourceError, UsageError
from dateline.run import pipeline
from dateline.run.pipeline import code, code_reading
from dateline.schema.failure import UNREADABLE, Reading
from dateline.schema.record import Annotations, Event, EventMention, NameNote
from dateline.schema.report import Report
from tests.run import stages

Fake = Callable[..., None]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Fake:
    """Replaces the stages: fake(events, annotate=error) makes resolve give `events` and annotate raise."""

    def install(events: tuple[Event, ...] = (), **raised: Exception) -> None:
        def stage(name: str, function: str | None = None) -> Callable[..., object]:
            def run(*given: object) -> object:
                if name in raised:
                    raise raised[name]
                if function == "layers":
                    return Annotations(names=(NameNote("place", *stages.words(stages.TEXT, "Tadmur")),))
                return events if name == "resolve" else (*given, name)

            return run

        monkeypatch.setattr(pipeline, "_stage", stage)

    return install


def codes(record: object) -> list[str]:
    return [note.code for name in ("warnings", "failures") for note in getattr(record, name)]


def test_a_record_holds_the_events_and_what_is_known_of_the_report(fake: Fake) -> None:
    fake((stages.event(),))
    record = code(stages.TEXT, published="2016-05-04", publisher="Wire", title="T", language="en", id="x/1")
    assert record.events == (stages.event(),)
    assert (record.report.id, record.report.published, record.report.publisher, record.report.title) == ("x/1", "2016-05-04", "Wire", "T")
    assert (record.annotations, codes(record)) == (None, [])
    assert record.coder.tables is not None


def test_layers_are_added_when_asked_for(fake: Fake) -> None:
    fake((stages.event(),))
    annotations = code(stages.TEXT, published="2016-05-04", layers=True).annotations
    assert annotations is not None
    assert [name.text for name in annotations.names] == ["Tadmur"]


@pytest.mark.parametrize("stage", ["annotate", "extract", "resolve"])
def test_a_stage_that_fails_names_itself(fake: Fake, stage: str) -> None:
    fake((stages.event(),), **{stage: ZeroDivisionError("division by zero")})
    record = code(stages.TEXT, published="2016-05-04")
    assert (record.events, codes(record)) == ((), ["DL301"])
    assert record.failures[0].stage == stage
    assert "ZeroDivisionError: division by zero" in record.failures[0].message


def test_our_own_errors_keep_their_code(fake: Fake) -> None:
    fake(annotate=ResourceError("the model is missing"))
    record = code(stages.TEXT, published="2016-05-04")
    assert (record.failures[0].stage, record.failures[0].code, record.failures[0].message) == ("annotate", "DL200", "the model is missing")


@pytest.mark.parametrize(("start", "end", "words"), [(0, 6, "Rebel!"), (0, 900, stages.TEXT), (3, 3, ""), (-6, -1, stages.TEXT[-6:-1])])
def test_words_that_are_not_in_the_text_never_leave_the_pipeline(fake: Fake, start: int, end: int, words: str) -> None:
    fake((replace(stages.event(), mentions=(EventMention(start, end, words, "test", 1.0),)),))
    assert codes(code(stages.TEXT, published="2016-05-04")) == ["DL302"]


def test_a_number_that_cannot_be_written_never_leaves_the_pipeline(fake: Fake) -> None:
    fake((replace(stages.event(), confidence=float("nan")),))
    assert codes(code(stages.TEXT, published="2016-05-04")) == ["DL302"]


@pytest.mark.parametrize(
    ("text", "language", "published", "expected"),
    [
        ("", None, "2016-05-04", ["DL503"]),
        (" \r\n\t\u00a0", None, None, ["DL503"]),
        ("Nothing.", None, "2016-05-04", ["DL504"]),
        ("Nothing.", None, None, ["DL501", "DL504"]),
        ("Nada.", "es", "2016-05-04", ["DL303"]),
        ("Nothing.", "EN_gb", "2016-05-04", ["DL504"]),
        ("Nothing.", "English", "2016-05-04", ["DL504"]),
        ("Nothing.", "und", "2016-05-04", ["DL504"]),
    ],
)
def test_a_record_without_events_says_why(fake: Fake, text: str, language: str | None, published: str | None, expected: list[str]) -> None:
    fake()
    record = code(text, language=language, published=published)
    assert (record.events, codes(record)) == ((), expected)


def test_what_could_not_be_read_is_a_record_too() -> None:
    record = code_reading(Reading(Report("a.txt", ""), failure=UNREADABLE.failure("read", reason="permission denied")))
    assert (record.report.id, codes(record)) == ("a.txt", ["DL101"])


def test_wrong_arguments_are_refused() -> None:
    with pytest.raises(UsageError):
        code(stages.TEXT, published="Tuesday")
    with pytest.raises(UsageError):
        code(Report("a", "x"), published=date(2016, 5, 4))
    with pytest.raises(UsageError):
        code(b"bytes")  # type: ignore[arg-type]


@pytest.mark.parametrize("error", [MemoryError(), RuntimeError("std::bad_alloc"), RuntimeError("Failed to allocate memory for 12 bytes")])
def test_a_stage_without_memory_says_what_to_do(fake: Fake, error: Exception) -> None:
    fake(extract=error)
    (failure,) = code(stages.TEXT).failures
    assert (failure.code, failure.stage) == ("DL307", "extract")
    assert "fewer --jobs" in failure.message


@pytest.mark.model
def test_a_report_for_which_there_is_no_memory_fails_alone() -> None:
    script = (
        "import resource, dateline; from tests.properties.test_record import TEXTS\n"
        "assert dateline.code(TEXTS[0], published='2014-09-16').events\n"
        "size = int(open('/proc/self/statm').read().split()[0]) * resource.getpagesize()\n"
        "resource.setrlimit(resource.RLIMIT_AS, (size + 2_000_000, resource.RLIM_INFINITY))\n"
        "assert [f.code for f in dateline.code(' '.join(TEXTS * 60), published='2014-09-16').failures] == ['DL307']\n"
        "resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))\n"
        "assert dateline.code(TEXTS[1], published='2014-09-16').events\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
