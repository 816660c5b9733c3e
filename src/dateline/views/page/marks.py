"""The report's text cut where marked words begin and end, so that nested and overlapping spans can be shown."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

# Lanes drawn below the text; deeper ones share the last.
LANES = 3
# Characters that turn the direction of writing: words after them would be shown where they do not stand.
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_CONTROL_PICTURES = 0x2400


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of the report that values come from: text[start:end], in code points. `kind`: event, party, figure, voice ..."""

    number: int
    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the text under the same marks throughout, the innermost first. `lanes` are (lane, kind) pairs to draw."""

    number: int
    text: str
    marks: tuple[Mark, ...] = ()
    lanes: tuple[tuple[int, str], ...] = ()


def cut(text: str, marks: Sequence[Mark]) -> tuple[Segment, ...]:
    """The text as segments: joined again they are the text as it is shown, and every mark begins and ends with a segment."""
    edges = sorted({0, len(text), *(m.start for m in marks), *(m.end for m in marks)})
    lanes, shown = _lanes(marks), show(text)
    out = []
    for number, ((start, end), over) in enumerate(zip(pairwise(edges), _open(edges, marks), strict=True)):
        drawn: dict[int, str] = {}
        for mark in over:
            drawn.setdefault(min(lanes[mark.number], LANES - 1), mark.kind)
        out.append(Segment(number, "".join(shown[start:end]), over, tuple(sorted(drawn.items()))))
    return tuple(out)


def _open(edges: Sequence[int], marks: Iterable[Mark]) -> Iterator[tuple[Mark, ...]]:
    """Between each edge and the next the marks over the text there, the innermost first."""
    begins: dict[int, list[Mark]] = {}
    for mark in marks:
        begins.setdefault(mark.start, []).append(mark)
    over: list[Mark] = []
    for edge in edges[:-1]:
        over = sorted((m for m in (*over, *begins.get(edge, ())) if m.end > edge), key=_innermost)
        yield tuple(over)


def _innermost(mark: Mark) -> tuple[int, int, int]:
    return mark.end - mark.start, mark.start, mark.number


def _lanes(marks: Iterable[Mark]) -> dict[int, int]:
    """A lane for each mark, the same along all of it: shorter ones next to the text, none where another that it meets is drawn."""
    meets = _meetings(marks)
    lanes: dict[int, int] = {}
    for mark in sorted(marks, key=_innermost):
        taken = {lanes[other] for other in meets[mark.number] if other in lanes}
        lanes[mark.number] = next(lane for lane in range(len(taken) + 1) if lane not in taken)
    return lanes


def _meetings(marks: Iterable[Mark]) -> dict[int, set[int]]:
    """For each mark those that share words with it."""
    meets: dict[int, set[int]] = {mark.number: set() for mark in marks}
    over: list[Mark] = []
    for mark in sorted(marks, key=lambda m: m.start):
        over = [m for m in over if m.end > mark.start]
        for other in over:
            meets[mark.number].add(other.number)
            meets[other.number].add(mark.number)
        over.append(mark)
    return meets


def show(text: str) -> list[str]:
    """What stands on the page for each code point: line ends as one newline, what a page cannot hold or would obey as a sign.

    >>> show("a\\r\\n\\x00")
    ['a', '', '\\n', '␀']
    """
    return [_shown(char, text[k + 1 : k + 2]) for k, char in enumerate(text)]


def _shown(char: str, following: str) -> str:
    if char == "\r":
        return "" if following == "\n" else "\n"
    if char in "\n\t":
        return char
    if ord(char) < 0x20:
        return chr(_CONTROL_PICTURES + ord(char))
    if char in _DIRECTION or unicodedata.category(char) in ("Cc", "Cs") or ord(char) & 0xFFFE == 0xFFFE:
        return "\N{REPLACEMENT CHARACTER}"
    return char
