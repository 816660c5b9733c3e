"""The commands of the store as a person uses them. Merging and the stages are made ones."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.run import incidents, pipeline
from dateline.views.cli import main
from tests.run import stages
from tests.store.stand_in import MERGING

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> Run:
    """run("add", ...) gives exit status, standard output and standard error; the store is a new one."""

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
    monkeypatch.setattr(incidents, "shipped", lambda: MERGING)
    monkeypatch.setenv("DATELINE_STORE", str(tmp_path / "store.db"))
    monkeypatch.setenv("COLUMNS", "300")
    return start


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    file = tmp_path / "feed.jsonl"
    told = {"text": stages.TEXT, "published": "2016-05-04"}
    texts = [told | {"id": "one", "publisher": "Wire"}, told | {"id": "two", "publisher": "Post"}, {"id": "three", "text": "fail"}]
    file.write_text("\n".join([*map(json.dumps, texts), "broken"]))
    return file


def rows(out: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(out)))


def test_adding_says_how_it_went_and_again_changes_nothing(run: Run, feed: Path, tmp_path: Path) -> None:
    status, out, err = run("add", feed)
    assert (status, out) == (1, "")
    assert "three: DL301 (extract)" in err
    assert err.endswith("dateline: 4 reports added, 2 events, 2 failed and kept with the reason\n")
    before = run("incidents", "-f", "jsonl")[1]
    status, _, err = run("add", feed)
    assert status == 0
    assert err.endswith("dateline: 0 reports added, 0 events, 4 there already\n")
    assert run("incidents", "-f", "jsonl")[1] == before
    assert (tmp_path / "store.db").exists()


def test_incidents_are_listed_shown_and_counted(run: Run, feed: Path) -> None:
    run("add", feed)
    (row,) = rows(run("incidents", "--country", "SYR", "-f", "csv")[1])
    assert (row["first_day"], row["type"], row["country"], row["killed_best"], row["sources"]) == (
        "2016-05-02",
        "ASSAULT",
        "SYR",
        "21",
        "1",
    )
    assert run("incidents", "--country", "COL", "-f", "csv")[2].endswith("no incident has all that is asked for\n")
    assert "ASSAULT" in run("incidents")[1]
    _, shown, _ = run("show", row["id"][:8])
    for part in ("2 events, 1 independent source", "Wire, 2016-05-04", "Post, 2016-05-04", "killed at least 21: soldiers", stages.TEXT):
        assert part in shown
    told = json.loads(run("show", "one:e1", "--json")[1])
    assert [telling["publisher"] for telling in told["tellings"]] != []
    (counted,) = rows(run("counts", "--by", "month,country,actor")[1])
    assert (counted["month"], counted["country"], counted["actor"], counted["incidents"]) == ("2016-05", "SYR", "Rebels", "1")
    assert (counted["killed_best"], counted["killed_high"], counted["killed_told"]) == ("21", "", "1")


def test_a_decision_is_kept_listed_and_taken_back(run: Run, feed: Path) -> None:
    run("add", feed)
    for event in ("one:e1", "two:e1"):
        assert run("decide", "reject", event, "--why", "an exercise", "--who", "Ana")[0] == 0
    assert rows(run("incidents", "-f", "csv")[1]) == []
    first, second = rows(run("decisions", "-f", "csv")[1])
    assert (first["kind"], first["who"], first["why"], first["words"]) == ("reject", "Ana", "an exercise", "killed")
    for decision in (first, second):
        run("decide", "undo", decision["id"][:12])
    assert len(rows(run("incidents", "-f", "csv")[1])) == 1
    assert [row["who"] for row in rows(run("history", "one:e1", "-f", "csv")[1])][2] == "Ana"
    assert rows(run("decisions", "-f", "csv")[1])[0]["state"] == "undone"


def test_a_change_takes_json_or_a_word(run: Run, feed: Path) -> None:
    run("add", feed)
    assert run("decide", "change", "one:e1", "--field", "status", "--value", "denied")[0] == 0
    assert run("decide", "change", "one:e1", "--field", "casualties[killed/recipient].high", "--value", "30")[0] == 0
    assert rows(run("incidents", "--status", "denied", "-f", "csv")[1])
    status, _, err = run("decide", "change", "one:e1", "--field", "status")
    assert (status, "--value" in err) == (2, True)
    assert run("decide", "reject", "nine:e1")[0] == 2


def test_events_are_split_and_merged(run: Run, feed: Path) -> None:
    run("add", feed)
    (row,) = rows(run("incidents", "-f", "csv")[1])
    assert run("split", row["id"], "one:e1", "--why", "another village")[0] == 0
    parts = rows(run("incidents", "-f", "csv")[1])
    assert len(parts) == 2
    split = next(row for row in rows(run("decisions", "-f", "csv")[1]) if row["kind"] == "split")
    run("decide", "undo", split["id"])
    assert len(rows(run("incidents", "-f", "csv")[1])) == 1
    assert run("split", row["id"], "one:e1", "two:e1", "--why", "all")[0] == 2
    assert run("merge", row["id"], "--why", "alone")[0] == 2


def test_an_incident_that_is_no_more_is_found_by_its_events(run: Run, feed: Path) -> None:
    run("add", feed)
    (old,) = rows(run("incidents", "-f", "csv")[1])
    run("split", old["id"], "one:e1", "--why", "another village")
    parts = {row["id"] for row in rows(run("incidents", "-f", "csv")[1])}
    status, out, err = run("show", old["id"])
    assert (status, out) == (2, "")
    assert all(id in err for id in parts)
    run("decide", "reject", "one:e1")
    status, out, err = run("show", old["id"])
    assert (status, out.startswith("incident ")) == (0, True)
    assert f"{old['id']} is no more; its events are in" in err
    run("decide", "reject", "two:e1")
    status, out, err = run("show", old["id"])
    assert (status, out, "in none" in err) == (2, "", True)


def test_a_name_and_a_text_are_taken_out(run: Run, feed: Path) -> None:
    run("add", feed)
    assert run("redact", "--name", "Rebels", "--why", "court")[0] == 0
    assert "Rebels" not in run("show", "one:e1")[1]
    assert run("redact", "one", "--why", "publisher asked")[0] == 0
    assert "council" in run("show", "two:e1")[1]
    assert run("redact", "--why", "nothing")[0] == 2


def test_a_store_is_copied_and_backed_up(run: Run, feed: Path, tmp_path: Path) -> None:
    run("add", feed)
    want = run("incidents", "-f", "jsonl")[1]
    assert run("backup", tmp_path / "b.db")[2] == f"dateline: {tmp_path / 'b.db'}: 4 reports\n"
    assert run("copy", tmp_path / "c.db")[0] == 0
    for name in ("b.db", "c.db"):
        assert run("incidents", "-f", "jsonl", "--store", tmp_path / name)[1] == want


def test_what_is_coded_again_is_compared(run: Run, feed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from dateline.run import adding
    from dateline.run.identity import coder

    run("add", feed)
    assert run("recode")[2].endswith("dateline: 0 reports coded again, 0 events\n")
    newer = replace(coder(), version="9.9")
    for module in (adding, pipeline):
        monkeypatch.setattr(module, "coder", lambda: newer)
    event = stages.event
    monkeypatch.setattr(stages, "event", lambda text: replace(event(text), status="denied"))
    assert run("recode")[0] == 1
    (first, second) = rows(run("diff", "-f", "csv")[1])
    assert (first["report"], first["what"], first["before"], first["after"]) == ("one", "status", "happened", "denied")
    assert second["report"] == "two"
    assert len(rows(run("diff", "one", "-f", "csv")[1])) == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("incidents", "--store", "nothing.db"), "there is no such store"),
        (("show", "ffff"), "no incident"),
        (("history", "ffff"), "no "),
        (("counts", "--by", "weather"), "weather"),
        (("incidents", "--since", "May"), "May"),
        (("add", "nothing.txt"), "no such file"),
    ],
)
def test_wrong_use_is_one_sentence(run: Run, feed: Path, arguments: tuple[str, ...], says: str) -> None:
    run("add", feed)
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert says in err


def test_coding_loads_nothing_of_the_store(tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    file.write_text("")
    script = (
        "import sys; from dateline.views.cli.app import app; app(['code', sys.argv[1]], standalone_mode=False);"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'sqlalchemy', 'alembic', 'psycopg', 'sqlite3'}))"
    )
    done = subprocess.run([sys.executable, "-c", script, str(file)], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_team_chooses_the_policy(run: Run, feed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("add", feed)
    assert "(recipient, acled)" in run("show", "one:e1", "--policy", "acled")[1]
    toll = json.loads(run("show", "one:e1", "--policy", "ucdp", "--json")[1])["incident"]["tolls"][0]
    assert (toll["policy"], toll["low"], toll["best"], toll["high"], len(toll["figures"])) == ("ucdp", 21, 21, None, 2)
    (row,) = rows(run("incidents", "--policy", "conservative", "--killed-min", "21", "-f", "csv")[1])
    assert (row["killed_low"], row["killed_best"], row["type"]) == ("21", "21", "ASSAULT")
    assert rows(run("incidents", "--policy", "conservative", "--killed-min", "22", "-f", "csv")[1]) == []
    assert rows(run("counts", "--by", "country", "--policy", "majority")[1])[0]["killed_best"] == "21"
    status, _, err = run("show", "one:e1", "--policy", "newest")
    assert (status, "choose one of latest, conservative, majority, acled, ucdp" in err) == (2, True)
    (tmp_path / "dateline.toml").write_text('policy = "majority"\n')
    monkeypatch.chdir(tmp_path)
    assert "(recipient, majority)" in run("show", "one:e1")[1]
    assert "(recipient, latest)" in run("show", "one:e1", "--policy", "latest")[1]
