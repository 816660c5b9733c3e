"""Figures told by the abbreviations of security reports: "23 soldiers *KIA*, 11 *WIA*", "*KIA*: 3" (data/lexicon/tallies.toml)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from dateline.errors import ResourceError
from dateline.extract.quantities import ARTICLE, NONE, NUMBER, RANGE, VAGUE, find_quantities, is_person_noun
from dateline.resources import read_toml
from dateline.schema.document import Document, Fact, Word
from dateline.schema.mention import Quantity

TABLE = "lexicon/tallies.toml"
MADE_BY = "tallies"
# So sure is such a figure.
TALLIED = 0.92
# Words between the number and the abbreviation ("two National Guard soldiers *KIA*").
_REACH = 4
_NAMING = frozenset({"NOUN", "PROPN", "ADJ", "X"})
_HEADING = frozenset({":", "-", "=", "\u2013", "\u2014"})
_NUMBERED = frozenset({NUMBER, RANGE, VAGUE, ARTICLE, NONE})


def find_tallies(document: Document) -> tuple[Fact, ...]:
    """The figures, in the order of the text, each from its number to the noun that it counts."""
    out: list[Fact] = []
    for words in document.words_by_sentence:
        told = [(at, *found) for at in range(len(words)) if (found := _outcome(words, at)) is not None]
        quantities = [q for q in find_quantities(words) if q.made_by in _NUMBERED] if told else []
        for at, size, outcome in told:
            number = _before(words, at, quantities) or _behind(words, at + size, quantities)
            if number is not None and not _names(words, at + size):
                out.append(Fact(number.first, _end(words, at, number), outcome, TALLIED))
    return tuple(out)


def _end(words: tuple[Word, ...], at: int, number: Quantity) -> int:
    """Behind the noun that the number counts, where the abbreviation follows it; a verb between them is none of it."""
    verb = at > 0 and words[at - 1].upos == "AUX"
    return max(number.last, words[at].index - verb) if number.first < words[at].index else number.last


def _outcome(words: tuple[Word, ...], at: int) -> tuple[int, str] | None:
    """How many words the abbreviation at that place has, and its outcome."""
    if words[at].norm in _table()[0]:
        return 1, _table()[0][words[at].norm]
    for size in (3, 1):
        text = " ".join(w.norm.casefold() for w in words[at : at + size]).removesuffix(".")
        if len(words) >= at + size and text in _table()[1]:
            return size, _table()[1][text]
    return None


def _before(words: tuple[Word, ...], at: int, quantities: list[Quantity]) -> Quantity | None:
    """The number before it, with no other words between than those for the people."""
    first = words[0].index
    for q in reversed(quantities):
        between = words[q.last - first : at] if q.last - first <= at else None
        if between is not None:
            between = between[:-1] if between and between[-1].upos == "AUX" else between
            named = len(between) <= _REACH and all(w.upos in _NAMING for w in between)
            return q if named and (not between or is_person_noun(between[-1].lemma) or between[-1].upos == "PROPN") else None
    return None


def _behind(words: tuple[Word, ...], at: int, quantities: list[Quantity]) -> Quantity | None:
    """The number behind it where it stands as a heading ("KIA: *3*")."""
    heading = at < len(words) and words[at].norm in _HEADING
    return next((q for q in quantities if q.first == words[at].index + 1), None) if heading else None


def _names(words: tuple[Word, ...], at: int) -> bool:
    """Is it part of a name instead ("two *KIA* fighters", of the Kachin Independence Army)?"""
    return at < len(words) and words[at].upos in {"NOUN", "PROPN"}


@cache
def _table() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The outcome of each abbreviation: those written just so, and those in any letters."""
    exact: dict[str, str] = {}
    words: dict[str, str] = {}
    for outcome, raw in read_toml(TABLE).items():
        if set(raw) != {"exact", "words"}:
            raise ResourceError(f"{TABLE}, {outcome}: needs exact and words, and nothing else")
        exact |= dict.fromkeys(raw["exact"], outcome)
        words |= dict.fromkeys(raw["words"], outcome)
    return exact, words
