"""A trace is what the stages handed on while a report was coded, kept so that each value of its events can be explained.

Nothing is coded differently where a trace is asked for: it holds what a stage gave, and what `resolve.trace` reads off it afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass

from dateline.schema.document import Document
from dateline.schema.mention import Mention
from dateline.schema.record import Record
from dateline.schema.report import Report


@dataclass(frozen=True, slots=True)
class Pull:
    """One feature of a pair of mentions and what it weighs: above 0 it speaks for one event, below 0 against."""

    feature: str
    weight: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two mentions (places in `Trace.mentions`, first < second) that became one event, and how likely that was."""

    first: int
    second: int
    probability: float
    pulls: tuple[Pull, ...]


@dataclass(frozen=True, slots=True)
class Apart:
    """Another event of the same type that this one was kept apart from.

    `veto` says what forbids it whatever the features say ("parties", "habit", "kept", "sides", "distance"); else None, and `probability` is
    the mean over their pairs of mentions.
    """

    event: str
    probability: float | None
    veto: str | None
    pulls: tuple[Pull, ...] = ()


@dataclass(frozen=True, slots=True)
class EventTrace:
    """How one event came about.

    `apart` are the likeliest of those it was kept apart from. `sides` are (casualty id, rule) pairs: why people were put on their side.
    `belief` are the features that speak for and against its being an event.
    """

    mentions: tuple[int, ...]
    pairs: tuple[Pair, ...] = ()
    apart: tuple[Apart, ...] = ()
    sides: tuple[tuple[str, str], ...] = ()
    belief: tuple[Pull, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """The document and the mentions of a report, and how each of its events came about (in their order)."""

    document: Document
    mentions: tuple[Mention, ...]
    events: tuple[EventTrace, ...]


@dataclass(frozen=True, slots=True)
class Traced:
    """A record beside the report that it is of, and its trace; None where the report could not be coded."""

    report: Report
    record: Record
    trace: Trace | None = None
