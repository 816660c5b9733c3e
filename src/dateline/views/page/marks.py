"""The report's text cut where marked words begin and end, so that nested and overlapping spans can be shown."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
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
    lanes = _lanes(marks)
    shown = show(text)
    out = []
    for number, (start, end) in enumerate(pairwise(edges)):
        over = sorted((m for m in marks if m.start <= start and end <= m.end), key=lambda m: (m.end - m.start, m.start, m.number))
        drawn: dict[int, str] = {}
        for mark in over:
            drawn.setdefault(min(lanes[mark.number], LANES - 1), mark.kind)
        out.append(Segment(number, "".join(shown[start:end]), tuple(over), tuple(sorted(drawn.items()))))
    return tuple(out)


def _lanes(marks: Iterable[Mark]) -> dict[int, int]:
    """A lane for each mark, the same along all of it: shorter ones next to the text, none where another that it meets is drawn."""
    placed: list[tuple[Mark, int]] = []
    for mark in sorted(marks, key=lambda m: (m.end - m.start, m.start, m.number)):
        taken = {lane for other, lane in placed if other.start < mark.end and mark.start < other.end}
        placed.append((mark, next(lane for lane in range(len(taken) + 1) if lane not in taken)))
    return {mark.number: lane for mark, lane in placed}


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
