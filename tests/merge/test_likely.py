"""Pairs by position: what was added is found again, nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.merge.likely import Likely

POSITIONS = st.tuples(st.integers(0, 12), st.integers(0, 12)).filter(lambda pair: pair[0] < pair[1])


@given(st.dictionaries(POSITIONS, st.floats(0, 1)))
def test_it_gives_back_what_was_added(chances: dict[tuple[int, int], float]) -> None:
    likely = Likely()
    for one, other in sorted(chances, key=lambda pair: pair[::-1]):
        likely.add(one, other, chances[one, other])
    assert dict(likely.pairs()) == chances
    assert {(i, j): likely.of(i, j) for i in range(13) for j in range(i + 1, 13)} == {
        (i, j): chances.get((i, j)) for i in range(13) for j in range(i + 1, 13)
    }
    assert [pair for pair, _ in likely.after(3)] == sorted(pair for pair in chances if pair[0] == 3)
