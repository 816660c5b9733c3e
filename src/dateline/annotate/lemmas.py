"""Base forms of English words by their tag."""

from __future__ import annotations

from functools import lru_cache

from lemminflect import getLemma

# lemminflect knows these tags only.
_TAGS = {"NOUN": "NOUN", "PROPN": "NOUN", "VERB": "VERB", "AUX": "VERB", "ADJ": "ADJ", "ADV": "ADV"}


@lru_cache(maxsize=30_000)
def lemma(norm: str, upos: str) -> str:
    """The lower-case base form: ("Attacks", "NOUN") gives "attack"; words of other classes are only lower-cased."""
    low = norm.lower()
    tag = _TAGS.get(upos)
    if tag is None or not low.isalpha():
        return low
    if upos == "PROPN":
        return low
    found = getLemma(low, upos=tag)
    # For some single letters it gives an empty word
    return (found[0] if found else "") or low
