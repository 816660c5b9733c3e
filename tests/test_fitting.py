"""What the tools that fit weights share: folds that stay, and how far what is told is from what is right."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from tools.fitting import FOLDS, bins, calibration_error, lines, read_coded


def test_a_report_is_of_the_same_fold_in_every_run(tmp_path: Path) -> None:
    path = tmp_path / "coded.jsonl"
    path.write_text("\n".join([json.dumps({"doc": "a"}), "", json.dumps({"doc": "b"})]), "utf-8")
    first, again = (list(read_coded([path])) for _ in range(2))
    assert first == again
    assert [doc["doc"] for doc, _ in first] == ["a", "b"]
    assert all(0 <= fold < FOLDS for _, fold in first)


def test_how_far_what_is_told_is_from_what_is_right() -> None:
    held, right = np.array([0.85, 0.85, 0.15, 0.15]), np.array([True, True, False, True])
    assert [(round(b.low, 1), b.size, b.right) for b in bins(held, right)] == [(0.1, 2, 0.5), (0.8, 2, 1.0)]
    assert calibration_error(held, right) == pytest.approx(0.25)
    assert calibration_error(held[:0], right[:0]) == 0.0


def test_weights_as_lines_of_a_table() -> None:
    assert lines({"bias": -1.0, "near, of the day": 0.25}) == '"bias" = -1.000\n"near, of the day" = 0.250\n'
