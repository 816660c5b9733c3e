"""Events of a user's own types. The learned head does not know these types, so their words decide:

- "firm" words always tell of an event of the type, whatever the head sees in them;
- "weak" words make an event of the parent type, where the head sees one in these words, one of the user's type.
"""

from __future__ import annotations

from dataclasses import replace

from dateline.extract.entries import LexicalTrigger, Lexicon
from dateline.extract.matching import match_triggers
from dateline.extract.triggers import SAID, Chosen
from dateline.schema.document import Document, Trigger

# Firm words of the user's are believed so far, and half as far that it happened, so that any cue beside them decides the status.
FIRM = 0.75
_HAPPENED = 0.25
# `Chosen.number` of words in which the learned head sees nothing: no role, figure or pair of the document has this number.
UNSEEN = -1


def choose_own(document: Document, chosen: tuple[Chosen, ...], lexicon: Lexicon) -> tuple[Chosen, ...]:
    """The chosen triggers with those of the user's types put in, in the order of the text."""
    if not lexicon.own:
        return chosen
    out = list(chosen)
    for words in match_triggers(document.words, lexicon, own=True):
        over = [c for c in out if c.first < words.last and c.last > words.first]
        if any(c.own for c in over):
            continue
        parents = [c for c in over if c.type == words.entry.type]
        if parents:
            out[out.index(parents[0])] = _narrowed(parents[0], words)
        elif words.entry.strength == "firm":
            # Other readings of the very words give way; an event that the words only touch stays beside.
            out = [c for c in out if not words.first <= c.head < words.last]
            out.append(_made(document, words))
    return tuple(sorted(out, key=lambda c: (c.first, c.last)))


def _narrowed(chosen: Chosen, words: LexicalTrigger) -> Chosen:
    """An event of the parent type as one of the user's type."""
    return replace(
        chosen,
        own=words.entry.own,
        lexical=words,
        modes=_modes(dict(chosen.modes), words),
        made_by=f"{chosen.made_by}+own:{' '.join(words.entry.words)}",
        confidence=max(chosen.confidence, FIRM) if words.entry.strength == "firm" else chosen.confidence,
    )


def _made(document: Document, words: LexicalTrigger) -> Chosen:
    """A mention of the user's words alone; what the head faintly sees in them still tells of parties, times and status,
    not of the mode."""
    near = [(n, t) for n, t in enumerate(document.triggers) if t.first < words.last and t.last > words.first]
    number, trigger = max(near, key=lambda x: x[1].confidence, default=(UNSEEN, _plain(words)))
    # The head does not know the type: that it sees nothing firm in the words says nothing against them.
    trigger = replace(trigger, firm=max(trigger.firm, FIRM), optional=min(trigger.optional, 1 - FIRM))
    modes = _modes({None: 0.5}, words)
    return Chosen(
        first=words.first,
        last=words.last,
        head=words.head,
        type=words.entry.type,
        modes=modes,
        confidence=FIRM,
        made_by=f"own:{' '.join(words.entry.words)}",
        number=number,
        trigger=trigger,
        lexical=words,
        own=words.entry.own,
    )


def _modes(belief: dict[str | None, float], words: LexicalTrigger) -> tuple[tuple[str | None, float], ...]:
    if words.mode is not None:
        belief[words.mode] = belief.get(words.mode, 0.0) + SAID
    if words.entry.mode is not None:
        # What the user says of the very words stands.
        belief[words.entry.mode] = 1.0
    return tuple(sorted(belief.items(), key=lambda m: (-m[1], m[0] or ""))) or ((None, 1.0),)


def _plain(words: LexicalTrigger) -> Trigger:
    """What stands for the learned head's view where it has none."""
    return Trigger(words.first, words.last, words.head, words.entry.type, FIRM, (("happened", _HAPPENED),), (), 0.0)
