"""From raw scores to words with heads, names, triggers, roles and figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from dateline.annotate.labels import (
    CLAIMS,
    FACTS,
    MODES,
    NAME_KINDS,
    OUTCOMES,
    RELATIONS,
    ROLES,
    STATUSES,
    TYPES,
    UPOS,
)
from dateline.annotate.model import Beside, Floats, Model, Scores, sigmoid
from dateline.annotate.tree import best_heads
from dateline.schema.document import Fact, Role, Trigger

# A trigger of lower probability is not passed on at all; `extract` decides above it. Of the firm mentions in
# reports the model was not trained on it keeps 88 % (own reports kept aside) and 84 % (documents, blurbs, wire) at this level.
FAINT = 0.12
# A word with a lower probability of a role is not passed on.
FAINT_ROLE = 0.25
# A word that begins a run of its role is taken for the start of a further one from here on.
BEGINS = 0.5
# Roles that are read in the sentences beside the trigger's too.
TOLD = frozenset({*OUTCOMES, *CLAIMS})
# A word with a lower probability of a figure or claim is not passed on.
FAINT_FACT = 0.2
# Statuses and modes less probable than this are not listed.
FAINT_LABEL = 0.02
# Which of MODES are of a type, and their names without it.
_MODES_OF = {t: np.array([m.startswith(f"{t}:") for m in MODES]) for t in TYPES}
_MODE_NAMES = tuple(m.split(":")[1] or None for m in MODES)


@dataclass(frozen=True, slots=True)
class Parsed:
    """UPOS, head (index in the sentence, -1 for the root) and relation of one word."""

    upos: str
    head: int
    deprel: str


@dataclass(frozen=True, slots=True)
class Found:
    """A run of words with a label: words[first:last] counted in the window."""

    first: int
    last: int
    label: str
    confidence: float


def softmax(x: Floats) -> Floats:
    e = np.exp(x - x.max(-1, keepdims=True))
    out: Floats = e / e.sum(-1, keepdims=True)
    return out


def parse(model: Model, scores: Scores, sentences: Sequence[tuple[int, int]]) -> list[Parsed]:
    """The parse of a window's words, sentence by sentence."""
    heads = np.zeros(len(scores.upos), dtype=np.int64)
    for first, last in sentences:
        block = np.concatenate([scores.arcs[first:last, :1], scores.arcs[first:last, first + 1 : last + 1]], 1)
        heads[first:last] = [h + first if h else 0 for h in best_heads(block)]
    upos = scores.upos.argmax(1)
    labels = model.labels(scores, heads)
    root = RELATIONS.index("root")
    labels[heads > 0, root] = -np.inf
    rels = np.where(heads == 0, root, labels.argmax(1))
    starts = {i: first for first, last in sentences for i in range(first, last)}
    return [Parsed(UPOS[upos[i]], int(heads[i]) - 1 - starts[i] if heads[i] else -1, RELATIONS[rels[i]]) for i in range(len(heads))]


def names(scores: Scores, sentences: Sequence[tuple[int, int]]) -> Iterator[Found]:
    """Runs of one kind of name; never across a sentence's end."""
    p = softmax(scores.names)
    both = np.stack([p[:, 1 + 2 * k] + p[:, 2 + 2 * k] for k in range(len(NAME_KINDS))], 1)
    begins = p[:, 1::2].copy()
    # Two names of places stand next to each other only where they are one: "North Kivu", "Gulf of Venezuela".
    begins[:, NAME_KINDS.index("place")] = 0.0
    for first, last in sentences:
        yield from _runs(both, begins, first, last, NAME_KINDS, 0.5)


def _runs(both: Floats, begins: Floats, first: int, last: int, kinds: Sequence[str], level: float) -> Iterator[Found]:
    # Most words of most sentences are none: numpy finds the few that are, in one call.
    at = (np.flatnonzero(both[first:last].sum(1) >= level) + first).tolist()
    best = dict(zip(at, both[at].argmax(1).tolist(), strict=True))
    end = first
    for i in at:
        if i < end:
            continue
        k, end = best[i], i + 1
        while best.get(end) == k and begins[end, k] < both[end, k] / 2:
            end += 1
        yield Found(i, end, kinds[k], float(both[i:end, k].mean()))


def triggers(scores: Scores, sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[Found, Floats]]:
    """Runs of words that may tell of an event, each with the greatest belief of its words in every type."""
    p = softmax(scores.triggers)
    both = np.stack([p[:, 1 + 2 * k] + p[:, 2 + 2 * k] for k in range(len(TYPES))], 1)
    for first, last in sentences:
        for run in _runs(both, p[:, 1::2], first, last, TYPES, FAINT):
            yield run, both[run.first : run.last].max(0)


def facts(scores: Scores, sentences: Sequence[tuple[int, int]]) -> Iterator[Found]:
    """Runs of words that may give a figure or a claim; confidence is that of the best word."""
    p = softmax(scores.facts)[:, 1:]
    best = p.argmax(1)
    for first, last in sentences:
        i = first
        while i < last:
            k, j = int(best[i]), i
            while j < last and p[j, k] >= FAINT_FACT and int(best[j]) == k:
                j += 1
            if j > i:
                yield Found(i, j, FACTS[1 + k], float(p[i:j, k].max()))
            i = max(j, i + 1)


def trigger(beside: Beside, found: Found, seen: Floats, head: int, offset: int) -> Trigger:
    """A trigger as the reader takes it, with its probable statuses and modes; `offset` is the window's first word in the report.

    The belief in each type is that of the trigger head (`seen`) and of the reader together, their geometric mean; the most probable holds.
    """
    belief = np.sqrt(seen * softmax(beside.type)[1:])
    types = sorted(((t, float(b)) for t, b in zip(TYPES, belief, strict=True)), key=lambda t: -t[1])
    status = softmax(beside.statuses)
    mask = _MODES_OF[types[0][0]]
    mode = softmax(np.where(mask, beside.modes, np.float32(-1e9)))
    ranked = sorted(((_MODE_NAMES[i], float(mode[i])) for i in np.flatnonzero(mask)), key=lambda m: -m[1])
    return Trigger(
        found.first + offset,
        found.last + offset,
        head + offset,
        types[0][0],
        types[0][1],
        tuple(sorted(((s, float(v)) for s, v in zip(STATUSES, status, strict=True) if v > FAINT_LABEL), key=lambda s: -s[1])),
        tuple(m for m in ranked if m[1] > FAINT_LABEL),
        float(sigmoid(beside.optional)[0]),
        types=tuple(t for t in types if t[1] > FAINT_LABEL),
    )


def roles(beside: Beside, number: int, sentences: Sequence[tuple[int, int]], own: tuple[int, int], offset: int) -> Iterator[Role]:
    """Runs of words that have a role beside a trigger; a word that begins a run anew ends the one before it.

    Participants, sources, places and times stand in the trigger's own sentence, figures and claims also in the `sentences` beside it
    (half-open ranges of the window's words); `offset` is the window's first word in the report.
    """
    end = beside.first + len(beside.inside)
    # Of most roles no word is probable enough.
    for r in np.flatnonzero((beside.inside >= FAINT_ROLE).any(0)):
        role, p, begins = ROLES[r], beside.inside[:, r], beside.begins[:, r]
        for first, last in sentences if role in TOLD else (own,):
            i, last = max(first, beside.first), min(last, end)
            while i < last:
                j = i
                while j < last and p[j - beside.first] >= FAINT_ROLE and (j == i or begins[j - beside.first] < BEGINS):
                    j += 1
                if j > i:
                    run = p[i - beside.first : j - beside.first]
                    x, y = _core(run)
                    yield Role(number, role, offset + i + x, offset + i + y, float(run.max()))
                i = max(j, i + 1)


def _core(p: Floats) -> tuple[int, int]:
    """The run without words at its ends that are less than half as probable as its best word."""
    inside = np.flatnonzero(p >= p.max() / 2)
    return int(inside[0]), int(inside[-1]) + 1


def fact(found: Found, offset: int) -> Fact:
    return Fact(found.first + offset, found.last + offset, found.label, found.confidence)
