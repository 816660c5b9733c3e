"""Third parties of talks, agreements and releases: who mediates, hosts or witnesses them, by what the sentence says of it.

The learned head sees too few of them. Words for mediating stand in lexicon/mediators.toml; the parse says whom they are said of.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dateline.extract.binding import own_subject
from dateline.extract.entries import Step
from dateline.extract.lexicon import read_paths
from dateline.extract.syntax import ancestors, case, follow
from dateline.extract.triggers import Chosen
from dateline.resources import read_toml
from dateline.schema.document import Document

TABLE = "lexicon/mediators.toml"
# How many relations the words for mediating may stand below the trigger ("exchanged prisoners in a swap arranged by elders").
_BELOW = 3
_BY = frozenset({"by"})
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ"})
# What a verb of mediating has as what is mediated.
_MEDIATED = frozenset({"obj", "nsubj:pass", "obl"})


@dataclass(frozen=True, slots=True)
class _Words:
    """The table's words, and where the owner of a mediation stands."""

    types: frozenset[str]
    verbs: frozenset[str]
    hosting: frozenset[str]
    between: frozenset[str]
    nouns: frozenset[str]
    cases: frozenset[str]
    people: frozenset[str]
    role: frozenset[str]
    through: frozenset[str]
    owners: tuple[tuple[Step, ...], ...]


@cache
def _words() -> _Words:
    table = read_toml(TABLE)
    sets = {key: frozenset(table[key]) for key in ("types", "verbs", "hosting", "between", "nouns", "cases", "people", "through")}
    return _Words(**sets, role=frozenset(table["as"]), owners=read_paths(table, "owners", TABLE))


def mediators(document: Document, chosen: Chosen) -> Iterator[int]:
    """The heads of who mediates, hosts or witnesses the event of a trigger, each once."""
    words = _words()
    if chosen.type not in words.types:
        return
    s = document.sentences[document.words[chosen.head].sentence]
    found = [h for i in range(s.first, s.last) for h in _said_at(document, chosen, i, words)]
    yield from (h for h in dict.fromkeys(found) if document.words[h].upos in _NOMINAL and case(document, h) not in words.between)


def _said_at(document: Document, chosen: Chosen, index: int, words: _Words) -> Iterator[int]:
    """Whom the word says to mediate the event, if it says so at all."""
    word = document.words[index]
    if word.lemma in words.verbs | words.hosting and _is_of(document, chosen, index):
        yield from _mediating(document, index, words, bare=word.lemma in words.verbs)
    elif word.lemma in words.nouns and (case(document, index) or "").split(" ")[-1] in words.cases and _is_below(document, chosen, index):
        yield from next(filter(None, (list(follow(document, index, path)) for path in words.owners)), [])
    elif word.lemma in words.people and (case(document, index) or "") in words.role and _is_below(document, chosen, index):
        above = document.words[word.head] if word.head >= 0 else None
        if above is not None and case(document, above.index) == "with":
            yield above.index
    elif word.lemma in words.people and (case(document, index) or "") in words.through and _is_below(document, chosen, index):
        yield index


def _mediating(document: Document, verb: int, words: _Words, *, bare: bool) -> Iterator[int]:
    """Who mediates by the verb: its agent, what stands before its participle ("UN-*brokered*"), or its subject.

    A verb of hosting needs the sides of what is hosted for its subject to be none of them.
    """
    word = document.words[verb]
    agents = [c for c in document.children[verb] if document.words[c].deprel.startswith("obl") and case(document, c) in _BY]
    if agents:
        yield from (m for a in agents for m in _listed(document, a))
    elif word.deprel in {"amod", "compound", "acl"} and not word.norm.endswith("ing"):
        yield from (c for c in document.children[verb] if c < verb and document.words[c].upos in _NOMINAL)
    elif bare or _has_sides(document, verb, words):
        subject = own_subject(document, verb)
        subjects = [subject] if subject is not None and document.words[subject].deprel == "nsubj" else []
        yield from (m for c in subjects for m in _listed(document, c))


def _listed(document: Document, head: int) -> Iterator[int]:
    yield head
    yield from (c for c in document.children[head] if document.words[c].deprel == "conj" and document.words[c].upos in _NOMINAL)


def _has_sides(document: Document, verb: int, words: _Words) -> bool:
    """Does what is hosted, or its verb, have "between A and B" beside it?"""
    near = [verb, *(c for c in document.children[verb] if document.words[c].deprel == "obj")]
    return any(case(document, c) in words.between for i in near for c in document.children[i])


def _is_of(document: Document, chosen: Chosen, verb: int) -> bool:
    """Is it the trigger's event that the verb mediates?"""
    if chosen.first <= verb < chosen.last or _is_below(document, chosen, verb):
        return True
    head = document.words[chosen.head]
    return head.head == verb and head.deprel in _MEDIATED


def _is_below(document: Document, chosen: Chosen, index: int) -> bool:
    """Does the word stand below the trigger, or below the verb that carries the trigger's noun?"""
    way = list(ancestors(document, index))[1 : _BELOW + 1]
    head = document.words[chosen.head]
    carried = head.head if head.deprel in {"obj", "nsubj", "nsubj:pass"} else chosen.head
    return any(chosen.first <= i < chosen.last or i in {chosen.head, carried} for i in way)
