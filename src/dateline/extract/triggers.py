"""Which words tell of an event: the learned head and the lexicon together."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.extract.lexicon import LexicalTrigger, Lexicon, match_triggers
from dateline.schema.document import Document, Trigger

LEARNED = "model:triggers"
# The learned head alone is believed from here on; with a firm entry of the lexicon from FIRM on. Chosen on the coded
# reports for the best F1 of events (tools: benchmarks/accuracy.py).
ALONE = 0.45
FIRM = 0.25
# What the lexicon's mode adds to the learned belief.
SAID = 0.35
# What a record may give as trigger words, in characters (codebook section 8).
LONGEST = 80


@dataclass(frozen=True, slots=True)
class Chosen:
    """Words taken for a mention of an event. `number` is the trigger's index in the document, `entry` what the lexicon says."""

    first: int
    last: int
    head: int
    type: str
    modes: tuple[tuple[str | None, float], ...]
    confidence: float
    made_by: str
    number: int
    trigger: Trigger
    lexical: LexicalTrigger | None


def choose_triggers(document: Document, lexicon: Lexicon) -> tuple[Chosen, ...]:
    """The mentions' trigger words in the order of the text; no two share words."""
    lexical = match_triggers(document.words, lexicon)
    out = []
    for number, trigger in enumerate(document.triggers):
        entry = _entry(trigger, lexical)
        firm = entry is not None and entry.entry.strength == "firm"
        if trigger.confidence < (FIRM if firm else ALONE):
            continue
        first, last = _shorten(document, trigger)
        made_by = LEARNED if entry is None else f"{LEARNED}+lexicon:{' '.join(entry.entry.words)}"
        out.append(Chosen(first, last, trigger.head, trigger.type, _modes(trigger, entry), trigger.confidence, made_by, number, trigger, entry))
    return tuple(out)


def _entry(trigger: Trigger, lexical: tuple[LexicalTrigger, ...]) -> LexicalTrigger | None:
    """The lexicon's entry of the same type over the same words, the firmest."""
    over = [x for x in lexical if x.first < trigger.last and x.last > trigger.first and x.entry.type == trigger.type]
    order = {"firm": 0, "weak": 1, "cue": 2}
    return min(over, key=lambda x: (order[x.entry.strength], -(x.last - x.first), x.first), default=None)


def _modes(trigger: Trigger, entry: LexicalTrigger | None) -> tuple[tuple[str | None, float], ...]:
    """The learned modes; what the lexicon's entry says by itself ("airstrike") counts besides."""
    belief = dict(trigger.modes)
    if entry is not None and entry.mode is not None:
        belief[entry.mode] = belief.get(entry.mode, 0.0) + SAID
    return tuple(sorted(belief.items(), key=lambda m: (-m[1], m[0] or "")))


def _shorten(document: Document, trigger: Trigger) -> tuple[int, int]:
    words = document.words
    first, last = trigger.first, trigger.last
    if words[last - 1].end - words[first].start <= LONGEST:
        return first, last
    first = last = trigger.head
    last += 1
    while last < trigger.last and words[last].end - words[first].start <= LONGEST:
        last += 1
    return first, last
