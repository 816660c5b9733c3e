"""The benchmarks find their reports, hand them to the scorer as it wants them, and say so where there is none."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from benchmarks import accuracy, speed

TEXT = "Rebels killed two soldiers in Tadmur on Monday."
DOC = {"doc": "made-1", "text": TEXT, "published": "2016-05-04", "sentences": [[0, len(TEXT)]], "events": []}
# Stands for the scorer: says how many lines it was given.
SCORER = """
import json, sys
count = {"p": 1.0, "r": 0.5, "f1": 0.667, "lines": [len(open(path).readlines()) for path in sys.argv[1:3]]}
print(json.dumps({"events": count, "slots": count}))
"""


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    for name in ("wire", "blurbs", "other", "training-wire"):
        (folder / f"{name}.jsonl").write_text(json.dumps(DOC) + "\n\n")
    return folder


def test_every_report_has_a_day_of_publication() -> None:
    reports = speed.read_reports()
    assert len(reports) >= 7
    assert [report.id for report in reports if report.published is None] == []


def test_the_day_stands_in_the_name() -> None:
    assert speed.published_on("1986-08-21-dispatch-capitals") == date(1986, 8, 21)
    assert speed.published_on("notes") is None


def test_what_is_for_learning_is_not_measured(gold: Path) -> None:
    assert list(accuracy.read_gold(gold)) == ["blurbs", "other", "wire"]


def test_without_a_folder_our_own_kept_reports_are_taken() -> None:
    own = accuracy.read_gold(None)["own"]
    assert own
    assert {"doc", "text", "published", "events"} <= own[0].keys()


def test_a_folder_that_was_asked_for_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no folder"):
        accuracy.gold_folder(tmp_path / "none")


@pytest.mark.model
def test_records_are_written_and_scored(gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scorer, out, figures = tmp_path / "scorer.py", tmp_path / "out", tmp_path / "figures.json"
    scorer.write_text(SCORER)
    accuracy.main(["--gold", str(gold), "--scorer", str(scorer), "--out", str(out), "--json", str(figures)])
    assert json.loads((out / "wire.jsonl").read_text())["report"]["id"] == "made-1"
    told = json.loads(figures.read_text())
    assert told["together"]["events"]["lines"] == [2, 2]  # wire and blurbs; "other" is no part of the headline
    assert "together      2 reports   events P 1.000  R 0.500  F1 0.667" in capsys.readouterr().out


@pytest.mark.model
def test_without_a_scorer_records_are_written_all_the_same(gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    accuracy.main(["--gold", str(gold), "--scorer", str(tmp_path / "none.py"), "--out", str(tmp_path / "out")])
    assert (tmp_path / "out" / "wire.jsonl").is_file()
    assert "not scored" in capsys.readouterr().out


def test_what_a_person_reads() -> None:
    rates = speed.Rates(reports=2, words=700, words_per_second=1234.5, reports_per_second=3.25)
    told = "\n".join(speed.as_lines(speed.Speed("a machine", rates, (speed.Start("dateline --version", 0.1, 0.09, 41.0),))))
    assert "1,234 words a second" in told
    assert "3.25 reports a second" in told
    assert "dateline --version: 0.10 s (0.09 s of processor), peak 41 MB" in told
