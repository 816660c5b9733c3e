"""The text of a report with the words of every coded value marked, each with an address of its own for links from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from dateline.schema.record import Event
from dateline.views.page.marks import Mark, cut


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text. `id` is "c" with the code point at which it begins, where a value's words begin there; `lanes` are (lane,
    kind) pairs to draw, `title` says what was made of it, `lit` whether a link led to these words."""

    text: str
    id: str | None = None
    lanes: tuple[tuple[int, str], ...] = ()
    title: str = ""
    lit: bool = False


class Worded(Protocol):
    """A part of an event with words, or without."""

    @property
    def start(self) -> int | None: ...
    @property
    def end(self) -> int | None: ...


def pieces(text: str, events: Iterable[Event], *, lit: tuple[int, int] | None = None) -> tuple[Piece, ...]:
    """The whole text in pieces; `lit` are words (half-open, in code points) to be shown as those that a link led to."""
    made: dict[tuple[int, int, str], list[str]] = {}
    for event in events:
        for part, kind, label in _parts(event):
            if part.start is not None and part.end is not None and 0 <= part.start < part.end <= len(text):
                made.setdefault((part.start, part.end, kind), []).append(f"{event.id} {label}")
    order = sorted(made, key=lambda span: (span[0], -span[1], span[2]))
    marks = {Mark(number, *span): made[span] for number, span in enumerate(order, 1)}
    edges = sorted({0, len(text), *(edge for mark in marks for edge in (mark.start, mark.end))})
    begins = {mark.start for mark in marks}
    out = []
    for segment in cut(text, tuple(marks)):
        start = edges[segment.number]
        id = f"c{start}" if start in begins else None
        title = "; ".join(dict.fromkeys(label for mark in segment.marks for label in marks[mark]))
        inside = lit is not None and bool(segment.marks) and lit[0] <= start and edges[segment.number + 1] <= lit[1]
        out.append(Piece(segment.text, id, segment.lanes, title, inside))
    return tuple(out)


def words(given: str | None) -> tuple[int, int] | None:
    """The words that an address names, "12-33"; None where it names none.

    >>> words("12-33"), words("x")
    ((12, 33), None)
    """
    start, dash, end = (given or "").partition("-")
    if not (dash and start.isascii() and start.isdecimal() and end.isascii() and end.isdecimal()) or len(given or "") > 20:
        return None
    return int(start), int(end)


def _parts(event: Event) -> Iterator[tuple[Worded, str, str]]:
    """Each part of the event with words, the kind of its mark, and what it is."""
    yield from ((mention, "event", event.type) for mention in event.mentions)
    yield from ((mention, "party", party.role) for party in event.participants for mention in party.mentions)
    yield from ((entry, "figure", entry.outcome) for entry in event.casualties)
    yield from ((claim, "voice", claim.kind) for claim in event.claims)
    yield from ((source, "voice", "source") for source in event.sources)
    yield from ((weapon, "weapon", weapon.kind) for weapon in event.weapons)
    yield event.when, "time", "when"
    yield from ((where, "place", "where") for where in (event.where, *event.other_places))
