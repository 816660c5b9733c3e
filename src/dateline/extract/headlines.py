"""The grammar of headlines: no articles, no full stop, a comma for "and", a participle for the passive.

"*Kabul, Islamabad* to resume talks" has two sides, "Ex-warlord *gunned* down in cafe" nobody who does it.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.extract.syntax import noun_phrase
from dateline.schema.document import Document

# Words that headlines leave out.
_LEFT_OUT = frozenset({"the", "a", "an", "was", "were", "have", "has", "had"})
_ENDS = frozenset({".", "!", "?", ";"})
_NOUNS = frozenset({"NOUN", "PROPN"})
# A headline is no longer than this; a member of its list neither.
_LONGEST, _MEMBER = 16, 4


def is_headline(document: Document, sentence: int) -> bool:
    """Is the sentence told as headlines are: short, without a full stop, articles and auxiliaries?"""
    s = document.sentences[sentence]
    words = document.words[s.first : s.last]
    if not words or len(words) > _LONGEST or words[-1].norm in _ENDS or not words[0].norm[:1].isupper():
        return False
    return _LEFT_OUT.isdisjoint(w.norm.casefold() for w in words) and any(w.upos == "VERB" for w in words)


def is_participle(document: Document, verb: int) -> bool:
    """Is the verb of a headline a passive that lacks its "was" ("Mayor *shot* dead", "Nun *freed*")? Headlines tell in the present."""
    word = document.words[verb]
    form = word.norm.casefold()
    present = form == word.lemma or form.endswith(("s", "ing"))
    below = (document.words[c].deprel.split(":")[0] for c in document.children[verb])
    return word.upos == "VERB" and not present and is_headline(document, word.sentence) and not {"obj", "xcomp", "aux"} & set(below)


def listed_sides(document: Document, head: int) -> tuple[int, int] | None:
    """The heads of the two that a comma joins before the verb of a headline ("*Manila*, Muslim *rebels* sign truce"), `head` being the
    verb's or its object's; None where there are no such two."""
    sentence = document.sentences[document.words[head].sentence]
    if not is_headline(document, sentence.index):
        return None
    first = sentence.first
    comma = next((i for i in range(first + 1, min(first + _MEMBER + 1, sentence.last)) if document.words[i].norm == ","), None)
    if comma is None:
        return None
    verb = next((i for i in range(comma + 2, min(comma + _MEMBER + 2, sentence.last)) if document.words[i].upos == "VERB"), None)
    if verb is None or verb not in {head, document.words[head].head}:
        return None
    last = verb - 1 if document.words[verb - 1].norm.casefold() == "to" else verb
    if any(document.words[i].upos not in {*_NOUNS, "ADJ", "PUNCT"} for i in (*range(first, comma), *range(comma + 1, last))):
        return None
    heads = tuple(_members(document, ((first, comma), (comma + 1, last))))
    return (heads[0], heads[1]) if len(heads) == 2 else None


def _members(document: Document, runs: tuple[tuple[int, int], ...]) -> Iterator[int]:
    """The noun that heads each run of words: the last of them, or that over it within the run."""
    for first, last in runs:
        nouns = [i for i in range(first, last) if document.words[i].upos in _NOUNS]
        inside = [i for i in nouns if not first <= document.words[i].head < last]
        if inside:
            yield inside[-1]


def phrase_of(document: Document, head: int) -> tuple[int, int]:
    """The words of a member of such a list, without those behind the comma."""
    first, last = noun_phrase(document, head)
    comma = next((i for i in range(head, last) if document.words[i].norm == ","), last)
    return max(first, next((i + 1 for i in range(head, first, -1) if document.words[i].norm == ","), first)), comma
