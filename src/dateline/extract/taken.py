"""How people came into somebody's hands, told beside their release, rescue or death: "freed nineteen women whom they had *taken*".

The head for triggers reads the main clause and often passes over the one that describes the people. The parse has it: a participle or a
relative clause with a verb of taking, whose object the people are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.extract.befallen import find_befallen, is_plural_number
from dateline.extract.entries import Lexicon
from dateline.extract.own_types import UNSEEN
from dateline.extract.syntax import NEGATIONS, case
from dateline.extract.triggers import Chosen
from dateline.extract.verbs import ARRESTING, TAKING
from dateline.schema.document import Document, Trigger

MADE_BY = "syntax:taken"
# What then came of the people.
_FATES = frozenset({"released", "killed"})
# How far such an event is believed, how far that it happened, and how often coders would leave it out: of the coded reports that tell of a
# release three in four have the taking too.
_BELIEF, _HAPPENED, _OPTIONAL = 0.7, 0.75, 0.2
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_WHO = frozenset({"who", "whom", "that", "which"})
# Verbs that also say where somebody is brought.
_MOVING = frozenset({"take", "carry", "keep"})


def with_taken(document: Document, chosen: Sequence[Chosen], lexicon: Lexicon) -> tuple[Chosen, ...]:
    """The chosen triggers with the takings put in that describe the people of another, in the order of the text."""
    out = list(chosen)
    for told in find_befallen(document, lexicon):
        words = told.wording
        if (
            told.outcome not in _FATES
            or is_plural_number(document, told.head)  # mostly taken over years, in no one event
            or not any(c.first < words.last and c.last > words.first for c in chosen)
        ):
            continue
        for verb in takings(document, told.head):
            if not any(c.first <= verb < c.last for c in out):
                out.append(_made(document, verb))
    return tuple(sorted(out, key=lambda c: (c.first, c.last)))


def takings(document: Document, head: int) -> Iterator[int]:
    """Verbs of taking that describe the people of that noun, or those out of whom they are ("five of the *eleven soldiers* held")."""
    nouns = [head, *(c for c in document.children[head] if document.words[c].deprel == "nmod" and case(document, c) == "of")]
    describing = (c for noun in nouns for c in document.children[noun] if document.words[c].deprel.split(":")[0] == "acl")
    for verb in describing:
        word = document.words[verb]
        if word.upos == "VERB" and word.lemma in TAKING | ARRESTING and _is_done_to(document, verb):
            yield verb


def _is_done_to(document: Document, verb: int) -> bool:
    """Are the people its object: a participle, a passive, or with a subject of its own? Nobody is taken to a hospital or ill."""
    word, children = document.words[verb], [document.words[c] for c in document.children[verb]]
    negated = any(c.norm.casefold() in NEGATIONS for c in children)
    others = any(c.deprel in {"obj", "xcomp"} and c.norm.casefold() not in _WHO for c in children)
    elsewhere = word.lemma in _MOVING and any(c.deprel == "obl" and case(document, c.index) == "to" for c in children)
    if negated or others or elsewhere:
        return False
    subjects = [c for c in children if c.deprel in _SUBJECTS]
    if word.deprel == "acl":
        return not subjects and not word.norm.casefold().endswith("ing")
    return any(c.deprel == "nsubj:pass" or c.norm.casefold() not in _WHO for c in subjects)


def _made(document: Document, verb: int) -> Chosen:
    """A mention of that verb; what the heads faintly see in it still tells of parties, times and status."""
    arrest = document.words[verb].lemma in ARRESTING
    kind, mode = ("COERCE", "arrest") if arrest else ("ASSAULT", "abduct")
    plain = Trigger(verb, verb + 1, verb, kind, _BELIEF, (("happened", _HAPPENED),), (), _OPTIONAL, _BELIEF)
    near = [n for n, t in enumerate(document.triggers) if t.first <= verb < t.last]
    number = max(near, key=lambda n: document.triggers[n].confidence, default=UNSEEN)
    made_by = f"{MADE_BY}+lexicon:{document.words[verb].lemma}"
    return Chosen(verb, verb + 1, verb, kind, ((mode, 1.0),), _BELIEF, made_by, number, plain, None)
