"""Windows hold whole sentences, in order, each once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.annotate.windows import ROOM, pack


@pytest.mark.parametrize(
    ("sizes", "windows"),
    [
        ([], []),
        ([10], [(0, 1)]),
        ([ROOM, 1], [(0, 1), (1, 2)]),
        ([ROOM - 1, 1], [(0, 2)]),
        ([ROOM // 3] * 4, [(0, 3), (3, 4)]),
        ([ROOM * 2], [(0, 1)]),
        ([1, ROOM * 2, 1], [(0, 1), (1, 2), (2, 3)]),
    ],
)
def test_windows_of(sizes: list[int], windows: list[tuple[int, int]]) -> None:
    assert pack(sizes) == windows


@given(st.lists(st.integers(1, 2 * ROOM), max_size=40))
def test_every_sentence_is_in_one_window_with_room_for_it(sizes: list[int]) -> None:
    at = 0
    for first, last in pack(sizes):
        assert first == at < last
        assert last - first == 1 or sum(sizes[first:last]) <= ROOM
        at = last
    assert at == len(sizes)


@given(st.lists(st.integers(1, ROOM), min_size=2, max_size=40))
def test_no_window_could_take_the_next_sentence(sizes: list[int]) -> None:
    windows = pack(sizes)
    for first, last in windows[:-1]:
        assert sum(sizes[first : last + 1]) > ROOM
