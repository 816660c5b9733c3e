"""`dateline actors` as a person uses it."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.views.cli import main

pytestmark = pytest.mark.model
Run = Callable[..., tuple[int, str, str]]
TEXT = (
    "Fighters of the Zorbat Liberation Front killed two soldiers in Tadmur on Monday. "
    "The Zorbat Liberation Front attacked Palmyra on Tuesday.\n"
)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> Run:
    """run("actors", ...) in an empty folder gives exit status, standard output and standard error."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report.txt").write_text(TEXT, "utf-8")

    def start(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["dateline", *arguments])
        with pytest.raises(SystemExit) as done:
            main()
        out, err = capsysbinary.readouterr()
        assert isinstance(done.value.code, int)
        return done.value.code, out.decode("utf-8"), err.decode("utf-8")

    return start


def test_unknown_ranks_names_with_sentences_and_reports(run: Run) -> None:
    status, out, _ = run("actors", "unknown", "report.txt", "--published", "2016-05-04", "--format", "json")
    found = json.loads(out)
    assert status == 0
    assert [c["name"] for c in found] == ["Zorbat Liberation Front"]
    assert found[0]["kind"] == "rebels" and found[0]["count"] >= 1
    assert found[0]["examples"][0]["report"] == "report.txt"
    assert "Zorbat Liberation Front" in found[0]["examples"][0]["sentence"]


def test_unknown_as_table_and_csv(run: Run) -> None:
    _, table, _ = run("actors", "unknown", "report.txt", "--published", "2016-05-04")
    assert "Zorbat Liberation Front  (rebels" in table and "report.txt: " in table
    _, rows, _ = run("actors", "unknown", "report.txt", "--published", "2016-05-04", "--format", "csv", "--most", "1")
    assert [row["name"] for row in csv.DictReader(io.StringIO(rows))] == ["Zorbat Liberation Front"]


def test_what_was_added_is_known_from_then_on(run: Run, tmp_path: Path) -> None:
    (tmp_path / "new.csv").write_text("name,kind,countries\nZorbat Liberation Front,rebels,SYR\n", "utf-8")
    status, out, _ = run("actors", "add", "new.csv")
    assert (status, out) == (0, "1 actor added to actors.csv (dateline.toml)\n")
    assert run("actors", "unknown", "report.txt", "--published", "2016-05-04", "--format", "json")[1] == "[]\n"


def test_a_wrong_row_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "new.csv").write_text("name,kind\nZorbat,rebles\n", "utf-8")
    status, out, err = run("actors", "add", "new.csv")
    assert (status, out) == (2, "")
    assert "new.csv: line 2, actor 'Zorbat', kind: 'rebles' is not known" in err
