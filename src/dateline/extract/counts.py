"""How many were killed, wounded, detained ...: figures that the learned head marks, bounded by the quantity grammar."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from dateline.extract.quantities import ARTICLE, NONE, PART, WHOLE, count_of, find_quantities, is_civilian, is_person_noun
from dateline.extract.syntax import phrase, top, trim
from dateline.extract.triggers import Chosen
from dateline.schema.document import Document, Fact, Word
from dateline.schema.mention import Count, Quantity

LEARNED = "model:facts"
# The learned head is believed from here on (0.3 to 0.5 tried on the reports to tune on and those kept aside).
LEVEL = 0.5
# A figure of things ("six rifles") is believed to mean people only when the learned head is this sure.
SURE = 0.85
# Quantities that give no number of their own: "a", "soldiers", "of them", "nobody".
_MINOR = frozenset({ARTICLE, WHOLE, PART, NONE})
# How many words a figure's phrase may run on beyond what the head marked.
_REACH = 4
OUTCOMES = frozenset({"killed", "wounded", "casualty", "missing", "abducted", "detained", "released", "surrendered", "displaced"})
# The outcomes that an event type can have; a figure goes to a trigger of a fitting type first.
FITTING = {
    "killed": ("ASSAULT", "PROTEST", "COERCE"),
    "wounded": ("ASSAULT", "PROTEST"),
    "casualty": ("ASSAULT", "PROTEST"),
    "missing": ("ASSAULT",),
    "abducted": ("ASSAULT",),
    "detained": ("COERCE", "PROTEST", "ASSAULT"),
    "released": ("RETREAT", "AGREE", "ASSAULT"),
    "surrendered": ("RETREAT", "CONCEDE", "ASSAULT"),
    "displaced": ("ASSAULT", "COERCE"),
}  # fmt: skip


def find_counts(document: Document, chosen: tuple[Chosen, ...]) -> dict[int, tuple[Count, ...]]:
    """For each chosen trigger (by its place in `chosen`) the figures that stand with it."""
    out: dict[int, list[Count]] = {}
    for fact in document.facts:
        if fact.label not in OUTCOMES or fact.confidence < LEVEL:
            continue
        owner = _owner(document, fact, chosen)
        if owner is not None:
            counts = (c for part in _listed(document, fact) for c in _counts(document, part, chosen[owner]))
            out.setdefault(owner, []).extend(counts)
    return {k: tuple(v) for k, v in out.items()}


def _owner(document: Document, fact: Fact, chosen: tuple[Chosen, ...]) -> int | None:
    """The trigger of the same sentence that the figure belongs to: by the learned role, else by fitting type and nearness."""
    sentence = document.words[fact.first].sentence
    here = [k for k, c in enumerate(chosen) if document.words[c.first].sentence == sentence]
    if not here:
        return None

    def rank(k: int) -> tuple[float, int, int]:
        c = chosen[k]
        roles = (r for r in document.roles if r.trigger == c.number and r.role == "count")
        said = max((r.confidence for r in roles if r.first < fact.last and r.last > fact.first), default=0.0)
        fits = FITTING[fact.label].index(c.type) if c.type in FITTING[fact.label] else 9
        distance = max(c.first - fact.last, fact.first - c.last, 0)
        return (-round(said, 1) if said >= 0.5 else 0.0, fits, distance)

    return min(here, key=rank)


def _listed(document: Document, fact: Fact) -> list[Fact]:
    """The figures of a list that was marked as one ("two soldiers and a judge"), each with its own group."""
    told = [q for q in find_quantities(_sentence(document, fact.first), text=document.report.text) if q.made_by not in _MINOR]
    starts = [q.first for q in told if fact.first < q.first and q.last <= fact.last]
    cuts = [i for i in starts if document.words[i - 1].upos == "CCONJ" or document.words[i - 1].norm == ","]
    return [replace(fact, first=a, last=b) for a, b in pairwise([fact.first, *cuts, fact.last])]


def _counts(document: Document, fact: Fact, chosen: Chosen) -> list[Count]:
    first, last = _bare(document, fact.first, fact.last)
    head = top(document, first, last)
    quantity = _quantity(document, first, last, head)
    if quantity is None or quantity.low == 0 or (quantity.low is None and quantity.high is None):
        return []
    if _thing(document, head) and fact.confidence < SURE:
        return []
    first, last = min(first, quantity.first), max(last, min(quantity.last, last + _REACH))
    found = phrase(document, first, last, made_by=f"{LEARNED}+{quantity.made_by}", confidence=fact.confidence * quantity.confidence)
    who = _who(document, first, last, quantity)
    return [
        Count(
            outcome=fact.label,
            low=quantity.low,
            high=quantity.high,
            who=who or found.text,
            role="recipient",
            civilian=is_civilian(document.words[first:last]),
            phrase=found,
        )
    ]


def _bare(document: Document, first: int, last: int) -> tuple[int, int]:
    """The range without punctuation and conjunctions at its ends nor the verb before it ("killed two men"); "at least" stays."""
    while last - first > 1 and (document.words[first].upos in {"PUNCT", "CCONJ"} or _verb_before(document, first, last)):
        first += 1
    while last - first > 1 and document.words[last - 1].upos in {"PUNCT", "CCONJ", "ADP", "DET"}:
        last -= 1
    return first, last


def _verb_before(document: Document, first: int, last: int) -> bool:
    """Does the range begin with a verb that governs the rest ("killed two men"), not one that describes it ("wounded men")?"""
    return document.words[first].upos == "VERB" and any(document.words[i].head == first for i in range(first + 1, last))


def _thing(document: Document, head: int) -> bool:
    """Is the head a common noun that is none for people ("six rifles")?"""
    word = document.words[head]
    return word.upos == "NOUN" and not is_person_noun(word.lemma)


def _quantity(document: Document, first: int, last: int, head: int) -> Quantity | None:
    inside = [q for q in find_quantities(_sentence(document, first), text=document.report.text) if q.first < last and q.last > first]
    told = [q for q in inside if q.made_by not in _MINOR]
    if told:
        return told[0]
    none = [q for q in inside if q.made_by == NONE]
    return none[0] if none else count_of(document, head)


def _sentence(document: Document, index: int) -> tuple[Word, ...]:
    s = document.sentences[document.words[index].sentence]
    return document.words[s.first : s.last]


def _who(document: Document, first: int, last: int, quantity: Quantity) -> str:
    """The group's words without the figure: those behind it, else those before it."""
    ranges = [(a, b) for a, b in ((max(first, quantity.last), last), (first, min(last, quantity.first))) if a < b]
    if not ranges:
        return ""
    a, b = trim(document, *ranges[0])
    return document.text(a, b)
