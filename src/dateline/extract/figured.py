"""Mentions that their figures make sure: the lexicon has the wording, the head for figures marks the people of the same outcome beyond
doubt ("killed at least 34 people"), and only the head for triggers sees too little in the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.extract.befallen import Befallen, find_befallen
from dateline.extract.entries import Lexicon
from dateline.extract.mishaps import find_mishap
from dateline.extract.quantities import BELLIGERENT, person_kind
from dateline.extract.triggers import Chosen, faintly_seen
from dateline.schema.document import Document

# A figure is so sure for each event type, and the head for triggers must see so much in the words. Chosen on the reports kept aside.
SURE = {"ASSAULT": 0.95, "COERCE": 0.7, "RETREAT": 0.7}
FAINT = 0.05
# A mention without a wording that is less sure keeps no other out.
HALF = 0.5


def with_figured(document: Document, chosen: tuple[Chosen, ...], lexicon: Lexicon) -> tuple[Chosen, ...]:
    """The chosen triggers with those put in that only their figures make sure, in the order of the text."""
    out = list(chosen)
    for told in find_befallen(document, lexicon):
        number = _faint(document, told)
        if number is not None and told.wording.entry.strength != "cue" and _is_sure(document, told) and not _is_told(document, told, out):
            made = faintly_seen(document, number, lexicon)
            out.append(_half_believed(made) if person_kind(document.words[told.head].lemma) in BELLIGERENT else made)
    return tuple(sorted(out, key=lambda c: (c.first, c.last)))


def _half_believed(made: Chosen) -> Chosen:
    """The mention as sure as a half: who bears arms for a side is mostly hit by the other ("*four soldiers* were killed in Donetsk")."""
    trigger = replace(made.trigger, firm=max(made.trigger.firm, HALF))
    return replace(made, confidence=max(made.confidence, HALF), trigger=trigger)


def _faint(document: Document, told: Befallen) -> int | None:
    """The trigger of the wording's type that the head faintly sees in its words."""
    over = [
        n for n, t in enumerate(document.triggers) if t.type == told.type and t.first < told.wording.last and t.last > told.wording.first
    ]
    best = max(over, key=lambda n: document.triggers[n].confidence, default=None)
    return best if best is not None and document.triggers[best].confidence >= FAINT else None


def _is_sure(document: Document, told: Befallen) -> bool:
    """Does the head for figures mark the same people with the same outcome, and is nothing named that nobody is behind?"""
    facts = [f.confidence for f in document.facts if f.label == told.outcome and f.first < told.last and f.last > told.first]
    return max(facts, default=0.0) >= SURE.get(told.type, 1.0) and find_mishap(document, told.wording.head) is None


def _is_firm(chosen: Chosen) -> bool:
    """Has the mention a wording of its own, or is it half believed? Else it may be no mention at all ("halted *two trains*")."""
    return chosen.lexical is not None or chosen.confidence >= HALF


def _is_told(document: Document, told: Befallen, chosen: Sequence[Chosen]) -> bool:
    """Is an event of the type told in the sentence, or another event in the very words?"""
    sentence = document.words[told.wording.first].sentence
    words = told.wording
    over = any(c.first < words.last and c.last > words.first for c in chosen)
    beside = (c for c in chosen if c.type == told.type and document.words[c.first].sentence == sentence)
    return over or any(_is_firm(c) for c in beside)
