"""The files that a guide shows are those of the examples, and what it says of them is so."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.views.cli import main

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "own-tables"
GUIDE = (ROOT / "docs" / "guides" / "own-tables.md").read_text("utf-8")
SHOWN = dict(re.findall(r"<!-- file: (\S+) -->\n```\w*\n(.*?)```", GUIDE, re.DOTALL))


def test_the_guide_shows_every_file_as_it_is() -> None:
    assert {path.name: path.read_text("utf-8") for path in EXAMPLE.iterdir()} == SHOWN


MEASURING = (ROOT / "docs" / "guides" / "measure-the-coding.md").read_text("utf-8")


@pytest.mark.model
def test_what_the_guide_to_measuring_runs_works(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    commands = [line.split()[1:] for line in MEASURING.splitlines() if line.startswith("dateline evaluate examples/")]
    assert len(commands) == 4
    for arguments in commands:
        monkeypatch.setattr(sys, "argv", ["dateline", *arguments])
        with pytest.raises(SystemExit) as done:
            main()
        assert done.value.code == 0
    assert (tmp_path / "mistakes.html").is_file()
    (shown,) = re.findall(r"```python\n(.*?)```", MEASURING, re.DOTALL)
    exec(shown, {})


@pytest.mark.model
def test_the_guide_s_run_gives_what_it_shows(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(EXAMPLE)
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setattr(sys, "argv", ["dateline", "code", "raid.txt", "--published", "2016-05-12"])
    with pytest.raises(SystemExit) as done:
        main()
    out, err = capsys.readouterr()
    assert done.value.code == 0
    assert err.startswith("dateline: settings of dateline.toml: 2 actors, 1 place, 1 event type, 4 lexicon entries, 2 boundaries\n")
    assert err.splitlines()[0] in GUIDE
    # Not every cell: the model that fills some of them will be trained again.
    for told in ("CATTLE-RAID", "Lorit Home Guard →", "Nakwalele", "Wells, Turkana", "weapon: stick", "killed 3: herders", "Laayoune, MAR"):
        assert told in out
        assert told in GUIDE


WATCHING = (ROOT / "docs" / "guides" / "watch.md").read_text("utf-8")


def test_the_file_that_the_guide_to_watching_shows_is_that_of_the_examples_and_right() -> None:
    from dateline.settings import read_watch

    (shown,) = re.findall(r"<!-- file: watch.toml -->\n```toml\n(.*?)```", WATCHING, re.DOTALL)
    file = ROOT / "examples" / "watch" / "watch.toml"
    assert shown == file.read_text("utf-8")
    assert [alert.to for alert in read_watch(file).alerts] == [("console", "desk", "map", "atom")]


def test_what_the_guide_shows_for_receivers_knows_our_signature() -> None:
    import time

    from dateline.views.alert.webhook import signature

    (shown,) = re.findall(r"```python\n(.*?)```", WATCHING, re.DOTALL)
    names: dict[str, Callable[..., bool]] = {}
    exec(shown, names)
    at, body, secret = round(time.time()), b'{"schema": "alert 1"}', "pease porridge hot"
    header = f"t={at},v1={signature(secret, body, at=at)}"
    assert names["is_ours"](header, body, secret)
    assert not names["is_ours"](header, body + b" ", secret)
    assert not names["is_ours"](header.replace(f"t={at}", f"t={at + 1}"), body, secret)
    old = at - 4000
    assert not names["is_ours"](f"t={old},v1={signature(secret, body, at=old)}", body, secret)
