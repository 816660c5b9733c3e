"""Borders and roads that are called by what lies on either side: "the Chadian border", "the road from Gao to Kidal"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from dateline.extract.syntax import noun_phrase
from dateline.resources import read_toml
from dateline.schema.document import Document, Name

# Between the noun and a name behind it stand at most so many words ("the border *between the* two").
_BETWEEN = 2
_ARTICLES = frozenset({"the", "a", "an", "its", "their", "his", "her"})


def lines(document: Document, sentence: int) -> Iterator[tuple[int, int]]:
    """Half-open word ranges of the borders and roads of a sentence that some name or adjective beside them tells."""
    names = [n for n in document.names_in(sentence) if n.kind in {"place", "facility", "group"}]
    span = document.sentences[sentence]
    for head in range(span.first, span.last):
        word = document.words[head]
        if word.lemma.casefold() not in _nouns() or word.upos not in {"NOUN", "PROPN"}:
            continue
        first, _ = noun_phrase(document, head)
        while first < head and document.words[first].norm.casefold() in _ARTICLES:
            first += 1
        last = _end(document, head, names)
        if any(head < n.first < last for n in names) or any(first <= n.first < head for n in names):
            yield first, last


def _end(document: Document, head: int, names: Sequence[Name]) -> int:
    """The end of the names behind the noun ("the border *between Iraq and Iran*"), that of the noun itself where there are none."""
    last = head + 1
    if last < len(document.words) and document.words[last].lemma.casefold() in _words("behind"):
        last += 1
    for prepositions in (_words("prepositions"), _words("second")):
        name = next((n for n in names if last < n.first <= last + _BETWEEN and n.kind != "group"), None)
        if name is None or document.words[last].norm.casefold() not in prepositions:
            break
        between = document.words[last + 1 : name.first]
        if any(w.norm.casefold() not in _ARTICLES for w in between):
            break
        last = name.last
    return last


@cache
def _nouns() -> frozenset[str]:
    return _words("borders") | _words("roads")


@cache
def _words(what: str) -> frozenset[str]:
    return frozenset(read_toml("gazetteer/phrases.toml")["lines"][what])
