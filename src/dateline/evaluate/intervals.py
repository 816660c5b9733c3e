"""How far the figures would move with other documents of the same kind: a bootstrap over documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from dateline.evaluate.scores import DECIMALS, DocumentCounts, compare, count_document
from dateline.evaluate.slots import SLOTS, Count

ROUNDS = 1000
# The ends of the middle 95 %.
_ENDS = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Interval:
    """F1 between these lies in 95 of 100 draws of as many documents."""

    low: float
    high: float


def intervals(
    golds: Iterable[Mapping[str, Any]], records: Iterable[Mapping[str, Any]], *, seed: int = 0, rounds: int = ROUNDS
) -> dict[str, Interval]:
    """95% intervals of F1 for "events", "slots" and every slot by its name. The same seed gives the same."""
    return intervals_of([count_document(compared) for compared in compare(golds, records)], seed=seed, rounds=rounds)


def intervals_of(documents: Sequence[DocumentCounts], *, seed: int = 0, rounds: int = ROUNDS) -> dict[str, Interval]:
    """The same of documents that are counted already; empty where there are none."""
    if not documents:
        return {}
    counts = _table(documents)
    return _ends([_f1(counts[draw].sum(axis=0)) for draw in _draws(len(documents), seed, rounds)])


def difference_of(
    before: Sequence[DocumentCounts], now: Sequence[DocumentCounts], *, seed: int = 0, rounds: int = ROUNDS
) -> dict[str, Interval]:
    """95% intervals of how much F1 rose from one run to another over the same documents in the same order: each draw takes both."""
    if not now:
        return {}
    old, new = _table(before), _table(now)
    return _ends([_f1(new[draw].sum(axis=0)) - _f1(old[draw].sum(axis=0)) for draw in _draws(len(now), seed, rounds)])


# What has an interval.
MEASURED = ("events", "slots", *SLOTS)


def _table(documents: Sequence[DocumentCounts]) -> npt.NDArray[np.int64]:
    """Documents x figures x (hits, gold, system)."""
    return np.array([[_count(document, name) for name in MEASURED] for document in documents], dtype=np.int64)


def _draws(size: int, seed: int, rounds: int) -> Iterator[npt.NDArray[np.int64]]:
    """As many documents as there are, drawn with replacement; one draw at a time, because all at once take much memory."""
    chance = np.random.default_rng(seed)
    for _ in range(rounds):
        yield chance.integers(size, size=size)


def _ends(drawn: Sequence[npt.NDArray[np.float64]]) -> dict[str, Interval]:
    low, high = np.percentile(np.array(drawn), _ENDS, axis=0)
    return {name: Interval(round(float(low[k]), DECIMALS), round(float(high[k]), DECIMALS)) for k, name in enumerate(MEASURED)}


def _count(document: DocumentCounts, name: str) -> Count:
    if name == "events":
        return document.events
    return document.slots_total if name == "slots" else document.slots[name]


def _f1(counts: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """F1 of each row of hits, gold, system: twice the hits by all that there is on both sides; 0 where there is nothing."""
    out: npt.NDArray[np.float64] = 2 * counts[:, 0] / np.maximum(counts[:, 1] + counts[:, 2], 1)
    return out
