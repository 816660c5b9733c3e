"""Tellings: the events of one record, each with what merging needs to know of its report."""

from __future__ import annotations

import re

from dateline.schema.incident import Telling
from dateline.schema.record import Event, Record

# A sentence ends at a full stop, question or exclamation mark before white space and a capital, quote or digit, or at a blank line.
_END = re.compile(r"""[.!?]["'”’)]*\s+(?=["'“‘(]?[A-Z0-9À-Þ])|\n\s*\n""")
# "Lt. Gen. Smith", "U.S. Navy": no sentence ends behind so short a word.
_SHORT = re.compile(r"(?:\b[A-Z]|\b[A-Z][a-z]{1,2}|\bJan|\bSept|\bGov|\bCapt|\bProf)\.\s+$")


def tell(record: Record, text: str, *, report: str, origin: str | None = None, trust: float | None = None) -> tuple[Telling, ...]:
    """One telling for each event of the record. `report` is the report's key, `origin` that of the text it copies (its own where none)."""
    note = record.report
    bounds = sentence_bounds(text)
    return tuple(
        Telling(
            f"{report}:{event.id}", report, origin or report, note.published, note.publisher, event, _words(event, text, bounds), trust
        )
        for event in record.events
    )  # fmt: skip


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
