"""The type of words on which the learned heads cannot agree with themselves: there a wording of the lexicon decides.

Seen half as one type and half as another, words tell of an event, only of which is open. A wording of the lexicon that is firm, or
longer than one word, is then right three times in four.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.extract.entries import LexicalTrigger, Lexicon
from dateline.extract.matching import implied_modes
from dateline.schema.document import Document, Trigger

# So unsure the heads must be of their first type, and so much they must see of the wording's.
UNSURE = 0.7
SEEN = 0.1
_ORDER = {"firm": 0, "weak": 1, "cue": 2}


def swayed(document: Document, trigger: Trigger, lexical: Sequence[LexicalTrigger], lexicon: Lexicon) -> Trigger:
    """The trigger as of the wording's type, where the heads are unsure of their own; else as it is."""
    told = _wording(trigger, lexical)
    if told is None:
        return trigger
    below = sorted({i for at in range(trigger.first, trigger.last) for i in document.subtree(at)})
    modes = implied_modes([document.words[i] for i in below], told.entry.type, lexicon)
    mode = told.entry.mode or (modes[0] if modes else None)
    return replace(trigger, type=told.entry.type, modes=((mode, 1.0),))


def _wording(trigger: Trigger, lexical: Sequence[LexicalTrigger]) -> LexicalTrigger | None:
    """The wording over the words that says more of their type than the heads do."""
    over = [x for x in lexical if x.first < trigger.last and x.last > trigger.first]
    if trigger.confidence >= UNSURE or any(x.entry.type == trigger.type and x.entry.strength != "cue" for x in over):
        return None
    types = dict(trigger.types)
    telling = [x for x in over if types.get(x.entry.type, 0.0) >= SEEN and _tells(x)]
    return min(telling, key=lambda x: (_ORDER[x.entry.strength], x.first - x.last, x.first), default=None)


def _tells(x: LexicalTrigger) -> bool:
    return x.entry.strength == "firm" or (x.entry.strength == "weak" and len(x.entry.words) > 1)
