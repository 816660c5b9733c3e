"""Events that wordings tell of by themselves: people told with a number to have been detained, abducted, released or to have given in.

The heads have not read every way to say so ("nine men were *netted*", "two cadres *joined the mainstream*"). On the reports to tune on
and those kept aside a wording that is more than a cue, with people counted in its frame, named the figure right wherever no event was
found in it (6 of 6), and mostly where the heads saw another type.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.extract.befallen import Befallen, find_befallen
from dateline.extract.entries import Lexicon
from dateline.extract.matching import implied_modes
from dateline.extract.mishaps import find_mishap
from dateline.extract.own_types import UNSEEN
from dateline.extract.quantities import ARTICLE, BELLIGERENT, NUMBER, RANGE, SUM, count_of, person_kind
from dateline.extract.triggers import Chosen
from dateline.schema.document import Document, Trigger

# What can come of people in somebody's hands.
CAPTIVE = frozenset({"detained", "abducted", "released", "surrendered"})
# How far such an event is believed, how far that it happened (any cue beside it decides), and how often coders would leave it out.
_BELIEF, _HAPPENED, _OPTIONAL = 0.7, 0.25, 0.2
# Heads that are as sure as this of another type are believed before the wording.
SURE = 0.85
_COUNTED = frozenset({NUMBER, RANGE, ARTICLE, SUM})
# Parties of conflict and their like; a weak wording tells of no event without one.
_PARTIES = BELLIGERENT | {"activist"}
# Taken is taken: who did it decides between these two, and no wording that is less than firm.
_TAKING = frozenset({("ASSAULT", "abducted"), ("ASSAULT", "detained"), ("COERCE", "abducted"), ("COERCE", "detained")})

_TAKEN = frozenset({None, "abduct", "arrest"})


def with_worded(document: Document, chosen: Sequence[Chosen], lexicon: Lexicon) -> tuple[Chosen, ...]:
    """The chosen triggers with those put in that a wording tells of, and those retyped that it knows better, in the order of the text."""
    out = list(chosen)
    for told in find_befallen(document, lexicon):
        if told.outcome not in CAPTIVE or told.wording.entry.strength == "cue" or not told.alone or not _counts(document, told):
            continue
        over = [k for k, c in enumerate(out) if c.first < told.wording.last and c.last > told.wording.first]
        if over:
            out[over[0]] = _retyped(document, out[over[0]], told, lexicon)
        elif not _is_told(document, told, out) and _is_of_conflict(document, told) and find_mishap(document, told.wording.head) is None:
            out.append(_made(document, told, lexicon))
    return tuple(sorted(out, key=lambda c: (c.first, c.last)))


def _counts(document: Document, told: Befallen) -> bool:
    """Have the people a number, or are they one ("*a* sergeant")?"""
    quantity = count_of(document, told.head)
    return quantity is not None and quantity.made_by in _COUNTED


def _is_told(document: Document, told: Befallen, chosen: Sequence[Chosen]) -> bool:
    """Is an event of the type told in the sentence?"""
    sentence = document.words[told.wording.first].sentence
    return any(c.type == told.type and document.words[c.first].sentence == sentence for c in chosen)


def _is_of_conflict(document: Document, told: Befallen) -> bool:
    """Does the sentence tell of a party of conflict? A firm wording needs none."""
    sentence = document.sentences[document.words[told.wording.first].sentence]
    words = document.words[sentence.first : sentence.last]
    return told.wording.entry.strength == "firm" or any(w.upos in {"NOUN", "PROPN"} and person_kind(w.lemma) in _PARTIES for w in words)


def _retyped(document: Document, chosen: Chosen, told: Befallen, lexicon: Lexicon) -> Chosen:
    """An event of which the heads are unsure as one of the wording's type."""
    taking = (chosen.type, told.outcome) in _TAKING and told.wording.entry.strength != "firm" and chosen.modes[0][0] in _TAKEN
    if chosen.type == told.type and chosen.own is None and chosen.confidence < _BELIEF and _is_of_conflict(document, told):
        trigger = replace(chosen.trigger, firm=max(chosen.trigger.firm, _BELIEF), optional=min(chosen.trigger.optional, _OPTIONAL))
        return replace(chosen, confidence=_BELIEF, trigger=trigger)  # no less sure than what the heads have not seen at all
    if chosen.type == told.type or chosen.own is not None or chosen.confidence >= SURE or taking:
        return chosen
    return replace(
        chosen,
        type=told.type,
        modes=((_mode(document, told, lexicon), 1.0),),
        lexical=told.wording,
        confidence=max(chosen.confidence, _BELIEF),
        made_by=f"{chosen.made_by}+lexicon:{' '.join(told.wording.entry.words)}",
    )


def _made(document: Document, told: Befallen, lexicon: Lexicon) -> Chosen:
    """A mention of the wording alone; what the heads faintly see in its words still tells of parties, times and status."""
    words = told.wording
    near = [(n, t) for n, t in enumerate(document.triggers) if t.first < words.last and t.last > words.first]
    number, seen = max(near, key=lambda x: x[1].confidence, default=(UNSEEN, _plain(told)))
    trigger = replace(seen, type=told.type, firm=max(seen.firm, _BELIEF), optional=min(seen.optional, _OPTIONAL))
    return Chosen(
        first=words.first,
        last=words.last,
        head=words.head,
        type=told.type,
        modes=((_mode(document, told, lexicon), 1.0),),
        confidence=_BELIEF,
        made_by=f"lexicon:{' '.join(words.entry.words)}",
        number=number,
        trigger=trigger,
        lexical=words,
    )


def _mode(document: Document, told: Befallen, lexicon: Lexicon) -> str | None:
    """The wording's mode, else what the words below it imply."""
    below = sorted({i for at in range(told.wording.first, told.wording.last) for i in document.subtree(at)})
    implied = implied_modes([document.words[i] for i in below], told.type, lexicon)
    return told.wording.entry.mode or (implied[0] if len(implied) == 1 else None)


def _plain(told: Befallen) -> Trigger:
    """What stands for the heads' view where they have none."""
    words = told.wording
    return Trigger(words.first, words.last, words.head, told.type, _BELIEF, (("happened", _HAPPENED),), (), 0.0)
