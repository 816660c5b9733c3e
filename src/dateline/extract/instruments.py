"""With what an attack is made, by the parse: "attacked *with machetes*", "hit *by a rocket*", "*a shell* struck", "fired *mortars*".

A weapon that merely stands in the sentence ("recovered six rifles") says little of how the attack was made; one that is its means says
it surely.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.extract.syntax import case, members
from dateline.extract.weapons import find_weapons, mode_hint
from dateline.schema.document import Document

# Verbs whose object is the weapon.
_SENDS = frozenset({"fire", "launch", "lob", "hurl", "throw", "toss", "fling", "drop", "use", "detonate", "rain", "loose", "shoot"})
# Words before a weapon that is the means.
_WITH = frozenset({"with", "by", "using"})
# Who flies says more than what is dropped or fired from there.
_FIRST = ("drone", "aerial")


def instrument_mode(document: Document, head: int) -> str | None:
    """The mode that the means of an attack, whose trigger has this head word, implies; None where none is told or several differ."""
    sentence = document.sentences[document.words[head].sentence]
    used = set(_used(document, head))
    if not used:
        return None
    found: set[str] = set()
    for weapon in find_weapons(document.words[sentence.first : sentence.last], text=document.report.text):
        mode = mode_hint(weapon.kind)
        if mode is not None and weapon.phrase.head in used:
            found.add(mode)
    flying = next((mode for mode in _FIRST if mode in found), None)
    return flying or (found.pop() if len(found) == 1 else None)


def _used(document: Document, head: int) -> Iterator[int]:
    """Words that stand as the means beside the head, with those listed behind them."""
    for child in document.children[head]:
        word = document.words[child]
        relation, before = word.deprel.split(":")[0], case(document, child)
        means = relation in {"obl", "nmod"} and (before in _WITH or word.deprel == "obl:agent")
        sent = word.deprel in {"obj", "nsubj:pass"} and document.words[head].lemma in _SENDS
        if means or sent or word.deprel == "nsubj":
            yield from members(document, child)
