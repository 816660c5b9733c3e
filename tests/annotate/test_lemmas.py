"""Base forms of the words that events are told in."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dateline.annotate.labels import UPOS
from dateline.annotate.lemmas import lemma


@pytest.mark.parametrize(
    ("word", "upos", "base"),
    [
        ("Attacks", "NOUN", "attack"),
        ("ATTACKED", "VERB", "attack"),
        ("killed", "VERB", "kill"),
        ("shot", "VERB", "shoot"),
        ("fled", "VERB", "flee"),
        ("fought", "VERB", "fight"),
        ("was", "AUX", "be"),
        ("left", "VERB", "leave"),
        ("killings", "NOUN", "killing"),
        ("women", "NOUN", "woman"),
        ("bodies", "NOUN", "body"),
        ("worse", "ADJ", "bad"),
        ("Gaza", "PROPN", "gaza"),
        ("States", "PROPN", "states"),
        ("The", "DET", "the"),
        ("n't", "PART", "n't"),
        ("1,200", "NUM", "1,200"),
        ("--", "PUNCT", "--"),
    ],
)
def test_lemma_of(word: str, upos: str, base: str) -> None:
    assert lemma(word, upos) == base


@given(st.text(max_size=20), st.sampled_from(UPOS))
@example("J", "ADJ")
@example("s", "NOUN")
def test_every_word_has_a_base_form(word: str, upos: str) -> None:
    base = lemma(word, upos)
    assert base == lemma(word, upos)
    assert bool(base) == bool(word)
