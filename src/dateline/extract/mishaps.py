"""Whether a mention tells of an accident, a disaster or a game rather than of a deed: the cause named beside its words.

"Floods killed nine" has it as subject, "killed when a wall collapsed" as a clause, "a gas explosion" within the words themselves.
The words stand in data/lexicon/mishaps.toml. What is harmed is no cause: "a strike hit a petrol tanker" stays a strike.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from dateline.errors import ResourceError
from dateline.extract.lexicon import head_of, read_patterns
from dateline.extract.syntax import ancestors, clause, phrase
from dateline.resources import read_toml
from dateline.schema.document import Document
from dateline.schema.mention import Phrase

TABLE = "lexicon/mishaps.toml"
# What made the words of games.
GAMES = "mishaps:sport"
# What made the words for what is given up that is neither arms nor ground.
GIVEN_UP = "mishaps:papers"
# Relations to the verb by which a cause stands beside it; and those by which it stands beside a noun that tells of the event.
_CAUSES = frozenset({"nsubj", "obl", "obl:agent", "advcl", "dislocated"})
_WITHIN = frozenset({"compound", "nmod", "amod", "appos"})
# Relations of a clause that goes on with what the clause above it tells ("hit a tree, killing five", "collapsed and killed two").
_GOES_ON = frozenset({"advcl", "conj", "xcomp", "acl", "acl:relcl"})
_NOUNS, _VERBS = frozenset({"NOUN", "PROPN"}), frozenset({"VERB"})
_LISTS = {"nouns": _NOUNS, "verbs": _VERBS, "doers": _NOUNS, "theirs": _NOUNS}
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_DOERS = frozenset({"nsubj", "obl:agent"})
# Whose the harmed is, where it is one person's who did it: "their" is of many, as raiders are.
_OWN = frozenset({"his", "her"})
# So far below the verb a word still names its subject or the circumstance ("the overturning of a bus").
_DEPTH = 3


@dataclass(frozen=True, slots=True)
class _Pattern:
    words: tuple[str, ...]
    head: int
    pos: frozenset[str]
    kind: str
    place: str


def find_mishap(document: Document, trigger: int) -> Phrase | None:
    """The words for a cause that nobody is behind, beside the event whose trigger has this head word; None where there are none."""
    sentence = document.sentences[document.words[trigger].sentence]
    near = _near(document, trigger)
    for first, last, head, pattern in _matches(document, sentence.first, sentence.last):
        if _stands(document, head, trigger, near, pattern.place) and not _is_other(document, head, last, pattern):
            return phrase(document, first, last, made_by=f"mishaps:{pattern.kind}", confidence=1.0)
    return None


def _stands(document: Document, head: int, trigger: int, near: frozenset[int], place: str) -> bool:
    """Does the word stand where its list asks for it?"""
    word = document.words[head]
    if place == "doers":
        return word.head in near and word.deprel in _DOERS
    if place == "theirs":
        owned = any(document.words[c].deprel == "nmod:poss" and document.words[c].lemma in _OWN for c in document.children[head])
        return owned and word.head == trigger and word.deprel == "obj"
    return _is_cause(document, head, trigger, near)


def _is_other(document: Document, head: int, last: int, pattern: _Pattern) -> bool:
    """Is it a verb whose subject is nothing that can fall down or crash ("the *truce* collapsed when gunmen shelled the port"), or whose
    object goes on ("committed suicide *attacks*")?
    """
    if pattern.pos != _VERBS:
        return False
    end = document.words[last - 1]
    if end.deprel == "compound" and end.head >= last:
        return True
    return any(document.words[c].deprel in _SUBJECTS and document.words[c].lemma in _settled() for c in document.children[head])


@cache
def _settled() -> frozenset[str]:
    """What only collapses in a manner of speaking."""
    return frozenset(lemma for raw in read_toml(TABLE).values() for lemma in raw.get("not_of", ()))


def _near(document: Document, trigger: int) -> frozenset[int]:
    """The verb of the trigger's clause, and of the clause that it goes on with."""
    verb = clause(document, trigger)
    above = document.words[verb].head
    return frozenset({verb, above} if document.words[verb].deprel in _GOES_ON and above >= 0 else {verb})


def _is_cause(document: Document, head: int, trigger: int, near: frozenset[int]) -> bool:
    if head == trigger or head in near:
        return True
    if document.words[head].head == trigger and document.words[head].deprel in _WITHIN:
        return True
    way = list(ancestors(document, head))[: _DEPTH + 1]
    return any(above in near and document.words[below].deprel in _CAUSES for below, above in itertools.pairwise(way))


def _matches(document: Document, first: int, last: int) -> Iterator[tuple[int, int, int, _Pattern]]:
    patterns = _patterns()
    lemmas = tuple(word.lemma for word in document.words[first:last])
    for k, lemma in enumerate(lemmas):
        for pattern in patterns.get(lemma, ()):
            head = first + k + pattern.head
            if lemmas[k : k + len(pattern.words)] == pattern.words and document.words[head].upos in pattern.pos:
                yield first + k, first + k + len(pattern.words), head, pattern


@cache
def _patterns() -> Mapping[str, tuple[_Pattern, ...]]:
    """All wordings by their first lemma. Raises ResourceError naming the entry at fault."""
    found: dict[str, list[_Pattern]] = {}
    for kind, raw in read_toml(TABLE).items():
        if not {"definition", "nouns", "verbs"} <= set(raw) <= {"definition", "not_of", *_LISTS}:
            raise ResourceError(f"{TABLE}, {kind}: needs definition, nouns and verbs, may have doers, theirs and not_of, and nothing else")
        for key, pos in _LISTS.items():
            for words in read_patterns(raw[key], f"{TABLE}, {kind}, {key}") if raw.get(key) else ():
                head = head_of(words, "VERB" if key == "verbs" else "NOUN")
                found.setdefault(words[0], []).append(_Pattern(words, head, pos, kind, key))
    return {first: tuple(group) for first, group in found.items()}
