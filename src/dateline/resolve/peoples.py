"""Names of countries and peoples that say where somebody comes from, and nothing of where the report is.

"Saudi-led", "French-born" and "pro-Russian" never do, nor what a state has or sends abroad: its embassies, peacekeepers and drones.
The words stand in gazetteer/phrases.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from dateline.resolve.actor_table import ActorTable
from dateline.resources import read_toml
from dateline.schema.document import Document, Name

# What stands behind or before such a name is looked for in so many characters.
_BESIDE = 20
_BEHIND = re.compile(r"[-‐‑]([A-Za-z]{2,16})\b")
_BEFORE = re.compile(r"\b([A-Za-z]{2,8})[-‐‑]\s?$")
# Kinds of names that may be a people's, and how many words of one may stand before what is marked ("*South* African").
_PEOPLES, _WIDER = frozenset({"group", "armed_group"}), 2
# "Chinese and Russian *tourists*": so many steps from one of a list to the noun.
_STEPS = 3


@cache
def _words() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    table = read_toml("gazetteer/phrases.toml")["abroad"]
    return frozenset(table["behind"]), frozenset(table["before"]), frozenset(table["nouns"])


def peoples(document: Document) -> Iterator[tuple[Name, str]]:
    """The names of peoples with their countries (ISO 3166-1 alpha-3): "African" behind "South" is South African."""
    table = ActorTable.load()
    whole = [_whole(document, n, table) for n in document.names if n.kind in _PEOPLES]
    for name in whole:
        country = table.demonym_country(name.text)
        if country is not None and not any(other.first <= name.first and name.last < other.last for other in whole):
            yield name, country


def _whole(document: Document, name: Name, table: ActorTable) -> Name:
    """The name with the words before it that belong to it; as it is where they are of no people."""
    words, text = document.words, document.report.text
    for first in range(max(name.first - _WIDER, document.sentences[words[name.first].sentence].first), name.first):
        start = words[first].start
        said = text[start : name.end]
        together = words[first].norm[:1].isupper() and said.count(" ") == name.last - first - 1
        if together and table.demonym_country(said) is not None:
            return replace(name, first=first, start=start, text=said)
    return name


def of_elsewhere(document: Document, name: Name) -> bool:
    """Does the name say only whose somebody or something is, which is then most often not there?"""
    return compounded(document, name) or _sent(document, name)


def compounded(document: Document, name: Name) -> bool:
    """Is it a part of a word such as "Turkish-backed", "Algerian-born", "pro-Iranian"?"""
    text, (behind, before, _) = document.report.text, _words()
    after = _BEHIND.match(text, name.end)
    if after is not None and after[1].casefold() in behind:
        return True
    prefix = _BEFORE.search(text[max(name.start - _BESIDE, 0) : name.start])
    return prefix is not None and prefix[1].casefold() in before


def _sent(document: Document, name: Name) -> bool:
    """Does it say whose embassy, peacekeeper or drone it is?"""
    words, nouns = document.words, _words()[2]
    at = next((i for i in range(name.first, name.last) if not name.first <= words[i].head < name.last), name.first)
    for _ in range(_STEPS):
        relation, head = words[at].deprel.split(":")[0], words[at].head
        if head < 0 or relation not in {"amod", "compound", "nmod", "conj"} or (relation == "nmod" and words[at].index < head - _STEPS):
            return False
        if relation != "conj" and head >= name.last and words[head].lemma.casefold() in nouns:
            return True
        at = head
    return False
