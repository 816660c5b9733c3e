"""Figures: what counts as right, what is left out, and that they are those of the scorer that the coders use."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dateline.evaluate import Figures, score
from dateline.evaluate.slots import SLOTS
from tests.evaluate.made import RAID, TALKS, ban, coded_ban, coded_raid, coded_talks, raid, record, report, spans, talks
from tests.evaluate.noise import noisy_record

OWN = Path(__file__).parent.parent.parent / "training" / "reports"
Json = dict[str, Any]


def of_raid(*events: Json, gold: Json | None = None) -> Json:
    """The figures of a record of these events against the raid."""
    return score([report("r", RAID, [gold or raid()])], [record("r", *events)]).as_json()


def test_a_record_that_says_the_same_has_everything_right() -> None:
    scores = score([report("r", RAID, [raid()]), report("t", TALKS, [talks()])], [record("r", coded_raid()), record("t", coded_talks())])
    assert scores.events == Figures(1.0, 1.0, 1.0, 2, 2)
    assert scores.slots_total.f1 == 1.0
    assert [slot for slot in SLOTS if scores.by_slot[slot].f1 < 1 and scores.by_slot[slot].gold] == []
    assert set(scores.by_type) == {"ASSAULT", "CONSULT"}
    assert (scores.missing_documents, scores.bad_spans) == (0, 0)


@pytest.mark.parametrize(
    ("changed", "slots"),
    [
        ({"mode": "explosives"}, {"mode"}),
        ({"mode": None}, {"mode"}),
        ({"status": "possible"}, {"status"}),
        ({"type": "COERCE"}, {"type"}),
        ({"mentions": spans(RAID, "killed")}, {"mentions"}),
        ({"participants": coded_raid()["participants"][:1]}, {"recipient"}),
        ({"participants": [party | {"role": "third"} for party in coded_raid()["participants"][:1]]}, {"actor", "recipient", "third"}),
        ({"participants": [party | {"name": "Government of Norland"} for party in coded_raid()["participants"]]}, {"names"}),
        ({"casualties": [coded_raid()["casualties"][0] | {"low": 2}]}, {"casualties"}),
        ({"casualties": [coded_raid()["casualties"][0] | {"role": "actor"}]}, {"sides"}),
        ({"claims": [{"kind": "denied", "by": "Owl Front"}]}, {"claims"}),
        ({"sources": spans(RAID, "Rio Seco")}, {"sources"}),
        ({"when": {"start_date": "2016-05-02", "end_date": "2016-05-03"}}, {"when"}),
        ({"where": {"name": "Rio Seco", "country": "ARG", "precision": "exact"}}, {"where"}),
        ({"where": {"name": "Rio Seco " * 12, "country": "SLV", "precision": "exact"}}, {"where"}),
    ],
)
def test_a_wrong_value_costs_in_its_own_slot(changed: Json, slots: set[str]) -> None:
    figures = of_raid(coded_raid(**changed))
    assert {slot for slot in SLOTS if figures[slot]["f1"] < 1 and figures[slot]["gold"] + figures[slot]["system"]} == slots


def test_a_missed_event_loses_all_its_values_and_an_invented_one_invents_them() -> None:
    whole = of_raid(coded_raid())["slots"]["gold"]
    assert of_raid()["slots"] == {"p": 0.0, "r": 0.0, "f1": 0.0, "gold": whole - 3, "system": 0}  # names and sides are not asked
    invented = score([report("r", RAID, [])], [record("r", coded_raid())])
    assert (invented.events.gold, invented.events.system, invented.slots_total.gold) == (0, 1, 0)


def test_optional_events_neither_count_nor_cost() -> None:
    gold = [report("t", TALKS, [talks(), ban()])]
    with_it, without = (score(gold, [record("t", coded_talks(), *more)]) for more in ((coded_ban(),), ()))
    assert with_it.as_json() == without.as_json()
    firm = score([report("t", TALKS, [talks(), ban(optional=False)])], [record("t", coded_talks(), coded_ban())])
    assert (firm.events.gold, firm.unhappened.gold, firm.unhappened.system) == (2, 1, 0)


def test_an_event_that_shares_no_sentence_is_another_one() -> None:
    other = coded_raid(mentions=[{"start": 0, "end": len(RAID), "text": RAID}])  # longer than words that tell of an event
    assert of_raid(other)["events"] == {"p": 0.0, "r": 0.0, "f1": 0.0, "gold": 1, "system": 1}


def test_a_document_without_a_record_and_spans_that_do_not_fit_are_counted() -> None:
    wrong = coded_raid(sources=[spans(RAID, "the army")[0] | {"text": "an army"}])
    scores = score([report("r", RAID, [raid()]), report("t", TALKS, [talks()])], [record("r", wrong)])
    assert (scores.missing_documents, scores.bad_spans) == (1, 1)


def test_nothing_gives_nothing() -> None:
    assert score([], []).events == Figures(0.0, 0.0, 0.0, 0, 0)


def own_reports() -> list[Json]:
    return [json.loads(line) for path in sorted(OWN.glob("own-[bc].jsonl")) for line in path.read_text("utf-8").splitlines()][:150]


@pytest.mark.parametrize("seed", range(3))
def test_the_figures_are_those_of_the_coders_scorer(seed: int, tmp_path: Path) -> None:
    scorer = os.environ.get("DATELINE_SCORER")
    if not scorer:
        pytest.skip("DATELINE_SCORER does not name score_events.py")
    golds = own_reports()
    records = [noisy_record(gold, seed * 1000 + number) for number, gold in enumerate(golds) if number % 40]
    assert_equal(golds, records, scorer, tmp_path)


def assert_equal(golds: list[Json], records: list[Json], scorer: str, folder: Path) -> None:
    for name, rows in (("gold", golds), ("records", records)):
        (folder / name).write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    asked = [sys.executable, scorer, str(folder / "gold"), str(folder / "records")]
    scores = score(golds, records)
    assert scores.as_json() == json.loads(subprocess.run([*asked, "--json"], capture_output=True, text=True, check=True).stdout)
    told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    for name, v in scores.by_type.items():
        assert f"  {name:<10} P {v.p:.3f}  R {v.r:.3f}  F1 {v.f1:.3f}   ({v.gold} gold, {v.system} system)" in told
