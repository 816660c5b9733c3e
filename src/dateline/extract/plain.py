"""Deeds that a wording of several words tells by itself, in a report in which the heads see nothing: "teachers *walked off the job*".

A report mostly tells of something. Where the heads have found nothing in it that is half sure, a wording that is firm, of several words
as they stand, and has somebody for its subject tells of its deed all the same. Beside other events it would invent more than it finds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.extract.entries import LexicalTrigger, Lexicon
from dateline.extract.matching import match_triggers
from dateline.extract.mishaps import find_mishap
from dateline.extract.own_types import UNSEEN
from dateline.extract.triggers import Chosen
from dateline.extract.undone import does_no_harm
from dateline.extract.ways import noun_kind
from dateline.schema.document import Document, Trigger

# How far such an event is believed, how far that it happened (any cue decides), and how often coders would leave it out.
_BELIEF, _HAPPENED, _OPTIONAL = 0.7, 0.8, 0.2
# So sure the heads must be of anything in the report to be believed before the wording.
SURE = 0.6
# Types that are done by deeds; what is only said has too many wordings that mean other things.
DEEDS = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "RETREAT", "SANCTION"})
# What a subject must not be ("a pistol was found, and *it* went off").
_NOBODY = frozenset({"thing", "pronoun"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})


def with_plain(document: Document, chosen: Sequence[Chosen], lexicon: Lexicon) -> tuple[Chosen, ...]:
    """The chosen triggers with the first deed that a wording alone tells of, where they hold nothing sure, in the order of the text."""
    if any(c.confidence >= SURE for c in chosen):
        return tuple(chosen)
    words = next((x for x in match_triggers(document.words, lexicon) if _tells(document, x)), None)
    if words is None:
        return tuple(chosen)
    apart = [c for c in chosen if c.first >= words.last or c.last <= words.first]
    return tuple(sorted([*apart, _made(document, words)], key=lambda c: (c.first, c.last)))


def _tells(document: Document, words: LexicalTrigger) -> bool:
    """Is it a firm wording of several words, a verb that somebody does, and no accident?"""
    entry, word = words.entry, document.words[words.head]
    if entry.type not in DEEDS or entry.strength != "firm" or len(entry.words) < 2 or words.form != "exact" or word.upos != "VERB":
        return False
    subjects = [c for c in document.children[words.head] if document.words[c].deprel in _SUBJECTS]
    somebody = any(noun_kind(document, c) not in _NOBODY for c in subjects)
    return somebody and not does_no_harm(document, words.head) and find_mishap(document, words.head) is None


def _made(document: Document, words: LexicalTrigger) -> Chosen:
    """A mention of the wording alone; what the heads faintly see in its words still tells of parties, times and status."""
    over = [(n, t) for n, t in enumerate(document.triggers) if t.first < words.last and t.last > words.first]
    modes: tuple[tuple[str | None, float], ...] = ((words.mode, 1.0),)
    plain = Trigger(words.first, words.last, words.head, words.entry.type, _BELIEF, (("happened", _HAPPENED),), modes, 0.0)
    number, seen = max(over, key=lambda x: x[1].confidence, default=(UNSEEN, plain))
    trigger = replace(seen, type=words.entry.type, modes=modes, firm=max(seen.firm, _BELIEF), optional=min(seen.optional, _OPTIONAL))
    made_by = f"lexicon:{' '.join(words.entry.words)}"
    return Chosen(words.first, words.last, words.head, words.entry.type, modes, _BELIEF, made_by, number, trigger, words)
