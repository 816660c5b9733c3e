"""Pairs and B-cubed: how a grouping of events fits the true one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from itertools import combinations


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall) if self.precision + self.recall else 0.0

    def __str__(self) -> str:
        return f"P {self.precision:.3f} R {self.recall:.3f} F1 {self.f1:.3f}"


def pairs(groups: Mapping[str, Hashable]) -> set[tuple[str, str]]:
    """Pairs of items that are in one group, the lesser first."""
    inside: dict[Hashable, list[str]] = defaultdict(list)
    for item, group in groups.items():
        inside[group].append(item)
    return {pair for items in inside.values() for pair in combinations(sorted(items), 2)}


def pair_score(true: Mapping[str, Hashable], given: Mapping[str, Hashable]) -> Score:
    """Of the pairs joined how many are right, of the true pairs how many are joined. Items that `given` lacks are alone in it."""
    wanted, found = pairs(true), pairs({k: g for k, g in given.items() if k in true})
    both = len(wanted & found)
    return Score(both / len(found) if found else 1.0, both / len(wanted) if wanted else 1.0)


def b_cubed(true: Mapping[str, Hashable], given: Mapping[str, Hashable]) -> Score:
    """Bagga and Baldwin's measure: the mean over items of how much their group and their true group have in common."""
    of_true, of_given = _members(true), _members({k: given[k] for k in true})
    shared = {k: len(of_true[true[k]] & of_given[given[k]]) for k in true}
    precision = sum(shared[k] / len(of_given[given[k]]) for k in true) / max(len(true), 1)
    recall = sum(shared[k] / len(of_true[true[k]]) for k in true) / max(len(true), 1)
    return Score(precision, recall)


def _members(groups: Mapping[str, Hashable]) -> dict[Hashable, set[str]]:
    out: dict[Hashable, set[str]] = defaultdict(set)
    for item, group in groups.items():
        out[group].add(item)
    return out
