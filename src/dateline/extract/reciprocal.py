"""Words by which two do the same to each other: "the two camps accused *each other*"."""

from __future__ import annotations

from dateline.extract.triggers import Chosen
from dateline.schema.document import Document

MADE_BY = "syntax:reciprocal"
# How sure it is that such words stand for both sides.
SURE = 0.8
_PAIRS = frozenset({("each", "other"), ("one", "another")})
_BELOW = frozenset({"obj", "iobj", "obl", "nmod", "nmod:poss", "det", "fixed"})


def each_other(document: Document, chosen: Chosen) -> tuple[int, int] | None:
    """The two words where the trigger governs them, as its object or behind a preposition."""
    sentence = document.sentences[document.words[chosen.head].sentence]
    for i in range(max(sentence.first, chosen.head), sentence.last - 1):
        pair = document.words[i].norm.casefold(), document.words[i + 1].norm.casefold()
        if pair in _PAIRS and _is_below(document, chosen, i):
            return i, i + 2
    return None


def _is_below(document: Document, chosen: Chosen, index: int) -> bool:
    for _ in range(3):
        word = document.words[index]
        if word.deprel.split(":")[0] not in {d.split(":")[0] for d in _BELOW} or word.head < 0:
            return False
        index = word.head
        if index == chosen.head:
            return True
    return False
