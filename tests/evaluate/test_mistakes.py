"""Mistakes by kind, and two runs laid side by side."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dateline.errors import GoldError
from dateline.evaluate.comparing import check_run, compare_runs
from dateline.evaluate.evaluation import CodedScore, Evaluation, as_json
from dateline.evaluate.intervals import intervals_of
from dateline.evaluate.mistakes import KINDS, Mistake, outcomes
from dateline.evaluate.scores import add_up, compare, count_document
from tests.evaluate.made import RAID, TALKS, coded_raid, coded_talks, raid, record, report, spans, talks

Json = dict[str, Any]
GOLDS = [report("r", RAID, [raid()]), report("t", TALKS, [talks()])]


def mistakes(*events: Json) -> list[Mistake]:
    """What is wrong in a record of these events of the raid."""
    return [mistake for one in compare(GOLDS[:1], [record("r", *events)]) for told in outcomes(one) for mistake in told.mistakes]


def evaluation(*records: Json) -> Evaluation:
    """A run over both reports."""
    compared = tuple(compare(GOLDS, records))
    counted = [count_document(one) for one in compared]
    told = tuple(outcome for one in compared for outcome in outcomes(one))
    scores = add_up(counted)
    coded = CodedScore({"made.jsonl": scores}, scores, intervals_of(counted, rounds=50), told, compared)
    return Evaluation({"version": "0", "model": None, "tables": None}, coded, {}, {})


def test_what_is_right_is_no_mistake() -> None:
    assert mistakes(coded_raid()) == []


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"type": "COERCE"}, [("wrong type", "ASSAULT", "COERCE")]),
        ({"mode": None}, [("wrong mode", "firearms", "none")]),
        ({"status": "denied"}, [("wrong status", "happened", "denied")]),
        ({"participants": coded_raid()["participants"][1:]}, [("party missed", "actor: Owl Front", "none")]),
        (
            {"participants": [coded_raid()["participants"][0] | {"name": "Crow Front of Norland"}, coded_raid()["participants"][1]]},
            [("wrong name", "Owl Front", "Crow Front of Norland")],
        ),
        ({"casualties": []}, [("figures", "killed 3 (recipient)", "none")]),
        (
            {"casualties": [coded_raid()["casualties"][0] | {"role": "actor", "high": None}]},
            [("figures", "killed 3 (recipient)", "killed 3 to ? (actor)")],
        ),
        ({"claims": [{"kind": "denied"}]}, [("claims", "claimed by Owl Front", "denied by nobody named")]),
        ({"sources": []}, [("sources", "the army", "none")]),
        ({"when": {}}, [("when", "2016-05-02", "none")]),
        ({"where": {"name": "Alta", "country": "SLV", "precision": "near"}}, [("where", "Rio Seco, SLV", "Alta, SLV")]),
    ],
)
def test_a_wrong_value_is_told_with_both_sides(changed: Json, expected: list[tuple[str, str, str]]) -> None:
    told = mistakes(coded_raid(**changed))
    assert [(mistake.kind, mistake.gold, mistake.system) for mistake in told] == expected
    assert {mistake.kind for mistake in told} <= set(KINDS)


def test_a_missed_and_an_invented_event_carry_the_words_that_tell_of_them() -> None:
    missed, invented = mistakes(coded_raid(mentions=spans(RAID, "Rio Seco")[:0]))
    assert (missed.kind, invented.kind) == ("missed event", "invented event")
    who = "Owl Front → Military Forces of Norland"
    assert missed.gold == f"ASSAULT firearms, happened: {who}; killed 3 (recipient); 2016-05-02; Rio Seco, SLV"
    assert [RAID[start:end] for start, end in missed.gold_spans] == ["killed", "raid"]


def test_a_party_that_is_none_is_told_where_it_stands() -> None:
    extra = {"role": "third", "name": "Rio Seco", "mentions": spans(RAID, "Rio Seco")}
    (told,) = mistakes(coded_raid(participants=[*coded_raid()["participants"], extra]))
    assert (told.kind, told.system, [RAID[a:b] for a, b in told.system_spans]) == ("party invented", "third: Rio Seco", ["Rio Seco"])


def test_two_runs_are_compared_by_figure_and_event() -> None:
    before = as_json(evaluation(record("r", coded_raid(mode=None, when={})), record("t", coded_talks())))
    now = as_json(evaluation(record("r", coded_raid(mode=None)), record("t")))
    changes = compare_runs(json.loads(json.dumps(before)), now)
    assert (changes.documents, changes.left_out) == (2, 0)
    by_name = {change.name: change for change in changes.figures}
    assert (by_name["when"].before, by_name["when"].now) == (0.0, 1.0)
    assert by_name["events"].now < by_name["events"].before
    worse, better = changes.events
    assert (worse.document, worse.came, worse.better) == ("t", ("missed event",), False)
    assert (better.document, better.name, better.before, better.now, better.gone) == ("r", "e1", 2, 1, ("when",))
    assert json.loads(json.dumps(changes.as_json()))["documents"] == 2


def test_documents_of_one_run_alone_are_left_out() -> None:
    now = as_json(evaluation(record("r", coded_raid()), record("t", coded_talks())))
    before = json.loads(json.dumps(now))
    before["by_document"][1]["id"] = "elsewhere"
    changes = compare_runs(before, now)
    assert (changes.documents, changes.left_out, changes.events) == (1, 2, ())


@pytest.mark.parametrize("value", [[], {}, {"schema": "1"}])
def test_what_is_no_run_is_refused(value: Any) -> None:
    with pytest.raises(GoldError, match="no run"):
        check_run(value, "run.json")


def test_a_run_with_a_part_missing_is_refused() -> None:
    now = as_json(evaluation())
    with pytest.raises(GoldError, match="cannot be read"):
        compare_runs({"schema": now["schema"], "by_document": [{"id": "r"}]}, now)
