"""The benchmarks find their reports, hand them to the scorer as it wants them, and set figures beside the peer's. Nothing is timed."""

from __future__ import annotations

import gzip
import json
import re
import sys
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

from benchmarks import ablation, accuracy, coding, parsed, peer, reliability, speed, workers
from dateline.annotate import annotate
from dateline.evaluate import Interval
from dateline.schema.report import Report

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
def test_without_a_scorer_our_own_measure_counts(
    gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accuracy, "SHARED", tmp_path / "none")
    monkeypatch.delenv("DATELINE_SCORER", raising=False)
    accuracy.main(["--gold", str(gold), "--out", str(tmp_path / "out"), "--json", str(tmp_path / "figures.json")])
    assert (tmp_path / "out" / "wire.jsonl").is_file()
    told = json.loads((tmp_path / "figures.json").read_text())["wire"]
    assert told["events"]["gold"] == 0
    assert told["intervals"]["slots"] == [0.0, 0.0]
    assert "scored by dateline.evaluate" in capsys.readouterr().out


def test_a_scorer_that_was_asked_for_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no scorer"):
        accuracy.scorer_file(tmp_path / "none.py", None)


def test_what_a_person_reads_of_accuracy() -> None:
    figures = {"p": 0.5, "r": 0.25, "f1": 0.333}
    told = accuracy.Score("wire", 3, {"events": figures, "slots": figures}, {"slots": Interval(0.25, 0.5)})
    [line] = accuracy.as_lines([told])
    assert "events P 0.500  R 0.250  F1 0.333   slots P 0.500  R 0.250  F1 0.333 (0.250 to 0.500)" in line


def test_two_workers_do_twice_as_much() -> None:
    worker, peer = {"annotate": 0.5, "whole": 2.0}, {"seconds": 0.1}
    annotating, coding = speed.rates(4, 1000, [worker, worker], [peer, peer])
    assert (annotating.name, annotating.own, annotating.peer, annotating.ratio) == ("annotate, 2 cores", 4000.0, 20000.0, 0.2)
    assert (coding.own, coding.peer, coding.ratio) == (4.0, 80.0, 0.05)


def test_without_a_peer_there_is_no_ratio() -> None:
    annotating, _ = speed.rates(4, 1000, [{"annotate": 0.5, "whole": 2.0}], [])
    assert (annotating.name, annotating.own, annotating.peer, annotating.ratio) == ("annotate, one core", 2000.0, None, None)


def test_shares_are_parts_of_the_whole() -> None:
    assert speed.shares({"read": 1.0, "encoder": 3.0}) == {"read": 0.25, "encoder": 0.75}


def test_what_a_person_reads_of_speed() -> None:
    figures = (speed.Figure("annotate, one core", "words/s", 1234.5, 4938.0), speed.Figure("dateline --version", "s", 0.09))
    told = speed.Speed("a machine", "a peer", 2, 7000, figures, {"encoder": 0.75})
    lines = "\n".join(speed.as_lines(told))
    assert "2 reports, 7,000 words" in lines
    assert "peer: a peer" in lines
    assert re.search(r"annotate, one core +1,234.50 +4,938.00 +0.250 +words/s", lines)
    assert re.search(r"dateline --version +0.09 +- +- +s", lines)
    assert "encoder 75.0%" in lines
    assert speed.as_json(told)["figures"][0]["ratio"] == 0.25


def test_a_peer_that_was_not_made_is_left_out(tmp_path: Path) -> None:
    assert speed.peer_command(tmp_path) is None
    told = speed.Speed("a machine", None, 2, 700, (), {})
    assert "the peer was left out: `make peer` makes it" in "\n".join(speed.as_lines(told))


# Stands for a worker: says where it is held and what it was given.
WORKER = """
import json, sys
task = json.loads(sys.stdin.readline())
print("ready", flush=True)
sys.stdin.readline()
print(json.dumps({"core": task["core"], "rounds": task["rounds"]}))
"""


def test_every_worker_gets_the_task_and_its_core() -> None:
    answers = workers.together((sys.executable, "-c", WORKER), {"rounds": 3}, (0, None))
    assert answers == [{"core": 0, "rounds": 3}, {"core": None, "rounds": 3}]


@pytest.mark.parametrize("program", ["", "import sys; sys.stdin.readline(); print('ready', flush=True)"], ids=["no start", "no answer"])
def test_a_worker_that_ends_early_is_said(program: str) -> None:
    with pytest.raises(RuntimeError):
        workers.together((sys.executable, "-c", program), {"rounds": 1}, (None,))


def test_time_is_booked_where_it_is_spent() -> None:
    class Stage:
        def work(self, number: int) -> int:
            return number + 1

    stage = Stage()
    with coding.timed([(stage, "work", "stage")]) as spent:
        assert stage.work(1) == 2
    assert list(spent) == ["stage"]
    assert spent["stage"] >= 0
    assert "work" not in vars(stage)


@pytest.mark.model
def test_the_stages_are_all_of_the_whole_path() -> None:
    spent = coding.stages([Report("made-1", TEXT, date(2016, 5, 4))])
    assert list(spent) == ["read", "encoder", "reader", "story", "annotate", "extract", "resolve", "written", "between"]
    assert all(spent[name] > 0 for name in ("read", "encoder", "annotate", "extract", "resolve", "written"))


TREEBANK = """# text = We don't know.
1\tWe\twe\tPRON\t_\t_\t4\tnsubj\t_\t_
2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdo\tdo\tAUX\t_\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\t_\t_\t4\tadvmod\t_\t_
4\tknow\tknow\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No
4.1\tit\tit\tPRON\t_\t_\t_\t_\t4:obj\t_
5\t.\t.\tPUNCT\t_\t_\t4\tpunct\t_\t_

1\tGo\tgo\tVERB\t_\t_\t0\troot\t_\t_

"""


@pytest.mark.parametrize("name", ["made.conllu", "made.conllu.gz"])
def test_the_peer_learns_from_a_treebank(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(TREEBANK.encode()) if name.endswith(".gz") else TREEBANK.encode())
    text = peer.as_text(list(peer.read_treebank(path)))
    assert text["words"] == ["We", "do", "n't", "know", ".", "Go"]
    assert text["spaces"] == [True, False, True, False, True, True]
    assert text["heads"] == [3, 3, 3, 3, 3, 5]
    assert text["deps"] == ["nsubj", "aux", "advmod", "ROOT", "punct", "ROOT"]
    assert text["sent_starts"] == [True, False, False, False, False, True]


@pytest.mark.model
def test_our_own_parse_serves_as_a_treebank(tmp_path: Path) -> None:
    path = tmp_path / "parsed.conllu"
    path.write_text("\n".join(parsed.as_conllu(annotate(Report("made-1", TEXT)))) + "\n")
    [rows] = peer.read_treebank(path)
    text = peer.as_text([rows])
    assert "".join(word + " " * space for word, space in zip(text["words"], text["spaces"], strict=True)) == TEXT
    assert text["deps"].count("ROOT") == 1


def test_the_peer_knows_nothing_of_dateline() -> None:
    source = Path(peer.__file__).read_text("utf-8")
    assert "import dateline" not in source
    assert "from dateline" not in source


def test_how_far_confidences_can_be_believed() -> None:
    told = [(0.81, True), (0.89, False), (0.1, False), (1.0, True)]
    assert [(t.number, t.told, t.right) for t in reliability.tenths(told)] == [(1, 0.1, 0.0), (2, 0.85, 0.5), (1, 1.0, 1.0)]
    assert reliability.calibration_error(told) == pytest.approx((0.1 + 2 * 0.35 + 0.0) / 4)
    assert reliability.calibration_error([]) == 0.0


def test_the_diagram_draws_only_tenths_that_hold_enough() -> None:
    drawn = reliability.diagram({"event": [(0.85, True)] * reliability.FEWEST + [(0.15, False)]})
    assert drawn.count("<circle") == 1
    assert f"event ({reliability.FEWEST + 1})" in drawn


def test_every_part_that_is_taken_out_is_there_and_comes_back() -> None:
    for part in ablation.PARTS:
        before = [getattr(import_module(module), name) for module, name, _ in part.patches]
        with ablation.changed(part):
            assert [getattr(import_module(module), name) for module, name, _ in part.patches] == [other for _, _, other in part.patches]
        assert [getattr(import_module(module), name) for module, name, _ in part.patches] == before


@pytest.mark.model
def test_a_table_of_what_each_part_adds(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ablation.main(["--gold", str(gold), "--markdown"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(" | ")[0] for line in lines[2:]] == [f"| {part.name}" for part in ablation.PARTS]
