"""How a noun stands to a trigger in the parse, as named features: the way through the tree, the voice, what the noun is.

The weights stand in data/lexicon/standing.csv, fitted by tools/fit_standing.py on coded reports: what a role in such a place of the tree
is worth. The learned head reads the same words without a tree; the two are weighed together in `parties`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from dateline.extract.quantities import person_kind
from dateline.extract.syntax import noun_phrase
from dateline.extract.triggers import Chosen
from dateline.extract.ways import LONGEST, noun_kind, voice, way
from dateline.resources import read_rows
from dateline.schema.document import Document, Word

TABLE = "lexicon/standing.csv"
PARTY_ROLES = ("actor", "recipient", "third")
# Distances in words and ranks that are told apart.
_FAR, _STRIDE, _RANKS = 8, 3, 4
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
# Relations of words inside a name or number, which head no phrase.
_INNER = frozenset({"flat", "goeswith", "fixed", "expl"})
# How what it is done to stands to a verb.
_HELD = frozenset({"obj", "iobj", "obl"})
# Kinds of names that can be a party by themselves.
_ACTING = frozenset({"person", "organisation", "armed_group", "group"})
_COUNTING = frozenset({"nummod", "compound", "nmod:unmarked"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A noun phrase words[first:last] around `head` that may be a party, with the log odds of each role by where it stands."""

    head: int
    first: int
    last: int
    odds: dict[str, float]


def candidates(document: Document, chosen: Chosen) -> tuple[Candidate, ...]:
    """All noun phrases of the trigger's sentence that are no part of it and no time, in the order of the text."""
    out = []
    heads = tuple(nouns(document, chosen))
    for head in heads:
        told = features(document, chosen, head, heads)
        first, last = around(document, chosen, head)
        out.append(Candidate(head, first, last, _odds(told)))
    return tuple(out)


def nouns(document: Document, chosen: Chosen) -> Iterator[int]:
    """The heads of those noun phrases; an adjective of a nation counts where it describes the trigger ("*Israeli* strikes"),
    and the first of two that describe one noun ("*Indian* and Pakistani troops")."""
    sentence = document.sentences[document.words[chosen.first].sentence]
    timed = {i for t in document.times_in(sentence.index) for i in range(t.first, t.last)}
    for i in range(sentence.first, sentence.last):
        inside = chosen.first <= i < chosen.last and not _object_inside(document, chosen, i)
        if i not in timed and not inside and _may_be(document, chosen, i):
            yield i


def _object_inside(document: Document, chosen: Chosen, index: int) -> bool:
    """Is it what the trigger's words hold as that to which its verb is done ("accused *him*", "fired on *villagers*")?

    Things and places are left to the learned head: they are mostly of the wording ("opened *fire*").
    """
    word = document.words[index]
    if word.upos == "PRON":
        return word.head == chosen.head and word.deprel in {"obj", "iobj"}
    if word.head != chosen.head or document.words[chosen.head].upos != "VERB" or word.deprel not in _HELD or word.upos not in _NOMINAL:
        return False
    return person_kind(word.lemma) is not None or any(
        n.kind in _ACTING and n.first <= index < n.last for n in document.names_in(word.sentence)
    )


def _may_be(document: Document, chosen: Chosen, index: int) -> bool:
    word = document.words[index]
    inside = chosen.first <= word.head < chosen.last
    if word.upos == "ADJ":
        listed = any(document.words[c].deprel == "conj" and _of_nation(document.words[c]) for c in document.children[index])
        return word.deprel == "amod" and _of_nation(word) and (inside or listed)
    if word.upos not in _NOMINAL or word.deprel in _INNER or (word.deprel == "compound" and not inside):
        return False
    if word.upos == "NUM":
        return word.deprel not in _COUNTING
    return word.upos != "PRON" or inside or word.deprel not in {"nmod:poss", "det"}


def _of_nation(word: Word) -> bool:
    """An adjective written like a name."""
    return word.upos == "ADJ" and word.text[:1].isupper()


def around(document: Document, chosen: Chosen, head: int) -> tuple[int, int]:
    """The noun phrase around a head, the word alone where it holds what heads the trigger."""
    first, last = noun_phrase(document, head)
    return (head, head + 1) if first <= chosen.head < last else (first, last)


def features(document: Document, chosen: Chosen, head: int, heads: Sequence[int]) -> tuple[str, ...]:
    """The names of all that holds of the noun and the trigger; `heads` are those of all noun phrases beside it."""
    word, type, verb = document.words[head], chosen.type, document.words[chosen.head].lemma
    steps, top = way(document, chosen.head, head)
    told, plain = "/".join(steps), "/".join(s.split(":")[0] for s in steps)
    kind, form = noun_kind(document, head), voice(document, chosen)
    ends = f"{steps[0]} {steps[-1]}" if steps else ""
    mode = chosen.modes[0][0] if chosen.modes else None
    where, rank = _rank(chosen, head, heads)
    above = document.words[word.head].lemma if word.head >= 0 else ""
    end, length = steps[-1] if steps else "", min(len(steps), LONGEST + 1)
    over, far = document.words[top].lemma, min(abs(head - chosen.head) // _STRIDE, _FAR)
    return (
        "bias", f"way {told}", f"way {told} {form}", f"steps {plain}", f"{type} {plain} {form}", f"{type} way {told}",
        f"{verb} {plain} {form}", f"{verb} way {told}", f"over {over} {plain}", f"over {over} {type}",
        f"kind {kind}", f"kind {kind} {type}", f"kind {kind} {plain}", f"kind {kind} {where} {type}", f"word {word.upos}",
        f"length {length}", f"{document.words[chosen.head].upos} {plain}", f"end {end} {kind} {type}", f"ends {ends} {type}",
        f"rank {where} {rank} {type}", f"rank {where} {rank} {kind} {type}", f"under {above} {word.deprel}",
        f"under {above} {word.deprel} {type}", f"is {word.deprel} {kind} {type} {form}", f"far {far}", f"noun {word.lemma} {type}",
        f"mode {mode} {plain}",
    )  # fmt: skip


def _rank(chosen: Chosen, head: int, heads: Sequence[int]) -> tuple[str, int]:
    """On which side of the trigger it stands, and as the how manieth noun before it (from the first on) or behind it."""
    if head < chosen.head:
        return "before", min(sum(h < head for h in heads), _RANKS)
    return "after", min(sum(chosen.head < h < head for h in heads), _RANKS)


def _odds(told: Sequence[str]) -> dict[str, float]:
    weights = _weights()
    found = [weights[name] for name in told if name in weights]
    return {role: sum(w[k] for w in found) for k, role in enumerate(PARTY_ROLES)}


@cache
def _weights() -> dict[str, tuple[float, ...]]:
    return {row["feature"]: tuple(float(row[role] or 0) for role in PARTY_ROLES) for row in read_rows(TABLE)}
