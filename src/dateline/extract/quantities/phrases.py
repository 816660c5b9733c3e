"""How many a whole noun phrase tells, joined nouns counted one by one or together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.extract.quantities.finding import find_quantities
from dateline.extract.quantities.kinds import ARTICLE, CONFIDENCE, MEMBERS, NAME, NONE, NOUN, NUMBER, RANGE, SUM, VAGUE
from dateline.extract.quantities.people import is_person_noun, is_plural, noun_entry
from dateline.extract.quantities.table import grammar
from dateline.extract.quantities.unnumbered import Bounds, preposition, unnumbered
from dateline.schema.document import Document
from dateline.schema.mention import Quantity

_BEFORE = frozenset({"nummod", "det", "amod", "compound", "flat", "advmod", "goeswith"})  # relations inside a phrase, left of its head
_COUNTING = frozenset({"nummod", "det", "amod", "nmod", "compound"})  # relations by which a number hangs on its noun
_BEHIND = frozenset({"flat", "goeswith", "compound", "nummod"})
_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "PRON", "ADJ", "DET", "SYM", "X"})
_SINGULAR_AUX = frozenset({"was", "is", "has", "'s"})


def count_of(document: Document, head: int) -> Quantity | None:
    """How many the whole noun phrase of a head word tells, joined nouns counted together, or None where it tells no count.

    "two children" 2-2, "soldiers" 2-open, "Ali Hassan and Mehmet Demir" 2-2, "a group of 20 fighters" 20-20,
    "three soldiers and a policeman" 4-4, "most of the hostages" both open. `head` is the index of the syntactic head.
    """
    return total_of(document, counts_of(document, head))


def one_person(document: Document, head: int) -> Quantity | None:
    """The single person that a word tells of without a number ("a colonel", "Ali Hassan"), or None: not groups nor what carries a count."""
    word = document.words[head]
    several = grammar().sets["carriers"] | grammar().sets["collectives"]
    article = any(document.words[c].norm.casefold() in ("a", "an") for c in document.children[head])
    if article and word.lemma.casefold() in grammar().sets["single_behind_article"]:
        return _spanned(document, *_core(document, head), bounds=(1, 1), made_by=ARTICLE)
    named = any(n.first <= head < n.last and n.kind == "person" for n in document.names_in(word.sentence))
    if not (named or (word.upos == "NOUN" and is_person_noun(word.lemma) and word.lemma.casefold() not in several)):
        return None
    count = _count_phrase(document, head)
    return count if count is not None and count.made_by in (ARTICLE, NOUN, NAME) and count.low == count.high == 1 else None


def listed_names(document: Document, first: int, last: int) -> int:
    """How many people words first..last name one by one ("Ali Hassan, Mehmet Demir and Captain Reza"); 0 where they are no such list."""
    parts: list[list[int]] = [[]]
    joint = ""
    for i in range(first, last):
        text = document.words[i].norm.casefold()
        if text in (",", "and", "&"):
            parts, joint = ([*parts, []] if parts[-1] else parts), text
        else:
            parts[-1].append(i)
    names = [part for part in parts if _names_person(document, part)]
    return len(parts) if len(parts) == len(names) > 1 and joint != "," else 0


def _names_person(document: Document, words: Sequence[int]) -> bool:
    """Do the words hold a name that is not one of a place or a body, and no number?"""
    if not words or any(document.words[i].upos == "NUM" for i in words):
        return False
    names = document.names_in(document.words[words[0]].sentence)
    if any(n.kind == "person" and n.first in words for n in names):
        return True
    other = {i for n in names for i in range(n.first, n.last)}
    return any(document.words[i].upos == "PROPN" and i not in other and not noun_entry(document.words[i].norm) for i in words)


def total_of(document: Document, counts: Sequence[Quantity]) -> Quantity | None:
    """Joined quantities (`counts_of`) counted together: the sum, but a plural without number only once; None where there are none."""
    if len(counts) < 2:
        return counts[0] if counts else None
    plain = [count for count in counts if count.made_by == NOUN and count.high is None]
    if len(plain) == len(counts):
        low: int | None = 2  # "women and children": the codebook counts a plural without number once
        high = None
    elif len(plain) == len(counts) - 1 and counts[0].made_by in (NUMBER, RANGE, VAGUE, MEMBERS) and _shared(document, counts):
        low, high = counts[0].low, counts[0].high  # "20 men and women"
    else:
        low = None if any(c.low is None for c in counts) else sum(c.low or 0 for c in counts)
        high = None if any(c.high is None for c in counts) else sum(c.high or 0 for c in counts)
    first, last = min(c.first for c in counts), max(c.last for c in counts)
    made_by = NAME if all(c.made_by == NAME for c in counts) else SUM
    return _spanned(document, first, last, bounds=(low, high), made_by=made_by)


def _shared(document: Document, counts: Sequence[Quantity]) -> bool:
    """Whether one number stands for all the nouns: the others have no determiner of their own."""
    return all(count.last - count.first <= 3 and document.words[count.first].upos != "DET" for count in counts[1:])


def counts_of(document: Document, head: int) -> tuple[Quantity, ...]:
    """One quantity for each of the joined nouns of a phrase, in order: "three soldiers and a policeman" gives 3-3 and 1-1.

    Nouns that name no people ("a soldier and two vehicles") are left out when the phrase has any that do.
    """
    joined = [c for c in document.children[head] if document.words[c].deprel.startswith("conj")]
    heads = [head, *(c for c in joined if document.words[c].upos in _NOMINAL and not _clause(document, c))]
    if len(heads) > 1:
        people = [index for index in heads if not _is_thing(document, index)]
        heads = people or heads
    counts = []
    for position, index in enumerate(heads):
        count = _count_phrase(document, index)
        if count is None or (count.made_by == NONE and len(heads) > 1):
            continue
        if not position or not _same_person(document, heads[0], index, count):
            counts.append(count)
    return tuple(counts)


def _clause(document: Document, index: int) -> bool:
    """Whether a joined word is a predicate ("... and it was great") or a mere quality ("a fighter, young and proud")."""
    relations = {document.words[c].deprel.split(":")[0] for c in document.children[index]}
    if relations & {"nsubj", "cop", "aux"}:
        return True
    word = document.words[index]
    return word.upos == "ADJ" and not relations & {"det", "nummod"} and noun_entry(word.norm) is None


def _is_thing(document: Document, index: int) -> bool:
    word = document.words[index]
    if word.upos != "NOUN" or word.norm.casefold() in grammar().plurals:
        return False
    return not is_person_noun(word.lemma) and not is_person_noun(word.norm)


def _same_person(document: Document, first: int, index: int, count: Quantity) -> bool:
    """ "a lawyer and activist" is one person unless the verb is plural or the second noun is a relation ("a father and son")."""
    word, one = document.words[index], document.words[first]
    if word.upos != "NOUN" or one.upos != "NOUN" or count.made_by != NOUN or count.high != 1 or is_plural(one):
        return False
    if any(document.words[c].deprel in ("det", "nmod:poss", "nummod") for c in document.children[index]):
        return False
    if word.lemma.casefold() in grammar().sets["companions"]:
        return False
    if one.head >= 0 and one.deprel.startswith("nsubj"):
        auxiliaries = {document.words[c].norm.casefold() for c in document.children[one.head] if document.words[c].upos == "AUX"}
        return bool(auxiliaries & _SINGULAR_AUX) or not auxiliaries & {"were", "are", "have", "'re"}
    return True


def _count_phrase(document: Document, head: int) -> Quantity | None:
    """The count of one noun phrase, its joined nouns left aside."""
    word = document.words[head]
    first, last = _core(document, head)
    told = _told(document, head, first)
    if told is not None and told.made_by not in (ARTICLE, NONE):
        return _with_noun(document, told, head, last)
    if word.lemma.casefold() in grammar().sets["carriers"] or word.norm.casefold() in grammar().sets["carriers"]:
        carried = _carried(document, head)
        if carried is not None:
            return _spanned(document, first, max(last, carried.last), bounds=(carried.low, carried.high), made_by=carried.made_by)
    if told is not None:
        return _with_noun(document, told, head, last)
    above = _measured_by(document, head)
    if above is not None:
        return _spanned(document, above.first, last, bounds=(above.low, above.high), made_by=above.made_by)
    bounds, made_by = unnumbered(document, head)
    return _spanned(document, first, last, bounds=bounds, made_by=made_by) if made_by else None


def _measured_by(document: Document, head: int) -> Quantity | None:
    """The count on which an indefinite noun hangs: "dozens of (people)"; not "20 of (the hostages)"."""
    word = document.words[head]
    if word.head < 0 or not word.deprel.startswith("nmod") or preposition(document, head) != "of":
        return None
    if any(document.words[c].deprel in ("det", "nmod:poss") for c in document.children[head]):
        return None
    told = _told(document, word.head, word.head)
    return told if told is not None and told.first <= word.head < told.last and told.made_by in (NUMBER, VAGUE, RANGE) else None


def _core(document: Document, head: int) -> tuple[int, int]:
    """First and last (half-open) word of a noun phrase without relative clauses, joined nouns and what follows "of"."""
    first = last = head
    for child in document.children[head]:
        relation = document.words[child].deprel.split(":")[0]
        if child < head and (relation in _BEFORE or document.words[child].deprel == "nmod:poss"):
            first = min(first, *document.subtree(child))
        elif child > head and relation in _BEHIND:
            last = max(last, *document.subtree(child))
    return first, last + 1


def _told(document: Document, head: int, first: int) -> Quantity | None:
    """The count phrase that belongs to the head: it is the head, or hangs on it from the left."""
    words = document.words
    best: Quantity | None = None
    for quantity in find_quantities(document.words_by_sentence[words[head].sentence], text=document.report.text):
        inside = range(quantity.first, quantity.last)
        covers = head in inside
        hangs = quantity.last <= head and any(words[k].head == head and words[k].deprel.split(":")[0] in _COUNTING for k in inside)
        within = quantity.made_by == MEMBERS and first <= quantity.first < head
        if (covers or hangs or within) and (best is None or best.made_by in (ARTICLE, NONE)):
            best = quantity
    return best


def _with_noun(document: Document, told: Quantity, head: int, last: int) -> Quantity:
    """The count with the noun it counts: "at least 21 Afghan security forces", "dozens of villagers", "23 of the dead"."""
    end = max(told.last, last)
    if head < told.last:
        following = document.words[end].norm.casefold() if end < len(document.words) else ""
        nested = [c for c in _of(document, head) if c >= told.last]
        if nested:
            end = max(end, _core(document, nested[0])[1])
        elif following in ("more", "others"):
            end += 1
    return _spanned(document, told.first, end, bounds=(told.low, told.high), made_by=told.made_by)


def _carried(document: Document, head: int) -> Quantity | None:
    """The count behind "of": "the bodies of 20 miners", "a family of five", "the group of soldiers"."""
    behind = [child for child in _of(document, head) if child > head]
    return count_of(document, behind[0]) if behind else None


def _of(document: Document, head: int) -> list[int]:
    """Nouns that hang on the head by "of"."""
    return [c for c in document.children[head] if document.words[c].deprel.startswith("nmod") and preposition(document, c) == "of"]


def _spanned(document: Document, first: int, last: int, *, bounds: Bounds, made_by: str) -> Quantity:
    start, end = document.words[first].start, document.words[last - 1].end
    return Quantity(
        first=first,
        last=last,
        start=start,
        end=end,
        text=document.report.text[start:end],
        low=bounds[0],
        high=bounds[1],
        made_by=made_by,
        confidence=CONFIDENCE[made_by],
    )


def in_pairs(document: Document, head: int, quantity: Quantity) -> Quantity:
    """The quantity of people where the number counts pairs of them ("three married *couples*")."""
    if quantity.made_by != NUMBER or document.words[head].lemma not in grammar().sets["pairs"] or quantity.first <= head < quantity.last:
        return quantity
    low, high = (None if bound is None else bound * 2 for bound in (quantity.low, quantity.high))
    return replace(quantity, low=low, high=high)
