"""How far confidences can be believed: of the values given 0.8, are 80 of 100 right?

    python -m benchmarks.reliability [--gold DIR] [--out FILE.svg]

Codes the coded reports that `benchmarks.accuracy` measures on, none of which confidences were fitted to, and counts for each tenth of
confidence how many values are right. The expected calibration error (ECE) is the mean distance between what is told and what is right,
weighed by the number of values. With --out the diagram is written: the line of a slot lies on the diagonal where it tells the truth.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.accuracy import HEADLINE, code_gold, gold_folder, read_gold
from dateline import evaluate

TENTHS = 10
SHOWN = ("event", "actor", "recipient", "casualties", "sources", "when", "where")
COLOURS = ("#222222", "#1b6ca8", "#c44e52", "#55874b", "#8c6bb1", "#b8860b", "#2b9a9a")
# A tenth with fewer values is not drawn: a few values say nothing of a share.
FEWEST = 15
_SIDE, _LEFT, _TOP = 400, 60, 20


@dataclass(frozen=True, slots=True)
class Tenth:
    """Values of one tenth of confidence: how many, the mean of what was told, and the share that is right."""

    number: int
    told: float
    right: float


def tenths(pairs: Sequence[tuple[float, bool]]) -> list[Tenth]:
    """The tenths of (confidence, right) pairs that hold any, the least sure first.

    >>> tenths([(0.81, True), (0.89, False), (0.1, False)])
    [Tenth(number=1, told=0.1, right=0.0), Tenth(number=2, told=0.85, right=0.5)]
    """
    found: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in pairs:
        found[min(int(confidence * TENTHS), TENTHS - 1)].append((confidence, right))
    return [
        Tenth(len(v), round(sum(c for c, _ in v) / len(v), 4), round(sum(r for _, r in v) / len(v), 4)) for _, v in sorted(found.items())
    ]


def calibration_error(pairs: Sequence[tuple[float, bool]]) -> float:
    """The expected calibration error over tenths (Naeini et al. 2015); 0.0 where there are no values."""
    return sum(t.number * abs(t.told - t.right) for t in tenths(pairs)) / len(pairs) if pairs else 0.0


def values_by_slot(reports: Iterable[Mapping[str, Any]]) -> dict[str, list[tuple[float, bool]]]:
    """(confidence, right) of every measured value that has a confidence."""
    out: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    given = list(reports)
    for report, line in zip(given, code_gold(given), strict=True):
        for value in evaluate.values(report, json.loads(line)):
            if value.confidence is not None:
                out[value.slot].append((value.confidence, value.right))
    return dict(out)


def diagram(slots: Mapping[str, Sequence[tuple[float, bool]]]) -> str:
    """The reliability diagram as SVG: confidence to the right, the share that is right upwards."""
    shown = [(name, colour) for name, colour in zip(SHOWN, COLOURS, strict=True) if slots.get(name)]
    lines = [line for name, colour in shown for line in _curve(tenths(slots[name]), colour)]
    labels = [
        f'<text x="{_LEFT + 12}" y="{_TOP + 18 + 17 * k}" fill="{colour}">{name} ({len(slots[name])})</text>'
        for k, (name, colour) in enumerate(shown)
    ]
    marks = [mark for k in range(0, TENTHS + 1, 2) for mark in _marks(k / TENTHS)]
    width, height = _SIDE + _LEFT + 20, _SIDE + _TOP + 50
    frame = f'<rect x="{_LEFT}" y="{_TOP}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#999"/>'
    diagonal = f'<line x1="{_LEFT}" y1="{_TOP + _SIDE}" x2="{_LEFT + _SIDE}" y2="{_TOP}" stroke="#999" stroke-dasharray="4 4"/>'
    title = f'<text x="{_LEFT + _SIDE / 2}" y="{height - 8}" text-anchor="middle">confidence given; upwards the share that is right</text>'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="13" role="img">'
    return "\n".join([head, "<title>Reliability of confidences</title>", frame, diagonal, *marks, *lines, *labels, title, "</svg>", ""])


def _at(told: float, right: float) -> tuple[float, float]:
    return round(_LEFT + _SIDE * told, 1), round(_TOP + _SIDE * (1 - right), 1)


def _curve(points: Sequence[Tenth], colour: str) -> Iterator[str]:
    """A line through the tenths that hold enough, and a dot for each."""
    places = [_at(t.told, t.right) for t in points if t.number >= FEWEST]
    yield f'<polyline points="{" ".join(f"{x},{y}" for x, y in places)}" fill="none" stroke="{colour}" stroke-width="1.5"/>'
    for x, y in places:
        yield f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>'


def _marks(share: float) -> Iterator[str]:
    x, y = _at(share, share)
    yield f'<text x="{x}" y="{_TOP + _SIDE + 18}" text-anchor="middle">{share:.1f}</text>'
    yield f'<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{share:.1f}</text>'


def main(arguments: Sequence[str] | None = None) -> None:
    """Codes, counts, prints, and with --out draws."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, metavar="DIR")
    parser.add_argument("--out", type=Path, metavar="FILE.svg")
    given = parser.parse_args(arguments)
    gold = read_gold(gold_folder(given.gold))
    names = [name for name in HEADLINE if name in gold] or list(gold)
    slots = values_by_slot(report for name in names for report in gold[name])
    for name, pairs in sorted(slots.items()):
        told = "  ".join(f"{t.told:.2f}:{t.right:.2f} ({t.number})" for t in tenths(pairs))
        print(f"{name:11} {len(pairs):5} values  ECE {calibration_error(pairs):.3f}   told:right (values)  {told}")
    if given.out:
        given.out.write_text(diagram(slots), "utf-8")


if __name__ == "__main__":
    main()
