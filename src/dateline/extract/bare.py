"""Tolls told without a word for the deed: "Iguala: six dead, 25 wounded", "the army says 38 mutineers are dead".

The head for figures is beyond doubt, a wording of the lexicon says what befell the people, and no event near them could have the figure.
The wording is then the mention of an attack, unless something that nobody is behind is named beside it.
"""

from __future__ import annotations

from dateline.extract.befallen import Befallen, find_befallen
from dateline.extract.entries import Lexicon
from dateline.extract.mishaps import find_mishap
from dateline.extract.own_types import UNSEEN
from dateline.extract.triggers import Chosen
from dateline.schema.document import Document, Trigger

MADE_BY = "bare"
# So sure the figure must be, so sure is the mention, and so many sentences off stands an event that could have the figure.
SURE, TRUST, REACH = 0.95, 0.6, 1
OUTCOME, TYPE = "killed", "ASSAULT"
_COULD = frozenset({"ASSAULT", "PROTEST", "COERCE"})


def with_bare(document: Document, chosen: tuple[Chosen, ...], lexicon: Lexicon) -> tuple[Chosen, ...]:
    """The chosen triggers with a mention put in for the first toll that no event near it could have, in the order of the text."""
    for told in find_befallen(document, lexicon):
        if told.outcome == OUTCOME and told.type == TYPE and told.alone and _is_sure(document, told) and _is_apart(document, told, chosen):
            return tuple(sorted((*chosen, _mention(document, told)), key=lambda c: (c.first, c.last)))
    return chosen


def _is_sure(document: Document, told: Befallen) -> bool:
    """Does the head for figures mark a number of the same people, and is nothing named that nobody is behind?"""
    over = [f for f in document.facts if f.label == OUTCOME and f.first < told.last and f.last > told.first and f.confidence >= SURE]
    numbered = any(document.words[i].upos == "NUM" for f in over for i in range(f.first, f.last))
    return numbered and find_mishap(document, told.wording.head) is None and find_mishap(document, told.head) is None


def _is_apart(document: Document, told: Befallen, chosen: tuple[Chosen, ...]) -> bool:
    sentence = document.words[told.wording.first].sentence
    near = (c for c in chosen if abs(document.words[c.first].sentence - sentence) <= REACH)
    return not any(c.type in _COULD or (c.first < told.wording.last and c.last > told.wording.first) for c in near)


def _mention(document: Document, told: Befallen) -> Chosen:
    """The wording as a mention; what the head faintly sees in it still tells of figures and parties."""
    words = told.wording
    near = [(n, t) for n, t in enumerate(document.triggers) if t.first < words.last and t.last > words.first and t.type == TYPE]
    number, seen = max(near, key=lambda x: x[1].confidence, default=(UNSEEN, None))
    modes = seen.modes if seen is not None and seen.modes else ((None, 0.5),)
    trigger = seen or Trigger(words.first, words.last, words.head, TYPE, TRUST, (("happened", TRUST),), modes, 0.0)
    made_by = f"{MADE_BY}+lexicon:{' '.join(words.entry.words)}"
    return Chosen(words.first, words.last, words.head, TYPE, modes, TRUST, made_by, number, trigger, words)
