"""Words made comparable: stems with weights by how rare they are, and the names among them."""

from __future__ import annotations

import math
import re
from functools import cache

from dateline.resources import read_rows, read_toml

TABLE = "merging/words.csv"
LISTS = "merging/lists.toml"
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W\d_]+)?")
# What stands in fewer reports than the table begins with is taken to stand in so many of them.
RARE = 0.0004
_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ers", "ied", "ies", "ed", "es", "er", "s", "e")


@cache
def stem(word: str) -> str:
    """The word in small letters without its ending, at least four letters of it left.

    >>> stem("Bombings"), stem("bombed"), stem("Mali")
    ('bomb', 'bomb', 'mali')
    """
    low = word.casefold().replace("’", "'").removesuffix("'s").removesuffix("'")
    for ending in _ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) >= 4:
            return low[: -len(ending)]
    return low


def tokens(text: str) -> list[str]:
    """The words of a text as written."""
    return _WORD.findall(text)


def weighed(text: str) -> dict[str, float]:
    """Stems of the words that say something, each with its weight; the squares of the weights add up to 1."""
    stems = {stem(w) for w in tokens(text)} - _common()
    raw = {s: weight(s) for s in sorted(stems) if len(s) > 1}
    norm = math.sqrt(sum(v * v for v in raw.values()))
    return {s: v / norm for s, v in raw.items()} if norm else {}


def names(text: str) -> frozenset[str]:
    """Stems of the words with a capital that few reports have, wherever in the sentence: names of people, groups, places."""
    capital = {stem(w) for w in tokens(text) if w[0].isupper()} - _common()
    return frozenset(s for s in capital if len(s) > 2 and weight(s) >= _NAME_WEIGHT)


def numbers(text: str) -> frozenset[str]:
    """Numbers from three on, in figures or words up to twenty, as figures; years are none."""
    said = tokens(text)
    figures = {w for w in said if w.isdecimal() and int(w) > 2 and not 1900 <= int(w) <= 2100}
    return frozenset(figures | {str(n) for w in said if (n := number_words().get(w.casefold())) is not None})


@cache
def number_words() -> dict[str, int]:
    """Number words from three to twenty."""
    return {word: k for k, word in enumerate(str(read_toml(LISTS)["numbers"]["words"]).split(), start=3)}


# A word with a capital counts as a name from this weight: it stands in less than one of 500 reports.
_NAME_WEIGHT = -math.log(0.002)


def weight(word_stem: str) -> float:
    """How much sharing the word says: minus the logarithm of the share of reports that have it."""
    return -math.log(_shares().get(word_stem, RARE))


def likeness(a: dict[str, float], b: dict[str, float]) -> float:
    """The cosine of two weighed texts, 0 (no word shared) to 1."""
    if len(a) > len(b):
        a, b = b, a
    return sum(v * b[s] for s, v in a.items() if s in b)


@cache
def _shares() -> dict[str, float]:
    return {row["stem"]: float(row["share"]) for row in read_rows(TABLE)}


@cache
def _common() -> frozenset[str]:
    return frozenset(stem(w) for w in read_toml(LISTS)["common"]["words"].split())
