"""What is asked of a document several times is worked out once, and never for another's arguments."""

from __future__ import annotations

import gc

import pytest

from dateline.extract.once import once


def test_the_same_objects_are_answered_once() -> None:
    asked: list[tuple[str, ...]] = []

    @once()
    def joined(words: tuple[str, ...], *, by: str = " ") -> str:
        asked.append(words)
        return by.join(words)

    words = ("two", "soldiers")
    assert [joined(words), joined(words), joined(words, by="-"), joined(words, by="-")] == ["two soldiers"] * 2 + ["two-soldiers"] * 2
    assert len(asked) == 2


def test_equal_objects_are_not_the_same() -> None:
    asked = 0

    @once()
    def size(words: list[str]) -> int:
        nonlocal asked
        asked += 1
        return len(words)

    one, other = ["two", "soldiers"], ["two", "soldiers"]
    assert size(one) == size(other) == 2
    assert asked == 2


def test_an_address_that_is_used_again_gets_no_old_answer() -> None:
    @once()
    def first(words: list[str]) -> str:
        return words[0]

    # Each list may come to lie where the one before lay.
    for number in range(500):
        assert first([str(number)]) == str(number)
        gc.collect(0)


def test_a_failure_is_not_kept() -> None:
    calls = []

    @once()
    def fails(words: tuple[str, ...]) -> str:
        calls.append(words)
        if len(calls) == 1:
            raise ValueError("the first time")
        return "done"

    words = ("a", "b")
    with pytest.raises(ValueError, match="the first time"):
        fails(words)
    assert fails(words) == "done"
