"""Fits which day and which place an event has: python -m tools.fit_setting --learned CODED.jsonl --kept CODED.jsonl --out FOLDER

Codes the reports up to the events, asks of each candidate for an event's day and place (resolve/dating.py, siting.py) whether the coded
report has it, and fits a conditional logistic regression with ridge penalty: the right candidate against the others of its event.
`--learned` are reports that the language model was trained on, `--kept` those kept aside. On reports that it has learned the model is
too sure of its roles, so what rests on them has weights of its own there, which are not kept. Run it twice: the candidates hold events
told before, as the tables of the time before code them.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from dateline.evaluate.coded import CodedEvent, Days, Place
from dateline.evaluate.gold import read_gold
from dateline.evaluate.scores import compare_one
from dateline.evaluate.slots import same_value
from dateline.extract import extract
from dateline.resolve import unweighed
from dateline.resolve.belief import least
from dateline.resolve.choosing import Candidate, Features, Happening
from dateline.resolve.dating import days
from dateline.resolve.setting import read_setting
from dateline.resolve.siting import BY_RULE, sites
from dateline.schema.jsonable import to_json
from dateline.schema.place import When, Where
from dateline.schema.record import Coder, Record, ReportNote
from tools.fitting import FOLDS, fold, lines, read_coded, read_document

# The table of each slot, and the strength of its ridge penalty: for days 5 to 20 made little difference over folds of those kept aside; for
# places 35 is as good as 15 there, and better on the 216 reports, of which nothing is fitted.
TABLES = {"when": ("dating.toml", "day", 15.0), "where": ("siting.toml", "place", 35.0)}
# A feature that so few candidates have is left out, a weight below this too.
RARE, NOTHING = 8, 0.02
# What rests on the learned roles.
_LEARNED = (", sure", "rather another's", "rather its own")
Row = tuple[Features, bool]


@dataclass(frozen=True)
class Asked:
    """The candidates for one event of a report, with the right ones marked."""

    report: str
    rows: tuple[Row, ...]
    learned: bool


def asked(doc: dict[str, Any], *, learned: bool) -> Iterator[tuple[str, Asked]]:
    """(slot, candidates) for each event of a report that is in the coded one."""
    document = read_document(doc)
    pairs = unweighed(document, extract(document), level=least())
    setting, events = read_setting(document), [event for _, event in pairs]
    record: dict[str, Any] = to_json(Record(Coder(""), ReportNote(doc["doc"]), tuple(events)))
    gold = {p.system.id: p.gold for p in compare_one(read_gold(doc), record).pairs if p.system and p.gold and p.firm}
    for number, (group, event) in enumerate(pairs):
        if event.id not in gold:
            continue
        told = Happening(document, group, events[:number])
        for slot, candidates in (("when", tuple(days(told))), ("where", tuple(sites(told, setting, event.participants)))):
            rows = tuple((c.features, _right(slot, gold[event.id], c)) for c in candidates)
            if any(right for _, right in rows):
                yield slot, Asked(doc["doc"], rows, learned)


def _right(slot: str, gold: CodedEvent, candidate: Candidate[When] | Candidate[Where]) -> bool:
    value, want = candidate.value, getattr(gold, slot)
    if value is None or want is None:
        return value is want
    if isinstance(value, When):
        return value.start_date is not None and same_value(slot, want, Days(value.start_date, value.end_date or value.start_date))
    return same_value(slot, want, Place(value.name, value.admin1, value.country, value.precision, value.text))


@dataclass(frozen=True)
class Matrix:
    """Candidates as rows, features as columns; `first` is the first row of each event."""

    x: csr_matrix
    right: npt.NDArray[np.bool_]
    first: npt.NDArray[np.int64]
    event: npt.NDArray[np.int64]


def matrix(events: Sequence[Asked], names: dict[str, int]) -> Matrix:
    """The candidates of several events as numbers."""
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    right: list[bool] = []
    sizes: list[int] = []
    for one in events:
        sizes.append(len(one.rows))
        for features, truth in one.rows:
            for name, value in features.items():
                at = names.get(_name(name, one.learned))
                if at is not None and value:
                    rows.append(len(right))
                    columns.append(at)
                    values.append(value)
            right.append(truth)
    first = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
    x = csr_matrix((values, (rows, columns)), shape=(len(right), len(names)))
    return Matrix(x, np.array(right), first, np.repeat(np.arange(len(sizes)), sizes))


def _name(feature: str, learned: bool) -> str:
    return f"learned: {feature}" if learned and feature.endswith(_LEARNED) else feature


def fit(data: Matrix, ridge: float) -> npt.NDArray[np.float64]:
    """The weights that make the right candidates of all events most likely."""
    turned = data.x.T.tocsr()

    def loss(w: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        sums = data.x @ w
        e = np.exp(sums - np.maximum.reduceat(sums, data.first)[data.event])
        all_of, right = np.add.reduceat(e, data.first), np.where(data.right, e, 0.0)
        right_of = np.add.reduceat(right, data.first)
        pull = right / right_of[data.event] - e / all_of[data.event]
        return float(np.log(all_of / right_of).sum() + ridge * (w @ w) / 2), ridge * w - turned @ pull

    return np.asarray(minimize(loss, np.zeros(data.x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x)


def names_of(events: Sequence[Asked]) -> dict[str, int]:
    """The features that enough candidates have, in the order of the alphabet."""
    counts = Counter(_name(name, one.learned) for one in events for features, _ in one.rows for name, value in features.items() if value)
    fitted = (name for name, n in counts.items() if n >= RARE and BY_RULE not in name)
    return {name: k for k, name in enumerate(sorted(fitted))}


def _chosen_right(data: Matrix, w: npt.NDArray[np.float64]) -> float:
    """The share of the events whose best candidate is right."""
    sums = data.x @ w
    best = np.maximum.reduceat(sums, data.first)[data.event] == sums
    return float(np.logical_or.reduceat(best & data.right, data.first).mean())


def over_folds(events: Sequence[Asked], ridge: float) -> float:
    """The share chosen right of the events kept aside, each fold with the weights of all others."""
    right: list[tuple[float, int]] = []
    for k in range(FOLDS):
        held = [e for e in events if not e.learned and fold(e.report) == k]
        rest = [e for e in events if e.learned or fold(e.report) != k]
        names = names_of(rest)
        if held:
            right.append((_chosen_right(matrix(held, names), fit(matrix(rest, names), ridge)), len(held)))
    return sum(share * n for share, n in right) / sum(n for _, n in right)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--learned", nargs="*", default=[])
    ap.add_argument("--kept", nargs="+", required=True)
    ap.add_argument("--out", required=True, help="the folder data/lexicon")
    args = ap.parse_args()
    found: dict[str, list[Asked]] = {slot: [] for slot in TABLES}
    for paths, learned in ((args.learned, True), (args.kept, False)):
        for doc, _ in read_coded(paths):
            for slot, one in asked(doc, learned=learned):
                found[slot].append(one)
    for slot, (file, what, ridge) in TABLES.items():
        events = found[slot]
        names = names_of(events)
        weights = fit(matrix(events, names), ridge)
        print(f"{slot}: {len(events)} events, {len(names)} features, chosen right over folds {over_folds(events, ridge):.4f}")
        kept = {n: w for n, w in zip(names, weights, strict=True) if not n.startswith("learned: ") and abs(w) >= NOTHING}
        Path(args.out, file).write_text(table(what, kept), "utf-8")


def table(what: str, weights: dict[str, float]) -> str:
    """The file of a table of weights."""
    module = "dating" if what == "day" else "siting"
    head = (
        f"# Weights of the features of a candidate for an event's {what} (resolve/{module}.py), fitted by tools/fit_setting.py.\n"
        "# Positive speaks for the candidate. A name is the candidate's kind, or the kind and a trait.\n"
    )
    return f"{head}[weights]\n{lines(dict(sorted(weights.items())))}"


if __name__ == "__main__":
    main()
