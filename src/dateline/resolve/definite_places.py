"""Which place "the capital" or "the town" stands for: the one of that kind told last, the capital of the country spoken of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from dateline.resolve.actor_table import ActorTable
from dateline.resolve.gazetteer import Gazetteer
from dateline.resolve.places import PlaceContext, resolve_place
from dateline.resources import read_toml
from dateline.schema.document import Document
from dateline.schema.mention import Phrase
from dateline.schema.place import Where
from dateline.schema.record import WHERE_UNKNOWN

STANDS_FOR = "setting:definite"
# How sure it is that the place told last is meant, beside how sure that place itself is.
_SHARE = 0.8
_CAPITAL = "capital"


@cache
def _kinds() -> dict[str, frozenset[str]]:
    """Kinds of place by the noun that may stand for one (data/gazetteer/phrases.toml)."""
    return {noun: frozenset(kinds) for noun, kinds in read_toml("gazetteer/phrases.toml")["definite"].items()}


def stands_for(document: Document, phrase: Phrase, told: Sequence[Where], *, country: str | None) -> Where:
    """The place that a description without a name means; the unknown place where nothing told before fits.

    `told` are the places of the report in the order of the text, `country` (ISO 3166-1 alpha-3) the one that it is about.
    """
    kinds = _kinds().get(document.words[phrase.head].lemma.casefold())
    if kinds is None:
        return WHERE_UNKNOWN
    before = [w for w in told if w.start is not None and w.start < phrase.start and w.precision != "unknown"]
    found = (
        _capital(phrase, before, country, document.report.published)
        if _CAPITAL in kinds
        else next((w for w in reversed(before) if _is(w, kinds)), None)
    )
    if found is None:
        return WHERE_UNKNOWN
    own = f"{STANDS_FOR}+{found.made_by}"
    return replace(found, start=phrase.start, end=phrase.end, text=phrase.text, made_by=own, confidence=round(found.confidence * _SHARE, 4))


def _is(where: Where, kinds: frozenset[str]) -> bool:
    return bool(where.candidates) and where.place_id is not None and where.candidates[0][0].kind in kinds


def _capital(phrase: Phrase, before: Sequence[Where], country: str | None, published: date | None) -> Where | None:
    """The capital of the people in the phrase ("the Afghan capital"), else of the report's country, else of the country told last."""
    table = ActorTable.load()
    named = next((iso for word in phrase.text.split() if (iso := table.demonym_country(word)) is not None), None)
    last = next((w.country for w in reversed(before) if w.country is not None), None)
    iso = named or country or last
    name = _capital_of(iso, published) if iso is not None else None
    if iso is None or name is None:
        return None
    context = PlaceContext(((iso, 1.0),), (), None)
    return resolve_place(name, before="", after="", context=context, gazetteer=Gazetteer.load())


def _capital_of(iso3: str, published: date | None) -> str | None:
    """The capital of a country on the day of the report; None where it moved and the day is not known, or where two towns are called so."""
    table = read_toml("gazetteer/phrases.toml")["capital"]
    if iso3 in table["unclear"]:
        return None
    if iso3 in table["moved"]:
        first, day, then = table["moved"][iso3]
        return None if published is None else first if published.isoformat() < day else then
    return table["other"].get(iso3) or ActorTable.load().seat(iso3)
