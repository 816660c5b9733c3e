"""Which figures a report corrects: "the toll rose to 26" holds now, "earlier reports had put it at 60" did before.

The words stand in data/lexicon/revisions.toml. What is said of one figure here, `resolve` lays beside the event's other figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from dateline.extract.quantities import find_quantities
from dateline.extract.syntax import phrase
from dateline.resources import read_toml
from dateline.schema.document import Document
from dateline.schema.mention import Count

TABLE = "lexicon/revisions.toml"
NOW: Literal["now"] = "now"
BEFORE: Literal["before"] = "before"
# So many words may stand between a figure and the verb that changes it, between it and what says that it is an old one, and between that
# and who told it.
_REACH, _NEAR, _BESIDE = 16, 9, 4


@dataclass(frozen=True, slots=True)
class _Words:
    changes: frozenset[str]
    changed: frozenset[str]
    before: tuple[tuple[str, ...], ...]
    telling: frozenset[str]
    apart: frozenset[str]
    now: tuple[tuple[str, ...], ...]
    bounds: frozenset[str]


@cache
def _words() -> _Words:
    table = read_toml(TABLE)
    before, now = (tuple(tuple(words.split()) for words in table[name]) for name in ("before", "now"))
    changes, changed, telling, apart, bounds = (frozenset(table[name]) for name in ("changes", "changed", "telling", "apart", "bounds"))
    return _Words(changes, changed, before, telling, apart, now, bounds)


def with_revisions(document: Document, counts: Sequence[Count]) -> tuple[Count, ...]:
    """The figures, each with what its sentence says of when it held."""
    return tuple(_changed(document, count) or replace(count, revision=_revision(document, count)) for count in counts)


def _inside(document: Document, count: Count) -> list[int]:
    sentence = document.sentences[document.words[count.phrase.head].sentence]
    held = range(sentence.first, sentence.last)
    return [i for i in held if document.words[i].start >= count.phrase.start and document.words[i].end <= count.phrase.end]


def _changed(document: Document, count: Count) -> Count | None:
    """Of "from 60 to 72" behind a verb of change the second number, which holds now; None where the figure is no such pair."""
    words, inside = document.words, _inside(document, count)
    numbers = [i for i in inside if words[i].upos == "NUM"]
    if len(numbers) != 2 or not any(words[i].lemma == "to" for i in range(numbers[0], numbers[1])):
        return None
    sentence = document.sentences[words[numbers[0]].sentence]
    lemmas = tuple(word.lemma for word in words[sentence.first : sentence.last])
    if not _is_apart(lemmas, numbers[0] - sentence.first):
        return None
    last = next(iter(find_quantities(words[numbers[1] : inside[-1] + 1])), None)
    if last is None:
        return None
    now = phrase(document, numbers[1], inside[-1] + 1, made_by=count.phrase.made_by, confidence=count.phrase.confidence)
    return replace(count, low=last.low, high=last.high, phrase=now, revision=NOW)


def _revision(document: Document, count: Count) -> Literal["now", "before"] | None:
    words, inside = document.words, _inside(document, count)
    sentence = document.sentences[words[count.phrase.head].sentence]
    first = next((i for i in inside if words[i].upos == "NUM"), inside[0] if inside else count.phrase.head)
    lemmas = tuple(words[i].lemma for i in range(sentence.first, sentence.last))
    place = first - sentence.first
    if _is_apart(lemmas, place) or _was_told(document, sentence.first, lemmas, place):
        return BEFORE
    return NOW if _is_changed_to(lemmas, place) or _holds_now(lemmas, place) else None


def _edge(lemmas: Sequence[str], place: int) -> int:
    """Where the word before the number stands, bounds ("at least") left out."""
    place -= 1
    while place > 0 and lemmas[place] in _words().bounds:
        place -= 1
    return place


def _is_changed_to(lemmas: Sequence[str], place: int) -> bool:
    edge, words = _edge(lemmas, place), _words()
    if edge < 1 or lemmas[edge] != "to":
        return False
    return not words.changes.isdisjoint(lemmas[max(edge - _REACH, 0) : edge]) and not words.changed.isdisjoint(lemmas)


def _is_apart(lemmas: Sequence[str], place: int) -> bool:
    """ "Up from 25", "rose from two to five"."""
    edge, words = _edge(lemmas, place), _words()
    if edge < 1 or lemmas[edge] != "from" or words.changed.isdisjoint(lemmas):
        return False
    if lemmas[edge - 1] in words.apart or (lemmas[edge - 1] == "," and not words.changes.isdisjoint(lemmas[:edge])):
        return True
    return "to" in lemmas[place + 1 : place + 4] and not words.changes.isdisjoint(lemmas[max(edge - _REACH, 0) : edge])


def _was_told(document: Document, start: int, lemmas: Sequence[str], place: int) -> bool:
    """Somebody told it earlier, or at first."""
    words = _words()
    for pattern in words.before:
        for at in range(len(lemmas) - len(pattern) + 1):
            told = document.words[start + at : start + at + len(pattern)]
            if abs(place - at) > _NEAR or any(one not in (w.lemma, w.norm.casefold()) for one, w in zip(pattern, told, strict=True)):
                continue
            if pattern == ("first",) and document.words[start + at].deprel != "advmod":
                continue
            low, high = sorted((at, place))
            beside = lemmas[max(at - _BESIDE, 0) : at + _BESIDE + 1]
            if not words.telling.isdisjoint(beside) and ";" not in lemmas[low:high] and "but" not in lemmas[low:high]:
                return True
    return False


def _holds_now(lemmas: Sequence[str], place: int) -> bool:
    near = lemmas[max(place - _NEAR, 0) : place]
    return any(near[i : i + len(pattern)] == pattern for pattern in _words().now for i in range(len(near) - len(pattern) + 1))
