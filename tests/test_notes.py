"""The figures of whole short notes (tests/cases/notes.toml): kinds of processor differ on a few, so nearly all must be right."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

from benchmarks.notes import OUTCOMES, found
from dateline.run.pipeline import code

NOTES = tomllib.loads((Path(__file__).parent / "cases" / "notes.toml").read_text("utf-8"))["notes"]
LEAST = 0.94


def test_figures_of_notes() -> None:
    wrong = [n["text"] for n in NOTES if _told(n["figures"]) != found(code(n["text"], published=n["published"]))]
    assert len(wrong) <= (1 - LEAST) * len(NOTES), wrong


def _told(figures: list[str]) -> Counter[tuple[str, int | None, int | None]]:
    told = (figure.split() for figure in figures)
    return Counter((outcome, _bound(low), _bound(high)) for outcome, low, high in told if outcome in OUTCOMES)


def _bound(text: str) -> int | None:
    return None if text == "-" else int(text)
