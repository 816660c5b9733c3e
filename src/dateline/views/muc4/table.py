"""The tables of the MUC-4 view: rules and words (data/codes/muc4.toml), and the fitted weights (data/codes/muc4-weights.toml)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.resources import read_toml

RULES, WEIGHTS = "codes/muc4.toml", "codes/muc4-weights.toml"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the mapping: an event of this type, one of these modes and one of these words is such an incident."""

    type: str
    modes: frozenset[str]
    words: re.Pattern[str] | None
    incident: str

    def fits(self, type: str, mode: str | None, trigger: str) -> bool:
        """Whether an event with these trigger words, in small letters, is of this line."""
        if type != self.type or (self.modes and (mode or "") not in self.modes):
            return False
        return self.words is None or bool(self.words.search(trigger))


@cache
def rules() -> Mapping[str, Any]:
    """The table as it stands."""
    return read_toml(RULES)


@cache
def lines() -> tuple[Line, ...]:
    """The mapping of events to incident types, in its order."""
    return tuple(
        Line(row["type"], frozenset(row.get("modes", ())), _any_of(row.get("words", ())), row["incident"]) for row in rules()["incidents"]
    )


@cache
def classes(word: str) -> tuple[str, ...]:
    """The classes of [words] that a word is in."""
    return tuple(name for name, members in _members().items() if word in members)


@cache
def _members() -> Mapping[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in rules()["words"].items()}


@cache
def weights() -> Mapping[str, Any]:
    """The fitted weights: [incident.<type>] and [role.<role>], features with their weight."""
    return read_toml(WEIGHTS)


def probabilities(scores: Mapping[str, float]) -> dict[str, float]:
    """Shares of the labels, by their scores (softmax)."""
    top = max(scores.values())
    raised = {label: math.exp(score - top) for label, score in scores.items()}
    total = sum(raised.values())
    return {label: value / total for label, value in raised.items()}


def probability(score: float) -> float:
    """A score as a probability (logistic)."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def score(of: Mapping[str, float], features: Iterable[str]) -> float:
    """The sum of the weights of the features; one without weight adds nothing."""
    return of.get("bias", 0.0) + sum(of.get(feature, 0.0) for feature in features)


def _any_of(words: Iterable[str]) -> re.Pattern[str] | None:
    parts = [re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "") for word in words]
    return re.compile(rf"\b(?:{'|'.join(parts)})\b") if parts else None
