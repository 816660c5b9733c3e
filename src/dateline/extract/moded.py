"""Figures that the deed itself tells of: whom an abduction, an arrest, a release or a surrender befalls has been abducted, detained ...

Of such events 94 in 100 have a figure in our coded reports. Where neither the head for figures nor a wording marks one, the people are
those to whom the head for roles says it was done, or who have given in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.extract.befallen import BY_THEMSELVES, is_people
from dateline.extract.syntax import noun_phrase, top
from dateline.extract.triggers import Chosen
from dateline.extract.weighing import TAKEN
from dateline.schema.document import Document, Fact

# What comes of the people by type and mode.
OUTCOMES = {
    ("ASSAULT", "abduct"): "abducted",
    ("COERCE", "arrest"): "detained",
    ("RETREAT", "release"): "released",
    ("RETREAT", "disarm"): "surrendered",
}
# So sure the head for roles must be of the people, and the head for triggers of the event.
LEVEL, EVENT = 0.6, 0.5
# How far such a figure is trusted.
_TRUST = 0.9


def find_moded(document: Document, chosen: Sequence[Chosen], read: Sequence[tuple[int, Fact]]) -> Iterator[tuple[int, Fact, str]]:
    """For each event without a figure of its mode the people that it befalls, with the event's place in `chosen`."""
    for k, c in enumerate(chosen):
        outcome = OUTCOMES.get((c.type, c.modes[0][0] or ""))
        if outcome is None or c.confidence < EVENT or _has_figure(document, chosen, read, k, outcome):
            continue
        people = _befallen(document, c, outcome)
        if people is not None and not any(f.first < people[1] and people[0] < f.last for _, f in read):
            yield k, Fact(*people, outcome, _TRUST), f"mode:{c.modes[0][0]}"
        elif (described := _described(document, c, outcome)) is not None:
            yield k, Fact(*described, outcome, _TRUST), f"mode:{c.modes[0][0]}"


def _described(document: Document, chosen: Chosen, outcome: str) -> tuple[int, int] | None:
    """The people whom a verb of taking describes, who may have met with something else too ("freed *four monitors* seized in May")."""
    word = document.words[chosen.head]
    if outcome not in TAKEN or word.deprel.split(":")[0] != "acl" or not is_people(document, word.head):
        return None
    return noun_phrase(document, word.head)


def held(chosen: Chosen, fact: Fact) -> Fact:
    """The figure, of people under arrest always as detained: of 596 figures of arrests none is coded as abducted."""
    arrest = chosen.type == "COERCE" and fact.label == "abducted"
    return replace(fact, label="detained") if arrest else fact


def _has_figure(document: Document, chosen: Sequence[Chosen], read: Sequence[tuple[int, Fact]], number: int, outcome: str) -> bool:
    """Has the event any figure, or another of its sentence one of that outcome?"""
    sentence = document.words[chosen[number].first].sentence
    return any(f.label == outcome and (k == number or document.words[f.first].sentence == sentence) for k, f in read)


def _befallen(document: Document, chosen: Chosen, outcome: str) -> tuple[int, int] | None:
    """Whom the head for roles takes for those that it is done to, where they are people."""
    wanted = "actor" if outcome in BY_THEMSELVES else "recipient"
    told = [r for r in document.roles_of(chosen.number) if r.role == wanted and r.confidence >= LEVEL]
    sentence = document.words[chosen.first].sentence
    people = [r for r in told if document.words[r.first].sentence == sentence and is_people(document, top(document, r.first, r.last))]
    best = max(people, key=lambda r: r.confidence, default=None)
    return None if best is None else (best.first, best.last)
