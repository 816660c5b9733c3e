"""Places called by another's name: a plant, bridge or road by its town ("the Zaporizhzhia nuclear plant"), a quarter told with its city."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from dateline.resolve.gazetteer import key
from dateline.resolve.places import BIG_CITY, apart_km
from dateline.resources import read_toml
from dateline.schema.document import Document
from dateline.schema.mention import Phrase
from dateline.schema.place import Place, Where

SITE = "setting:site"
# Between the name and its noun stand at most so many words ("Zaporizhzhia *nuclear power* plant").
_BETWEEN = 3
# A place so near the middle of a big city (km), and so many times smaller, is one of its quarters where the report names the city too.
_QUARTER, _TIMES = 15.0, 5


@cache
def _near() -> tuple[frozenset[str], float]:
    table = read_toml("gazetteer/phrases.toml")["near"]
    return frozenset(table["sites"]), float(table["radius_km"])


def named_after(document: Document, phrase: Phrase, where: Where) -> Where | None:
    """The plant, bridge or road that the place's name stands before; None where its noun is no such thing."""
    sites, radius = _near()
    words = document.words
    last = max(
        (w.index for w in words[max(phrase.head - _BETWEEN, 0) : phrase.head + _BETWEEN] if w.start < phrase.end), default=phrase.head
    )
    head = words[words[phrase.head].head] if words[phrase.head].head >= 0 else None
    if head is None or head.lemma.casefold() not in sites or head.upos not in {"NOUN", "PROPN"} or not 0 < head.index - last <= _BETWEEN:
        return None
    between = words[last + 1 : head.index]
    if words[phrase.head].deprel.split(":")[0] not in {"compound", "nmod", "amod", "flat"} or any(w.head != head.index for w in between):
        return None
    end = head.end
    text = document.report.text[phrase.start : end]
    return replace(
        where, name=text, admin2=None, radius_km=where.radius_km or radius, precision="near", place_id=None,
        start=phrase.start, end=end, text=text, made_by=f"{SITE}+{where.made_by}",
    )  # fmt: skip


def with_town(where: Where, told: Sequence[Where]) -> Where:
    """A quarter with the city that the report names too, as coders do ("Orangi, Karachi")."""
    if where.precision != "exact" or where.place_id is None or not where.name or "," in where.name:
        return where
    own = where.candidates[0][0]
    known = [w for w in told if w.place_id not in {None, where.place_id} and w.precision in {"exact", "near"}]
    city = next((c for c in (w.candidates[0][0] for w in known) if _holds(c, own)), None)
    return where if city is None or key(city.name) in key(where.name) else replace(where, name=f"{where.name}, {city.name}")


def _holds(city: Place, own: Place) -> bool:
    """Is the place a quarter of the city: near its middle, and far smaller?"""
    return city.population >= max(BIG_CITY, own.population * _TIMES) and apart_km(own, city) <= _QUARTER
