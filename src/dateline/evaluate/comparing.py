"""What changed from an earlier run to this one: figures up or down, events better or worse. Both runs as their JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from dateline.errors import GoldError
from dateline.evaluate.evaluation import SCHEMA
from dateline.evaluate.intervals import Interval, difference_of
from dateline.evaluate.scores import DocumentCounts, figures, total
from dateline.evaluate.slots import SLOTS, Count


@dataclass(frozen=True, slots=True)
class FigureChange:
    """F1 before and now over the documents of both runs; `interval` is of the difference, None where nothing was drawn."""

    name: str
    before: float
    now: float
    interval: Interval | None = None

    @property
    def clear(self) -> bool:
        """Would it also be so with other documents? Zero lies outside of the interval."""
        return self.interval is not None and not self.interval.low <= 0 <= self.interval.high


@dataclass(frozen=True, slots=True)
class EventChange:
    """An event with more or fewer wrong values than before, and the kinds of mistakes that came and went."""

    document: str
    name: str
    before: int
    now: int
    came: tuple[str, ...]
    gone: tuple[str, ...]

    @property
    def better(self) -> bool:
        """Has it fewer wrong values?"""
        return self.now < self.before


@dataclass(frozen=True, slots=True)
class Changes:
    """From an earlier run to this one. `documents` are in both runs, `left_out` in one of them alone: they are not compared."""

    documents: int
    left_out: int
    figures: tuple[FigureChange, ...]
    events: tuple[EventChange, ...]

    def as_json(self) -> dict[str, Any]:
        """As plain objects."""
        return asdict(self)


def compare_runs(before: Mapping[str, Any], now: Mapping[str, Any]) -> Changes:
    """What changed. Raises GoldError where `before` is not the JSON of a run."""
    if before.get("schema") != SCHEMA:
        raise GoldError(f"this is no run of `dateline evaluate --format json` (its schema must be {SCHEMA!r})")
    try:
        old, new = _documents(before), _documents(now)
        # In the order of this run; a document that is measured differently now (gold was mended) still counts
        both = [id for id in new if id in old]
        changed = tuple(_events(before, now, set(both)))
        counts = _figures([old[id] for id in both], [new[id] for id in both])
        return Changes(len(both), len(old.keys() ^ new.keys()), (*counts, *_of_words(before, now)), changed)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise GoldError(f"this run cannot be read ({type(error).__name__}: {error}); measure again") from error


def _documents(run: Mapping[str, Any]) -> dict[str, DocumentCounts]:
    return {
        row["id"]: DocumentCounts(row["id"], Count(*row["events"]), {slot: Count(*row["slots"][slot]) for slot in SLOTS}, Count(), {})
        for row in run.get("by_document", [])
    }


def _figures(old: list[DocumentCounts], new: list[DocumentCounts]) -> Iterator[FigureChange]:
    for name, interval in difference_of(old, new).items():
        before, now = (figures(total(_count(document, name) for document in documents)).f1 for documents in (old, new))
        yield FigureChange(name, before, now, interval)


def _count(document: DocumentCounts, name: str) -> Count:
    if name == "events":
        return document.events
    return document.slots_total if name == "slots" else document.slots[name]


def _of_words(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[FigureChange]:
    """Files of trees and names that both runs measured."""
    for part, keys in (("trees", ("upos", "uas", "las")), ("names", ("f1",))):
        for path in now.get(part, {}):
            if path in before.get(part, {}):
                yield from (FigureChange(f"{path} {key}", before[part][path][key], now[part][path][key]) for key in keys)


def _events(before: Mapping[str, Any], now: Mapping[str, Any], documents: set[str]) -> Iterator[EventChange]:
    """Events with another number of wrong values, the largest changes first. One that a run does not have has none wrong there."""
    old, new = ({(row["document"], row["name"]): row for row in run.get("events", [])} for run in (before, now))
    changes = []
    for key in dict.fromkeys([*new, *old]):
        if key[0] in documents:
            one, other = old.get(key), new.get(key)
            kinds = [tuple(mistake["kind"] for mistake in row["mistakes"]) if row else () for row in (one, other)]
            wrong = [int(row["wrong"]) if row else 0 for row in (one, other)]
            came, gone = (tuple(kind for kind in dict.fromkeys(kinds[k]) if kind not in kinds[1 - k]) for k in (1, 0))
            changes.append(EventChange(*key, *wrong, came, gone))
    yield from sorted((change for change in changes if change.before != change.now), key=lambda change: -abs(change.now - change.before))
