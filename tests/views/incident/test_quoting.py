"""Each value's sentence has exactly its words marked, whatever stands in the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.views.incident.quoting import LONGEST, Quote, Texts
from dateline.views.page.marks import show

TEXT = "Gunmen killed 12 soldiers near Tadmur. Two officers were among the dead, he said.\n\nA bomb wounded three in Timbuktu."


def quote(text: str, *spans: tuple[int, int]) -> Quote | None:
    return Texts({"r": text}).quote("r", spans)


def marked(found: Quote | None) -> list[str]:
    return [] if found is None else [piece.text for piece in found.pieces if piece.marks]


def whole(found: Quote | None) -> str:
    return "" if found is None else "".join(piece.text for piece in found.pieces)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("Gunmen", "Gunmen killed 12 soldiers near Tadmur."),
        ("near Tadmur.", "Gunmen killed 12 soldiers near Tadmur."),
        ("Two officers", "Two officers were among the dead, he said."),
        ("Timbuktu.", "A bomb wounded three in Timbuktu."),
    ],
)
def test_the_sentence_of_the_words_is_shown(words: str, sentence: str) -> None:
    start = TEXT.index(words)
    found = quote(TEXT, (start, start + len(words)))
    assert (whole(found), marked(found)) == (sentence, [words])
    assert found is not None
    assert found.start == start


def test_all_words_of_a_value_in_the_sentence_are_marked() -> None:
    spans = [(TEXT.index(word), TEXT.index(word) + len(word)) for word in ("Gunmen", "soldiers", "bomb")]
    assert marked(quote(TEXT, *spans)) == ["Gunmen", "soldiers"]


def test_of_a_long_sentence_the_part_around_the_words_is_shown() -> None:
    text = "word " * 200 + "killed nine " + "more " * 200
    start = text.index("killed")
    found = quote(text, (start, start + 6))
    assert found is not None
    assert (found.before, found.behind) == (True, True)
    assert len(whole(found)) <= LONGEST
    assert marked(found) == ["killed"]


@pytest.mark.parametrize("spans", [[], [(5, 5)], [(-1, 3)], [(0, 9999)]])
def test_without_words_in_the_text_there_is_no_quote(spans: list[tuple[int, int]]) -> None:
    assert quote(TEXT, *spans) is None
    assert Texts({}).quote("r", [(0, 6)]) is None


@given(st.text(st.sampled_from("aB. \n\r\x00\u202e😀“”"), min_size=1, max_size=60), st.data())
def test_the_marked_words_are_those_of_the_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = quote(text, (start, end))
    if text[start:end].strip():
        assert "".join(marked(found)) == "".join(show(text)[start:end])
