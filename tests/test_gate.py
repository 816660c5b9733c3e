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
from dateline.extract.quantities import table as count_words
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


@pytest.fixture
def damage_words(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Callable[[Tables], None]], None]]:
    """Lets a function change the tables of words before they are read."""

    def damaged(change: Callable[[Tables], None]) -> None:
        names = (*table_names(ONTOLOGY), *(f"lexicon/{table}.toml" for table in LEXICON_TABLES))
        tables = {name: deepcopy(read_toml(name)) for name in names}
        change(tables)
        monkeypatch.setattr(own_words, "load_lexicon", lambda: build_lexicon(tables))
        own_words.lexicon_in_use.cache_clear()

    yield damaged
    own_words.lexicon_in_use.cache_clear()


def broken_floors(reports: list[Coded]) -> set[str]:
    """What is under its floor among the reports that are not kept aside."""
    return {one.name for one in gate.measure({GATE: reports}, gate.read_floors()) if one.under}


def lose_wordings(tables: Tables) -> None:
    """No event type has a wording any more."""
    for name, table in tables.items():
        if name.startswith(f"{ONTOLOGY}/"):
            table["triggers"] = []


def empty_a_list(tables: Tables) -> None:
    """A list of cues is empty, which a table may not be."""
    tables["ontology/assault.toml"]["modes"][0]["cues"] = []


@pytest.mark.model
def test_lost_wordings_break_floors(damage_words: Callable[[Callable[[Tables], None]], None], parts: Mapping[str, list[Coded]]) -> None:
    damage_words(lose_wordings)
    assert broken_floors(parts[GATE]) >= {"events", "slots", "mentions", "mode", "actor", "recipient"}


@pytest.mark.model
def test_lost_number_words_break_the_floor_of_casualties(parts: Mapping[str, list[Coded]], monkeypatch: pytest.MonkeyPatch) -> None:
    whole = read_toml("lexicon/quantities.toml")
    monkeypatch.setattr(count_words, "read_toml", lambda _: {**whole, "numbers": {}})
    count_words.grammar.cache_clear()
    try:
        broken = broken_floors(parts[GATE])
    finally:
        count_words.grammar.cache_clear()
    assert "casualties" in broken
    assert "events" not in broken  # the damage is where it was done


@pytest.mark.model
def test_a_report_that_is_not_coded_stops_the_gate(
    damage_words: Callable[[Callable[[Tables], None]], None], parts: Mapping[str, list[Coded]]
) -> None:
    damage_words(empty_a_list)
    with pytest.raises(SystemExit, match="gate-001 was not coded: DL200"):
        broken_floors(parts[GATE])


def one(figure: float, floor: float | None, name: str = "events") -> Measured:
    return Measured(GATE, name, figure, 900, floor)


def test_floors_are_raised_and_never_lowered() -> None:
    assert gate.raised([one(0.7, None), one(0.8, 0.5, "slots"), one(0.6, 0.65, "mode"), one(0.004, None, "claims")]) == {
        GATE: {"events": 0.69, "slots": 0.79, "mode": 0.65, "claims": 0.0}
    }


@pytest.mark.parametrize(("values", "below"), [(0, 0.01), (100, 0.03), (225, 0.02), (900, 0.01), (2500, 0.01)])
def test_fewer_values_get_more_room(values: int, below: float) -> None:
    assert gate.margin(values) == pytest.approx(below)


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
