"""Figures of people told by a pronoun alone: "the rebels let *him* go", "*they* were freed on Friday", "shot *them* dead"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dateline.extract.befallen import Befallen, find_befallen
from dateline.extract.entries import Lexicon
from dateline.extract.quantities import PRONOUN
from dateline.extract.syntax import phrase
from dateline.extract.triggers import Chosen
from dateline.schema.document import Document
from dateline.schema.mention import Count

MADE_BY = f"pronouns+{PRONOUN}"
# Who is let go may be told by a pronoun; who is taken, killed or hurt has mostly been counted by name.
_OUTCOMES = frozenset({"released"})
# Who is taken and then killed is told by "them" alone ("took eight peasants and shot *them* dead"), within the sentence that counts them.
_ENDED = frozenset({"killed"})
_TAKEN = frozenset({"abducted", "detained"})
# Of those found dead it may be told how they were taken before ("six men were found dead; *they* had been abducted").
_BEFORE = frozenset({"abducted"})
_SEVERAL = frozenset({"they", "them"})
# So sure is such a figure, and so many sentences before it the people may have been told.
_TRUST, _REACH = 0.8, 2


def with_pronouns(
    document: Document, chosen: Sequence[Chosen], counts: Mapping[int, Sequence[Count]], lexicon: Lexicon
) -> dict[int, tuple[Count, ...]]:
    """The figures of each chosen trigger, with the people let go who are told by a pronoun as many as were told to have been taken."""
    out = {k: tuple(_sized(document, c, counts) for c in told) for k, told in counts.items()}
    for told in find_befallen(document, lexicon, pronouns=True):
        own = _own(document, chosen, told)
        bounds = _bounds(document, told.head, counts, told=_ENDED if told.outcome in _BEFORE else _TAKEN)
        if own is None or chosen[own].type != told.type or bounds is None or not _may_be_told(document, told, counts):
            continue
        if all(c.outcome != told.outcome for c in out.get(own, ())):
            found = phrase(document, told.head, told.head + 1, made_by=MADE_BY, confidence=_TRUST)
            out[own] = (*out.get(own, ()), Count(told.outcome, *bounds, found.text, "recipient", None, found))
    return out


def _own(document: Document, chosen: Sequence[Chosen], told: Befallen) -> int | None:
    """The mention in the wording's words; of people killed also one that its sentence tells."""
    within = next((k for k, c in enumerate(chosen) if c.first < told.wording.last and c.last > told.wording.first), None)
    if within is not None or told.outcome not in _ENDED:
        return within
    sentence = document.words[told.head].sentence
    return next((k for k, c in enumerate(chosen) if c.type == told.type and document.words[c.first].sentence == sentence), None)


def _may_be_told(document: Document, told: Befallen, counts: Mapping[int, Sequence[Count]]) -> bool:
    """Is it an outcome that "them" tells of: let go, or killed in the sentence that tells they were taken, and counted nowhere else?"""
    if told.outcome in _OUTCOMES:
        return True
    if told.outcome in _BEFORE:
        return all(c.outcome not in _TAKEN for group in counts.values() for c in group)
    sentence = document.words[told.head].sentence
    here = [c for group in counts.values() for c in group if document.words[c.phrase.head].sentence == sentence]
    several = document.words[told.head].norm.casefold() in _SEVERAL
    return told.outcome in _ENDED and several and any(c.outcome in _TAKEN for c in here) and all(c.outcome not in _ENDED for c in here)


def _sized(document: Document, count: Count, counts: Mapping[int, Sequence[Count]]) -> Count:
    """A figure marked on "they" alone, which says only that they are several, with the number told before."""
    word = document.words[count.phrase.head]
    alone = count.phrase.text.casefold() in _SEVERAL and word.norm.casefold() in _SEVERAL
    bounds = _bounds(document, word.index, counts, told=_TAKEN) if alone and count.outcome in _OUTCOMES and count.high is None else None
    if bounds is None:
        return count
    surer = replace(count.phrase, confidence=max(count.phrase.confidence, _TRUST))
    return replace(count, low=bounds[0], high=bounds[1], phrase=surer)


def _bounds(
    document: Document, head: int, counts: Mapping[int, Sequence[Count]], *, told: frozenset[str]
) -> tuple[int | None, int | None] | None:
    """How many the pronoun stands for: the last people told before it with such an outcome, several or one as it asks; else None."""
    word = document.words[head]
    several = word.norm.casefold() in _SEVERAL
    before = [
        c for group in counts.values() for c in group if c.outcome in told and (c.high != 1) == several and c.phrase.end <= word.start
    ]
    near = [c for c in before if word.sentence - document.words[c.phrase.head].sentence <= _REACH]
    last = max(near, key=lambda c: c.phrase.start, default=None)
    return None if last is None else (last.low, last.high)
