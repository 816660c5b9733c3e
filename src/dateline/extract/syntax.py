"""Reading a parse: the noun phrase around a head, paths of relations, who governs whom, what a pronoun stands for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.extract.entries import Step
from dateline.schema.document import Document, Word
from dateline.schema.mention import Phrase

# What stays inside a noun phrase when its words are given: modifiers, not clauses or further members of a list.
_INSIDE = frozenset(
    {"det", "amod", "compound", "nummod", "flat", "nmod:poss", "nmod:unmarked", "nmod", "case", "goeswith", "advmod", "fixed", "dep"}
)
# Prepositions that go on with the same party ("commander of the police for the district"), unlike "in", "with", "over".
_OF = frozenset({None, "of", "for", "from", "to"})
_LIGHT = frozenset({"PUNCT", "ADP", "CCONJ", "SCONJ", "PART", "AUX"})
_RELATIVES = frozenset({"who", "whom", "which", "that", "whose"})
_PRONOUNS = frozenset({"they", "them", "he", "him", "she", "her", "it", "themselves", "himself", "itself"})
_OF_A_NAME = frozenset({"flat", "compound", "nmod", "appos"})
# So many words before a relative pronoun the noun may end that it describes.
_NEAR_NOUN = 3
# Words that a marked run may grow by.
_GROWTH = 10
VERBAL = frozenset({"VERB", "AUX"})
# Words that negate a verb, and those by which nobody has a part in it.
NOT, NOBODY = frozenset({"not", "n't", "never"}), frozenset({"no", "nobody", "none", "neither"})
NEGATIONS = NOT | NOBODY
# Determiners of what is known already.
KNOWN = frozenset({"the", "this", "that", "these", "those"})


def noun_phrase(document: Document, head: int) -> tuple[int, int]:
    """Half-open word range of the phrase around a head noun: modifiers and one "of"-level, no relative clause, no list."""
    inside = {head}
    stack = [head]
    while stack:
        for child in document.children[stack.pop()]:
            word = document.words[child]
            if word.deprel in _INSIDE and child not in inside and (word.deprel != "nmod" or case(document, child) in _OF):
                inside.add(child)
                stack.append(child)
    first = last = head
    while (step := _joined(document, first, inside, -1)) is not None:
        first = step
    while (step := _joined(document, last, inside, 1)) is not None:
        last = step
    for name in document.names_in(document.words[head].sentence):
        if name.first <= head < name.last:
            first, last = min(first, name.first), max(last, name.last - 1)
    return trim(document, first, last + 1)


def _joined(document: Document, edge: int, inside: set[int], step: int) -> int | None:
    """The next word inside beyond the edge, also behind a hyphen without spaces ("Al-Shabaab")."""
    if edge + step in inside:
        return edge + step
    if edge + 2 * step not in inside:
        return None
    low, hyphen, high = (document.words[i] for i in sorted((edge, edge + step, edge + 2 * step)))
    return edge + 2 * step if hyphen.norm == "-" and low.end == hyphen.start and hyphen.end == high.start else None


def trim(document: Document, first: int, last: int) -> tuple[int, int]:
    """The range without punctuation, conjunctions and prepositions at its ends; never empty."""
    while last - first > 1 and _light_start(document, first):
        first += 1
    while last - first > 1 and document.words[last - 1].upos in _LIGHT and document.words[last - 1].norm not in {")", "]", "'s"}:
        last -= 1
    return first, last


def _light_start(document: Document, index: int) -> bool:
    """Does a phrase not begin here? "At least ten men" begins at "at"."""
    word, after = document.words[index], document.words[index + 1]
    if word.norm in {"(", "$"} or (word.norm.casefold() == "at" and after.norm.casefold() in {"least", "most"}):
        return False
    return word.upos in _LIGHT or word.norm == "'s"


def snap(document: Document, first: int, last: int) -> tuple[int, int]:
    """A marked run grown to the whole noun phrase around its head ("spokesman" to "government spokesman Omar Daud"), if that is near."""
    head = top(document, first, last)
    if document.words[head].upos not in {"NOUN", "PROPN"}:
        return first, last
    a, b = noun_phrase(document, head)
    a, b = min(a, first), max(b, last)
    return (a, b) if b - a <= last - first + _GROWTH else (first, last)


def without_place(document: Document, first: int, last: int) -> tuple[int, int]:
    """A run without a place at its end ("officials in Tehran")."""
    names = document.names_in(document.words[last - 1].sentence)
    for i in range(first + 1, last):
        word = document.words[i]
        named = any(n.first <= i + 2 and n.last >= last and n.kind in {"place", "facility"} for n in names)
        if word.norm.casefold() in {"in", "at", "near", "on"} and word.deprel == "case" and (named or document.words[last - 1].head == i):
            return trim(document, first, i)
    return first, last


def phrase(document: Document, first: int, last: int, *, made_by: str, confidence: float) -> Phrase:
    """Words first..last of the report as a phrase with its evidence."""
    start, end = document.words[first].start, document.words[last - 1].end
    return Phrase(start, end, document.report.text[start:end], top(document, first, last), made_by, round(confidence, 4))


def top(document: Document, first: int, last: int) -> int:
    """The word of a range that is governed from outside it (the first such, content words before others)."""
    outer = [i for i in range(first, last) if not first <= document.words[i].head < last]
    content = [i for i in outer if document.words[i].upos not in _LIGHT | {"DET"}]
    # "(Indian and) *Pakistani troops*": the adjective is listed with one outside, the noun is what the words are
    listed = [i for i in content if document.words[i].upos != "ADJ" or document.words[i].deprel != "conj"]
    return (listed or content or outer or [first])[0]


def case(document: Document, head: int) -> str | None:
    """The preposition of a nominal, "" parts joined: "in", "out of"."""
    for child in document.children[head]:
        word = document.words[child]
        if word.deprel == "case" and word.norm.casefold() not in {"'s", "'"}:
            fixed = [document.words[c].norm.casefold() for c in document.children[child] if document.words[c].deprel == "fixed"]
            return " ".join([word.norm.casefold(), *fixed])
    return None


def follow(document: Document, head: int, path: Sequence[Step]) -> Iterator[int]:
    """Words reached from `head` downward along the steps; members of a list ("A and B") are all given."""
    if not path:
        yield head
        return
    step = path[0]
    for child in document.children[head]:
        word = document.words[child]
        coarse = ":" not in step.relation and word.deprel.split(":")[0] == step.relation and word.deprel != "nsubj:pass"
        marked = case(document, child) or ""
        if not (word.deprel == step.relation or coarse) or (step.case is not None and step.case not in {marked, marked.split(" ")[-1]}):
            continue
        for member in members(document, child):
            yield from follow(document, member, path[1:])


def members(document: Document, head: int) -> Iterator[int]:
    """The head and the nouns listed with it."""
    yield head
    for child in document.children[head]:
        if document.words[child].deprel == "conj" and document.words[child].upos in {"NOUN", "PROPN", "PRON", "NUM", "ADJ"}:
            yield child


def ancestors(document: Document, index: int) -> Iterator[int]:
    """The word itself and everything that governs it, up to the root."""
    while index >= 0:
        yield index
        index = document.words[index].head


def clause(document: Document, index: int) -> int:
    """The verb (or root) of the clause that a word stands in."""
    for i in ancestors(document, index):
        word = document.words[i]
        if word.upos in VERBAL or word.head < 0 or word.deprel in {"ccomp", "advcl", "acl", "acl:relcl", "parataxis", "xcomp"}:
            return i
    return index


def is_pronoun(word: Word) -> bool:
    return word.norm.casefold() in _PRONOUNS | _RELATIVES and word.upos in {"PRON", "DET", "SCONJ"}


def antecedent(document: Document, index: int) -> int | None:
    """The head of the phrase that a pronoun stands for, None where nothing fits.

    A relative pronoun stands for the noun its clause describes; a personal one for the subject of a clause above its own, else
    for the subject of the sentence before.
    """
    word = document.words[index]
    if word.norm.casefold() in _RELATIVES:
        for i in ancestors(document, index):
            if document.words[i].deprel == "acl:relcl":
                return document.words[i].head
        return _noun_before(document, index)
    for i in list(ancestors(document, clause(document, index)))[1:]:
        found = _subject(document, i)
        if found is not None and found != index:
            return _named(document, found)
    if word.sentence == 0:
        return None
    before = document.sentences[word.sentence - 1]
    roots = [i for i in range(before.first, before.last) if document.words[i].head < 0]
    found = next((s for r in roots if (s := _subject(document, r)) is not None), None)
    return _named(document, found) if found is not None else None


def possessor(document: Document, index: int) -> int | None:
    """The head of the phrase that a possessive pronoun stands for: the subject of its own clause, of one above, of the sentence before.

    The subject that the pronoun stands in itself is none ("*its* forces").
    """
    for i in ancestors(document, clause(document, index)):
        found = _subject(document, i)
        if found is not None and found not in ancestors(document, index):
            return _named(document, found)
    sentence = document.words[index].sentence
    before = document.sentences[sentence - 1] if sentence else None
    roots = [i for i in range(before.first, before.last) if document.words[i].head < 0] if before else []
    found = next((s for r in roots if (s := _subject(document, r)) is not None), None)
    return _named(document, found) if found is not None else None


def _noun_before(document: Document, index: int) -> int | None:
    """The noun right before a relative pronoun, over a comma and a preposition: what it describes where the parse does not say so."""
    at = index - 1
    while at >= 0 and document.words[at].sentence == document.words[index].sentence and document.words[at].upos in {"PUNCT", "ADP"}:
        at -= 1
    near = at >= 0 and index - at <= _NEAR_NOUN and document.words[at].sentence == document.words[index].sentence
    if not near or document.words[at].upos not in {"NOUN", "PROPN"}:
        return None
    while document.words[at].deprel in _OF_A_NAME and 0 <= document.words[at].head < at:
        at = document.words[at].head
    return at


def _subject(document: Document, verb: int) -> int | None:
    return next((c for c in document.children[verb] if document.words[c].deprel in {"nsubj", "nsubj:pass"}), None)


def _named(document: Document, index: int) -> int | None:
    """Through one more pronoun at most, so that "they said they ..." ends at a noun."""
    return antecedent(document, index) if is_pronoun(document.words[index]) and document.words[index].sentence > 0 else index


def sentence_words(document: Document, index: int) -> tuple[Word, ...]:
    """The words of the sentence that a word stands in."""
    return document.words_by_sentence[document.words[index].sentence]
