"""How a report is cut into what the encoder sees at once: a few consecutive sentences.

The composition depends on the report alone, and every window runs by itself, so that the result for a report can't
depend on its batch (dynamic int8 takes its scales from everything in one run).
"""

from __future__ import annotations

from collections.abc import Sequence

# Word pieces in one window: most reports of a page are one or two, so that the lead is read with the details. The encoder knows 512
# positions; up to 300 pieces a window costs nothing in words a second (docs/design/decisions.md).
ROOM = 300
# A single longer sentence (a table, text without full stops) is cut here.
LONGEST = 400


def pack(sizes: Sequence[int]) -> list[tuple[int, int]]:
    """Half-open ranges of sentences, given their numbers of word pieces, so that each range holds ROOM pieces or one sentence."""
    out: list[tuple[int, int]] = []
    first, total = 0, 0
    for i, size in enumerate(sizes):
        if i > first and total + size > ROOM:
            out.append((first, i))
            first, total = i, 0
        total += size
    if len(sizes) > first:
        out.append((first, len(sizes)))
    return out
