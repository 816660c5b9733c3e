"""Fits how sure single values are: python -m tools.fit_credence CODED.jsonl... --out src/dateline/data/lexicon/credence.toml

Codes the reports up to the events with all their values and asks of each value whether the coded report has it (as `dateline evaluate`
does; a value of an invented event is wrong). Use reports that the model was not trained on. The weights are a logistic regression with
ridge penalty for each slot; `least` is a constant below.

Claims are too few in such reports. With --unmarked CODED.jsonl (reports that the model was trained on) they are weighed in two steps: what
the wording, the parse and the parties are worth is learned there with the model's own marks of claims taken out, which it would know by
heart; what its marks add, and how much the first step counts, is learned on the reports kept aside.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from dateline.evaluate.gold import read_gold
from dateline.evaluate.scores import compare_one
from dateline.evaluate.slots import count_slots
from dateline.evaluate.values import values
from dateline.extract import extract
from dateline.extract.lexicon import CLAIM_KINDS
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
from tools.fitting import FOLDS, calibration_error, lines, read_coded, read_document

HEAD = (
    "# Weights of the features of single values (resolve/credence.py), fitted by tools/fit_credence.py. Positive speaks for a value;\n"
    "# what is less sure than `least` is left out.\n"
)
STRENGTH = 0.2
# Sources are coded less alike than other values: weights that are held closer to nothing do better on reports kept aside, and so does
# leaving out the unsurest (F1 0.573 of all, 0.581 from there on).
TOLD_STRENGTH, TOLD_LEAST = 0.05, 0.25
# A feature that so few values have is left out.
RARE = 10
PARTIES = ("actor", "recipient")
# Third parties are too few to be weighed.
SLOTS = ("actor", "recipient", "side", "casualties", "claims", "sources", "when", "where")
# On the reports kept aside each slot's F1 is within 0.01 of its best level's (0.24 to 0.42). For a single day or place, which crowds out
# no other, the level is half of the F1 that is reached, the best by the theory of F1 (Lipton, Elkan, Naryanaswamy 2014): .72 of days.
LEAST, DAY, PLACE = 0.4, 0.36, 0.28
# So is that of claims. The features of the second step of their weights, and its ridge penalty.
CLAIM_LEAST, MARKS, MARK_STRENGTH = 0.18, ("sure", "event", *(f"{k} marked{a}" for k in CLAIM_KINDS for a in ("", " alone"))), 0.5


@dataclass
class Slot:
    """The values found for one slot, their features and whether they are right, the fold of each, and how many gold has."""

    rows: list[tuple[dict[str, float], bool]] = field(default_factory=list)
    folds: list[int] = field(default_factory=list)
    gold: int = 0


def found(doc: dict[str, Any], *, unmarked: bool = False) -> Iterator[tuple[str, dict[str, float] | None, bool, int]]:
    """(slot, features, right, 0) for each value; (slot, None, False, how many gold has) once for each slot."""
    document = read_document(doc)
    if unmarked:
        roles, facts = (r for r in document.roles if r.role not in CLAIM_KINDS), (f for f in document.facts if f.label not in CLAIM_KINDS)
        document = replace(document, roles=tuple(roles), facts=tuple(facts))
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
    ap.add_argument("--unmarked")
    ap.add_argument("--out", required=True)
    args = ap.parse_args()
    slots = read_slots(args.coded)
    tables = {name: table(name, slot) for name, slot in slots.items()}
    if args.unmarked:
        tables["claims"] = claims_table(read_slots([args.unmarked], unmarked=True)["claims"], slots["claims"])
    Path(args.out).write_text(HEAD + "".join(tables.values()), "utf-8")


def read_slots(paths: Iterable[str], *, unmarked: bool = False) -> dict[str, Slot]:
    """The values of all slots that are found in coded reports."""
    slots = {name: Slot() for name in SLOTS}
    for doc, fold in read_coded(paths):
        for name, features, right, gold in found(doc, unmarked=unmarked):
            slots[name].gold += gold
            if features is not None:
                slots[name].rows.append((features, right))
                slots[name].folds.append(fold)
    return slots


def claims_table(unmarked: Slot, kept: Slot) -> str:
    """The weights of claims in two steps."""
    counts = Counter(k for features, _ in unmarked.rows for k, v in features.items() if v)
    names = sorted(k for k, n in counts.items() if n >= RARE and k not in MARKS)
    first = _fitted(*_arrays(unmarked, names))
    told, right = _arrays(kept, names)
    both = np.column_stack([first.decision_function(told), _arrays(kept, MARKS)[0]])
    held, fold = np.zeros(len(right)), np.array(kept.folds)
    for k in range(FOLDS):
        held[fold == k] = _fitted(both[fold != k], right[fold != k], MARK_STRENGTH).predict_proba(both[fold == k])[:, 1]
    _report("claims", kept, held, CLAIM_LEAST)
    second = _fitted(both, right, MARK_STRENGTH)
    share, *marks = (float(w) for w in second.coef_[0])
    weights = {"bias": float(second.intercept_[0]) + share * float(first.intercept_[0])}
    weights |= {k: share * float(w) for k, w in zip(names, first.coef_[0], strict=True)} | dict(zip(MARKS, marks, strict=True))
    return _written("claims", CLAIM_LEAST, weights)


def table(name: str, slot: Slot) -> str:
    """The weights of a slot."""
    counts = Counter(k for features, _ in slot.rows for k, v in features.items() if v)
    names = sorted(k for k, n in counts.items() if n >= RARE)
    x, y = _arrays(slot, names)
    strength = TOLD_STRENGTH if name == "sources" else STRENGTH
    fold, held = np.array(slot.folds), np.zeros(len(y))
    for k in range(FOLDS):
        held[fold == k] = _fitted(x[fold != k], y[fold != k], strength).predict_proba(x[fold == k])[:, 1]
    level = {"when": DAY, "where": PLACE, "claims": CLAIM_LEAST, "sources": TOLD_LEAST}.get(name, LEAST)
    _report(name, slot, held, level)
    fit = _fitted(x, y, strength)
    weights = {"bias": float(fit.intercept_[0]), **{k: float(w) for k, w in zip(names, fit.coef_[0], strict=True)}}
    return _written(name, level, weights)


def _arrays(slot: Slot, names: Sequence[str]) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    x = np.array([[features.get(k, 0.0) for k in names] for features, _ in slot.rows])
    return x, np.array([right for _, right in slot.rows])


def _report(name: str, slot: Slot, held: npt.NDArray[np.float64], level: float) -> None:
    y = np.array([right for _, right in slot.rows])
    whole, left = (_f1(held >= x, y, slot.gold) for x in (0.0, level))
    error = calibration_error(held, y)
    print(f"{name:10} {len(y):5} values, {y.mean():.3f} right; F1 of all {whole:.4f}, from {level} on {left:.4f}; ECE {error:.4f}")


def _written(name: str, level: float, weights: Mapping[str, float]) -> str:
    return f"\n[{name}]\nleast = {level:.2f}\n\n[{name}.weights]\n{lines(weights)}"


def _fitted(x: npt.NDArray[np.float64], y: npt.NDArray[np.bool_], strength: float = STRENGTH) -> LogisticRegression:
    return LogisticRegression(C=strength, max_iter=5000).fit(x, y)


def _f1(given: npt.NDArray[np.bool_], right: npt.NDArray[np.bool_], gold: int) -> float:
    return 2 * float((given & right).sum()) / max(float(given.sum()) + gold, 1.0)


if __name__ == "__main__":
    main()
