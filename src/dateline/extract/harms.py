"""Figures of people dead and hurt together: "15 soldiers were *killed or wounded*", "400 *dead and wounded*" (data/lexicon/harms.toml)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from dateline.resources import read_toml
from dateline.schema.document import Document, Fact

TABLE = "lexicon/harms.toml"
CASUALTY = "casualty"
_HARMS = frozenset({"killed", "wounded"})
# What may stand between a number and such words ("soldiers were *reportedly either* killed or wounded"), and how many words of it.
_BETWEEN, _REACH = frozenset({"AUX", "ADV", "CCONJ", "NOUN", "PROPN", "ADJ"}), 7
_NAMING = frozenset({"NOUN", "PROPN", "NUM", "DET"})


@dataclass(frozen=True, slots=True)
class _Words:
    dead: frozenset[str]
    hurt: frozenset[str]
    joints: frozenset[str]
    held: frozenset[str]


@cache
def _words() -> _Words:
    table = read_toml(TABLE)
    return _Words(*(frozenset(table[name]) for name in ("dead", "hurt", "joints", "held")))


def held_as() -> frozenset[str]:
    """Words for what somebody is held as or for, which tell an abduction from an arrest."""
    return _words().held


def both_harms(document: Document, fact: Fact) -> Fact:
    """The figure, one of casualties where its number covers dead and hurt people who are not told apart."""
    if fact.label not in _HARMS or not any(_joined(document, at) for at in _places(document, fact)):
        return fact
    return replace(fact, label=CASUALTY)


def _places(document: Document, fact: Fact) -> Iterator[int]:
    """Where such words may begin: right before the people, within their words, or behind them and their verb's helpers."""
    if _is_joined_before(document, fact):
        yield fact.first - 3
    yield from range(fact.first, fact.last)
    for at in range(fact.last, min(fact.last + _REACH, len(document.words))):
        yield at
        if document.words[at].upos not in _BETWEEN:
            return


def _is_joined_before(document: Document, fact: Fact) -> bool:
    """Are there words enough before the people ("*killing and injuring* 15")?"""
    return fact.first >= 3 and document.words[fact.first - 3].sentence == document.words[fact.first].sentence


def _joined(document: Document, at: int) -> bool:
    """Do a word for dead and one for hurt people, joined, begin there, and name nobody else ("were killed and *wounded soldiers* fled")?"""
    words, known = document.words, _words()
    if at + 2 >= len(words) or words[at].sentence != words[at + 2].sentence:
        return False
    one, joint, other = (words[at + k].norm.casefold() for k in range(3))
    both = (one in known.dead and other in known.hurt) or (one in known.hurt and other in known.dead)
    active = other.endswith("ing") or other in {"kill", "wound", "injure", "maim"}
    behind = words[at + 3].upos if at + 3 < len(words) else ""
    return both and joint in known.joints and (active or behind not in _NAMING)
