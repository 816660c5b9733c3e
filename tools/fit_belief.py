"""Fits how sure an event is: python -m tools.fit_belief CODED.jsonl... --out src/dateline/data/lexicon/belief.toml

Codes the reports up to the groups of mentions and finds the coded event that each group tells of. A group is right where most of its
mentions are of a coded event that no larger group has; one that is of an event which coders may leave out is not counted. Use reports
that the model was not trained on. The weights are a logistic regression with ridge penalty; `least` is the level with the best F1 of
events over folds of reports.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from dateline.extract import extract
from dateline.resolve.belief import features
from dateline.resolve.joining import join
from dateline.resolve.recasting import recast
from dateline.resolve.setting import read_setting
from tools.fit_joining import owner
from tools.fitting import FOLDS, bins, calibration_error, lines, read_coded, read_document

HEAD = "# Weights of the features of an event (resolve/belief.py), fitted by tools/fit_belief.py. Positive speaks for an event.\n"
STRENGTH = 0.3
# Features that hold for one event in a hundred, with what the penalty of their weight is divided by: it is meant for the common ones.
RARE = {"mishap": 9.0}
# Features that say how sure the model is.
SURENESS = frozenset({"trigger", "firm"})


def groups(doc: dict[str, Any]) -> Iterator[tuple[dict[str, float], bool]]:
    """Features and truth of every group of mentions of a coded report."""
    document = read_document(doc)
    setting = read_setting(document)
    mentions = recast(document, extract(document), country=setting.country)
    optional = {e["id"]: bool(e["optional"]) for e in doc["events"]}
    found = []
    for group in join(document, mentions, setting=setting):
        owners = Counter(o for m in group if (o := owner(doc, m)) is not None)
        found.append((group, owners.most_common(1)[0] if owners else (None, 0)))
    best: dict[str, int] = {}
    for k, (_, (event, share)) in sorted(enumerate(found), key=lambda x: (-x[1][1][1], x[0])):
        if event is not None and share:
            best.setdefault(event, k)
    for k, (group, (event, _)) in enumerate(found):
        if event is None or not optional[event]:
            yield features(group), event is not None and best[event] == k


def missed(doc: dict[str, Any], hits: int) -> int:
    """Coded events that no group tells of."""
    return sum(not e["optional"] for e in doc["events"]) - hits


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("coded", nargs="+")
    ap.add_argument("--out", required=True)
    args = ap.parse_args()
    rows: list[tuple[dict[str, float], bool]] = []
    folds: list[int] = []
    gone = 0
    for doc, fold_of in read_coded(args.coded):
        own = list(groups(doc))
        rows += own
        folds += [fold_of] * len(own)
        gone += missed(doc, sum(right for _, right in own))
    names = sorted({k for values, _ in rows for k in values})
    y = np.array([right for _, right in rows])
    # A surer model never speaks against an event: what would is left out
    whole = _fitted(_table(rows, names), y).coef_[0]
    names = [k for k, weight in zip(names, whole, strict=True) if k not in SURENESS or weight > 0]
    x = _table(rows, names)
    fold = np.array(folds)
    held = np.zeros(len(y))
    for k in range(FOLDS):
        held[fold == k] = _fitted(x[fold != k], y[fold != k]).predict_proba(x[fold == k])[:, 1]
    levels = np.arange(0.2, 0.71, 0.02)
    scores = [_f1(held >= level, y, gone) for level in levels]
    least = float(levels[int(np.argmax(scores))])
    print(f"{len(y)} events, {y.mean():.3f} right; F1 of all {_f1(held >= 0, y, gone):.4f}, from {least:.2f} on {max(scores):.4f}")
    _show_calibration(held, y)
    fit = _fitted(x, y)
    weights = {"bias": float(fit.intercept_[0]), **{k: float(w) * _scale(k) for k, w in zip(names, fit.coef_[0], strict=True)}}
    body = lines(weights)
    Path(args.out).write_text(f"{HEAD}least = {least:.2f}\n\n[weights]\n{body}", "utf-8")
    print(body)


def _scale(name: str) -> float:
    return math.sqrt(RARE.get(name, 1.0))


def _table(rows: Sequence[tuple[dict[str, float], bool]], names: Sequence[str]) -> npt.NDArray[np.float64]:
    """A row for each event, a column for each feature. A rare one's is stretched, so that the penalty weighs less on it."""
    return np.array([[values[k] * _scale(k) for k in names] for values, _ in rows])


def _fitted(x: npt.NDArray[np.float64], y: npt.NDArray[np.bool_]) -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=3000).fit(x, y)


def _f1(given: npt.NDArray[np.bool_], right: npt.NDArray[np.bool_], gone: int) -> float:
    hits = float((given & right).sum())
    return 2 * hits / max(float(given.sum()) + float(right.sum()) + gone, 1.0)


def _show_calibration(held: npt.NDArray[np.float64], right: npt.NDArray[np.bool_]) -> None:
    for b in bins(held, right):
        print(f"{b.low:.1f}-{b.low + 0.1:.1f}  {b.size:5}  told {b.told:.3f}  right {b.right:.3f}")
    print(f"expected calibration error {calibration_error(held, right):.4f}")


if __name__ == "__main__":
    main()
