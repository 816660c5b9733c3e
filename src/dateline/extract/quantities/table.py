"""The words that the count grammar knows: data/lexicon/quantities.toml, arranged for lookup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dateline.extract.quantities.kinds import NONE, PART, VAGUE
from dateline.resources import read_toml
from dateline.settings import checked

_TABLE = "lexicon/quantities.toml"


@dataclass(frozen=True, slots=True)
class Noun:
    """What the lexicon says of a noun for people."""

    kind: str
    civilian: bool | None


Phrases = Mapping[str, tuple[tuple[tuple[str, ...], str, Any], ...]]


@dataclass(frozen=True)
class Tables:
    """data/lexicon/quantities.toml, arranged for lookup.

    Phrases are keyed by their first word (by their last one in `before`, `between` and `ages`), longest first.
    """

    raw: Mapping[str, Any]
    numbers: Mapping[str, int]
    scales: Mapping[str, int]
    plurals: Mapping[str, tuple[int, int]]
    opening: Phrases
    before: Phrases
    after: Phrases
    joints: Phrases
    between: Phrases
    ages: Phrases
    units: frozenset[str]
    labels: frozenset[str]
    months: frozenset[str]
    nouns: Mapping[str, Noun]
    sets: Mapping[str, frozenset[str]]


def _arranged(entries: Iterable[tuple[str, str, Any]], *, key: int) -> Phrases:
    """Phrases by their first (key 0) or last (key -1) word, longest first."""
    table: dict[str, list[tuple[tuple[str, ...], str, Any]]] = {}
    for text, kind, value in entries:
        words = tuple(text.split())
        table.setdefault(words[key], []).append((words, kind, value))
    return {word: tuple(sorted(rows, key=lambda row: -len(row[0]))) for word, rows in table.items()}


def _opening(raw: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    # a phrase that is no count wins over the count it holds, so it comes first
    yield from ((text, "skip", None) for text in raw["not_counts"]["phrases"])
    yield from ((text, VAGUE, tuple(bounds)) for text, bounds in raw["vague"].items())
    yield from ((text, NONE, None) for text in raw["negatives"]["alone"])
    yield from ((text, PART, None) for text in raw["parts"]["phrases"])


def _nouns(raw: Mapping[str, Any]) -> dict[str, Noun]:
    told = {"yes": True, "no": False, "unknown": None}
    nouns: dict[str, Noun] = {}
    for table in raw["people"]["kinds"]:
        for noun in table["nouns"]:
            nouns.setdefault(noun, Noun(table["kind"], told[table["civilian"]]))
    return nouns


@lru_cache(maxsize=1)
@checked
def grammar() -> Tables:
    raw = read_toml(_TABLE)
    wrong, people = raw["not_counts"], raw["people"]
    effects = raw["modifiers"]
    before = [(text, effect, None) for effect in effects if effect != "topics" for text in effects[effect]]
    after = [(text, effect, None) for effect, texts in raw["modifiers_after"].items() for text in texts]
    sets = {name: frozenset(people[name]) for name in ("carriers", "collectives", "single_behind_article", "pairs", "companions")}
    contexts = ("currency", "ages", "year_cues", "member_words", "between", "month_verbs", "month_verb_next")
    sets |= {name: frozenset(wrong[name]) for name in contexts}
    sets |= {name: frozenset(raw["grammar"][name]) for name in ("stops", "group_determiners", "plural_forms", "ordinals")}
    sets |= {"topics": frozenset(effects["topics"]), "changes": frozenset(raw["ranges"]["changes"])}
    sets |= {name: frozenset(raw["spared"][name]) for name in ("unharmed", "survival", "left_out", "animals")}
    sets |= {"negative": frozenset(raw["negatives"]["determiners"]), "not_negative": frozenset(raw["negatives"]["not_before"])}
    return Tables(
        raw=raw,
        numbers=raw["numbers"],
        scales=raw["scales"],
        plurals={word: (low, high) for word, (low, high) in raw["plurals"].items()},
        opening=_arranged(_opening(raw), key=0),
        before=_arranged(before, key=-1),
        after=_arranged(after, key=0),
        joints=_arranged(((text, "joint", None) for text in raw["ranges"]["joints"]), key=0),
        between=_arranged(((text, "between", None) for text in raw["ranges"]["between"]), key=-1),
        ages=_arranged(((text, "age", None) for text in wrong["ages"]), key=-1),
        units=frozenset(wrong["units"]),
        labels=frozenset(wrong["labels"]),
        months=frozenset(wrong["months"]),
        nouns=_nouns(raw),
        sets=sets,
    )
