"""Places in a report's text as a browser counts them, and as a record does.

A browser counts UTF-16 units of the text that the page shows (`views.page.marks.show`): two for a character beyond the first 65,536,
none for the "\\r" of a line end. A record counts code points of the report's text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

import regex

from dateline.views.page.marks import show

# A character as a reader sees it: a letter with the marks that combine with it, an emoji with its modifiers.
_SEEN = regex.compile(r"\X")
_TWO_UNITS = 0x10000


@dataclass(frozen=True, slots=True)
class Ruler:
    """A report's text with the unit at which each of its code points begins, and behind them the number of all units."""

    text: str
    edges: tuple[int, ...]

    def to_units(self, point: int) -> int:
        """The unit at which the code point of that number begins."""
        return self.edges[min(max(point, 0), len(self.text))]

    def to_points(self, start: int, end: int) -> tuple[int, int]:
        """The code points that the units from `start` to `end` touch, whole characters as a reader sees them, without space around.

        Both ends are half-open. Units beyond the text count as its ends; where nothing but space is touched the two are the same.
        """
        first = bisect_right(self.edges, max(start, 0)) - 1
        last = bisect_left(self.edges, min(end, self.edges[-1]))
        return self._trimmed(*self._whole(min(first, len(self.text)), max(last, first)))

    def _whole(self, first: int, last: int) -> tuple[int, int]:
        if first >= last:
            return first, first
        # A character as seen is short; a line end lies never within one, so its beginning is sought from the line's.
        line = self.text.rfind("\n", 0, first) + 1
        for seen in _characters(self.text, line):
            if seen[0] <= first < seen[1]:
                first = seen[0]
            if seen[1] >= last:
                return first, seen[1]
        return first, last

    def _trimmed(self, first: int, last: int) -> tuple[int, int]:
        words = self.text[first:last]
        stripped = words.strip()
        if not stripped:
            return first, first
        start = first + words.index(stripped)
        return start, start + len(stripped)


def ruler(text: str) -> Ruler:
    """The ruler of a report's text."""
    units = (sum(2 if ord(char) >= _TWO_UNITS else 1 for char in shown) for shown in show(text))
    return Ruler(text, tuple(accumulate(units, initial=0)))


def _characters(text: str, start: int) -> Iterator[tuple[int, int]]:
    return (found.span() for found in _SEEN.finditer(text, start))
