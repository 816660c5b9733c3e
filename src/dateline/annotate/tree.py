"""The best dependency tree under arc scores: maximum spanning arborescence with one root (Chu and Liu 1965, Edmonds 1967)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32] | npt.NDArray[np.float64]


def best_heads(scores: Floats) -> list[int]:
    """Heads of n words from n x (n + 1) scores, column 0 the root: 0 for the one root, else 1 + the head's index.

    Of all trees with exactly one root it is one of highest total score; a score that is no finite number counts as very low.
    """
    n = scores.shape[0]
    if n < 2:
        return [0] * n
    full = np.full((n + 1, n + 1), -np.inf)
    full[1:] = _finite(scores)
    np.fill_diagonal(full, -np.inf)
    # Every word takes one head, so that only differences within a row count.
    full[1:] -= full[1:].max(1, keepdims=True)
    heads = [0, *(int(h) for h in full[1:].argmax(1))]
    if heads[1:].count(0) == 1 and not _cycle(heads):
        return heads[1:]
    # So dear a root that a second one never pays: the best tree then is the best tree with one root.
    full[1:, 0] -= 1 - n * full[np.isfinite(full)].min()
    return _arborescence(full)[1:]


def _finite(scores: Floats) -> npt.NDArray[np.float64]:
    out = scores.astype(np.float64)
    good = np.isfinite(out)
    if not good.all():
        given = out[good]
        out[~good] = given.min() - 1 - len(out) * (given.max() - given.min()) if given.size else 0.0
    return out


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
        if state[at] == 1:
            return path[path.index(at) :]
        for p in path:
            state[p] = 2
    return []


def _arborescence(scores: npt.NDArray[np.float64]) -> list[int]:
    """Chu-Liu-Edmonds by contraction; row = dependent, column = head, node 0 the root. Of equal arcs the first is taken."""
    heads = [0, *(int(h) for h in scores[1:].argmax(1))]
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = set(cycle)
    outside = [i for i in range(len(scores)) if i not in inside]
    last = len(outside)
    small = np.full((last + 1, last + 1), -np.inf)
    small[:last, :last] = scores[np.ix_(outside, outside)]
    # From the cycle to a word outside: from its best word. Into the cycle: where breaking it costs least.
    leaving = scores[np.ix_(outside, cycle)]
    small[:last, last] = leaving.max(1)
    entering = scores[np.ix_(cycle, outside)] - scores[cycle, [heads[c] for c in cycle]][:, None]
    small[last, :last] = entering.max(0)
    found = _arborescence(small)
    for a, i in enumerate(outside):
        if i:
            heads[i] = cycle[int(leaving[a].argmax())] if found[a] == last else outside[found[a]]
    above = found[last]
    heads[cycle[int(entering[:, above].argmax())]] = outside[above]
    return heads
