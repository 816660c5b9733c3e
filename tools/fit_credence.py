"""Fits how sure single values are: python tools/fit_credence.py CODED.jsonl... --out src/dateline/data/lexicon/credence.toml

Codes the reports up to the events with all their values and asks of each value whether the coded report has it (as `dateline evaluate`
does; a value of an invented event is wrong). Use reports that the model was not trained on. The weights are a logistic regression with
ridge penalty for each slot; `least` is a constant below.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from dateline.annotate import annotate
from dateline.evaluate.gold import read_gold
from dateline.evaluate.scores import compare_one
from dateline.evaluate.slots import count_slots
from dateline.evaluate.values import values
from dateline.extract import extract
from dateline.resolve import unweighed
from dateline.resolve.belief import least
from dateline.resolve.credence import (
    SYMMETRIC,
    casualty_features,
    claim_features,
    party_features,
    party_slot,
    setting_features,
    source_features,
)
from dateline.schema.document import Document
from dateline.schema.jsonable import to_json
from dateline.schema.record import Coder, Event, Record, ReportNote
from dateline.schema.report import Report

HEAD = (
    "# Weights of the features of single values (resolve/credence.py), fitted by tools/fit_credence.py. Positive speaks for a value;\n"
    "# what is less sure than `least` is left out.\n"
)
STRENGTH = 0.2
FOLDS = 5
# A feature that so few values have is left out.
RARE = 10
PARTIES = ("actor", "recipient")
# Third parties are too few to be weighed.
SLOTS = ("actor", "recipient", "side", "casualties", "claims", "sources", "when", "where")
# Slots of which nothing is left out: of claims and sources there are too few to choose a level, and the level gained nothing.
KEPT_WHOLE = ("claims", "sources")
# On the reports kept aside each slot's F1 is within 0.01 of its best level's (0.24 to 0.42). For a single day or place, which crowds out
# no other, the level is half of the F1 that is reached, the best by the theory of F1 (Lipton, Elkan, Naryanaswamy 2014).
LEAST, SETTING = 0.4, 0.28


@dataclass
class Slot:
    """The values found for one slot, their features and whether they are right, the fold of each, and how many gold has."""

    rows: list[tuple[dict[str, float], bool]] = field(default_factory=list)
    folds: list[int] = field(default_factory=list)
    gold: int = 0


def found(doc: dict[str, Any]) -> Iterator[tuple[str, dict[str, float] | None, bool, int]]:
    """(slot, features, right, 0) for each value; (slot, None, False, how many gold has) once for each slot."""
    published = date.fromisoformat(doc["published"]) if doc["published"] else None
    document = annotate(Report(doc["doc"], doc["text"], published))
    events = {event.id: event for _, event in unweighed(document, extract(document), level=least())}
    record: dict[str, Any] = to_json(Record(Coder(""), ReportNote(doc["doc"]), tuple(events.values())))
    for value in values(doc, record):
        slot, features = _row(document, events[value.event], value.slot, value.index) if value.slot in SLOTS else ("", {})
        if slot in SLOTS:
            yield slot, features, value.right, 0
    for pair in compare_one(read_gold(doc), record).pairs:
        if pair.firm and pair.gold:
            for slot, count in count_slots(pair.gold, None).items():
                slot = "side" if slot == "actor" and pair.gold.type in SYMMETRIC else slot
                if slot in SLOTS:
                    yield slot, None, False, count.gold


def _row(document: Document, event: Event, slot: str, index: int) -> tuple[str, dict[str, float]]:
    if slot in PARTIES:
        party = event.participants[index]
        return party_slot(event, party), party_features(document, event, party)
    if slot == "casualties":
        return slot, casualty_features(document, event, event.casualties[index])
    if slot == "claims":
        return slot, claim_features(document, event, event.claims[index])
    if slot == "sources":
        return slot, source_features(document, event, event.sources[index])
    return slot, setting_features(document, event, slot)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("coded", nargs="+")
    ap.add_argument("--out", required=True)
    args = ap.parse_args()
    slots = {name: Slot() for name in SLOTS}
    for path in args.coded:
        for number, line in enumerate(Path(path).read_text("utf-8").splitlines()):
            fold = crc32(f"{path}:{number}".encode()) % FOLDS
            for name, features, right, gold in found(json.loads(line)):
                slots[name].gold += gold
                if features is not None:
                    slots[name].rows.append((features, right))
                    slots[name].folds.append(fold)
    Path(args.out).write_text(HEAD + "".join(_table(name, slot) for name, slot in slots.items()), "utf-8")


def _table(name: str, slot: Slot) -> str:
    counts = Counter(k for features, _ in slot.rows for k, v in features.items() if v)
    names = sorted(k for k, n in counts.items() if n >= RARE)
    x = np.array([[features.get(k, 0.0) for k in names] for features, _ in slot.rows])
    y = np.array([right for _, right in slot.rows])
    fold = np.array(slot.folds)
    held = np.zeros(len(y))
    for k in range(FOLDS):
        held[fold == k] = _fitted(x[fold != k], y[fold != k]).predict_proba(x[fold == k])[:, 1]
    level = 0.0 if name in KEPT_WHOLE else SETTING if name in ("when", "where") else LEAST
    whole, left = (_f1(held >= x, y, slot.gold) for x in (0.0, level))
    error = _calibration_error(held, y)
    print(f"{name:10} {len(y):5} values, {y.mean():.3f} right; F1 of all {whole:.4f}, from {level} on {left:.4f}; ECE {error:.4f}")
    fit = _fitted(x, y)
    weights = {"bias": float(fit.intercept_[0]), **{k: float(w) for k, w in zip(names, fit.coef_[0], strict=True)}}
    body = "".join(f'"{k}" = {v:.3f}\n' for k, v in weights.items())
    return f"\n[{name}]\nleast = {level:.2f}\n\n[{name}.weights]\n{body}"


def _fitted(x: npt.NDArray[np.float64], y: npt.NDArray[np.bool_]) -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=5000).fit(x, y)


def _f1(given: npt.NDArray[np.bool_], right: npt.NDArray[np.bool_], gold: int) -> float:
    return 2 * float((given & right).sum()) / max(float(given.sum()) + gold, 1.0)


def _calibration_error(held: npt.NDArray[np.float64], right: npt.NDArray[np.bool_]) -> float:
    """Expected calibration error over ten bins of equal width."""
    error = 0.0
    for low in np.arange(0.0, 1.0, 0.1):
        inside = (held >= low) & (held < low + 0.1)
        if inside.any():
            error += float(inside.mean()) * abs(float(right[inside].mean()) - float(held[inside].mean()))
    return error


if __name__ == "__main__":
    main()
