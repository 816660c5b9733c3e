"""What an explanation is made of: for each value of an event its words, why it is so, what made it and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from dateline.schema.document import Document
from dateline.schema.mention import Mention, Phrase
from dateline.schema.record import Event
from dateline.schema.trace import EventTrace, Trace


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the report that a value comes from; `confidence` is None where nothing scored them."""

    start: int
    end: int
    text: str
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why values of an event are what they are.

    `fields` are their paths in the event's JSON ("participants[0].name"); a path stands for all below it. `label` and `value` are
    what a person reads ("actor", "Taliban"), `because` the reason in sentences, `made_by` the name of what made it.
    """

    fields: tuple[str, ...]
    label: str
    value: str
    because: str
    made_by: str
    confidence: float | None = None
    words: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Weighed:
    """A feature of two mentions in words, and its weight: above 0 for one event, below 0 against."""

    feature: str
    says: str
    weight: float


@dataclass(frozen=True, slots=True)
class Joined:
    """Two mentions that became this event, with what spoke for and against it."""

    one: Words
    other: Words
    probability: float
    weighed: tuple[Weighed, ...]


@dataclass(frozen=True, slots=True)
class KeptApart:
    """Another event of the same type, and why it is one of its own. `probability` is None where a rule forbids joining."""

    event: str
    because: str
    probability: float | None
    weighed: tuple[Weighed, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """One event with the reason of each of its values, what joined its mentions, and what kept other events apart."""

    event: Event
    reasons: tuple[Reason, ...]
    joined: tuple[Joined, ...] = ()
    apart: tuple[KeptApart, ...] = ()


@dataclass(frozen=True)
class Told:
    """One event with its mentions and the document: what its reasons are read off."""

    event: Event
    trace: EventTrace
    whole: Trace

    @property
    def document(self) -> Document:
        return self.whole.document

    @property
    def published(self) -> str | None:
        day = self.document.report.published
        return day.isoformat() if day else None

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        return tuple(self.whole.mentions[k] for k in self.trace.mentions)

    @cached_property
    def surest(self) -> Mention:
        """The mention that decided type and status."""
        return max(self.mentions, key=lambda m: m.trigger.confidence)


class Spoken(Protocol):
    """Anything of the record with words and a score."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def confidence(self) -> float: ...


def words_of(*told: Spoken) -> tuple[Words, ...]:
    """The words of parts of a record, or of phrases, with their scores."""
    return tuple(Words(t.start, t.end, t.text, t.confidence) for t in told)


def cue_of(phrase: Phrase | None) -> tuple[Words, ...]:
    """The words of a cue; nothing scores them."""
    return () if phrase is None else (Words(phrase.start, phrase.end, phrase.text),)


def quoted(texts: Sequence[str]) -> str:
    """The texts in quotation marks, each once: “killed”, “raids”."""
    return ", ".join(f"“{' '.join(text.split())}”" for text in dict.fromkeys(texts))


def share(probability: float) -> str:
    """A probability as a person reads it: "0.93"."""
    return f"{probability:.2f}"
