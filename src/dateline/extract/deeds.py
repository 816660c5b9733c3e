"""Which deed a claim, blame or denial is about: of the deeds told beside the cue and before it, the one that learned weights have for it.

The features are named: the way through the parse, how far back the deed is told, what it is, what the cue says by itself. "No deed" is a
candidate like the others ("denied that a ransom was paid"). The weights stand in data/lexicon/deeds.csv, fitted by tools/fit_deeds.py on
coded reports.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp

from dateline.extract.syntax import KNOWN, VERBAL, clause
from dateline.extract.triggers import Chosen
from dateline.extract.ways import way
from dateline.resources import read_rows
from dateline.schema.document import Document

TABLE = "lexicon/deeds.csv"
NO_DEED = -1
# A cue goes so many sentences back for its deed; the first deed of the report is looked at from everywhere.
_BACK, _NEAR, _RANKS = 5, 3, 3


@dataclass(frozen=True, slots=True)
class Saying:
    """What a cue is to its deed: its kind and wording ("" where only the head marks it), words[first:last] and their head, the deed that
    the rules of its wording have and their link, the kind and deed of the cue before it, whether it says itself of what it is."""

    kind: str
    words: str
    first: int
    last: int
    head: int
    owner: int | None
    link: str
    before: tuple[str, int] | None
    elsewhere: bool


def deeds(document: Document, saying: Saying, chosen: Sequence[Chosen]) -> dict[int, float]:
    """How likely each deed (an index of `chosen`) is what the cue is about; NO_DEED that it is about none."""
    weights = _weights()
    odds = {k: exp(sum(weights.get(name, 0.0) for name in names)) for k, names in candidates(document, saying, chosen)}
    whole = sum(odds.values())
    return {k: odd / whole for k, odd in odds.items()}


def candidates(document: Document, saying: Saying, chosen: Sequence[Chosen]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """What the cue may be about, each with what speaks for it: deeds of its sentence, deeds told before, NO_DEED for none."""
    here = document.words[saying.first].sentence
    near = [k for k, c in enumerate(chosen) if k == saying.owner or _may_be(document, saying, c, here)]
    first = next((k for k, c in enumerate(chosen) if c.type == "ASSAULT"), None)
    if first is not None and first not in near and document.words[chosen[first].first].sentence < here:
        near.insert(0, first)
    same = [k for k in near if document.words[chosen[k].first].sentence == here]
    behind = [k for k in reversed(near) if chosen[k].last <= saying.first]
    for k in near:
        rank = min(behind.index(k), _RANKS) if k in behind else "after"
        yield k, (*features(document, saying, chosen[k], rule=k == saying.owner), *_among(document, saying, chosen, k, rank, len(same)))
    yield NO_DEED, tuple(_none(document, saying, len(same), len(near)))


def _may_be(document: Document, saying: Saying, deed: Chosen, here: int) -> bool:
    sentence = document.words[deed.first].sentence
    return here - _BACK <= sentence <= here or (sentence == here + 1 and saying.kind != "denied")


def features(document: Document, saying: Saying, deed: Chosen, *, rule: bool) -> tuple[str, ...]:
    """The names of all that holds of a deed and a cue, the other deeds left aside."""
    kind, word = saying.kind, document.words[deed.head]
    back = document.words[saying.first].sentence - document.words[deed.first].sentence
    side = "on" if deed.first < saying.last and saying.first < deed.last else "behind" if deed.last <= saying.first else "ahead"
    stands = "same" if back == 0 else "back" if back > 0 else "next"
    form = _form(document, deed.head)
    names = [
        f"rule {saying.link} {rule}", f"rule {saying.link} {rule} {kind}", f"rule {rule} {saying.words}",
        f"type {deed.type} {kind}", f"type {deed.type} {stands}", f"type {deed.type} {side}", f"{stands} {side} {kind}",
        f"back {min(max(back, -1), _BACK + 1)}", f"back {min(max(back, -1), _NEAR)} {kind} {form}", f"form {form} {stands} {side}",
        f"elsewhere {saying.elsewhere} {stands} {kind}", f"cue {saying.words} {stands} {side}", f"lemma {word.lemma}",
        f"aside {document.words[clause(document, deed.head)].deprel == 'acl:relcl'} {stands}",
    ]  # fmt: skip
    if back == 0:
        names += _ways(document, saying, deed, side)
    if saying.before is not None:
        last, owner = saying.before
        names.append(f"told {last} then {kind} {owner == deed.number} {stands}")
    return tuple(names)


def _ways(document: Document, saying: Saying, deed: Chosen, side: str) -> Iterator[str]:
    """How the parse has the deed of the cue's own sentence."""
    steps, _ = way(document, saying.head, deed.head)
    plain = "/".join(s.split(":")[0] for s in steps)
    yield f"way {plain}"
    yield f"way {plain} {saying.kind}"
    yield f"way {plain} {deed.type}"
    yield f"way {'/'.join(steps)}"
    yield f"way {plain} {document.words[saying.head].lemma}"
    yield f"same clause {clause(document, saying.head) == clause(document, deed.head)} {side}"
    yield f"far {min(abs(deed.head - saying.head) // 4, 6)} {side}"


def _among(document: Document, saying: Saying, chosen: Sequence[Chosen], k: int, rank: int | str, beside: int) -> Iterator[str]:
    """How the deed stands among the others: how many are told between it and the cue, is it the first of the report?"""
    here = document.words[chosen[k].first].sentence == document.words[saying.first].sentence
    yield f"rank {rank} {here}"
    yield f"rank {rank} {saying.kind} {chosen[k].type == 'ASSAULT'}"
    yield f"beside {min(beside, _RANKS)} {here} {saying.elsewhere}"
    yield f"first {all(c.type != chosen[k].type for c in chosen[:k])} {here}"


def _none(document: Document, saying: Saying, beside: int, near: int) -> Iterator[str]:
    """What speaks for no deed at all."""
    word = document.words[saying.head]
    yield "none"
    yield f"none {saying.kind} {saying.words}"
    yield f"none {saying.words != ''} {saying.kind}"
    yield f"none {saying.link} {saying.kind}"
    yield f"none {saying.link} {saying.words}"
    yield f"none elsewhere {saying.elsewhere} {saying.kind}"
    yield f"none beside {min(beside, _RANKS)} {min(near, _RANKS)} {saying.kind}"
    yield f"none {word.deprel} {saying.words}"
    for c in document.children[saying.head]:
        told = document.words[c]
        if told.deprel.split(":")[0] in {"obj", "ccomp", "xcomp", "obl", "nmod", "nsubj", "aux", "advmod"}:
            yield f"none of {told.deprel} {saying.kind} {told.upos}"
            yield f"none of {told.deprel.split(':')[0]} {told.lemma}"


def _form(document: Document, head: int) -> str:
    """Verb, or noun by its article."""
    if document.words[head].upos in VERBAL:
        return "verb"
    before = {document.words[c].norm.casefold() for c in document.children[head] if document.words[c].deprel in {"det", "nmod:poss"}}
    return "definite" if before & KNOWN else "indefinite" if before else "bare"


@cache
def _weights() -> Mapping[str, float]:
    return {row["feature"]: float(row["weight"]) for row in read_rows(TABLE)}
