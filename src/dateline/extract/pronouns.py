"""Figures of people told by a pronoun alone: "the rebels let *him* go", "*they* were freed on Friday"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.extract.befallen import find_befallen
from dateline.extract.lexicon import Lexicon
from dateline.extract.quantities import PRONOUN, is_civilian
from dateline.extract.syntax import phrase
from dateline.extract.triggers import Chosen
from dateline.schema.document import Document
from dateline.schema.mention import Count

MADE_BY = f"lexicon:pronoun+{PRONOUN}"
# Who is let go, or taken, may be told by a pronoun; who is killed or hurt has mostly been counted by name before.
_OUTCOMES = frozenset({"released", "abducted", "detained"})
_TAKEN = frozenset({"abducted", "detained"})
_SEVERAL = frozenset({"they", "them"})
# So sure is such a figure, and so many sentences before it the people may have been told.
_TRUST, _REACH = 0.8, 2


def find_pronouns(
    document: Document, chosen: Sequence[Chosen], counts: Mapping[int, Sequence[Count]], lexicon: Lexicon
) -> dict[int, tuple[Count, ...]]:
    """For each chosen trigger without a figure of its own outcome the people told by a pronoun: one, or as many as were taken before."""
    out: dict[int, tuple[Count, ...]] = {}
    for told in find_befallen(document, lexicon, pronouns=True):
        own = next((k for k, c in enumerate(chosen) if c.first < told.wording.last and c.last > told.wording.first), None)
        if own is None or told.outcome not in _OUTCOMES or chosen[own].type != told.type or not told.alone:
            continue
        bounds = _bounds(document, told.head, counts)
        if bounds is None or any(c.outcome == told.outcome for c in counts.get(own, ())) or own in out:
            continue
        found = phrase(document, told.head, told.head + 1, made_by=MADE_BY, confidence=_TRUST)
        out[own] = (Count(told.outcome, *bounds, found.text, "recipient", is_civilian(document.words[told.head : told.head + 1]), found),)
    return out


def _bounds(document: Document, head: int, counts: Mapping[int, Sequence[Count]]) -> tuple[int | None, int | None] | None:
    """How many the pronoun stands for; None where several are told and no number of people taken stands near before them."""
    word = document.words[head]
    if word.norm.casefold() not in _SEVERAL:
        return 1, 1
    before = [
        c
        for told in counts.values()
        for c in told
        if c.outcome in _TAKEN and c.high != 1 and c.phrase.end <= word.start and word.sentence - document.words[c.phrase.head].sentence <= _REACH
    ]
    last = max(before, key=lambda c: c.phrase.start, default=None)
    return None if last is None else (last.low, last.high)
