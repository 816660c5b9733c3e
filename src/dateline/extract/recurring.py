"""Attacks told of a whole span of years: "have fought the army *since 1984*", "has *for years* been bombing the valley".

Of 13 coded attacks in the perfect beside a "since" with a year alone 12 are habitual, of six with a month two, of 30 other deeds one.
"""

from __future__ import annotations

import re

from dateline.extract.syntax import case
from dateline.extract.triggers import Chosen
from dateline.schema.document import Document

# Who is held or kept since then is held once.
_ONCE = frozenset({"have", "hold", "keep", "occupy", "control", "rule", "besiege", "intervene", "disappear", "go"})
_PERFECT = frozenset({"has", "have", "'ve", "’ve"})
_SPANS = frozenset({"year", "decade", "century", "generation"})
_FOR = frozenset({"for", "over"})
_YEAR = re.compile(r"(?:SINCE:)?(?:(?:EARLY|MID|LATE)-)?\d{4}")
# Deeds that go on over years, where "for years" (not "for two years") stands beside them: not those that saying does.
_DEEDS = frozenset({"ASSAULT", "COERCE", "AID", "PROTEST"})


def recurring(document: Document, chosen: Chosen) -> tuple[int, int] | None:
    """The words for the span of years over which it has been done again and again; None where it is not told so."""
    verb = document.words[chosen.head]
    if chosen.type not in _DEEDS or verb.upos != "VERB" or verb.lemma in _ONCE or not _is_perfect(document, chosen.head):
        return None
    for child in document.children[chosen.head]:
        told = document.words[child]
        counted = any(document.words[c].deprel == "nummod" for c in document.children[child])
        years = not counted and told.lemma in _SPANS and told.norm.casefold() != told.lemma and (case(document, child) or "") in _FOR
        if years and told.deprel.split(":")[0] in {"obl", "advmod"}:
            return min(document.subtree(child)), child + 1
        if chosen.type == "ASSAULT" and (since := _since(document, child)) is not None:
            return since
    return None


def _is_perfect(document: Document, verb: int) -> bool:
    """ "Has bombed", "have been attacked", not "had been"."""
    below = (document.words[c] for c in document.children[verb])
    return any(w.deprel.split(":")[0] == "aux" and w.norm.casefold() in _PERFECT for w in below)


def _since(document: Document, child: int) -> tuple[int, int] | None:
    """The words of a "since" with a year: "since 1984", "since the rebels took up arms in 1996"."""
    told = document.words[child]
    below = sorted(document.subtree(child))
    marks = {document.words[i].norm.casefold() for i in document.children[child] if document.words[i].deprel in {"mark", "case"}}
    if "since" not in marks or told.deprel.split(":")[0] not in {"obl", "advcl"}:
        return None
    dated = any(below[0] <= t.first <= below[-1] and _YEAR.fullmatch(t.value or "") for t in document.times)
    return (below[0], below[-1] + 1) if dated else None
