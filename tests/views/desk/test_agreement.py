"""Agreement figures against libraries that others use, and against what is counted by hand."""

from __future__ import annotations

import math
import warnings
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.store.replay import Replayed
from dateline.views.desk.agreement import Coded, agreements, alpha, kappa, units
from dateline.views.desk.differing import differences, pairs
from tests.run import stages
from tests.store.made import code, reading

RECORD = code(reading())
EVENT = RECORD.events[0]

# Pairs by hand: agreement beyond chance as Cohen's paper defines it.
BY_HAND = [
    ([("a", "a"), ("b", "b")], 1.0),
    ([("a", "b"), ("b", "a")], -1.0),
    ([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")], 0.0),
    ([("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15, 0.4),
    ([("a", "a")], None),
    ([], None),
]


@pytest.mark.parametrize(("both", "expected"), BY_HAND)
def test_kappa_by_hand(both: list[tuple[str, str]], expected: float | None) -> None:
    assert kappa(both) == expected


VALUES = st.sampled_from("abc")


@given(st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=30))
def test_kappa_is_that_of_scikit_learn(both: list[tuple[str, str]]) -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = metrics.cohen_kappa_score(*zip(*both, strict=True))
    found = kappa(both)
    assert math.isnan(expected) if found is None else found == pytest.approx(expected, abs=1e-4)


@given(st.lists(st.tuples(VALUES, VALUES), min_size=2, max_size=30))
def test_alpha_is_one_less_observed_over_expected_disagreement(both: list[tuple[str, str]]) -> None:
    flat = [value for pair in both for value in pair]
    count = len(flat)
    expected = sum(flat.count(a) * flat.count(b) for a in set(flat) for b in set(flat) if a != b) / (count * (count - 1))
    observed = sum(a != b for a, b in both) / len(both)
    found = alpha(both)
    assert (found is None) == (expected == 0)
    assert found is None or found == pytest.approx(1 - observed / expected, abs=1e-3)


def coding(*events: object, verdicts: tuple[tuple[str, str], ...] = ()) -> Replayed:
    return Replayed(replace(RECORD, events=tuple(events)), verdicts)  # type: ignore[arg-type]


def test_what_differs_is_named_field_by_field() -> None:
    other = replace(EVENT, status="denied", casualties=(replace(EVENT.casualties[0], low=23),), confidence=0.1)
    found = differences(coding(EVENT), coding(other))
    assert [(one.id, one.first, one.second) for one in found] == [
        ("e1.status", "happened", "denied"),
        ("e1.casualties", "killed at least 21", "killed at least 23"),
    ]
    assert differences(coding(EVENT), coding(EVENT)) == ()


def test_an_event_that_one_rejected_or_added_is_told_by_one() -> None:
    added = replace(stages.event(id="dabc"), type="ACCUSE")
    found = differences(coding(EVENT, verdicts=(("e1", "rejected"),)), coding(EVENT, added))
    assert [(one.id, one.first, one.second) for one in found] == [("e1.told", "not told", "told"), ("dabc.told", "not told", "told")]
    assert differences(coding(EVENT, verdicts=(("e1", "rejected"),)), coding(EVENT, verdicts=(("e1", "rejected"),))) == ()


def test_what_both_added_at_the_same_words_is_one() -> None:
    one, other = (replace(stages.event(id=id), type="ACCUSE") for id in ("dabc", "ddef"))
    assert [(pair.first, pair.second) for pair in pairs(coding(one), coding(other))] == [(one, other)]
    assert len(pairs(coding(one), coding(replace(other, type="THREATEN")))) == 2


def test_agreement_is_counted_field_by_field_and_coder_by_coder() -> None:
    other = replace(EVENT, status="denied")
    coded = [
        Coded("r1", ("Ana", "Ben"), (coding(EVENT), coding(EVENT))),
        Coded("r2", ("Ana", "Eve"), (coding(EVENT), coding(other))),
        Coded("r3", ("Ben", "Ana"), (coding(other, verdicts=(("e1", "rejected"),)), coding(other))),
    ]
    assert len([unit for unit in units(coded) if unit.field == "told"]) == 3
    found = {(one.field, one.coder): (one.units, one.percent) for one in agreements(coded)}
    assert found["told", None] == (3, 66.67)
    assert found["status", None] == (2, 50.0)
    assert found["status", "Ben"] == (1, 100.0)
    assert found["status", "Eve"] == (1, 0.0)
    assert agreements([]) == ()
