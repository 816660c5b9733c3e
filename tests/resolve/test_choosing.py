"""Choosing among candidates by weighted features."""

from __future__ import annotations

import pytest

from dateline.resolve.choosing import Candidate, Happening, choose, crossed, kind_of
from tests.resolve.told import mention, report
from tests.run.stages import event

WEIGHTS = {"near": 2.0, "far": -1.0}


def test_the_weightiest_candidate_is_chosen_with_its_share() -> None:
    value, share = choose(WEIGHTS, [Candidate("a", "a", {"far": 1.0}), Candidate("b", "b", {"near": 1.0})])
    assert value == "b"
    assert share == pytest.approx(0.9526, abs=1e-4)


def test_candidates_of_one_value_add_up_and_the_best_of_them_tells_it() -> None:
    twice = [Candidate("a", "far off", {}), Candidate("a", "here", {"near": 0.5}), Candidate("b", "other", {"near": 0.6})]
    value, share = choose(WEIGHTS, twice)
    assert value == "here"
    assert share > 0.5


def test_none_can_be_the_likeliest_and_nothing_comes_of_nothing() -> None:
    assert choose(WEIGHTS, [Candidate(None, None, {"near": 1.0}), Candidate("a", "a", {})])[0] is None
    assert choose(WEIGHTS, []) == (None, 0.0)


def test_a_kind_is_crossed_with_its_traits() -> None:
    assert crossed("own", ["far away"]) == {"own": 1.0, "own, far away": 1.0}


@pytest.mark.parametrize(
    ("type", "kind"), [("ASSAULT", "deed"), ("ACCUSE", "said"), ("AGREE", "settled"), ("CONSULT", "talks")], ids=lambda x: x
)
def test_types_are_of_four_kinds(type: str, kind: str) -> None:
    assert kind_of(type) == kind


def test_where_in_the_report_it_is_told() -> None:
    document = report("Gunmen attacked.", "They fled.", "Police came.")
    first, last = (Happening(document, [mention(document, trigger)], ()) for trigger in ("attacked", "came"))
    assert (first.situation, last.situation) == (("lead", "a note"), ("later sentence", "a note"))
    assert (first.opens_paragraph, last.opens_paragraph) == (True, False)
    assert first.same_paragraph(document.report.text.index("came"))


def test_of_the_events_told_before_the_last_three_and_the_lead_are_looked_at() -> None:
    document = report("Gunmen attacked.", "They fled.")
    before = [event(id=f"e{k}") for k in range(1, 6)]
    told = list(Happening(document, [mention(document, "fled")], before).earlier(before))
    assert [(e.event.id, e.rank, e.away) for e in told] == [("e5", "last", 1), ("e4", "before", 1), ("e3", "before", 1), ("e1", "lead", 1)]
    assert [e.rank for e in Happening(document, [mention(document, "fled")], before[:1]).earlier(before[:1])] == ["last"]
