"""All that one run of `dateline evaluate` found, and its JSON, which a later run is compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from dateline.evaluate.intervals import Interval
from dateline.evaluate.mistakes import Outcome
from dateline.evaluate.scores import Compared, DocumentCounts, Figures, Scores
from dateline.evaluate.words import TreeScore

SCHEMA = "evaluation 1"


@dataclass(frozen=True, slots=True)
class CodedScore:
    """Coded reports: the figures of each file by its path, of all together, their intervals, what became of each event."""

    files: Mapping[str, Scores]
    scores: Scores
    intervals: Mapping[str, Interval]
    outcomes: tuple[Outcome, ...]
    compared: tuple[Compared, ...]


@dataclass(frozen=True, slots=True)
class NameScore:
    """Names of one file: all, and of each kind."""

    all: Figures
    by_kind: Mapping[str, Figures]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One run. `coder` is what coded (version, model, tables); `coded` is None where no coded reports were given."""

    coder: Mapping[str, str | None]
    coded: CodedScore | None
    trees: Mapping[str, TreeScore]
    names: Mapping[str, NameScore]


def as_json(run: Evaluation) -> dict[str, Any]:
    """The run as plain objects; docs/reference/commands.md says which."""
    out: dict[str, Any] = {"schema": SCHEMA, "coder": dict(run.coder)}
    if run.coded:
        out |= _coded(run.coded)
    out["trees"] = {path: asdict(score) for path, score in run.trees.items()}
    out["names"] = {path: asdict(score.all) | {"by_kind": _each(score.by_kind)} for path, score in run.names.items()}
    return out


def _coded(coded: CodedScore) -> dict[str, Any]:
    return {
        "files": {path: {"documents": len(scores.documents)} | scores.as_json() for path, scores in coded.files.items()},
        "documents": len(coded.scores.documents),
        "figures": coded.scores.as_json(),
        "by_type": _each(coded.scores.by_type),
        "intervals": {name: [interval.low, interval.high] for name, interval in coded.intervals.items()},
        "by_document": [_document(document) for document in coded.scores.documents],
        "events": [_outcome(outcome) for outcome in coded.outcomes],
    }


def _each(figures: Mapping[str, Figures]) -> dict[str, Any]:
    return {name: asdict(value) for name, value in figures.items()}


def _document(document: DocumentCounts) -> dict[str, Any]:
    slots = {slot: list(count) for slot, count in document.slots.items()}
    return {
        "id": document.id,
        "events": list(document.events),
        "unhappened": list(document.unhappened),
        "slots": slots,
        "missing": document.missing,
        "bad_spans": document.bad_spans,
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    gold, system = outcome.pair.gold, outcome.pair.system
    told = [{"kind": mistake.kind, "gold": mistake.gold, "system": mistake.system} for mistake in outcome.mistakes]
    return {
        "document": outcome.document,
        "name": outcome.name,
        "gold": gold.id if gold else None,
        "system": system.id if system else None,
        "type": (gold or system).type if gold or system else None,  # type: ignore[union-attr]
        "values": list(outcome.values),
        "wrong": outcome.wrong,
        "mistakes": told,
    }
