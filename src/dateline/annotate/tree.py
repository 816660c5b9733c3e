"""The best dependency tree under arc scores: maximum spanning arborescence with one root (Chu and Liu 1965, Edmonds 1967)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32] | npt.NDArray[np.float64]


def best_heads(scores: Floats) -> list[int]:
    """Heads of n words from n x (n + 1) scores, column 0 the root: 0 for the one root, else 1 + the head's index."""
    n = scores.shape[0]
    full = np.full((n + 1, n + 1), -np.inf)
    full[1:] = scores
    np.fill_diagonal(full, -np.inf)
    heads = full.argmax(1)
    if n == 1:
        return [0]
    if (heads[1:] == 0).sum() == 1 and not _cycle([0, *(int(h) for h in heads[1:])]):
        return [int(h) for h in heads[1:]]
    return _single_root(full)


def _single_root(full: npt.NDArray[np.float64]) -> list[int]:
    """The root is the word whose choice gives the best tree; only words that score as root within reason are tried."""
    order = np.argsort(-full[1:, 0], kind="stable")[:4] + 1
    best: tuple[float, list[int]] | None = None
    for root in order:
        only = full.copy()
        only[:, 0] = -np.inf
        only[root] = -np.inf
        only[root, 0] = 0.0
        heads = _arborescence(only)
        total = float(full[root, 0]) + sum(float(full[i, h]) for i, h in enumerate(heads) if i and i != root)
        if best is None or total > best[0]:
            best = (total, heads)
    assert best is not None
    return best[1][1:]


def _cycle(heads: list[int]) -> list[int]:
    """Some cycle among heads[1:], or nothing."""
    state = [0] * len(heads)
    state[0] = 2
    for start in range(1, len(heads)):
        path: list[int] = []
        at = start
        while state[at] == 0:
            state[at] = 1
            path.append(at)
            at = heads[at]
        if state[at] == 1 and at in path:
            return path[path.index(at) :]
        for p in path:
            state[p] = 2
    return []


def _arborescence(scores: npt.NDArray[np.float64]) -> list[int]:
    """Chu-Liu-Edmonds by contraction; row = dependent, column = head, node 0 the root."""
    n = scores.shape[0]
    heads = [0, *(int(h) for h in scores[1:].argmax(1))]
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = set(cycle)
    outside = [i for i in range(n) if i not in inside]
    small = np.full((len(outside) + 1, len(outside) + 1), -np.inf)
    last = len(outside)
    enter = {}
    leave = {}
    for a, i in enumerate(outside):
        for b, j in enumerate(outside):
            small[a, b] = scores[i, j]
        if i:
            j = max(cycle, key=lambda c: scores[i, c])
            small[a, last] = scores[i, j]
            leave[a] = j
        gains = {c: scores[c, i] - scores[c, heads[c]] for c in cycle}
        c = max(cycle, key=lambda c: gains[c])
        small[last, a] = gains[c]
        enter[a] = c
    found = _arborescence(small)
    for a, i in enumerate(outside):
        if i:
            heads[i] = leave[a] if found[a] == last else outside[found[a]]
    heads[enter[found[last]]] = outside[found[last]]
    return heads
