"""The command `dateline` as a person uses it: what is printed where, and the exit status. The stages are made ones."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.run import pipeline
from dateline.views.cli import main
from tests.run import stages

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    """run("code", ...) gives exit status, standard output and standard error; texts with "Rebels" tell of one event."""

    def stage(name: str, function: str | None = None) -> Callable[..., object]:
        def work(*given: object) -> object:
            if name == "annotate":
                return given[0]
            text = getattr(given[0], "text", "")
            if "fail" in text:
                raise RecursionError("too deep")
            return (stages.event(text),) if name == "resolve" and "Rebels" in text else ()

        return work

    def start(*arguments: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["dateline", *map(str, arguments)])
        with pytest.raises(SystemExit) as done:
            main()
        out, err = capsysbinary.readouterr()
        assert isinstance(done.value.code, int)
        return done.value.code, out.decode("utf-8"), err.decode("utf-8")

    monkeypatch.setattr(pipeline, "_stage", stage)
    monkeypatch.delenv("COLUMNS", raising=False)
    return start


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "raid.txt"
    file.write_text(stages.TEXT)
    return file


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    file = tmp_path / "feed.jsonl"
    texts = [{"id": "one", "text": stages.TEXT}, {"id": "two", "text": "fail"}, {"id": "three", "text": "Nothing."}]
    file.write_text("\n".join([*map(json.dumps, texts), "broken"]))
    return file


def test_one_report_is_printed_as_a_table(run: Run, report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    status, out, err = run("code", report, "--published", "2016-05-04", "--publisher", "Wire")
    assert (status, err) == (0, "dateline: 1 report coded, 1 event\n")
    for part in ("Wire", "ASSAULT", "Rebels → Military Forces of Syria", "Tadmur, Homs, SYR", "killed at least 21: soldiers", "claimed by"):
        assert part in out


@pytest.mark.parametrize("columns", ["60", "100", "400"])
def test_no_word_is_lost_at_any_width(run: Run, report: Path, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    _, out, _ = run("code", report, "--published", "2016-05-04")
    letters = sorted(char for char in out if char.isalnum())
    monkeypatch.setenv("COLUMNS", "1000")
    assert letters == sorted(char for char in run("code", report, "--published", "2016-05-04")[1] if char.isalnum())
    assert max(map(len, out.splitlines())) <= int(columns)


def test_a_report_cannot_act_on_the_terminal(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    file.write_text(stages.TEXT)
    _, out, _ = run("code", file, "--title", "\x1b[2J[red]\u202eevil")
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "[red]" in out


def test_some_failed_is_status_1_and_everything_is_written(run: Run, feed: Path) -> None:
    status, out, err = run("code", feed, "--format", "jsonl")
    records = [json.loads(line) for line in out.splitlines()]
    assert status == 1
    assert [record["report"]["id"] for record in records] == ["one", "two", "three", f"{feed.as_posix()}:4"]
    assert [[failure["code"] for failure in record["failures"]] for record in records] == [[], ["DL301"], [], ["DL103"]]
    assert "two: DL301 (extract)" in err
    assert err.endswith("dateline: 2 reports coded, 1 event, 2 failed\n")


def test_json_is_one_array(run: Run, feed: Path, report: Path, tmp_path: Path) -> None:
    assert [record["report"]["id"] for record in json.loads(run("code", report, feed, "-f", "json")[1])][:2] == [report.as_posix(), "one"]
    empty = tmp_path / "empty.jsonl"
    empty.write_text("")
    status, out, err = run("code", empty, "-f", "json")
    assert (status, json.loads(out)) == (0, [])
    assert "no report" in err


def test_csv_has_a_row_for_each_event(run: Run, report: Path, tmp_path: Path) -> None:
    formula = tmp_path / "f.jsonl"
    formula.write_text(json.dumps({"id": "=1+1", "text": stages.TEXT}))
    rows = list(csv.DictReader(io.StringIO(run("code", report, formula, "-f", "csv")[1])))
    assert [row["report_id"] for row in rows] == [report.as_posix(), "'=1+1"]
    assert (rows[0]["killed_low"], rows[0]["killed_high"], rows[0]["wounded_low"], rows[0]["latitude"]) == ("21", "", "", "34.56")


def test_output_goes_to_the_file(run: Run, report: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    status, out, _ = run("code", report, "-f", "jsonl", "--output", target)
    assert (status, out) == (0, "")
    assert json.loads(target.read_bytes())["events"][0]["mentions"][0]["text"] == "killed"


@pytest.mark.parametrize(
    "arguments",
    [
        ["code"],
        ["code", "missing.txt"],
        ["code", "REPORT", "missing.txt"],
        ["code", "REPORT", "--published", "Tuesday"],
        ["code", "REPORT", "--format", "xml"],
        ["code", "REPORT", "--jobs", "0"],
        ["code", "REPORT", "--output", "no/such/folder/out.txt"],
        ["code", "REPORT", "--output", "REPORT"],
        ["code", "REPORT", "--nonsense"],
        ["nonsense"],
    ],
)
def test_wrong_use_is_status_2_with_a_sentence(run: Run, report: Path, arguments: list[str]) -> None:
    status, out, err = run(*(argument.replace("REPORT", str(report)) for argument in arguments))
    assert (status, out) == (2, "")
    assert err
    assert "Traceback" not in err
    assert report.read_text() == stages.TEXT


def test_version_and_help_answer_without_loading_what_coding_needs() -> None:
    script = "import sys; from dateline.views.cli import app; print(*sorted({n.split('.')[0] for n in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert not {"numpy", "onnxruntime", "lemminflect", "rich", "marisa_trie", "multiprocessing"} & set(loaded)


def test_version(run: Run) -> None:
    from dateline import __version__

    assert run("--version") == (0, f"dateline {__version__}\n", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_status_1_with_a_sentence(run: Run, report: Path) -> None:
    status, _, err = run("code", report, "--output", "/dev/full")
    assert status == 1
    assert "could not be written: No space left on device" in err


def test_closed_standard_input_is_wrong_use(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert run("code", "-")[0] == 2
