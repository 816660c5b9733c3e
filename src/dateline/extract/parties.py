"""Who does it and to whom: the words beside a trigger that the learned head and the syntax take for participants."""

from __future__ import annotations

from itertools import pairwise

from dateline.extract.lexicon import Step
from dateline.extract.syntax import antecedent, follow, is_pronoun, noun_phrase, phrase, snap, top, trim, without_place
from dateline.extract.triggers import Chosen
from dateline.schema.document import Document, Role
from dateline.schema.mention import Party, Phrase

LEARNED = "model:roles"
PARTY_ROLES = ("actor", "recipient", "third")
# The learned head is believed from here on (0.4 to 0.65 tried on the reports to tune on and those kept aside).
LEVEL = 0.6
# Of talks and agreements, whose two sides are one set, from here on: a wrong side costs nothing.
TALKS, TALKING = 0.5, frozenset({"CONSULT", "AGREE", "COOPERATE"})
# Where the entry's frame agrees, from here on.
AGREED = 0.45
# Whom it surely harms it is done to, from here on.
VICTIMS, SURELY = 0.25, 0.9
HARM = frozenset({"killed", "wounded", "casualty", "abducted", "detained"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM"})


def find_parties(document: Document, chosen: Chosen) -> tuple[Party, ...]:
    """The participants that the trigger's own sentence names, in the order of the text."""
    parties = [Party(role.role, found, _antecedents(document, found)) for role, found in _learned(document, chosen)]
    return tuple(sorted(parties, key=lambda p: (p.phrase.start, PARTY_ROLES.index(p.role))))


def _learned(document: Document, chosen: Chosen) -> list[tuple[Role, Phrase]]:
    """Runs of one role, each word in the most probable role only; the members of a list are parties of their own.

    Where the entry's frame expects the same role on the same words, the learned head is believed at a lower level.
    """
    framed = _framed(document, chosen)
    roles = [r for r in document.roles_of(chosen.number) if r.role in PARTY_ROLES]
    harmed = [r for r in document.roles_of(chosen.number) if r.role in HARM and r.confidence >= SURELY]
    unseen = [] if roles else _unseen(document, chosen, framed)
    out: list[tuple[Role, Phrase]] = []
    for role in sorted(roles or unseen, key=lambda r: (-r.confidence, r.first)):
        frame = next((f for r, h, f in framed if r == role.role and role.first <= h < role.last), None)
        level = TALKS if chosen.type in TALKING else VICTIMS if role.role == "recipient" and _hurt(role, harmed) else LEVEL
        if role.confidence < (level if frame is None else AGREED):
            continue
        made_by = LEARNED if frame is None else f"frame:{frame}" if role in unseen else f"{LEARNED}+frame:{frame}"
        for start, stop in _apart(document, role.first, role.last):
            first, last = without_place(document, *_grown(document, chosen, start, stop))
            if any(p.start < document.words[last - 1].end and p.end > document.words[first].start for _, p in out):
                continue
            if first <= chosen.head < last or all(document.words[i].upos not in _NOUNS for i in range(first, last)):
                continue
            out.append((role, phrase(document, first, last, made_by=made_by, confidence=role.confidence)))
    return out


def _hurt(role: Role, harmed: list[Role]) -> bool:
    """Are the words those of people whom the trigger has killed, hurt or taken?"""
    return any(role.first < r.last and role.last > r.first for r in harmed)


def _unseen(document: Document, chosen: Chosen, framed: list[tuple[str, int, str]]) -> list[Role]:
    """Where the learned head sees no roles beside words of a user's type, its frame gives them."""
    return [Role(chosen.number, role, *noun_phrase(document, head), LEVEL) for role, head, _ in framed] if chosen.own else []


def _grown(document: Document, chosen: Chosen, first: int, last: int) -> tuple[int, int]:
    """The run as a whole noun phrase, unless that reaches into the trigger."""
    a, b = snap(document, first, last)
    return (first, last) if a < chosen.last and b > chosen.first else (a, b)


def _apart(document: Document, first: int, last: int) -> list[tuple[int, int]]:
    """The members of a list inside a run ("Israel's army, border police and Shin Bet"), else the run itself, trimmed.

    Two adjectives of nations before one noun ("U.S. and Afghan negotiators") are two members.
    """
    cuts = []
    for i in range(first + 1, last):
        word = document.words[i]
        if word.deprel == "conj" and first <= word.head < i and word.upos in {"NOUN", "PROPN", "ADJ"} and _same_rank(document, i):
            start = min(j for j in document.subtree(i) if first <= j)
            cuts.append(min(max(start, first + 1), i))
    edges = [first, *sorted(set(cuts)), last]
    return [trim(document, a, b) for a, b in pairwise(edges)]


def _same_rank(document: Document, index: int) -> bool:
    """Are the two listed words both names, or both nouns that head the run?"""
    word, head = document.words[index], document.words[document.words[index].head]
    if word.upos == "ADJ" or head.upos == "ADJ":
        return word.norm[:1].isupper() and head.norm[:1].isupper()
    return word.upos == head.upos or word.upos == "PROPN"


def _framed(document: Document, chosen: Chosen) -> list[tuple[str, int, str]]:
    """(role, head word, frame) of what stands where the entry's frame has its participants."""
    if chosen.lexical is None:
        return []
    frame = chosen.lexical.frame
    out: list[tuple[str, int, str]] = []
    paths: dict[str, tuple[tuple[Step, ...], ...]] = {"actor": frame.actor, "recipient": frame.recipient, "third": frame.third}
    for role, ways in paths.items():
        for way in ways:
            heads = list(follow(document, chosen.head, way))
            out += [(role, h, frame.name) for h in heads]
            if heads:
                break
    return out


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
