"""`dateline export` and `dateline import` as a person uses them, with merging as it is and stages that are made."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.run import pipeline
from dateline.views.cli import main
from dateline.views.export import FORMATS
from dateline.views.export.acled import COLUMNS
from tests.run import stages

Run = Callable[..., tuple[int, str, str]]
NOTES = "On 2 May 2016, Rebels killed at least 21 soldiers in Tadmur, the army said."


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> Run:
    """run("export", ...) gives exit status, standard output and standard error; the store is a new one."""

    def stage(name: str, function: str | None = None) -> Callable[..., object]:
        def work(*given: object) -> object:
            if name == "annotate":
                return given[0]
            text = getattr(given[0], "text", "")
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
    monkeypatch.setenv("DATELINE_STORE", str(tmp_path / "store.db"))
    monkeypatch.setenv("COLUMNS", "300")
    return start


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    file = tmp_path / "feed.jsonl"
    file.write_text(json.dumps({"text": stages.TEXT, "published": "2016-05-04", "id": "one", "publisher": "Wire", "title": "A raid"}))
    return file


def table(file: Path, *rows: dict[str, str]) -> Path:
    """A table of ACLED's columns."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return file


def row(id: str, **changed: str) -> dict[str, str]:
    told = {
        "event_id_cnty": id,
        "event_date": "2016-05-02",
        "time_precision": "1",
        "event_type": "Battles",
        "sub_event_type": "Armed clash",
    }
    told |= {"actor1": "Rebels", "inter1": "2", "country": "Syria", "iso": "760", "location": "Tadmur", "geo_precision": "1"}
    return told | {"latitude": "34.56", "longitude": "38.28", "notes": NOTES, "fatalities": "21", "source": "Post"} | changed


def test_the_list_names_every_format_with_what_it_cannot_hold(run: Run) -> None:
    status, out, _ = run("export", "--list")
    assert status == 0
    for name, format in FORMATS.items():
        assert f"{name} ({format.suffix})\n" in out
        assert all(f"  - {loss}\n" in out for loss in format.losses)


def test_a_file_is_written_and_its_losses_are_said(run: Run, feed: Path, tmp_path: Path) -> None:
    run("add", feed)
    file = tmp_path / "out.tsv"
    status, out, err = run("export", "polecat", "--output", file)
    assert (status, out) == (0, "")
    assert err.startswith(f"dateline: {file}: 1 row of 1 incident, as polecat. What this format cannot hold:\ndateline: - ")
    first = file.read_bytes()
    assert first.count(b"\n") == 2
    run("export", "polecat", "--output", file)
    assert file.read_bytes() == first
    assert run("export", "polecat")[1].encode() == first
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


FILTERS = [
    ((), 1),
    (("--country", "SYR"), 1),
    (("--country", "COL"), 0),
    (("--since", "2016-05-03"), 0),
    (("--killed-min", "21"), 1),
    (("--text", "raid"), 1),
]


@pytest.mark.parametrize(("filters", "rows"), FILTERS)
def test_the_filters_are_those_of_incidents(run: Run, feed: Path, filters: tuple[str, ...], rows: int) -> None:
    run("add", feed)
    assert run("export", "polecat", *filters)[1].count("\n") == 1 + rows


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("export",), "name a format; dateline export --list says which there are"),
        (("export", "dbase"), "there is no format 'dbase'; choose one of acled"),
        (("export", "acled", "--since", "May"), "'May'"),
        (("import", "acled", "gone.csv"), "DL460: gone.csv: there is no such file"),
    ],
)
def test_wrong_use_is_said(run: Run, tmp_path: Path, feed: Path, arguments: tuple[str, ...], message: str) -> None:
    run("add", feed)
    status, _, err = run(*arguments)
    assert status == 2
    assert message in err


def test_a_wrong_table_makes_no_store(run: Run, tmp_path: Path) -> None:
    assert run("import", "acled", tmp_path / "gone.csv")[0] == 2
    assert not (tmp_path / "store.db").exists()


def test_hand_coded_and_machine_coded_data_meet_in_one_list(run: Run, feed: Path, tmp_path: Path) -> None:
    run("add", feed)
    file = table(tmp_path / "acled.csv", row("SYR1"), row("SYR2", location="Aleppo", latitude="36.2", longitude="37.16"))
    status, _, err = run("import", "acled", file)
    assert status == 0
    assert "2 reports brought in, 2 events" in err
    listed = list(csv.DictReader(run("incidents", "-f", "csv")[1].splitlines()))
    assert sorted((one["place"].split(",")[0], one["killed_best"], one["sources"]) for one in listed) == [
        ("Aleppo", "21", "1"),
        ("Tadmur", "21", "2"),
    ]
    exported = list(csv.DictReader(run("export", "acled")[1].splitlines()))
    assert sorted(one["event_id_cnty"] for one in exported) == ["SYR1", "SYR2"]
    shown = run("show", "acled:SYR1:SYR1")[1]
    assert NOTES in shown
    assert stages.TEXT.partition(".")[0] in shown


def test_bringing_in_twice_changes_nothing_and_a_corrected_row_is_another_coding(run: Run, tmp_path: Path) -> None:
    file = table(tmp_path / "acled.csv", row("SYR1"), row("SYR2", event_date="2017-01-01"))
    run("import", "acled", file)
    before = run("incidents", "-f", "jsonl")[1]
    status, _, err = run("import", "acled", file)
    assert status == 0
    assert "0 reports brought in, 0 events, 2 there already" in err
    assert run("incidents", "-f", "jsonl")[1] == before
    table(file, row("SYR1", actor1="Owl Front"), row("SYR2", event_date="2017-01-01"))
    assert "1 report brought in, 1 event, 1 there already" in run("import", "acled", file)[2]
    assert "Owl Front" in run("show", "acled:SYR1:SYR1")[1]
    assert len(run("history", "acled:SYR1", "-f", "jsonl")[1].splitlines()) == 4


def test_what_people_coded_is_not_coded_again(run: Run, tmp_path: Path) -> None:
    run("import", "acled", table(tmp_path / "acled.csv", row("SYR1")))
    before = run("incidents", "-f", "jsonl")[1]
    assert "0 reports coded again" in run("recode")[2]
    assert run("incidents", "-f", "jsonl")[1] == before


def test_a_bad_row_is_kept_with_the_reason_and_the_rest_goes_on(run: Run, tmp_path: Path) -> None:
    file = table(tmp_path / "acled.csv", row("SYR1", latitude="north"), row("SYR2"))
    status, _, err = run("import", "acled", file)
    assert status == 1
    assert f"{file.as_posix()}:2: DL110 (import): the row cannot be taken in (latitude must be a number, not 'north')" in err
    assert err.endswith("dateline: 2 reports brought in, 1 event, 1 failed and kept with the reason\n")
    status, _, err = run("import", "acled", file)
    assert status == 0
    assert "2 there already" in err


def test_a_decision_holds_for_a_row_as_well(run: Run, tmp_path: Path) -> None:
    run("import", "acled", table(tmp_path / "acled.csv", row("SYR1")))
    assert run("decide", "change", "acled:SYR1:SYR1", "--field", "casualties[killed/unknown].low", "--value", "9", "--who", "Ana")[0] == 0
    assert run("decide", "change", "acled:SYR1:SYR1", "--field", "casualties[killed/unknown].high", "--value", "9", "--who", "Ana")[0] == 0
    assert next(csv.DictReader(run("export", "acled")[1].splitlines()))["fatalities"] == "9"
