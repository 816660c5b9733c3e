"""Some of the people taken or given in, told as part of those just counted: "nine rebels, *including two officers*", "*three of them* are
women", "*two colonels* were among them", "*eighteen* are women".

The heads mark such parts of the dead and hurt, and pass over most of those of captives.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from dateline.extract.quantities import ARTICLE, NUMBER, VAGUE, find_quantities, is_person_noun
from dateline.extract.syntax import noun_phrase
from dateline.extract.weighing import HARM
from dateline.extract.worded import CAPTIVE
from dateline.schema.document import Document, Fact, Word
from dateline.schema.mention import Quantity

MADE_BY = "syntax:members"
# So sure is such a part.
SURENESS = 0.88
# Outcomes that are told with such parts; of those let go a part is as often of those who are not.
_HELD = CAPTIVE - {"released"}
_COUNTED = frozenset({NUMBER, VAGUE, ARTICLE})
# What may stand before the part in the sentence of the whole, and so many words between them.
_OPENING, _REACH = (("including",), ("incl",), ("incl", "."), ("incl.",), ("among", "them"), ("among", "whom")), 3
_OF_THEM, _AMONG_THEM = ("of", "them"), ("among", "them")


class Part(NamedTuple):
    """A part, and by its place the figure of those whom it is of."""

    whole: int
    fact: Fact


def find_members(document: Document, told: Sequence[Fact]) -> Iterator[Part]:
    """The parts of the people of the figures, those left out that are marked already."""
    for k, whole in enumerate(told):
        if whole.label not in _HELD | HARM:
            continue
        part = (_within(document, whole) if whole.label in _HELD else None) or _behind(document, whole)
        if part is not None and not any(part.first < f.last and f.first < part.last for f in told if f is not whole):
            yield Part(k, part)


def like_wholes(document: Document, told: Sequence[tuple[int, Fact, str]]) -> list[tuple[int, Fact, str]]:
    """The figures, those of a part with the outcome of its whole where the sentence tells of no other before it: of "thirty people were
    wounded in the blast, *among them 11 soldiers*" the heads often have the part killed, and of captives they are less sure of it."""
    out = list(told)
    for k in sorted(range(len(told)), key=lambda n: told[n][1].first):
        owner, fact, made_by = told[k]
        sentence = document.sentences[document.words[fact.first].sentence].first
        before = [f for _, f, _ in out if sentence <= f.first and f.last <= fact.first]
        labels = {f.label for f in before}
        if fact.label in _HELD & labels and _is_opened(document, fact):
            out[k] = (owner, replace(fact, confidence=max(fact.confidence, SURENESS)), made_by)
        elif fact.label in HARM and len(labels) == 1 and labels < HARM and (_is_opened(document, fact) or _goes_on(document, fact, out, k)):
            out[k] = (owner, replace(fact, label=labels.pop()), made_by)
    return out


def _is_opened(document: Document, part: Fact) -> bool:
    """Do words that open a part stand right before it, and no verb of its own behind it ("among them four *who died*")?"""
    words = document.words
    spelt = any(part.first >= len(o) and _spelt(words[part.first - len(o) : part.first]) == o for o in _OPENING)
    return spelt and not any(words[c].deprel.split(":")[0] == "acl" for c in document.children[part.last - 1])


def _goes_on(document: Document, part: Fact, told: Sequence[tuple[int, Fact, str]], own: int) -> bool:
    """Is it joined to another part right before it ("among them 11 soldiers *and two policemen*")?"""
    joined = document.words[part.first - 1].norm.casefold() in {"and", ","} if part.first else False
    return joined and any(f.last == part.first - 1 and _is_opened(document, f) for n, (_, f, _) in enumerate(told) if n != own)


def _within(document: Document, whole: Fact) -> Fact | None:
    """A part in the sentence of its whole, right behind it."""
    words = document.words
    end = document.sentences[words[whole.first].sentence].last
    for quantity in _people(document, whole.first, end):
        for opening in _OPENING:
            start = quantity.first - len(opening)
            near = whole.first < start <= whole.last + _REACH
            if near and _spelt(words[start : quantity.first]) == opening and not _verb_between(words, whole, start):
                return _fact(document, quantity, whole.label)
    return None


def _behind(document: Document, whole: Fact) -> Fact | None:
    """A part that opens the next sentence: "*Three of them* are women", "*Two colonels* were among them"."""
    following = document.words[whole.first].sentence + 1
    if following >= len(document.sentences):
        return None
    first, last = document.sentences[following].first, document.sentences[following].last
    words = document.words
    quantity = next((q for q in find_quantities(words[first:last]) if q.first == first and q.made_by == NUMBER), None)
    if quantity is None:
        return None
    rest = words[quantity.last : last]
    if _is_said(document, rest) and _is_fewer(document, quantity, whole):
        return Fact(quantity.first, quantity.last, whole.label, SURENESS)
    if _spelt(rest[:2]) == _OF_THEM and _is_said(document, rest[2:]):
        return Fact(quantity.first, quantity.last + 2, whole.label, SURENESS)
    ending = _spelt([w for w in rest if w.upos != "PUNCT"][-3:])
    among = len(ending) == len(_OF_THEM) + 1 and ending[0] in {"were", "was", "are"} and ending[1:] == _AMONG_THEM
    people = next((q for q in _people(document, first, last) if q.first == first), None)
    return _fact(document, people, whole.label) if among and people is not None else None


def _is_fewer(document: Document, part: Quantity, whole: Fact) -> bool:
    """Can it be a part of the whole by its number?"""
    number = next((q for q in find_quantities(document.words[whole.first : whole.last]) if q.made_by in _COUNTED), None)
    return number is not None and (number.low or number.high or 0) > (part.low or 0)


def _is_said(document: Document, words: Sequence[Word]) -> bool:
    """Do the words say what the people are ("are women"), not what came of them ("were killed")?"""
    copula = bool(words) and words[0].lemma == "be" and words[0].deprel == "cop"
    return copula and document.words[words[0].head].upos == "NOUN" and is_person_noun(document.words[words[0].head].lemma)


def _people(document: Document, first: int, last: int) -> Iterator[Quantity]:
    """The quantities of people there."""
    for quantity in find_quantities(document.words[first:last]):
        noun = quantity.last - 1 if document.words[quantity.last - 1].upos == "NOUN" else _noun(document, quantity)
        if quantity.made_by in _COUNTED and noun is not None and is_person_noun(document.words[noun].lemma):
            yield quantity


def _noun(document: Document, quantity: Quantity) -> int | None:
    head = document.words[quantity.last - 1].head
    return head if head >= quantity.last else None


def _fact(document: Document, quantity: Quantity, label: str) -> Fact:
    noun = _noun(document, quantity)
    last = quantity.last if noun is None else min(noun_phrase(document, noun)[1], noun + 1)
    return Fact(quantity.first, max(quantity.last, last), label, SURENESS)


def _verb_between(words: Sequence[Word], whole: Fact, start: int) -> bool:
    return any(w.upos == "VERB" for w in words[whole.last : start])


def _spelt(words: Sequence[Word]) -> tuple[str, ...]:
    return tuple(w.norm.casefold() for w in words)
