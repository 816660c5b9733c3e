"""The best tree against a search through all trees, and what holds of larger ones."""

from __future__ import annotations

from functools import cache
from itertools import product

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.annotate.tree import best_heads

Scores = npt.NDArray[np.float64]


def is_tree(heads: tuple[int, ...]) -> bool:
    """One root, and every word reaches it."""
    if heads.count(0) != 1:
        return False
    for start in range(1, len(heads) + 1):
        at = start
        for _ in heads:
            at = heads[at - 1] if at else 0
        if at:
            return False
    return True


@cache
def trees(n: int) -> tuple[tuple[int, ...], ...]:
    return tuple(heads for heads in product(range(n + 1), repeat=n) if is_tree(heads))


def total(scores: Scores, heads: tuple[int, ...] | list[int]) -> float:
    return float(sum(scores[i, head] for i, head in enumerate(heads)))


@st.composite
def score_tables(draw: st.DrawFn, largest: int) -> Scores:
    n = draw(st.integers(1, largest))
    numbers = draw(st.sampled_from([st.integers(-3, 3).map(float), st.floats(-50, 50), st.floats(-1e6, 1e6)]))
    table = np.array(draw(st.lists(st.lists(numbers, min_size=n + 1, max_size=n + 1), min_size=n, max_size=n)))
    table[:, 0] += draw(st.sampled_from([0.0, -100.0, 100.0]))
    return table


def test_numbers_of_trees() -> None:
    # Cayley: n^(n-1) trees with one root.
    assert [len(trees(n)) for n in (1, 2, 3, 4, 5)] == [1, 2, 9, 64, 625]


@given(score_tables(largest=5))
@settings(max_examples=400)
def test_no_tree_is_better(scores: Scores) -> None:
    heads = best_heads(scores)
    assert is_tree(tuple(heads))
    assert total(scores, heads) == pytest.approx(max(total(scores, tree) for tree in trees(len(scores))), abs=1e-6)


@given(score_tables(largest=14))
def test_always_one_root(scores: Scores) -> None:
    assert is_tree(tuple(best_heads(scores)))


@given(score_tables(largest=8), st.floats(-100, 100))
def test_a_constant_for_a_word_changes_nothing(scores: Scores, more: float) -> None:
    raised = scores.copy()
    raised[0] += more
    assert total(scores, best_heads(raised)) == pytest.approx(total(scores, best_heads(scores)), abs=1e-6)


def test_the_root_may_be_a_word_that_scores_badly_as_root() -> None:
    # Six words: five like to be root but like the sixth as their head far more; the sixth has no good head.
    scores = np.full((6, 7), -20.0)
    scores[:5, 0] = 1.0
    scores[:5, 6] = 30.0
    scores[5, 0] = -5.0
    assert best_heads(scores) == [6, 6, 6, 6, 6, 0]


@pytest.mark.parametrize("value", [0.0, -1e30, 1e30, -np.inf, np.nan])
@pytest.mark.parametrize("n", [1, 2, 7])
def test_equal_and_strange_scores_give_a_tree(n: int, value: float) -> None:
    scores = np.full((n, n + 1), value)
    assert is_tree(tuple(best_heads(scores)))
    assert best_heads(scores) == best_heads(scores.copy())


def test_no_words() -> None:
    assert best_heads(np.zeros((0, 1))) == []


def test_single_precision_as_the_model_gives_it() -> None:
    scores = np.array([[0, 0, 9], [5, 1, 0]], dtype=np.float32)
    assert best_heads(scores) == [2, 0]


def test_a_long_sentence_of_nested_cycles() -> None:
    n = 300
    rows, columns = np.indices((n, n + 1))
    scores = -np.abs(rows + 1 - columns).astype(np.float64)
    scores[:, 0] = -1e5
    heads = best_heads(scores)
    assert is_tree(tuple(heads))
    assert all(abs(head - i) == 1 for i, head in enumerate(heads, 1) if head)
