"""Word pieces over a small vocabulary of our own, and the shapes of words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.annotate.pieces import LONGEST, MOST, SHAPES, WordPieces, shape

VOCABULARY = (
    "[PAD] [UNK] [CLS] [SEP] [MASK] rebel ##s ##lion re ##bel un ##a ##ff ##able e ##lite elite cafe 1 ##2 ##0 200 , . - ' $ 5 a ##b ss s"
).split()
PIECES = WordPieces(VOCABULARY)


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("rebel", "rebel"),
        ("Rebels", "rebel ##s"),
        ("REBELLION", "rebel ##lion"),
        ("unaffable", "un ##a ##ff ##able"),
        ("élite", "elite"),
        ("e\u0301lite", "elite"),
        ("café", "cafe"),
        ("1,200", "1 , 200"),
        ("$5", "$ 5"),
        ("a-b", "a - [UNK]"),
        ("ab", "a ##b"),
        ("...", ". . ."),
        ("zebra", "[UNK]"),
        ("rebelx", "[UNK]"),
        ("军队", "[UNK]"),
        ("😀", "[UNK]"),
        ("👩👧", "[UNK] [UNK]"),
        ("\u0301", "[UNK]"),
        ("\ud800", "[UNK]"),
        ("a" + "b" * (LONGEST - 1), "a" + " ##b" * (LONGEST - 1)),
        ("a" + "b" * LONGEST, "[UNK]"),
    ],
)
def test_pieces_of(word: str, pieces: str) -> None:
    assert " ".join(VOCABULARY[i] for i in PIECES.ids(word)) == pieces


def test_a_word_of_many_parts_is_cut() -> None:
    assert PIECES.ids("-" * 1000) == (VOCABULARY.index("-"),) * MOST
    assert len(PIECES.ids("a/" * 500)) == MOST


@given(st.text(min_size=1, max_size=80))
def test_every_word_has_some_pieces_and_the_same_twice(word: str) -> None:
    ids = PIECES.ids(word)
    assert 1 <= len(ids) <= MOST
    assert ids == PIECES.ids(word) == WordPieces(VOCABULARY).ids(word)
    assert all(0 <= i < len(VOCABULARY) for i in ids)


def test_a_vocabulary_needs_its_special_pieces() -> None:
    with pytest.raises(KeyError):
        WordPieces(["rebel"])


SHAPED = {0: "army n't", 1: "UN U.S.", 2: "F", 3: "Army McDonald", 4: "16s 1,200", 5: "- 's 😀"}


@pytest.mark.parametrize(("word", "number"), [(word, number) for number, words in SHAPED.items() for word in words.split()])
def test_shape_of(word: str, number: int) -> None:
    assert shape(word) == number


@given(st.text(min_size=1, max_size=12))
def test_every_word_has_a_shape(word: str) -> None:
    assert shape(word) in range(SHAPES)
