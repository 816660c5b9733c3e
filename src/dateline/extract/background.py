"""Figures that stand behind what is told: losses of a whole war ("the war, in which *40,000* have died", "*50,000* have died since 1983"),
and which in a row somebody is ("the *ninth* teacher to be killed this year"). Coders count neither with the event (of 14 tolls since a year
long past in our coded reports two are firm)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from dateline.extract.syntax import ancestors, top
from dateline.resources import read_toml
from dateline.schema.document import Document, Fact

TABLE = "lexicon/background.toml"
_LOSSES = frozenset({"killed", "wounded", "casualty", "displaced", "missing"})
_YEAR = re.compile(r"(?:19|20)\d\d")
# A toll since a year so long before publication is one of a whole war.
_PAST = 2
_STEPS = 3


def is_background(document: Document, fact: Fact) -> bool:
    """Is the figure no part of what the report tells of?"""
    if fact.label not in _LOSSES:
        return False
    head = top(document, fact.first, fact.last)
    return _which(document, head) or _of_a_war(document, head) or _since_long(document, head)


def _which(document: Document, head: int) -> bool:
    """ "The ninth teacher to be killed": one in a row, told by an infinitive."""
    words, below = document.words, document.children[head]
    place = any(words[c].norm.casefold() in _words()["places"] and words[c].deprel in {"amod", "nummod"} for c in below)
    told = any(words[c].deprel == "acl" and any(words[k].norm.casefold() == "to" for k in document.children[c]) for c in below)
    return place and told and not any(words[c].upos == "NUM" for c in below)


def _of_a_war(document: Document, head: int) -> bool:
    """Is it told in a clause that describes a war and tells of all its time ("the war, in which 40,000 *have* died")?"""
    words = document.words
    for verb in list(ancestors(document, head))[: _STEPS + 1]:
        if words[verb].deprel == "acl:relcl" and words[verb].head >= 0:
            return words[words[verb].head].lemma.casefold() in _words()["wars"] and _perfect(document, verb)
    return False


def _since_long(document: Document, head: int) -> bool:
    """Is its verb told of the time since a year that was long past when the report came out?"""
    published = document.report.published
    for verb in list(ancestors(document, head))[: _STEPS + 1]:
        if published is not None and document.words[verb].upos == "VERB":
            return _perfect(document, verb) and any(year + _PAST <= published.year for year in _since(document, verb))
    return False


def _since(document: Document, verb: int) -> list[int]:
    """Years behind "since" right below the verb."""
    words, below = document.words, document.children
    years = [c for c in below[verb] if _YEAR.fullmatch(words[c].norm)]
    return [int(words[c].norm) for c in years if any(words[k].norm.casefold() == "since" for k in below[c])]


def _perfect(document: Document, verb: int) -> bool:
    return any(document.words[c].lemma == "have" and document.words[c].upos == "AUX" for c in document.children[verb])


@cache
def _words() -> Mapping[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in read_toml(TABLE).items()}
