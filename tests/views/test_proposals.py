"""A new version's codings are shown, with what is otherwise, and count when a person takes them. Merging and the stages are made ones."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.run import adding, pipeline
from dateline.run.identity import coder
from tests.run import stages
from tests.views.test_storing import Run, feed, rows, run

__all__ = ["feed", "run"]
Newer = Callable[[str], None]


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> Newer:
    """newer("denied") is a version that gives every event this status."""
    event = stages.event

    def install(status: str) -> None:
        for module in (adding, pipeline):
            monkeypatch.setattr(module, "coder", lambda: replace(coder(), version="9.9"))
        monkeypatch.setattr(stages, "event", lambda text: replace(event(text), status=status, topics=()))

    return install


def table(out: str) -> dict[str, list[str]]:
    """The lines of a table on the terminal by their first word."""
    return {line.split()[0]: line.split() for line in out.splitlines() if line.strip()}


def test_what_would_be_otherwise_is_shown_and_nothing_changes(run: Run, feed: Path, newer: Newer, tmp_path: Path) -> None:
    run("add", feed)
    run("decide", "accept", "one:e1", "--who", "Ana")
    before = run("incidents", "-f", "jsonl")[1]
    newer("denied")
    status, out, err = run("recode", "--preview", tmp_path / "new.jsonl")
    assert status == 1, "one report cannot be coded by this version either"
    counted = table(out)
    assert counted["events"][1:5] == ["0", "0", "0", "2"]
    assert counted["status"][1:5] == ["0", "0", "2", "0"]
    assert counted["topics"][1:5] == ["0", "2", "0", "0"]
    assert " ".join(counted["status"][5:]).endswith("happened → denied")
    assert "2 of 3 reports are coded otherwise; killed, lowest, of what happened: 42 → 0\n" in err
    assert "the store is as it was" in err
    assert run("incidents", "-f", "jsonl")[1] == before
    assert rows(run("diff", "-f", "csv")[1]) == []


def test_what_is_accepted_counts_and_can_be_given_again(run: Run, feed: Path, newer: Newer, tmp_path: Path) -> None:
    run("add", feed)
    newer("denied")
    file = tmp_path / "new.jsonl"
    run("recode", "--preview", file)
    assert run("recode", "--accept", file)[2].endswith("3 reports coded again, 2 events, 1 failed and kept with the reason\n")
    assert [row["status"] for row in rows(run("incidents", "-f", "csv")[1])] == ["denied"]
    assert [row["what"] for row in rows(run("diff", "-f", "csv")[1])] == ["status", "topics"] * 2
    assert [(row["what"], row["change"]) for row in rows(run("diff", "--summary", "-f", "csv")[1]) if row["change"] != "0"] == [
        ("status", "2")
    ]
    assert run("recode", "--accept", file)[2].endswith("0 reports coded again, 0 events, 3 there already\n")
    assert run("recode")[2].endswith("0 reports coded again, 0 events\n")


def test_decisions_that_would_be_lost_are_counted(
    run: Run, feed: Path, newer: Newer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("add", feed)
    run("decide", "accept", "one:e1", "--who", "Ana")
    newer("happened")
    event = stages.event
    monkeypatch.setattr(stages, "event", lambda text: replace(event(text), type="PROTEST"))
    assert "1 decision would no longer find their event" in run("recode", "--preview", tmp_path / "new.jsonl")[2]


def broken(file: Path, change: Callable[[dict[str, object]], None]) -> None:
    head, first, *rest = file.read_text("utf-8").splitlines()
    told = json.loads(first)
    change(told)
    file.write_text("\n".join([head, json.dumps(told), *rest]) + "\n")


UNFIT: list[tuple[str, Callable[[dict[str, object]], None]]] = [
    ("is not in this store", lambda told: told.update(report="f" * 64)),
    ("was coded again since", lambda told: told.update(against=99)),
    ("of another text", lambda told: told["record"]["events"][0]["mentions"][0].update(text="Martians")),  # type: ignore[index]
    ("no proposed coding", lambda told: told.update(record=[])),
    ("no proposed coding", lambda told: told.update(against="1")),
]


@pytest.mark.parametrize(("says", "change"), UNFIT)
def test_a_file_that_does_not_fit_changes_nothing(
    run: Run, feed: Path, newer: Newer, tmp_path: Path, says: str, change: Callable[[dict[str, object]], None]
) -> None:
    run("add", feed)
    newer("denied")
    file = tmp_path / "new.jsonl"
    run("recode", "--preview", file)
    broken(file, change)
    status, out, err = run("recode", "--accept", file)
    assert (status, out) == (2, "")
    assert says in err
    assert rows(run("diff", "-f", "csv")[1]) == []


def test_a_report_that_was_taken_out_since_is_not_coded_again(run: Run, feed: Path, newer: Newer, tmp_path: Path) -> None:
    run("add", feed)
    newer("denied")
    run("recode", "--preview", tmp_path / "new.jsonl")
    run("redact", "one", "--why", "asked for")
    status, _, err = run("recode", "--accept", tmp_path / "new.jsonl")
    assert (status, "words were taken out" in err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--accept", "nothing.jsonl"), "there is no such file"),
        (("--accept", "feed.jsonl"), "no file of `dateline recode --preview`"),
        (("--preview", "feed.jsonl"), "there is such a file"),
        (("--preview", "a", "--accept", "b"), "no other choice"),
    ],
)
def test_wrong_use(run: Run, feed: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], says: str) -> None:
    run("add", feed)
    monkeypatch.chdir(feed.parent)
    status, _, err = run("recode", *arguments)
    assert (status, says in err) == (2, True)
