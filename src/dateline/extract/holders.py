"""Who claims, blames or denies: of the nouns beside a cue and of who spoke last, the one that the parse has for it, by learned weights.

The features are named: the way through the parse from the cue's head, what the noun is, whether it speaks, where it stands. The weights
stand in data/lexicon/holders.csv, fitted by tools/fit_holders.py on coded reports.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp

from dateline.extract.setting import dateline_end
from dateline.extract.sources import Speakers
from dateline.extract.syntax import VERBAL, ancestors, clause, top
from dateline.extract.ways import noun_kind, way
from dateline.resources import read_rows
from dateline.schema.document import Document

TABLE = "lexicon/holders.csv"
# Who is listed with the likeliest holder and is so likely holds it too.
LISTED = 0.4
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_INNER = frozenset({"flat", "goeswith", "fixed", "expl", "compound"})
_FAR, _STRIDE, _RANKS = 6, 4, 3
_NOBODY = -1
# Whose verb of saying is nearer to the cue.
_NEARNESS = ("own", "over", "beside")


@dataclass(frozen=True, slots=True)
class Told:
    """What a cue is to its holder: its kind, words[first:last], its head, where its wording has the holder and the accused, whether a
    wording says it at all, and the deed where that is its subject."""

    kind: str
    first: int
    last: int
    head: int
    by: tuple[int, ...] = ()
    accused: tuple[int, ...] = ()
    subject: tuple[int, ...] = ()
    worded: bool = False
    link: str = ""
    deed: tuple[int, ...] = ()


def holders(document: Document, told: Told, speakers: Speakers) -> tuple[int, ...]:
    """The heads of who claims, blames or denies it; none where nobody is named."""
    # Who is blamed does not blame: parsers take "blamed *on rebels*" for "blamed by rebels". Nor does the deed ("the raid bore the marks").
    nobody = {*told.accused, *told.deed}
    found = [(_probability(names), head) for head, names in candidates(document, told, speakers) if head not in nobody]
    _, best = max(found, key=lambda x: (x[0], -x[1]))
    if best == _NOBODY:
        return ()
    return (best, *(h for p, h in found if p >= LISTED and _listed(document, best, h)))


def candidates(document: Document, told: Told, speakers: Speakers) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Who may be the holder, each with what speaks for it: nouns of the sentence, who spoke last before it, -1 for nobody."""
    s = document.sentences[document.words[told.head].sentence]
    heads = [i for i in range(max(s.first, dateline_end(document)), s.last) if _may_be(document, i)]
    speaking = _speaking(document, told, speakers)
    for head in heads:
        yield head, features(document, told, head, heads, speaking)
    before = next((speakers.last[k] for k in range(s.index - 1, max(s.index - 3, -1), -1) if k in speakers.last), None)
    if before is not None:
        head = top(document, *before)
        yield (
            head,
            (
                "bias",
                "before",
                f"before {told.kind}",
                f"before kind {noun_kind(document, head)}",
                f"before worded {told.worded}",
                *_alone(document, told),
            ),
        )
    yield _NOBODY, ("bias", "nobody", f"nobody {told.kind}", *(f"nobody {x}" for x in _alone(document, told)))


def _alone(document: Document, told: Told) -> tuple[str, ...]:
    """How the cue stands by itself: is it a passive, does anybody speak in its sentence?"""
    form, word = _form(document, told.head), document.words[told.head]
    return (
        f"none {form} {told.worded}",
        f"none {form} {told.kind}",
        f"none by {bool(told.by)}",
        f"none rule {bool(told.subject)} {told.worded} {form}",
        f"none link {told.link} {bool(told.subject)}",
        f"none {word.lemma} {form}",
    )


def _may_be(document: Document, index: int) -> bool:
    word = document.words[index]
    return word.upos in _NOMINAL and word.deprel.split(":")[0] not in _INNER


def features(document: Document, told: Told, head: int, heads: Sequence[int], speaking: Mapping[int, str]) -> tuple[str, ...]:
    """The names of all that holds of a noun beside a cue."""
    word, is_a, form = document.words[head], noun_kind(document, head), _form(document, told.head)
    steps, _ = way(document, told.head, head)
    plain = "/".join(s.split(":")[0] for s in steps)
    side = "before" if head < told.first else "after" if head >= told.last else "inside"
    rank = min(bisect_left(heads, head), _RANKS)
    speaks = speaking.get(head, "not")
    rule = "subject" if head in told.subject else "other" if told.subject else "none"
    path = "by" if head in told.by else "accused" if head in told.accused else "other" if told.by else "none"
    far = min(abs(head - told.head) // _STRIDE, _FAR)
    return (
        "bias", f"rule {rule} {told.worded}", f"rule {rule} {told.kind}", f"rule {rule} {told.worded} {speaks}", f"rule {rule} {is_a}",
        f"rule {rule} {told.link}", f"way {plain}", f"way {plain} {form}", f"way {plain} {told.kind} {form}", f"way {'/'.join(steps)}",
        f"kind {is_a}",
        f"kind {is_a} {told.kind}", f"{side} {is_a}", f"{side} {told.kind} {form}", f"rank {rank} {side}", f"rank {rank} {is_a}",
        f"speaks {speaks}", f"speaks {speaks} {told.kind} {told.worded}", f"speaks {speaks} {is_a}", f"path {path}",
        f"path {path} {told.kind}", f"path {path} {is_a}",
        f"far {far} {side}", f"is {word.deprel} {is_a}", f"is {word.deprel} {told.kind} {side}", f"noun {word.lemma}",
        f"own clause {clause(document, head) == clause(document, told.head)} {word.deprel}",
        f"over {document.words[told.head].lemma} {plain}",
    )  # fmt: skip


def _speaking(document: Document, told: Told, speakers: Speakers) -> dict[int, str]:
    """Who speaks in the cue's sentence, and whether by the cue's own verb, by one over it, or beside it."""
    s = document.sentences[document.words[told.head].sentence]
    over = set(ancestors(document, told.head))
    out: dict[int, str] = {}
    for verb in (v for v in range(s.first, s.last) if v in speakers.by_verb):
        own = told.first <= verb < told.last or verb == told.head
        how = "own" if own else "over" if verb in over or document.words[verb].head in over else "beside"
        for i in (i for first, last in speakers.by_verb[verb] for i in range(first, last)):
            out[i] = min(out.get(i, how), how, key=_NEARNESS.index)
    return out


def _form(document: Document, head: int) -> str:
    word = document.words[head]
    if word.upos not in VERBAL:
        return "noun" if word.upos in {"NOUN", "PROPN"} else "other"
    passive = any(document.words[c].deprel in {"nsubj:pass", "aux:pass", "obl:agent"} for c in document.children[head])
    return "passive" if passive or (word.deprel == "acl" and word.norm.endswith("ed")) else "active"


def _listed(document: Document, first: int, other: int) -> bool:
    """Do the two stand in one list?"""
    return (
        first != other
        and other >= 0
        and any(document.words[a].deprel == "conj" and document.words[a].head == b for a, b in ((first, other), (other, first)))
    )


def _probability(names: Sequence[str]) -> float:
    weights = _weights()
    return 1 / (1 + exp(-sum(weights.get(name, 0.0) for name in names)))


@cache
def _weights() -> dict[str, float]:
    return {row["feature"]: float(row["weight"]) for row in read_rows(TABLE)}
