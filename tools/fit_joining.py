"""Fits the weights of resolve/pairs.py: python tools/fit_joining.py CODED.jsonl... --out src/dateline/data/lexicon/joining.toml

Codes the reports up to the mentions, finds the coded event of every mention, and fits a logistic regression with ridge
penalty to pairs of mentions of one type: do they tell of one event? Use reports that the model was not trained on, since
its own probability is one of the features.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from dateline.annotate import annotate
from dateline.extract import extract
from dateline.resolve.joining import vetoed
from dateline.resolve.pairs import facts, features
from dateline.resolve.setting import read_setting
from dateline.schema.mention import Mention
from dateline.schema.report import Report

HEAD = (
    "# Weights of the features of a pair of mentions (resolve/pairs.py), fitted by tools/fit_joining.py. Positive speaks for one event.\n"
)
# Ridge penalty (inverse strength), 0.05 to 0.3 made no difference over folds of reports; weak on purpose.
STRENGTH = 0.5


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
    published = date.fromisoformat(doc["published"]) if doc["published"] else None
    document = annotate(Report(doc["doc"], doc["text"], published))
    mentions = extract(document)
    setting = read_setting(document)
    known = [(m, o) for m in mentions if (o := owner(doc, m)) is not None]
    owned = [(facts(document, m, country=setting.country, spots=setting.spots(m)), o) for m, o in known]
    same = {(i, j): p for i, j, p in document.same}
    for i, (x, a) in enumerate(owned):
        for y, b in owned[i + 1 :]:
            if not vetoed(x, y):
                yield features(x, y, learned=same[x.mention.index, y.mention.index]), a == b


def _fitted(x: npt.NDArray[np.float64], y: npt.NDArray[np.bool_]) -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=2000).fit(x, y)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("coded", nargs="+")
    ap.add_argument("--out", required=True)
    args = ap.parse_args()
    rows, groups = [], []
    for path in args.coded:
        for number, line in enumerate(Path(path).read_text("utf-8").splitlines()):
            if line.strip():
                for row in pairs(json.loads(line)):
                    rows.append(row)
                    groups.append(f"{path}:{number}")
    names = sorted({k for values, _ in rows for k in values})
    x = np.array([[values.get(k, 0.0) for k in names] for values, _ in rows])
    y = np.array([same for _, same in rows])
    fit = _fitted(x, y)
    # By checksum, not hash(): that differs from run to run
    folds = np.array([crc32(g.encode()) % 5 for g in groups])
    right = np.mean([np.mean(_fitted(x[folds != k], y[folds != k]).predict(x[folds == k]) == y[folds == k]) for k in range(5)])
    alone = np.mean((x[:, names.index("learned")] > 0) == y)
    print(f"{len(rows)} pairs, {y.mean():.3f} of one event; accuracy over folds {right:.4f}, learned alone {alone:.4f}")
    weights = {"bias": float(fit.intercept_[0]), **{k: float(w) for k, w in zip(names, fit.coef_[0], strict=True)}}
    body = "".join(f'"{k}" = {v:.3f}\n' for k, v in weights.items())
    Path(args.out).write_text(f"{HEAD}[weights]\n{body}", "utf-8")
    print(body)


if __name__ == "__main__":
    main()
