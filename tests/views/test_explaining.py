"""`dateline explain` and `--format html` as a person uses them, with the model and tables as they are."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.views.cli import main
from tests.views.reports import TEXT

pytestmark = pytest.mark.model
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    """run("explain", ...) gives exit status, standard output and standard error."""

    def start(*arguments: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["dateline", *map(str, arguments)])
        with pytest.raises(SystemExit) as done:
            main()
        out, err = capsysbinary.readouterr()
        assert isinstance(done.value.code, int)
        return done.value.code, out.decode("utf-8"), err.decode("utf-8")

    return start


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "mali.txt"
    file.write_bytes(TEXT.encode())
    return file


def test_one_event_is_explained_as_text(run: Run, report: Path) -> None:
    status, out, err = run("explain", report, "--event", "e1", "--published", "2016-03-03")
    assert (status, err) == (0, "")
    for part in ("mali.txt", "e1", "type", "status", "when", "where", "[model:"):
        assert part in out.replace("\n", "")


def test_one_event_is_explained_as_json(run: Run, report: Path) -> None:
    status, out, _ = run("explain", report, "--event", "e2", "--published", "2016-03-03", "--format", "json")
    (told,) = json.loads(out)
    assert status == 0
    assert told["event"]["id"] == "e2"
    assert all(reason["because"] for reason in told["reasons"])


def test_an_event_that_is_not_there_is_wrong_use_and_names_those_that_are(run: Run, report: Path) -> None:
    status, out, err = run("explain", report, "--event", "e99", "--published", "2016-03-03")
    assert (status, out) == (2, "")
    assert "there is no event e99" in err
    assert "e1, e2" in err


def test_a_report_that_fails_is_said_and_the_others_are_explained(run: Run, report: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.txt"
    broken.write_bytes(b"\x00\x01\x02")
    status, out, err = run("explain", broken, report, "--event", "e1", "--published", "2016-03-03")
    assert status == 1
    assert "broken.txt: DL102 (read)" in err
    assert "mali.txt" in out.replace("\n", "")


def test_the_page_is_written_and_the_same_with_two_processes(run: Run, report: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.html", tmp_path / "two.html"
    given = ("code", report, report, "--published", "2016-03-03", "--format", "html", "--output")
    status, _, err = run(*given, one)
    assert (status, err.splitlines()[-1].split(",")[0]) == (0, "dateline: 2 reports coded")
    assert run(*given, two, "--jobs", "2")[0] == 0
    assert one.read_bytes() == two.read_bytes()
    assert one.read_bytes().startswith(b"<!DOCTYPE html>")


def test_a_page_with_a_failure_is_status_1_and_shows_it(run: Run, report: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.txt"
    broken.write_bytes(b"\x00\x01\x02")
    status, out, err = run("code", broken, report, "--published", "2016-03-03", "-f", "html")
    assert status == 1
    assert "This report was not coded" in out
    assert "1 failed" in err
