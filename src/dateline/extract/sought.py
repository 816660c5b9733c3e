"""For whom something is asked, and not of whom: "called for the release of *the nurses*", "asked Hanoi to free *the nurses*".

The learned head and the parse take them for whom it is asked of, where nobody else is told. What is asked for stands in
lexicon/sought.toml; a resignation or withdrawal is asked of those whose it is, and so is not in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from dateline.extract.siding import Weighed
from dateline.extract.syntax import VERBAL, ancestors, case, top
from dateline.extract.triggers import Chosen
from dateline.resources import read_toml
from dateline.schema.document import Document
from dateline.settings import checked

TABLE = "lexicon/sought.toml"


@cache
@checked
def _words() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in read_toml(TABLE).items()}


def of_whom(document: Document, chosen: Chosen, offered: Sequence[Weighed]) -> Iterator[Weighed]:
    """Those offered as parties without the recipients for whom something is asked."""
    asks = chosen.type in _words()["types"]
    for w in offered:
        if not (asks and w.role == "recipient" and _is_sought(document, chosen, top(document, w.first, w.last))):
            yield w


def _is_sought(document: Document, chosen: Chosen, head: int) -> bool:
    """Is it done to them what is asked for?"""
    words = document.words
    while words[head].deprel == "conj" and words[head].head >= 0:
        head = words[head].head
    above = words[head].head
    if above < 0 or (above != chosen.head and chosen.head not in ancestors(document, above)):
        return False
    deed = words[above]
    if deed.upos in VERBAL:
        return above != chosen.head and words[head].deprel == "obj" and deed.lemma in _words()["doing"]
    return words[head].deprel == "nmod" and case(document, head) == "of" and deed.lemma in _words()["deeds"]
