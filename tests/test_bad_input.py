"""Every bad input of docs/reference/bad-input.md gets what the page says: exit status, codes, message; never a traceback or silence."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dateline.views.cli import main
from tests.bad_inputs import BAD, Bad, damaged_package

PAGE = (Path(__file__).parent.parent / "docs" / "reference" / "bad-input.md").read_text("utf-8")
ROWS = re.findall(r"^\| ([^|]+) \| (\d) \| ([^|]*) \| ([^|]*) \|$", PAGE, re.MULTILINE)
TOLD = {name: (int(status), codes.split(), message.strip()) for name, status, codes, message in ROWS}
Captured = pytest.CaptureFixture[str]
# Whether an input holds an event is the model's to say, and that will be trained again.
MAYBE = "DL504"

pytestmark = [pytest.mark.model, pytest.mark.timeout(900)]


def test_the_page_has_each_of_at_least_25_inputs_once() -> None:
    assert [name for name, *_ in ROWS] == [bad.name for bad in BAD]
    assert len(set(TOLD)) == len(ROWS) >= 25


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)
def test_a_bad_input_gets_what_the_page_says(bad: Bad, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Captured) -> None:
    status, codes, message = TOLD[bad.name]
    folder = tmp_path / "input"
    folder.mkdir()
    bad.make(folder)
    monkeypatch.chdir(folder)
    found, out, err = _damaged(bad, tmp_path) if bad.damage else _run(bad, monkeypatch, capfd)
    records = [json.loads(line) for line in out.splitlines()]
    told = {note["code"] for record in records for note in (*record["failures"], *record["warnings"])} | set(re.findall(r"DL\d{3}", err))
    assert (found, told - {MAYBE}) == (status, set(codes) - {MAYBE}), err
    assert message in f"{out}\n{err}"
    assert err.startswith("dateline: ") or "Usage:" in err
    assert "Traceback" not in out + err
    assert not any(record["events"] for record in records if record["failures"])


def _run(bad: Bad, monkeypatch: pytest.MonkeyPatch, capfd: Captured) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "argv", ["dateline", "code", *bad.arguments, "--format", "jsonl"])
    with pytest.raises(SystemExit) as done:
        main()
    out, err = capfd.readouterr()
    assert isinstance(done.value.code, int)
    return done.value.code, out, err


def _damaged(bad: Bad, folder: Path) -> tuple[int, str, str]:
    assert bad.damage is not None
    path = damaged_package(folder, *bad.damage)
    command = [sys.executable, "-m", "dateline", "code", *bad.arguments, "--format", "jsonl"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env={**os.environ, "PYTHONPATH": str(path)}, check=False)
    return done.returncode, done.stdout, done.stderr


def test_the_good_lines_beside_a_broken_one_are_coded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Captured) -> None:
    bad = next(bad for bad in BAD if bad.name == "a broken line among good ones")
    bad.make(tmp_path)
    monkeypatch.chdir(tmp_path)
    records = [json.loads(line) for line in _run(bad, monkeypatch, capfd)[1].splitlines()]
    assert [record["report"]["id"] for record in records] == ["good", "feed.jsonl:2", "good"]
    assert [bool(record["events"]) for record in records] == [True, False, True]
