"""Figures told beside an event and not of it.

The dead of an accident told apart; those to whom something else was done ("sanctioned *eleven officials* over the jailing of ..."); and of
people taken those who got away and those who are left ("*the other three* remain in captivity"), who are counted already.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.extract.mishaps import find_mishap
from dateline.extract.quantities import WHOLE, find_quantities
from dateline.extract.syntax import ancestors, clause, sentence_words, top
from dateline.extract.triggers import Chosen
from dateline.extract.verbs import ARRESTING, ESCAPING, STAYING, TAKING
from dateline.extract.weighing import HARM, TAKEN
from dateline.schema.document import Document, Fact

# Types of what is done to people without any of them being hurt or taken by it.
_ELSE = frozenset({"SANCTION", "ACCUSE", "REQUEST", "THREATEN"})
# Causes that nobody is behind; "his wife" (mishaps.toml, private) may be a victim as anybody.
_ACCIDENTS = frozenset({"mishaps:traffic", "mishaps:nature", "mishaps:works"})
_OBJECTS = frozenset({"obj", "nsubj:pass"})
_LEFT = frozenset({"other", "remaining", "rest", "others"})
_DESCRIBING = frozenset({"acl", "acl:relcl"})


def is_strayed(document: Document, fact: Fact, owner: int, chosen: Sequence[Chosen]) -> bool:
    """Is the figure not of the event that it would be put with?"""
    head = _noun(document, top(document, fact.first, fact.last))
    if fact.label in TAKEN and (_got_away(document, head) or _is_left(document, fact, head)):
        return True
    return _by_mishap(document, fact, head, chosen[owner]) or _done_else(document, fact, head, owner, chosen)


def _noun(document: Document, head: int) -> int:
    """The noun that a bare number counts."""
    word = document.words[head]
    return word.head if word.deprel == "nummod" and word.head >= 0 else head


def _by_mishap(document: Document, fact: Fact, head: int, owner: Chosen) -> bool:
    """Does a sentence without the event name an accident as what harmed them?"""
    apart = document.words[owner.head].sentence != document.words[head].sentence
    cause = find_mishap(document, clause(document, head)) if fact.label in HARM and apart else None
    return cause is not None and cause.made_by in _ACCIDENTS


def _done_else(document: Document, fact: Fact, head: int, owner: int, chosen: Sequence[Chosen]) -> bool:
    """Are they those to whom another event of the sentence is done, none that hurts or takes anybody?"""
    word = document.words[head]
    if fact.label not in HARM | TAKEN or word.deprel not in _OBJECTS or chosen[owner].head == word.head:
        return False
    if any(document.words[c].deprel in _DESCRIBING for c in document.children[head]) or head in ancestors(document, chosen[owner].head):
        return False
    return any(c.head == word.head and c.type in _ELSE for c in chosen)


def _got_away(document: Document, head: int) -> bool:
    """Is it a number of those told before who are told to have got away, or who they are ("*one*, *an American*, slipped away")?"""
    word = document.words[head]
    subject = document.words[word.head] if word.deprel == "appos" else word
    return subject.upos == "NUM" and subject.deprel == "nsubj" and subject.head >= 0 and document.words[subject.head].lemma in ESCAPING


def _is_left(document: Document, fact: Fact, head: int) -> bool:
    """Are they the rest of people told before, who are told to be where they were?"""
    words = document.words
    rest = any(words[i].norm.casefold() in _LEFT for i in range(fact.first, fact.last))
    above = words[head].head
    return rest and words[fact.first].norm.casefold() == "the" and above >= 0 and words[above].lemma in STAYING


def whole_taken(document: Document, fact: Fact) -> Fact:
    """The figure, of people taken of whom a share is told, with the number of them all ("freed two of *the five sailors* kidnapped")."""
    words = document.words
    behind = words[fact.last] if fact.last < len(words) else words[-1]
    if fact.label not in TAKEN or behind.lemma not in TAKING | ARRESTING or behind.upos != "VERB" or behind.norm.endswith("ing"):
        return fact
    return next((Fact(first, fact.last, fact.label, fact.confidence) for first in _wholes(document, fact)), fact)


def _wholes(document: Document, fact: Fact) -> Iterator[int]:
    inside = find_quantities(sentence_words(document, fact.first))
    return (q.first for q in inside if q.made_by == WHOLE and fact.first < q.first and q.last <= fact.last)
