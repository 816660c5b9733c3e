"""What a pronoun beside an event stands for: never the subject of its own verb, and only what agrees with it.

"Police arrested a *union leader* and accused *him*": the one accused is not the police. The subject of a clause above goes before its
object, the sentence before comes last, as in `syntax.antecedent`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from dateline.extract.quantities import person_kind
from dateline.extract.syntax import ancestors, antecedent, clause
from dateline.resources import read_toml
from dateline.schema.document import Document, Word
from dateline.settings import checked

_RELATIVES = frozenset({"who", "whom", "which", "that", "whose"})
_ONE_PERSON, _ONE_THING = frozenset({"he", "him", "she", "her", "himself", "herself"}), frozenset({"it", "itself"})
_SEVERAL = frozenset({"they", "them", "themselves"})
_REFLEXIVE = frozenset({"themselves", "himself", "herself", "itself"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_OBJECTS = frozenset({"obj", "iobj", "nsubj:pass"})
# By these a verb shares the subject of the one above it.
_SHARES = frozenset({"conj", "xcomp", "advcl"})
_BODIES = frozenset({"organisation", "armed_group", "place", "facility", "group"})
# Nouns in the singular for bodies of several people.
TABLE = "lexicon/bodies.toml"


@cache
@checked
def _many() -> frozenset[str]:
    return frozenset(read_toml(TABLE)["several"])


def bound_antecedent(document: Document, index: int) -> int | None:
    """The head of the phrase that a pronoun beside an event stands for, None where nothing fits."""
    word = document.words[index]
    if word.norm.casefold() in _RELATIVES or word.deprel in _SUBJECTS or word.norm.casefold() in _REFLEXIVE:
        return antecedent(document, index)
    own, over = own_subject(document, clause(document, index)), set(ancestors(document, index))
    # "Three of *them*" are not the three
    tried = (i for i in _offered(document, index) if i != own and i not in over and _agrees(document, word, i))
    return next(tried, None)


def own_subject(document: Document, verb: int) -> int | None:
    """The subject of a verb, or of the one above whose subject it shares."""
    while verb >= 0:
        found = _subject(document, verb)
        if found is not None or document.words[verb].deprel.split(":")[0] not in _SHARES:
            return found
        verb = document.words[verb].head
    return None


def _offered(document: Document, index: int) -> Iterator[int]:
    """What may be meant, the likeliest first: subjects above, objects above, what clauses beside them tell of, the sentence before."""
    above = list(ancestors(document, clause(document, index)))
    for verb in above:
        found = _subject(document, verb)
        if found is not None:
            yield found
    for verb in above:
        yield from _objects(document, verb, index)
    for verb in above:
        subject = _subject(document, verb)
        clauses = document.children[subject] if subject is not None else ()
        for inner in (c for c in clauses if document.words[c].deprel.startswith("acl")):
            yield from _objects(document, inner, index)
    number = document.words[index].sentence
    before = document.sentences[number - 1] if number else None
    roots = [i for i in range(before.first, before.last) if document.words[i].head < 0] if before else []
    for root in roots:
        subject = _subject(document, root)
        yield from (subject,) if subject is not None else ()
    for root in roots:
        yield from _objects(document, root, index)


def _objects(document: Document, verb: int, index: int) -> Iterator[int]:
    return (c for c in document.children[verb] if document.words[c].deprel in _OBJECTS and c < index)


def _agrees(document: Document, pronoun: Word, index: int) -> bool:
    """May the noun be meant by number, and by whether it is a person?"""
    said, word = pronoun.norm.casefold(), document.words[index]
    if word.upos == "PRON":
        return word.norm.casefold() in {said, *_PAIRS.get(said, ())}
    kind = next((n.kind for n in document.names_in(word.sentence) if n.first <= index < n.last), None)
    listed = any(document.words[c].deprel == "conj" for c in document.children[index])
    plural = listed or (
        word.upos == "NOUN" and word.norm.casefold() != word.lemma and word.norm.casefold().endswith(("s", "men", "people"))
    )
    if said in _SEVERAL:
        return (
            plural or kind in _BODIES or word.lemma in _many() or word.upos == "NUM" or (kind != "person" and not person_kind(word.lemma))
        )
    if said in _ONE_PERSON:
        return not plural and kind not in _BODIES and word.lemma not in _many()
    return not plural and kind != "person" and (word.lemma in _many() or kind is not None or not person_kind(word.lemma))


_PAIRS = {"him": ("he",), "them": ("they",), "her": ("she",)}


def _subject(document: Document, verb: int) -> int | None:
    return next((c for c in document.children[verb] if document.words[c].deprel in _SUBJECTS), None)
