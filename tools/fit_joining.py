"""Fits the weights of resolve/pairs.py: python -m tools.fit_joining CODED.jsonl... --out src/dateline/data/lexicon/joining.toml

Codes the reports up to the mentions, finds the coded event of every mention, and fits a logistic regression with ridge
penalty to pairs of mentions of one type: do they tell of one event? Features are left out one by one while the pairs of
held-back reports are told better without: few reports are coded, and what is peculiar to them does not hold elsewhere.
Use reports that the model was not trained on, since its own probability is one of the features.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss

from dateline.extract import extract
from dateline.resolve.joining import vetoed
from dateline.resolve.pairs import facts, features
from dateline.resolve.recasting import recast
from dateline.resolve.setting import read_setting
from dateline.schema.mention import Mention
from tools.fitting import FOLDS, fold, lines, read_coded, read_document

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
HEAD = (
    "# Weights of the features of a pair of mentions (resolve/pairs.py), fitted by tools/fit_joining.py. Positive speaks for one event.\n"
)
# Ridge penalty (inverse strength) on features of one spread; chosen by what is coded right over folds of reports.
STRENGTH = 0.1


def owner(doc: dict[str, Any], mention: Mention) -> str | None:
    """The coded event that a mention tells of: same type, trigger words that overlap in the sentence."""
    for e in doc["events"]:
        if e["type"] != mention.type:
            continue
        for m in e["mentions"]:
            start, end = doc["sentences"][m["s"]]
            at = doc["text"].find(m["trigger"], start, end)
            if at >= 0 and at < mention.trigger.end and at + len(m["trigger"]) > mention.trigger.start:
                return str(e["id"])
    return None


def pairs(doc: dict[str, Any]) -> Iterator[tuple[dict[str, float], bool]]:
    """Features and truth of every pair of mentions of one type in a coded report."""
    document = read_document(doc)
    setting = read_setting(document)
    mentions = recast(document, extract(document), country=setting.country)
    known = [(m, o) for m in mentions if (o := owner(doc, m)) is not None]
    owned = [(facts(document, m, country=setting.country, spots=setting.spots(m)), o) for m, o in known]
    same = {(i, j): p for i, j, p in document.same}
    for i, (x, a) in enumerate(owned):
        for y, b in owned[i + 1 :]:
            learned = same.get((x.mention.index, y.mention.index))
            if learned is not None and not vetoed(x, y):
                yield features(x, y, learned=learned), a == b


def _fitted(x: Floats, y: Bools) -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=300, tol=1e-3).fit(x, y)


def _held_back(x: Floats, y: Bools, folds: Ints) -> Floats:
    """The probability of every pair by what the other folds say."""
    told = np.zeros(len(y))
    for k in range(FOLDS):
        told[folds == k] = _fitted(x[folds != k], y[folds != k]).predict_proba(x[folds == k])[:, 1]
    return told


def chosen(x: Floats, y: Bools, folds: Ints, *, always: int) -> list[int]:
    """The columns without which pairs held back would be told worse (log loss); `always` stays."""
    columns = list(range(x.shape[1]))
    least = float(log_loss(y, _held_back(x, y, folds)))
    while True:
        without = [(float(log_loss(y, _held_back(x[:, [d for d in columns if d != c]], y, folds))), c) for c in columns if c != always]
        best, column = min(without, default=(least, always))
        if best >= least:
            return columns
        least = best
        columns.remove(column)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("coded", nargs="+")
    ap.add_argument("--out", required=True)
    args = ap.parse_args()
    rows, of = [], []
    for doc, _ in read_coded(args.coded):
        for row in pairs(doc):
            rows.append(row)
            of.append(fold(doc["doc"]))
    names = sorted({k for values, _ in rows for k in values})
    x = np.array([[values.get(k, 0.0) for k in names] for values, _ in rows])
    # Brought to one spread, so that the penalty weighs on rare and frequent features alike; the table tells them in their own units.
    spread = x.std(axis=0) + 1e-6
    y, folds = np.array([same for _, same in rows]), np.array(of)
    columns = chosen(x / spread, y, folds, always=names.index("learned"))
    fit = _fitted((x / spread)[:, columns], y)
    right = np.mean((_held_back((x / spread)[:, columns], y, folds) > 0.5) == y)
    alone = np.mean((x[:, names.index("learned")] > 0) == y)
    print(f"{len(rows)} pairs, {y.mean():.3f} of one event; accuracy over folds {right:.4f}, learned alone {alone:.4f}")
    weighed = {names[c]: float(w / spread[c]) for c, w in zip(columns, fit.coef_[0], strict=True)}
    body = lines({"bias": float(fit.intercept_[0]), **weighed})
    Path(args.out).write_text(f"{HEAD}[weights]\n{body}", "utf-8")
    print(body)


if __name__ == "__main__":
    main()
