"""Tellings: the events of one record, each with what merging needs to know of its report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from dateline.merge.wording import names, weight
from dateline.schema.incident import Telling
from dateline.schema.place import When, Where
from dateline.schema.record import Event, Record

# So many of a report's rarest names.
_RAREST = 4

# A sentence ends at a full stop, question or exclamation mark before white space and a capital, quote or digit, or at a blank line.
_END = re.compile(r"""[.!?]["'”’)]*\s+(?=["'“‘(]?[A-Z0-9À-Þ])|\n\s*\n""")
# "Lt. Gen. Smith", "U.S. Navy": no sentence ends behind so short a word.
_SHORT = re.compile(r"(?:\b[A-Z]|\b[A-Z][a-z]{1,2}|\bJan|\bSept|\bGov|\bCapt|\bProf)\.\s+$")


def tell(record: Record, text: str, *, report: str, origin: str | None = None, trust: float | None = None) -> tuple[Telling, ...]:
    """One telling for each event of the record. `report` is the report's key, `origin` that of the text it copies (its own where none)."""
    note = record.report
    bounds = sentence_bounds(text)
    told = note.published, note.publisher
    rare = tuple(sorted(names(text), key=lambda n: (-weight(n), n))[:_RAREST])
    return tuple(
        Telling(
            f"{report}:{event.id}",
            report,
            origin or report,
            *told,
            event,
            _words(event, text, bounds),
            trust,
            _lent(event, record.events),
            _meets(event, record.events, rare),
        )
        for event in record.events
    )


def sentence_bounds(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each sentence, half-open, near enough for comparing words.

    >>> sentence_bounds("A bomb went off. Two died.")
    ((0, 17), (17, 26))
    """
    out, start = [], 0
    for found in _END.finditer(text):
        if found[0].strip() and _SHORT.search(text, max(0, found.start() - 8), found.end()):
            continue
        out.append((start, found.end()))
        start = found.end()
    if start < len(text):
        out.append((start, len(text)))
    return tuple(out)


def _words(event: Event, text: str, bounds: tuple[tuple[int, int], ...]) -> str:
    """The sentences of the event's mentions, in the order of the text."""
    told = [b for b in bounds if any(b[0] <= m.start < b[1] for m in event.mentions)]
    return " ".join(text[start:end].strip() for start, end in told)


def _lent(event: Event, events: Sequence[Event]) -> tuple[str, ...]:
    """Of "when" and "where" those whose words are also another event's, which stands nearer: "arrested on Monday over the bombing" lends
    the bombing its day."""
    others = [other for other in events if other.id != event.id]
    day = any(_nearer(event.when, other, event) for other in others if _same_words(event.when, other.when))
    place = any(_nearer(event.where, other, event) for other in others if _same_words(event.where, other.where))
    return tuple(name for name, is_lent in (("when", day), ("where", place)) if is_lent)


def _same_words(one: When | Where, other: When | Where) -> bool:
    return one.start is not None and (one.start, one.end) == (other.start, other.end)


def _nearer(words: When | Where, one: Event, other: Event) -> bool:
    """Do the words stand nearer to the triggers of the first than to those of the second?"""
    return _gap(words, one) < _gap(words, other)


def _gap(words: When | Where, event: Event) -> int:
    start, end = words.start or 0, words.end or 0
    return min((max(start - m.end, m.start - end, 0) for m in event.mentions), default=_FAR)


# Further than any text is long.
_FAR = 10**9


def _meets(event: Event, events: Sequence[Event], rare: tuple[str, ...]) -> tuple[str, ...]:
    """The country that most events of the report are of; where the event itself has none, two of them and the report's rarest names."""
    told = Counter(country for other in events for country in _countries(other))
    most = sorted(told, key=lambda c: (-told[c], c))
    return tuple(most[:1]) if _countries(event) else (*most[:2], *rare)


def _countries(event: Event) -> set[str]:
    places = {where.country for where in (event.where, *event.other_places)}
    return {c for c in places | {p.country for p in event.participants} if c}
