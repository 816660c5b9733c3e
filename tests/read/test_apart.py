"""The process that reads documents: kept for the next one, left behind when it hangs or falls over, and gone with the program."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dateline.read import apart, serving
from dateline.read.apart import message_of, read_apart
from dateline.read.whence import Whence
from dateline.schema.failure import Reading
from dateline.settings import Limits

pytestmark = pytest.mark.timeout(120)
FILES = Path(__file__).parent / "files"
PAGE = (FILES / "html" / "static.html").read_bytes()


def read(data: bytes = PAGE, **limits: float) -> list[Reading]:
    return list(read_apart("page", data, Whence("a.html", limits=Limits(**limits))))  # type: ignore[arg-type]


def process() -> int:
    return apart._idle[-1]._process.pid


def test_one_process_reads_one_document_after_another() -> None:
    first = read()
    pid = process()
    assert read() == first
    assert process() == pid


def test_one_that_takes_too_long_is_ended_and_another_begun() -> None:
    read()
    pid = process()
    # So long that no machine has read it in a hundredth of a second
    long = PAGE.replace(b"<p>", b"<p>" + b"The convoy went on. " * 20_000, 1)
    assert len(long) > len(PAGE)
    *_, reading = read(long, seconds=0.01)
    assert reading.failure is not None
    assert reading.failure.code == "DL113"
    assert reading.raw == long
    assert [one.failure for one in read()] == [None]
    assert process() != pid


def test_one_that_ended_while_it_waited_costs_nothing() -> None:
    read()
    apart._idle[-1]._process.kill()
    apart._idle[-1]._process.wait()
    assert [one.failure for one in read()] == [None]


def test_two_inputs_can_be_read_in_turns() -> None:
    feed = (FILES / "feed" / "wordpress.rss").read_bytes()
    one, other = (read_apart("feed", feed, Whence(name)) for name in ("a.rss", "b.rss"))
    assert [next(readings).report.id for readings in (one, other, one, other)] == ["a.rss:1", "b.rss:1", "a.rss:2", "b.rss:2"]
    assert (list(one), list(other)) == ([], [])


def test_a_feed_that_is_left_in_the_middle_does_not_confuse_the_next() -> None:
    feed = (FILES / "feed" / "wordpress.rss").read_bytes()
    readings = read_apart("feed", feed, Whence("a.rss"))
    next(readings)
    readings.close()  # type: ignore[attr-defined]
    assert [one.report.id for one in read()] == ["a.html"]


@pytest.mark.parametrize(("error", "code"), [(RecursionError(), "DL124"), (MemoryError(), "DL114")])
def test_what_a_parser_runs_into_is_a_failure(monkeypatch: pytest.MonkeyPatch, error: Exception, code: str) -> None:
    def parse(*_: object) -> object:
        raise error

    monkeypatch.setattr(serving, "parse", parse)
    first, last = serving._answers("page", b"", Whence("a.html"))
    assert first["failure"]["code"] == code
    assert last == {"end": True}


def test_a_reading_comes_back_as_it_was() -> None:
    for name in ("html/wordpress.html", "html/liveblog.html", "html/drupal.html"):
        data = (FILES / name).read_bytes()
        kind = "page"
        from dateline.read.documents import parse

        here = [apart.reading_of(message_of(one), data) for one in parse(kind, data, Whence("a"))]
        assert here == list(read_apart(kind, data, Whence("a")))


def test_the_process_ends_with_the_program(tmp_path: Path) -> None:
    script = (
        "import sys; from dateline.read import read_reports, apart; print(len(list(read_reports(sys.argv[1]))));"
        "print(apart._idle[-1]._process.pid, flush=True)"
    )
    command = [sys.executable, "-W", "error", "-c", script, str(FILES / "html" / "static.html")]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, timeout=60, env={**os.environ, "PYTHONPATH": ":".join(sys.path)}
    )
    many, pid = done.stdout.split()
    assert (many, done.stderr) == ("1", "")
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid), 0)
