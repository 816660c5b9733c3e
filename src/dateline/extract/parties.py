"""Who does it and to whom: the words beside a trigger that the learned head and the syntax take for participants."""

from __future__ import annotations

from dateline.extract.lexicon import Step
from dateline.extract.syntax import antecedent, follow, is_pronoun, noun_phrase, phrase, top, trim
from dateline.extract.triggers import Chosen
from dateline.schema.document import Document, Role
from dateline.schema.mention import Party, Phrase

LEARNED = "model:roles"
PARTY_ROLES = ("actor", "recipient", "third")
# The learned head is believed from here on (chosen on the coded training reports kept aside).
LEVEL = 0.5
# What the syntax alone finds where the learned head is silent.
BY_FRAME = 0.45
# Kinds of names that can be a party.
_PARTIES = frozenset({"person", "organisation", "armed_group", "group", "place"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM"})


def find_parties(document: Document, chosen: Chosen) -> tuple[Party, ...]:
    """The participants that the trigger's own sentence names, in the order of the text."""
    parties = [Party(r.role, p, _antecedents(document, p)) for r, p in _learned(document, chosen)]
    have = {p.role for p in parties}
    taken = [(p.phrase.start, p.phrase.end) for p in parties]
    for role, found in _framed(document, chosen):
        if role not in have and not any(found.start < b and found.end > a for a, b in taken):
            parties.append(Party(role, found, _antecedents(document, found)))
            taken.append((found.start, found.end))
    return tuple(sorted(parties, key=lambda p: (p.phrase.start, PARTY_ROLES.index(p.role))))


def _learned(document: Document, chosen: Chosen) -> list[tuple[Role, Phrase]]:
    """Runs of one role, each word in the most probable role only."""
    roles = [r for r in document.roles if r.trigger == chosen.number and r.role in PARTY_ROLES and r.confidence >= LEVEL]
    out: list[tuple[Role, Phrase]] = []
    for role in sorted(roles, key=lambda r: (-r.confidence, r.first)):
        first, last = trim(document, role.first, role.last)
        if any(p.start < document.words[last - 1].end and p.end > document.words[first].start for _, p in out):
            continue
        if all(document.words[i].upos not in _NOUNS for i in range(first, last)):
            continue
        out.append((role, phrase(document, first, last, made_by=LEARNED, confidence=role.confidence)))
    return out


def _framed(document: Document, chosen: Chosen) -> list[tuple[str, Phrase]]:
    """What stands where the entry's frame has its participants."""
    if chosen.lexical is None:
        return []
    frame = chosen.lexical.frame
    out: list[tuple[str, Phrase]] = []
    paths: tuple[tuple[str, tuple[tuple[Step, ...], ...]], ...] = (("actor", frame.actor), ("recipient", frame.recipient), ("third", frame.third))
    for role, ways in paths:
        for way in ways:
            heads = [h for h in follow(document, chosen.head, way) if _can_be_party(document, h)]
            out += [(role, phrase(document, *noun_phrase(document, h), made_by=f"frame:{frame.name}", confidence=BY_FRAME)) for h in heads]
            if heads:
                break
    return out


def _can_be_party(document: Document, head: int) -> bool:
    word = document.words[head]
    if is_pronoun(word):
        return True
    if any(t.first <= head < t.last for t in document.times):
        return False
    named = next((n.kind for n in document.names if n.first <= head < n.last), None)
    if named is not None:
        return named in _PARTIES
    return word.upos == "PROPN"


def _antecedents(document: Document, found: Phrase) -> tuple[Phrase, ...]:
    """For a pronoun the phrase it stands for."""
    if not is_pronoun(document.words[found.head]):
        return ()
    back = antecedent(document, found.head)
    if back is None:
        return ()
    first, last = noun_phrase(document, back)
    return (phrase(document, first, last, made_by="syntax:antecedent", confidence=0.6),)


__all__ = ["find_parties", "top"]
