"""The gate holds: no figure over the reports for measuring only is under its floor, and a damaged table is caught."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from benchmarks import gate
from benchmarks.gate import ASIDE, GATE, Coded, Measured
from dateline.extract import own_words
from dateline.extract.lexicon import LEXICON_TABLES, ONTOLOGY, build_lexicon
from dateline.resources import read_toml, table_names
from dateline.schema.document import Document
from dateline.schema.report import Report

Tables = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def parts() -> Mapping[str, list[Coded]]:
    return gate.read_gate()


@pytest.fixture(scope="module", autouse=True)
def read_once() -> Iterator[None]:
    """Every report is annotated once for all tests here: damage to the lexicon is behind that stage, which takes most of the time."""
    stage = import_module("dateline.annotate")
    annotate, known = stage.annotate, dict[str, Document]()

    def remembered(report: Report, **options: Any) -> Document:
        if report.text not in known:
            known[report.text] = annotate(report, **options)
        return known[report.text]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stage, "annotate", remembered)
        yield


def test_every_third_report_is_kept_aside(parts: Mapping[str, list[Coded]]) -> None:
    assert [report["doc"] for report in parts[ASIDE]] == [f"gate-{number:03}" for number in range(3, 37, 3)]
    assert len(parts[GATE]) == 24


def test_events_and_slots_have_floors_in_both_parts() -> None:
    floors = gate.read_floors()
    assert set(floors) == {GATE, ASIDE}
    assert all({"events", "slots"} <= floors[part].keys() for part in floors)


@pytest.mark.model
def test_no_figure_is_under_its_floor(parts: Mapping[str, list[Coded]]) -> None:
    measured = gate.measure(parts, gate.read_floors())
    assert gate.broken(measured) == [], "\n".join(gate.as_lines(measured))


def without_assault_words(tables: Tables) -> None:
    """The triggers and modes' cues of ASSAULT are lost."""
    tables["ontology/assault.toml"]["triggers"] = []
    for mode in tables["ontology/assault.toml"]["modes"]:
        mode["cues"] = []


DAMAGES: list[tuple[Callable[[Tables], None], set[tuple[str, str]]]] = [
    (without_assault_words, {(GATE, "mode")}),
]


@pytest.mark.model
@pytest.mark.parametrize(("damage", "expected"), DAMAGES, ids=lambda value: getattr(value, "__name__", ""))
def test_a_damaged_lexicon_does_not_pass(
    damage: Callable[[Tables], None], expected: set[tuple[str, str]], parts: Mapping[str, list[Coded]], monkeypatch: pytest.MonkeyPatch
) -> None:
    names = (*table_names(ONTOLOGY), *(f"lexicon/{table}.toml" for table in LEXICON_TABLES))
    tables = {name: deepcopy(read_toml(name)) for name in names}
    damage(tables)
    monkeypatch.setattr(own_words, "load_lexicon", lambda: build_lexicon(tables))
    own_words.lexicon_in_use.cache_clear()
    try:
        measured = gate.measure(parts, gate.read_floors())
    finally:
        own_words.lexicon_in_use.cache_clear()
    assert expected <= {(one.part, one.name) for one in measured if one.under}


def one(figure: float, floor: float | None, name: str = "events") -> Measured:
    return Measured(GATE, name, figure, 90, floor)


def test_floors_are_raised_and_never_lowered() -> None:
    assert gate.raised([one(0.7, None), one(0.8, 0.5, "slots"), one(0.6, 0.65, "mode"), one(0.004, None, "claims")]) == {
        GATE: {"events": 0.69, "slots": 0.79, "mode": 0.65, "claims": 0.0}
    }


def test_a_figure_under_its_floor_is_named() -> None:
    assert gate.broken([one(0.7, 0.7), one(0.699, 0.7, "slots"), one(0.1, None)]) == [
        "under its floor: gate slots is 0.699, floor 0.700",
    ]


@pytest.mark.model
def test_the_command_fails_and_raises(
    parts: Mapping[str, list[Coded]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    floors = tmp_path / "floors.json"
    floors.write_text(json.dumps({ASIDE: {"events": 1.0, "claims": 0.0}}))
    monkeypatch.setattr(gate, "read_gate", lambda: {GATE: [], ASIDE: parts[ASIDE][:2]})
    assert gate.main(["--floors", str(floors), "--raise"]) == 1
    told = capsys.readouterr()
    assert "under its floor: aside events" in told.err
    assert "aside claims" in " ".join(told.out.split())
    assert json.loads(floors.read_text())[ASIDE]["events"] == 1.0
    floors.unlink()
    assert gate.main(["--floors", str(floors)]) == 0
