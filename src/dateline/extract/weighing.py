"""How sure a figure is, seen what the lexicon's wordings say of its people, and which outcome it tells of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.extract.befallen import Befallen, is_tally
from dateline.extract.harms import held_as
from dateline.extract.quantities import WHOLE, find_quantities
from dateline.extract.syntax import sentence_words, top
from dateline.schema.document import Document, Fact
from dateline.schema.mention import Quantity

# A figure of one outcome whose wording tells of another is believed from here on.
OVERRULED = 0.9
# People only told to be hurt or killed are believed to be taken as well from here on.
HALF_SURE = 0.8
# Who was taken may also be told to have been let go, killed or hurt: one figure of each event.
TAKEN, FATES = frozenset({"abducted", "detained"}), frozenset({"released", "killed", "wounded"})
HARM = frozenset({"killed", "wounded", "casualty"})
# So sure a bare number is of dead to which a toll rose or was put.
TOLL = 0.9
# What stands before some of those told of.
_WITHIN = frozenset({"including", "among"})
_INJURED = frozenset({"injury", "injured", "injure", "casualty", "wounded", "wound"})


def weighed(document: Document, fact: Fact, befallen: Sequence[Befallen]) -> Fact:
    """The figure as sure as it is, seen what the wording says that governs its people: surer where it says the same, not believed where
    it says otherwise and the head is not very sure, or the wording stands right behind a number ("three dead, *eleven injured*")."""
    fact = _as_held(fact, befallen)
    over = [b for b in befallen if fact.first <= b.head < fact.last or b.first == fact.first < fact.last <= b.last]
    # Whether those taken are abducted or under arrest is for the event's type to say.
    same = [b for b in over if b.outcome == fact.label or {b.outcome, fact.label} <= TAKEN]
    if same:
        best = max(same, key=lambda b: b.trust)
        whole = next((q for b in same if (q := _whole_of(document, fact, b)) is not None), None)
        if whole is not None:
            return replace(fact, first=whole.first, confidence=1 - (1 - fact.confidence) * (1 - best.trust))
        first, last = (fact.first, fact.last) if fact.first <= best.head < fact.last else (best.first, best.last)
        return replace(fact, first=first, last=last, confidence=1 - (1 - fact.confidence) * (1 - best.trust))
    included = _included(document, fact, befallen)
    if not over and included is not None:
        return replace(fact, label=included.outcome) if fact.confidence < OVERRULED else fact
    apart = [b for b in over if b.alone]
    otherwise = [b for b in apart if not both(b.outcome, fact.label) or _only_taken(b, fact.label) or _only_harmed(b, fact)]
    return (
        replace(fact, confidence=0.0)
        if otherwise and (fact.confidence < OVERRULED or any(is_tally(document, b) or _says_it_all(b) for b in otherwise))
        else fact
    )


def _as_held(fact: Fact, befallen: Sequence[Befallen]) -> Fact:
    """The figure, of people whom the wording says to be held as something with the outcome of that ("took five *prisoner*", "held *to
    ransom*")."""
    if fact.label not in TAKEN:
        return fact
    over = (b for b in befallen if fact.first <= b.head < fact.last and b.outcome in TAKEN)
    held = next((b.outcome for b in over if not held_as().isdisjoint(b.wording.entry.words)), fact.label)
    return replace(fact, label=held)


def _included(document: Document, fact: Fact, befallen: Sequence[Befallen]) -> Befallen | None:
    """What befell those among whom they are told to be ("153 people, *including 41 foreigners*, were rescued")."""
    word = document.words[top(document, fact.first, fact.last)]
    within = any(document.words[c].norm.casefold() in _WITHIN for c in document.children[word.index] if c < word.index)
    return next((b for b in befallen if within and b.alone and b.head == word.head), None)


def _only_taken(told: Befallen, label: str) -> bool:
    """Are they told to have been taken where the head says hurt or killed ("*intercepted* three persons", "one was *taken alive*")?"""
    return told.outcome in TAKEN and label in HARM


def _only_harmed(told: Befallen, fact: Fact) -> bool:
    """Are they told to have been hurt or killed where the head, not very sure, says taken, and no wording says so?"""
    return fact.label in TAKEN and told.outcome in HARM and fact.confidence < HALF_SURE


def _says_it_all(told: Befallen) -> bool:
    """Are the words too many to be meant otherwise ("*taken alive*")?"""
    return told.wording.form == "exact" and told.wording.entry.strength != "cue" and len(told.wording.entry.words) > 1


def _whole_of(document: Document, fact: Fact, told: Befallen) -> Quantity | None:
    """The size of the group whom the wording describes, where the figure takes in a number taken out of it ("five of the *nine* men
    *arrested* on Monday were released": nine were arrested)."""
    verb = document.words[told.wording.head]
    if verb.deprel.split(":")[0] != "acl" or verb.head != told.head or not fact.first < told.head < fact.last:
        return None
    inside = find_quantities(sentence_words(document, fact.first))
    return next((q for q in inside if q.made_by == WHOLE and fact.first < q.first and q.last <= told.head), None)


def of_toll(document: Document, fact: Fact) -> Fact:
    """A bare number to which a toll rose or was put is one of dead ("the death *toll* was revised to *38*, with 53 wounded")."""
    if fact.label not in {"wounded", "killed"} or document.words[fact.first].upos != "NUM" or fact.last - fact.first > 1:
        return fact
    first = document.sentences[document.words[fact.first].sentence].first
    before = [w.lemma for w in document.words[first : fact.first]]
    if before[-1:] not in (["to"], ["at"]) or "toll" not in before:
        return fact
    toll = before.index("toll")
    dead = _INJURED.isdisjoint(before[max(toll - 2, 0) : toll])
    return replace(fact, label="killed", confidence=max(fact.confidence, TOLL)) if dead else fact


def both(a: str, b: str) -> bool:
    """Can the same people have met with both?"""
    return (a in TAKEN and b in FATES) or (b in TAKEN and a in FATES)
