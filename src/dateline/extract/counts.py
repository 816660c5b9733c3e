"""How many were killed, wounded, detained ...: figures that the learned head marks, bounded by the quantity grammar."""

from __future__ import annotations

from dateline.extract.quantities import count_of, find_quantities, is_civilian
from dateline.extract.syntax import phrase, top, trim
from dateline.extract.triggers import Chosen
from dateline.schema.document import Document, Fact
from dateline.schema.mention import Count, Quantity

LEARNED = "model:facts"
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
        if fact.label not in OUTCOMES:
            continue
        owner = _owner(document, fact, chosen)
        if owner is not None:
            out.setdefault(owner, []).extend(_counts(document, fact, chosen[owner]))
    return {k: tuple(v) for k, v in out.items()}


def _owner(document: Document, fact: Fact, chosen: tuple[Chosen, ...]) -> int | None:
    """The trigger of the same sentence that the figure belongs to: by the learned role, else by fitting type and nearness."""
    sentence = document.words[fact.first].sentence
    here = [k for k, c in enumerate(chosen) if document.words[c.first].sentence == sentence]
    if not here:
        return None

    def rank(k: int) -> tuple[float, int, int]:
        c = chosen[k]
        said = max((r.confidence for r in document.roles if r.trigger == c.number and r.role == "count" and r.first < fact.last and r.last > fact.first), default=0.0)
        fits = FITTING[fact.label].index(c.type) if c.type in FITTING[fact.label] else 9
        distance = max(c.first - fact.last, fact.first - c.last, 0)
        return (-round(said, 1) if said >= 0.5 else 0.0, fits, distance)

    return min(here, key=rank)


def _counts(document: Document, fact: Fact, chosen: Chosen) -> list[Count]:
    first, last = trim(document, fact.first, fact.last)
    head = top(document, first, last)
    quantity = _quantity(document, first, last, head)
    if quantity is None or quantity.low == 0:
        return []
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


def _quantity(document: Document, first: int, last: int, head: int) -> Quantity | None:
    inside = [q for q in find_quantities(_sentence(document, first)) if q.first < last and q.last > first]
    told = [q for q in inside if q.made_by.split(":")[-1] not in {"article", "whole"}]
    if told:
        return told[0]
    return count_of(document, head)


def _sentence(document: Document, index: int) -> tuple:  # type: ignore[type-arg]
    s = document.sentences[document.words[index].sentence]
    return document.words[s.first : s.last]


def _who(document: Document, first: int, last: int, quantity: Quantity) -> str:
    """The group's words without the figure."""
    rest = [i for i in range(first, last) if not quantity.first <= i < quantity.last]
    if not rest or rest[-1] - rest[0] != len(rest) - 1:
        return ""
    a, b = trim(document, rest[0], rest[-1] + 1)
    return document.text(a, b)
