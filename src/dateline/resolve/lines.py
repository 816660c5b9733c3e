"""Borders and roads as places, called by what lies on either side: "the Chadian border", "the road from Gao to Kidal"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from dateline.resolve.actor_table import ActorTable
from dateline.resources import read_toml
from dateline.schema.document import Document
from dateline.schema.mention import Phrase
from dateline.schema.place import Where
from dateline.schema.record import WHERE_UNKNOWN

MADE_BY = "setting:line"
# "Iraqi-Syrian" is two peoples.
_PARTS = re.compile(r"[\s–—-]+")


def is_border(document: Document, phrase: Phrase) -> bool:
    """Is it a border, not a road?"""
    return any(document.words[i].lemma.casefold() in _borders() for i in _inside(document, phrase))


def line(document: Document, phrase: Phrase, told: Sequence[Where], *, country: str | None) -> Where:
    """The border or road of the phrase; the unknown place where nothing is known of either side.

    `told` are the places of the report, `country` the one that it is about: of two sides the border is told from there, and where only
    one side is named, from the country that most of the other places are in.
    """
    inside = [w for w in told if w.start is not None and w.end is not None and phrase.start <= w.start and w.end <= phrase.end and w.name]
    if is_border(document, phrase):
        return _border(phrase, inside, told, country)
    if not inside or inside[0].country is None:
        return WHERE_UNKNOWN
    first, one = inside[0], len({w.admin1 for w in inside}) == 1
    return _line(phrase, replace(first, admin1=first.admin1 if one else None))


def _border(phrase: Phrase, inside: Sequence[Where], told: Sequence[Where], country: str | None) -> Where:
    named = [(w, ActorTable.load().country_of_name(w.text or "")) for w in inside]
    states = list(dict.fromkeys((*_peoples(phrase.text), *(iso for _, iso in named if iso is not None))))
    towns = [w for w, iso in named if iso is None]
    side: str | None
    if len(states) > 1:
        side = country if country in states else states[0]
    elif states:
        others = Counter(w.country for w in told if w.country not in {None, states[0]})
        side = others.most_common(1)[0][0] if others else None
    elif towns:
        side = towns[0].country
    else:
        return WHERE_UNKNOWN
    return _line(phrase, replace(WHERE_UNKNOWN, country=side, confidence=0.5))


def _line(phrase: Phrase, where: Where) -> Where:
    return replace(
        where, name=phrase.text, admin2=None, precision="near", place_id=None, candidates=(),
        start=phrase.start, end=phrase.end, text=phrase.text, made_by=MADE_BY,
    )  # fmt: skip


def _peoples(text: str) -> Iterator[str]:
    """The countries of the adjectives in the words."""
    table = ActorTable.load()
    for part in _PARTS.split(text):
        iso = table.demonym_country(part) if part[:1].isupper() else None
        if iso is not None:
            yield iso


def _inside(document: Document, phrase: Phrase) -> Iterator[int]:
    sentence = document.sentences[document.words[phrase.head].sentence]
    return (i for i in range(sentence.first, sentence.last) if phrase.start <= document.words[i].start < phrase.end)


@cache
def _borders() -> frozenset[str]:
    return frozenset(read_toml("gazetteer/phrases.toml")["lines"]["borders"])
