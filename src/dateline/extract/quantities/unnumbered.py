"""How many a noun phrase tells that holds no number: a plural, a name, a pronoun, an article."""

from __future__ import annotations

from dateline.extract.quantities.kinds import ARTICLE, NAME, NOUN, PRONOUN, VAGUE
from dateline.extract.quantities.people import is_person_noun, is_plural, noun_entry
from dateline.extract.quantities.table import grammar
from dateline.schema.document import Document

_ONE = frozenset({"a", "an", "one", "this", "that", "each", "every", "another"})

Bounds = tuple[int | None, int | None]


def unnumbered(document: Document, head: int) -> tuple[Bounds, str]:
    """Bounds read off a noun phrase that tells no number; an empty kind where it counts nobody."""
    word = document.words[head]
    form = word.norm.casefold()
    pronouns = grammar().raw["people"]["pronouns"]
    if word.upos in ("PRON", "DET") or (form in ("others", "another") and form in pronouns):
        bounds = pronouns.get(form)
        return ((bounds[0], bounds[1] if len(bounds) > 1 else None), PRONOUN) if bounds else ((None, None), "")
    named = _named(document, head)
    if named:
        return named
    if word.upos == "NUM":
        return (None, None), ""
    determiners = {document.words[c].norm.casefold() for c in document.children[head] if document.words[c].deprel.startswith("det")}
    if "any" in determiners:
        return (None, None), ""
    if form in grammar().sets["pairs"]:
        return (2, 2), NOUN
    if "both" in determiners:
        return (2, 2), VAGUE
    if is_plural(word):
        return _plural_bounds(document, head)
    if form in grammar().sets["collectives"]:
        return (2, None), NOUN
    if word.upos == "ADJ" and form not in ("least", "most"):
        return ((1, 1), NOUN) if determiners & {"a", "an"} else ((2, None), NOUN)
    if is_person_noun(word.lemma) or determiners & _ONE:
        return (1, 1), (ARTICLE if determiners & _ONE else NOUN)
    return (None, None), ""


def _plural_bounds(document: Document, head: int) -> tuple[Bounds, str]:
    """A plural without number is two or more, unless the people are named behind it ("officers Ali Hassan and Mehmet Demir")."""
    for child in document.children[head]:
        word = document.words[child]
        if (
            word.upos == "PROPN"
            and word.deprel.split(":")[0] in ("appos", "flat", "nmod")
            and child > head
            and not preposition(document, child)
        ):
            joined = [document.words[c] for c in document.children[child] if document.words[c].deprel.startswith("conj")]
            names = 1 + sum(1 for other in joined if other.upos == "PROPN")
            if names > 1:
                return (names, names), NAME
    return (2, None), NOUN


def _named(document: Document, head: int) -> tuple[Bounds, str] | None:
    """A named person is one; a named group several; a place, firm or office nobody."""
    word = document.words[head]
    for name in document.names_in(word.sentence):
        if name.first <= head < name.last:
            if name.kind == "person":
                return (1, 1), NAME
            if name.kind in ("armed_group", "group"):
                return ((1, 1), NOUN) if _singular_name(document, head) else ((2, None), NOUN)
            return None if noun_entry(word.norm) else ((None, None), "")
    if word.upos == "PROPN" and not noun_entry(word.norm):
        return ((2, None), NOUN) if is_plural(word) else ((1, 1), NAME)
    return None


def _singular_name(document: Document, head: int) -> bool:
    """ "a Palestinian": one of the group."""
    return any(document.words[c].norm.casefold() in _ONE for c in document.children[head] if document.words[c].deprel == "det")


def preposition(document: Document, index: int) -> str:
    """The preposition before a word, "" where none stands."""
    return next((document.words[c].norm.casefold() for c in document.children[index] if document.words[c].deprel == "case"), "")
