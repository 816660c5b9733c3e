"""Words split by others are read as the product reads its own."""

from __future__ import annotations

import pytest

from dateline.annotate.given import names_given, parse_given

pytestmark = pytest.mark.model
SENTENCES = [["Rebels", "killed", "two", "soldiers", "in", "Tadmur", "."], ["The", "army", "fled", "."]]


def test_each_sentence_has_its_parse_with_heads_of_its_own() -> None:
    parsed = list(parse_given(SENTENCES))
    assert [len(sentence) for sentence in parsed] == [7, 4]
    assert [[word.deprel for word in sentence].count("root") for sentence in parsed] == [1, 1]
    assert all(-1 <= word.head < len(sentence) for sentence in parsed for word in sentence)
    assert parsed[0][1].upos == "VERB"
    assert list(parse_given([])) == []


def test_names_are_runs_of_its_words() -> None:
    assert [(name.first, name.last, name.label) for name in names_given(SENTENCES[0]) if name.label == "place"] == [(5, 6, "place")]
