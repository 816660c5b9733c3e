"""`dateline verify` as a person uses it, and the file of a store read by Datasette."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.views.cli import main
from dateline.views.export.bundle import INCIDENTS
from tests.views.verify.bundled import bundle, changed, filled, members, repacked

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    """run("verify", ...) gives exit status, standard output and standard error."""

    def start(*arguments: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["dateline", *map(str, arguments)])
        with pytest.raises(SystemExit) as done:
            main()
        out, err = capsysbinary.readouterr()
        assert isinstance(done.value.code, int)
        return done.value.code, out.decode("utf-8"), err.decode("utf-8")

    return start


def more_dead(lines: list[Any]) -> None:
    lines[0]["incident"]["tolls"][0]["figures"][0]["low"] = 2100
    lines[0]["tellings"][0]["event"]["where"]["text"] = "\x1b[31m"


def test_verify_says_what_agrees_and_what_does_not(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "b.zip"
    with filled(tmp_path) as store:
        bundle(store, file)
    status, out, err = run("verify", file)
    assert (status, out) == (0, "")
    assert err.startswith(f"dateline: {file}: 2 incidents, 3 events, 6 figures, ")
    assert err.endswith(" in 3 reports: all agree\n")
    made = members(file)
    id = json.loads(made[INCIDENTS].splitlines()[0])["incident"]["id"]
    other = repacked(changed(made, INCIDENTS, more_dead), tmp_path / "other.zip")
    status, out, err = run("verify", other)
    assert status == 1
    assert f"incidents.jsonl: incident {id}: tolls[0].figures[0].low: is 2100, and 2" in out
    assert "\x1b" not in out
    assert err.endswith(f"{len(out.splitlines())} do not agree\n")
    status, out, _ = run("verify", other, "--format", "json")
    told = json.loads(out)
    assert (status, told["checked"]["incidents"]) == (1, 2)
    found = next(found for found in told["mismatches"] if found["field"] == "tolls[0].figures[0].low")
    assert (found["file"], found["incident"]) == (INCIDENTS, id)


def test_verify_refuses_what_is_no_bundle(run: Run, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(b"not a ZIP")
    status, out, err = run("verify", tmp_path / "b.zip")
    assert (status, out) == (2, "")
    assert err.startswith(f"dateline: DL451: {tmp_path / 'b.zip'}: this is no ZIP that can be read")


@pytest.mark.filterwarnings("ignore")
def test_datasette_serves_a_table_of_the_store(tmp_path: Path) -> None:
    app = pytest.importorskip(
        "datasette.app", reason="datasette is not installed: it brings a web server along, so dev does not ask for it"
    )
    with filled(tmp_path) as store:
        ids = [incident.id for incident in store.incidents()]

    async def asked() -> Any:
        served = app.Datasette([str(tmp_path / "store.db")])
        return (await served.client.get("/store/incidents.json?_shape=array&_json=body")).json()

    found = asyncio.run(asked())
    assert sorted(row["id"] for row in found) == sorted(ids)
    assert [row["body"]["id"] for row in found] == [row["id"] for row in found]
