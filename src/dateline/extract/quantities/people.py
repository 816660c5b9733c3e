"""Nouns for people: which they are, of what kind, one or several."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from dateline.extract.quantities.table import Noun, grammar
from dateline.schema.document import Word
from dateline.settings import checked


def noun_entry(text: str) -> Noun | None:
    """The lexicon's entry for a noun, also in the plural or with something before a hyphen ("ex-soldier")."""
    nouns = grammar().nouns
    word = text.casefold()
    for form in _singulars(word):
        if form in nouns:
            return nouns[form]
    return nouns.get(word.rpartition("-")[2]) if "-" in word else None


def _singulars(word: str) -> Iterator[str]:
    yield word
    if word.endswith("men"):
        yield word[:-3] + "man"
    if word.endswith("s") and len(word) > 3:
        yield word[:-1]
        if word.endswith("ies"):
            yield word[:-3] + "y"
        if word.endswith("es"):
            yield word[:-2]
        if word.endswith("ves"):
            yield word[:-3] + "fe"


def is_person_noun(lemma: str) -> bool:
    """Whether a noun names people or a group of them ("villager", "crew"); plural forms are understood."""
    word = lemma.casefold()
    return noun_entry(word) is not None or (len(word) > 4 and word.endswith(tuple(grammar().raw["people"]["suffixes"])))


def person_kind(lemma: str) -> str | None:
    """The kind of people a noun names, or None.

    Kinds: military, police, militia, rebel, attacker, criminal, civilian, worker, activist, official, victim, person.
    """
    entry = noun_entry(lemma)
    return entry.kind if entry else None


@lru_cache(maxsize=1)
@checked
def _belligerent() -> frozenset[str]:
    return frozenset(table["kind"] for table in grammar().raw["people"]["kinds"] if table["belligerent"])


BELLIGERENT: frozenset[str] = _belligerent()
"""Kinds of people that bear arms for a side: military, police, militia, rebel, attacker."""


def is_unharmed(lemmas: Collection[str]) -> bool:
    """Does one of the words say that nothing has happened to somebody ("unhurt", "unscathed")?"""
    return not grammar().sets["unharmed"].isdisjoint(lemmas)


def is_survival(lemma: str) -> bool:
    """Does the verb say that its subject has come through alive, hurt or not ("two children *survived*")?"""
    return lemma in grammar().sets["survival"]


def is_group(lemma: str) -> bool:
    """Does the noun name several people together ("family", "community")?"""
    return lemma.casefold() in grammar().sets["collectives"]


def is_animal(lemma: str) -> bool:
    """Whether a noun names animals, of which no figure of people is made ("dog", "cattle")."""
    return lemma.casefold() in grammar().sets["animals"]


def is_left_out(before: Sequence[str]) -> bool:
    """Do the words before people leave them out of the count ("*excluding* the bomber", "*not counting* the attackers")?"""
    return bool(before) and (" ".join(before) in grammar().sets["left_out"] or before[-1] in grammar().sets["left_out"])


def is_plural(word: Word) -> bool:
    """Whether a noun is plural: its form differs from its lemma by a plural ending, or it has none of its own ("people")."""
    form, lemma = word.norm.casefold(), word.lemma.casefold()
    if form.endswith(tuple(grammar().sets["plural_forms"])):
        return noun_entry(form) is not None or form != lemma
    if form == lemma:
        known = form not in grammar().nouns or form in grammar().sets["collectives"]  # "troops" has no singular of its own
        return known and form.endswith("s") and not form.endswith(("ss", "us", "is")) and noun_entry(form) is not None
    return form.endswith("s")
