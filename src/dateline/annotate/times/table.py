"""The words that the rules know: data/lexicon/times.toml, phrases arranged for lookup."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.resources import read_toml
from dateline.settings import checked

Phrases = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]


@dataclass(frozen=True)
class Lexicon:
    """data/lexicon/times.toml, phrases arranged by their first word, the longest first."""

    months: Mapping[str, int]
    month_abbreviations: Mapping[str, int]
    weekdays: Mapping[str, int]
    weekday_abbreviations: Mapping[str, int]
    units: Mapping[str, str]
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    window: Mapping[str, str]
    seasons: Mapping[str, str]
    decades: Mapping[str, int]
    doubtful: Mapping[str, frozenset[str]]
    vague: frozenset[str]
    zones: Mapping[str, str]
    phrases: Mapping[str, Phrases]


def _arranged(table: Mapping[str, str]) -> Phrases:
    out: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase in sorted(table, key=lambda p: (-len(p.split()), p)):
        words = tuple(phrase.split())
        out.setdefault(words[0], []).append((words, table[phrase]))
    return {first: tuple(rows) for first, rows in out.items()}


@cache
@checked
def lexicon() -> Lexicon:
    """The table, read once."""
    raw: dict[str, Any] = read_toml("lexicon/times.toml")
    plain = (
        "months",
        "month_abbreviations",
        "weekdays",
        "weekday_abbreviations",
        "units",
        "numbers",
        "ordinals",
        "window",
        "seasons",
        "decades",
        "zones",
    )
    arranged = (
        "other_calendars", "feasts", "day_ordinals", "deixis", "portions", "parts",
        "parts_of_day", "parts_alone", "phrases", "holidays", "sets", "relations",
    )  # fmt: skip
    return Lexicon(
        **{name: raw[name] for name in plain},
        doubtful={name: frozenset(words) for name, words in raw["doubtful"].items()},
        vague=frozenset(raw["vague"]["words"]),
        phrases={name: _arranged({words: str(value) for words, value in raw[name].items()}) for name in arranged},
    )
