"""The sentence that a value was read from, with its words marked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dateline.merge.telling import sentence_bounds
from dateline.views.page.marks import Mark, Segment, cut

# A sentence longer than this is shown from so many characters before its first marked words to as many behind the last.
LONGEST, AROUND = 420, 160
_MARKED = "words"


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence in pieces; those with marks are the words of the value. The first of them are text[start:end] of `report`, in code
    points.

    `before` and `behind` say that the sentence goes on there.
    """

    report: str
    start: int
    end: int
    pieces: tuple[Segment, ...]
    before: bool = False
    behind: bool = False


@dataclass(frozen=True)
class Texts:
    """The texts of reports by their key. What was taken out of the store is missing here, and has no sentences."""

    texts: Mapping[str, str]
    _bounds: dict[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)

    def quote(self, report: str, spans: Iterable[tuple[int, int]]) -> Quote | None:
        """The sentence of the first of the spans (half-open, in code points), with all of them that lie in it marked.

        None where there is no text, or no span that lies in it.
        """
        text = self.texts.get(report, "")
        inside = sorted({(start, end) for start, end in spans if 0 <= start < end <= len(text)})
        if not inside:
            return None
        first, last = self._sentence(report, text, inside[0][0])
        last = max(last, inside[0][1])
        marked = [(start, end) for start, end in inside if end <= last]
        shown_from, shown_to = _part(first, last, marked)
        while shown_from < marked[0][0] and text[shown_from].isspace():
            shown_from += 1
        while shown_to > marked[-1][1] and text[shown_to - 1].isspace():
            shown_to -= 1
        marks = [Mark(n, start - shown_from, end - shown_from, _MARKED) for n, (start, end) in enumerate(marked, 1)]
        return Quote(report, *marked[0], cut(text[shown_from:shown_to], marks), shown_from > first + 2, shown_to < last - 2)

    def _sentence(self, report: str, text: str, start: int) -> tuple[int, int]:
        bounds = self._bounds.setdefault(report, sentence_bounds(text))
        return bounds[max(bisect_right(bounds, (start, len(text) + 1)) - 1, 0)]


def _part(first: int, last: int, marked: list[tuple[int, int]]) -> tuple[int, int]:
    """What is shown of a sentence."""
    if last - first <= LONGEST:
        return first, last
    return max(first, marked[0][0] - AROUND), min(last, marked[-1][1] + AROUND)
