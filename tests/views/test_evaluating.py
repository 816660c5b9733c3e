"""`dateline evaluate` as a person uses it. The stages are made ones: a text with "Rebels" tells of one event."""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.annotate import decode, given
from dateline.run import pipeline
from dateline.views.cli import main
from tests.run import stages

Run = Callable[..., tuple[int, str, str]]
EVENT: dict[str, Any] = {
    "id": "e1",
    "type": "ASSAULT",
    "mode": "firearms",
    "status": "happened",
    "optional": False,
    "mentions": [{"s": 0, "trigger": "killed"}],
    "actor": [{"name": "Rebels", "words": ["Rebels"]}],
    "recipient": [{"name": "Government of Syria", "words": ["soldiers"]}],
    "casualties": [{"outcome": "killed", "low": 21, "high": None, "role": "recipient"}],
    "when": {"start": "2016-05-02", "end": "2016-05-02", "precision": "day"},
    "where": {"name": "Tadmur", "admin1": "Homs", "country": "SYR", "precision": "exact"},
}


def gold(id: str, text: str = stages.TEXT, *events: dict[str, Any]) -> dict[str, Any]:
    """A coded report of one sentence."""
    return {"doc": id, "published": "2016-05-04", "text": text, "sentences": [[0, len(text)]], "events": list(events)}


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    """run("gold.jsonl", ...) gives exit status, standard output and standard error."""

    def stage(name: str, function: str | None = None) -> Callable[..., object]:
        def work(*told: object) -> object:
            if name == "annotate":
                return told[0]
            text = getattr(told[0], "text", "")
            if "fail" in text:
                raise RecursionError("too deep")
            return (stages.event(text),) if name == "resolve" and "Rebels" in text else ()

        return work

    def start(*arguments: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["dateline", "evaluate", *map(str, arguments)])
        with pytest.raises(SystemExit) as done:
            main()
        out, err = capsysbinary.readouterr()
        assert isinstance(done.value.code, int)
        return done.value.code, out.decode("utf-8"), err.decode("utf-8")

    monkeypatch.setattr(pipeline, "_stage", stage)
    return start


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    file = tmp_path / "gold.jsonl"
    rows = [gold("one", stages.TEXT, EVENT), gold("two", "Nothing was told.", EVENT | {"mentions": [{"s": 0, "trigger": "told"}]})]
    file.write_text("".join(json.dumps(row) + "\n\n" for row in rows))
    return file


def test_the_text_has_events_slots_and_types_with_intervals(run: Run, reports: Path) -> None:
    status, out, err = run(reports, "--errors", "5")
    assert (status, err) == (0, "dateline: 2 of 2 reports coded\n")
    assert re.search(r"^events +1\.000 +0\.500 +0\.667 +0\.000 – 1\.000 +2 +1$", out, re.MULTILINE)
    assert re.search(r"^  when +1\.000 +0\.500 +0\.667", out, re.MULTILINE)
    assert re.search(r"^  ASSAULT +1\.000 +0\.500", out, re.MULTILINE)
    assert "--- two e1\n" in out
    assert "wrong name: Government of Syria | Military Forces of Syria" in out


def test_a_run_is_compared_with_an_earlier_one(run: Run, reports: Path, tmp_path: Path) -> None:
    earlier = tmp_path / "run.json"
    assert run(reports, "--format", "json", "--output", earlier)[:2] == (0, "")
    told = json.loads(earlier.read_text("utf-8"))
    assert told["figures"]["events"] == {"p": 1.0, "r": 0.5, "f1": 0.6667, "gold": 2, "system": 1}
    assert [(row["document"], row["name"]) for row in told["events"]] == [("one", "e1"), ("two", "e1")]
    assert told["by_document"][0]["events"] == [1, 1, 1]
    told["by_document"][1]["slots"]["when"] = [1, 1, 1]
    told["events"][1] |= {"wrong": 1, "mistakes": []}
    earlier.write_text(json.dumps(told))
    status, out, _ = run(reports, "--against", earlier)
    assert status == 0
    assert "2 reports in both" in out
    assert re.search(r"^  when +1\.0000 → 0\.6667 +-0\.3333", out, re.MULTILINE)
    assert re.search(r"^  two e1: 1 → \d+ wrong values  \+ missed event$", out, re.MULTILINE)
    assert "changes" in json.loads(run(reports, "--against", earlier, "-f", "json")[1])


def test_a_report_that_failed_counts_as_one_without_events(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text(json.dumps(gold("bad", "Rebels fail.", EVENT | {"mentions": [{"s": 0, "trigger": "Rebels"}]})))
    status, out, err = run(file, "-f", "json")
    assert (status, json.loads(out)["figures"]["events"]["system"]) == (1, 0)
    assert "bad: DL301 (extract)" in err
    assert err.endswith("dateline: 1 of 1 reports coded, 1 failed\n")


def test_words_split_by_others_are_measured(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trees, names = tmp_path / "a.conllu.gz", tmp_path / "a.iob2"
    trees.write_bytes(gzip.compress(b"1\tGo\tgo\tVERB\t_\t_\t0\troot\t_\t_\n"))
    names.write_text("1\tAna\tB-PER\n2\tleft\tO\n")
    monkeypatch.setattr(given, "parse_given", lambda sentences: [[decode.Parsed("VERB", -1, "root")] for _ in sentences])
    monkeypatch.setattr(given, "names_given", lambda words: [decode.Found(0, 1, "person", 0.9)])
    status, out, err = run(trees, names)
    assert (status, err) == (0, "")
    assert f"{trees}: 1 words, UPOS 1.0000, UAS 1.0000, LAS 1.0000" in out
    assert f"{names}: 1 names, P 1.0000, R 1.0000, F1 1.0000" in out
    told = json.loads(run(trees, names, "-f", "json")[1])
    assert (told["trees"][str(trees)]["las"], told["names"][str(names)]["by_kind"]["PER"]["f1"]) == (1.0, 1.0)
    assert "figures" not in told


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


WRONG = [
    ("none.jsonl", None, "DL400: none.jsonl: cannot be read"),
    ("gold.txt", "x", "DL400: gold.txt: gold is a .jsonl file"),
    ("gold.jsonl", "{", "DL420: gold.jsonl, line 1: this is not JSON"),
    ("gold.jsonl", "\n[]", "DL420: gold.jsonl, line 2: a JSON object is wanted"),
    ("gold.jsonl", json.dumps(gold("a", "x", {"type": "ASSAULT"})), "DL420: gold.jsonl, line 1 (a), event 1: 'status' is missing"),
    ("gold.jsonl", json.dumps(gold("a") | {"published": "soon"}), "DL420: gold.jsonl, line 1: the publication date"),
    ("a.iob2.gz", "no gzip", "DL400: a.iob2.gz: cannot be read"),
    ("a.conllu", "Rebels", "DL420: a.conllu, line 1: this is no word"),
]


@pytest.mark.parametrize(("name", "content", "message"), WRONG, ids=[message for *_, message in WRONG])
def test_wrong_gold_is_told_before_anything_is_measured(run: Run, empty: Path, name: str, content: str | None, message: str) -> None:
    if content is not None:
        Path(name).write_text(content)
    status, out, err = run(name)
    assert (status, out) == (2, "")
    assert err.startswith(f"dateline: {message}")


def test_gold_is_never_written_over(run: Run, reports: Path) -> None:
    before = reports.read_bytes()
    status, _, err = run(reports, "--output", reports)
    assert (status, reports.read_bytes()) == (2, before)
    assert "would be overwritten" in err


def test_what_is_no_earlier_run_is_refused(run: Run, reports: Path, tmp_path: Path) -> None:
    other = tmp_path / "run.json"
    other.write_text("[]")
    status, out, err = run(reports, "--against", other)
    assert (status, out) == (2, "")
    assert "this is no run" in err
