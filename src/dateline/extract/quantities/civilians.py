"""Whether a phrase for people names civilians."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.extract.quantities.people import noun_entry
from dateline.extract.quantities.table import Noun, grammar
from dateline.schema.document import Word


def is_civilian(words: Sequence[Word]) -> bool | None:
    """Whether a phrase for people names civilians ("three villagers": True), fighters or police (False), or does not say (None).

    Give the words of the phrase ("two unarmed men from the village"). A phrase for both ("soldiers and civilians") gives None.
    """
    told = {_segment_civilian(part) for part in _segments(words)}
    return told.pop() if len(told) == 1 else None


def _segments(words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """The phrase cut at "and", "or" and commas; pieces without a noun for people belong to the next one."""
    start = 0
    for at, word in enumerate(words):
        if word.norm.casefold() in ("and", "or", ",", "&", "as") and any(noun_entry(w.norm) for w in words[start:at]):
            yield words[start:at]
            start = at + 1
    if start < len(words) and (start == 0 or any(noun_entry(w.norm) for w in words[start:])):
        yield words[start:]


def _segment_civilian(words: Sequence[Word]) -> bool | None:
    """One person or kind of people: an adjective that says so, else the head noun, else what stands before or behind it."""
    texts = [word.norm.casefold() for word in words]
    adjectives = grammar().raw["people"]["civilian_adjectives"]
    cut = next((k for k, text in enumerate(texts) if k and text in grammar().sets["stops"] and text != "'s"), len(texts))
    said = _noun_civilian(texts[:cut])
    if said is not None:
        return said
    if any(text in adjectives["yes"] for text in texts[:cut]):
        return True
    if any(text in adjectives["no"] or (noun_entry(text) or Noun("", None)).civilian is False for text in texts[:cut]):
        return False
    behind = texts[cut + 1 :] if cut < len(texts) and texts[cut] in ("of", "from") else []
    return _noun_civilian(behind) if behind else None


def _noun_civilian(texts: Sequence[str]) -> bool | None:
    """What the last noun for people says; two words ("aid worker", "police officer") go before one."""
    adjectives = grammar().raw["people"]["civilian_adjectives"]
    for at in range(len(texts) - 1, -1, -1):
        entry = (noun_entry(" ".join(texts[at - 1 : at + 1])) if at else None) or noun_entry(texts[at])
        if entry is not None:
            armed = any(text in adjectives["no"] for text in texts[:at])
            if armed and entry.civilian is not True:
                return False
            return True if "civilian" in texts[:at] else entry.civilian
    return None
