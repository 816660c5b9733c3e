"""Who told it, and who says who did it: sources and claims."""

from __future__ import annotations

from dateline.extract.lexicon import Lexicon, Step, find_all
from dateline.extract.syntax import ancestors, antecedent, clause, follow, is_pronoun, noun_phrase, phrase, top, trim
from dateline.extract.triggers import Chosen
from dateline.schema.document import Document, Fact
from dateline.schema.mention import Claim, Phrase, Source

LEVEL = 0.45
# Types of events that are claimed, blamed and denied.
_CLAIMED = frozenset({"ASSAULT", "COERCE", "PROTEST", "AID"})
CLAIMS = frozenset({"claimed", "blamed", "denied"})


def find_sources(document: Document, chosen: Chosen) -> tuple[Source, ...]:
    """Who is said to tell of the event in its own sentence."""
    roles = [r for r in document.roles if r.trigger == chosen.number and r.role == "source" and r.confidence >= LEVEL]
    out = []
    for r in roles:
        first, last = trim(document, r.first, r.last)
        out.append(Source(phrase(document, first, last, made_by="model:roles", confidence=r.confidence)))
    return tuple(out)


def find_claims(document: Document, chosen: tuple[Chosen, ...], lexicon: Lexicon) -> dict[int, tuple[Claim, ...]]:
    """For each chosen trigger the claims of its sentence that are about it."""
    out: dict[int, list[Claim]] = {}
    for fact in document.facts:
        if fact.label in CLAIMS:
            owner = _owner(document, fact, chosen)
            if owner is not None:
                first, last = trim(document, fact.first, fact.last)
                found = phrase(document, first, last, made_by="model:facts", confidence=fact.confidence)
                by, accused = _sides(document, fact, lexicon)
                out.setdefault(owner, []).append(Claim(fact.label, by, found, accused))
    return {k: tuple(v) for k, v in out.items()}


def _owner(document: Document, fact: Fact, chosen: tuple[Chosen, ...]) -> int | None:
    """An attack of the sentence before any other event, the nearest one; where it has none, the attack told last."""
    sentence = document.words[fact.first].sentence
    here = [k for k, c in enumerate(chosen) if document.words[c.first].sentence == sentence]
    fitting = [k for k in here if chosen[k].type in _CLAIMED] or [k for k in here if chosen[k].type != "ACCUSE"]
    if fitting:
        return min(fitting, key=lambda k: max(chosen[k].first - fact.last, fact.first - chosen[k].last, 0))
    before = [k for k, c in enumerate(chosen) if c.type == "ASSAULT" and document.words[c.first].sentence < sentence]
    return before[-1] if before else (here[0] if here else None)


def _sides(document: Document, fact: Fact, lexicon: Lexicon) -> tuple[Phrase | None, Phrase | None]:
    """Who claims, blames or denies, and who is blamed: by the pattern's own paths, else the subject of the clause."""
    s = document.sentences[document.words[fact.first].sentence]
    words = document.words[s.first : s.last]
    for found in find_all(words, lexicon.claims, particles=lexicon.particles):
        if found.entry.kind == fact.label and found.first < fact.last + 3 and found.last > fact.first - 3:
            by = _first(document, found.head, found.entry.by)
            accused = _first(document, found.head, found.entry.accused) if fact.label == "blamed" else None
            if by is not None or accused is not None:
                return by, accused
    for i in ancestors(document, clause(document, top(document, fact.first, fact.last))):
        subject = next((c for c in document.children[i] if document.words[c].deprel == "nsubj"), None)
        if subject is not None:
            return _party(document, subject), None
    return None, None


def _first(document: Document, head: int, paths: tuple[tuple[Step, ...], ...]) -> Phrase | None:
    """The first phrase that one of the paths leads to."""
    found = next((h for path in paths if path for h in follow(document, head, path)), None)
    return _party(document, found) if found is not None else None


def _party(document: Document, head: int) -> Phrase:
    if is_pronoun(document.words[head]):
        back = antecedent(document, head)
        head = back if back is not None else head
    return phrase(document, *noun_phrase(document, head), made_by="syntax:subject", confidence=0.7)
