"""A noun behind a bracketed acronym: "two Central Reserve Police Force (CRPF) *troopers*" are troopers of the force.

The treebanks that the parser learned from hardly have such phrases, so it often takes the name for a noun of its own and the noun behind
the bracket for a second one in the same place, or for one that the name governs. Incident notes are full of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.annotate.decode import Parsed

# What stands before the name belongs to the noun: "two", "the", "suspected".
_BEFORE = frozenset({"nummod", "det", "amod", "case", "nmod:poss", "advmod"})
# Words in the bracket: "CRPF", "CPI-Maoist", "L&T".
_LONGEST = 4
# A name of more words is none.
_NAME = 10
_ENDS = frozenset({"VERB", "AUX", "PUNCT", "SCONJ"})
_GOVERNED = frozenset({"nmod", "appos", "dep", "compound"})


def mended(parsed: Sequence[Parsed], norms: Sequence[str]) -> list[Parsed]:
    """One sentence with the noun behind the bracket at the head of its phrase; heads are indices in the sentence."""
    out = list(parsed)
    for noun in range(4, len(out)):
        if norms[noun - 1] != ")" or out[noun].upos != "NOUN":
            continue
        name = _named(out, norms, noun)
        if name is not None and _twins(out, name, noun):
            _govern(out, name, noun)
    return out


def _named(parsed: Sequence[Parsed], norms: Sequence[str], noun: int) -> int | None:
    """The word before the short bracket in front of a noun that governs what stands in it, or stands where the noun stands."""
    closing = noun - 1
    opening = next((k for k in range(closing - 2, max(closing - 2 - _LONGEST, 0), -1) if norms[k] == "("), None)
    if opening is None:
        return None
    for k in range(opening - 1, max(opening - 1 - _NAME, -1), -1):
        if parsed[k].upos in _ENDS and norms[k] != "-":
            break
        if any(word.head == k for word in parsed[opening + 1 : closing]) or _twins(parsed, k, noun):
            return k
    return None


def _twins(parsed: Sequence[Parsed], name: int, noun: int) -> bool:
    """Whether the parse has name and noun as two in one place, or the noun as a part of the name."""
    one, other = parsed[name], parsed[noun]
    if one.upos not in {"PROPN", "NOUN"}:
        return False
    return (other.head == one.head and other.deprel == one.deprel) or (other.head == name and other.deprel in _GOVERNED)


def _govern(parsed: list[Parsed], name: int, noun: int) -> None:
    parsed[noun] = replace(parsed[noun], head=parsed[name].head, deprel=parsed[name].deprel)
    parsed[name] = replace(parsed[name], head=noun, deprel="compound")
    for k, word in enumerate(parsed[:name]):
        if word.head == name and word.deprel in _BEFORE:
            parsed[k] = replace(word, head=noun)
