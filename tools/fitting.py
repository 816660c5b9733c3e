"""What the tools that fit weights have in common: coded reports as documents, folds of reports, calibration, the lines of a table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

from dateline.annotate import annotate
from dateline.schema.document import Document
from dateline.schema.report import Report

FOLDS = 5


@dataclass(frozen=True)
class Bin:
    """Values told to be about as sure: how sure on the average, and what share of them is right."""

    low: float
    size: int
    told: float
    right: float


def read_coded(paths: Iterable[str | Path]) -> Iterator[tuple[dict[str, Any], int]]:
    """The coded reports of JSONL files, each with its fold, which is made of file and line (by checksum: hash() differs by run)."""
    for path in paths:
        for number, line in enumerate(Path(path).read_text("utf-8").splitlines()):
            if line.strip():
                yield json.loads(line), fold(f"{path}:{number}")


def fold(name: str) -> int:
    """The fold of a report by a name of it."""
    return crc32(name.encode()) % FOLDS


def read_document(doc: Mapping[str, Any]) -> Document:
    """A coded report as coding reads it."""
    published = date.fromisoformat(doc["published"]) if doc["published"] else None
    return annotate(Report(doc["doc"], doc["text"], published))


def bins(held: npt.NDArray[np.float64], right: npt.NDArray[np.bool_]) -> Iterator[Bin]:
    """The values in ten bins of equal width, without those that hold none."""
    for low in np.arange(0.0, 1.0, 0.1):
        inside = (held >= low) & (held < low + 0.1)
        if inside.any():
            yield Bin(float(low), int(inside.sum()), float(held[inside].mean()), float(right[inside].mean()))


def calibration_error(held: npt.NDArray[np.float64], right: npt.NDArray[np.bool_]) -> float:
    """Expected calibration error over those bins: how far what is told is from what is right, on the average over values."""
    return sum(b.size * abs(b.right - b.told) for b in bins(held, right)) / max(len(held), 1)


def lines(weights: Mapping[str, float]) -> str:
    """The weights as lines of a table."""
    return "".join(f'"{name}" = {weight:.3f}\n' for name, weight in weights.items())
