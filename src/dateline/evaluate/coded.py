"""A coded report in the one shape in which a person's coding and a record are laid side by side."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Span = tuple[int, int]

# Longer words tell of no event and name no place: a record cannot gain by marking whole paragraphs. In characters.
LONGEST = 80
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Party:
    """A party in one role (actor, recipient, third), and every place in the text where it is named."""

    role: str | None
    name: str
    spans: tuple[Span, ...]
    confidence: float | None = None
    named: float | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """How many people came to one outcome, and whose side they are on; an open bound is None."""

    outcome: str | None
    low: int | None
    high: int | None
    side: str | None
    confidence: float | None = None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """Who says who did it; `by` is empty where nobody is named."""

    kind: str | None
    by: str
    confidence: float | None = None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Who told the report, and the words."""

    name: str
    spans: tuple[Span, ...]
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day, ISO dates."""

    start: str
    end: str
    confidence: float | None = None
    spans: tuple[Span, ...] = ()

    def __str__(self) -> str:
        return self.start if self.start == self.end else f"{self.start} to {self.end}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where it happened; `text` are the report's words for it."""

    name: str | None
    admin1: str | None
    country: str | None
    precision: str | None
    text: str | None = None
    confidence: float | None = None
    spans: tuple[Span, ...] = ()

    def __str__(self) -> str:
        return ", ".join(dict.fromkeys(part for part in (self.name or self.text, self.admin1, self.country) if part))


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """One event of a coded report.

    `sentences` are the numbers of the sentences that tell of it. `optional`: another careful coder could leave it out. `mentions`
    are all mentions as the record lists them, each with its sentence (None: outside of all, or too long to count).
    """

    id: str
    type: str | None
    mode: str | None
    status: str | None
    triggers: tuple[Span, ...]
    sentences: frozenset[int]
    parties: tuple[Party, ...] = ()
    figures: tuple[Figure, ...] = ()
    claims: tuple[Claim, ...] = ()
    sources: tuple[Source, ...] = ()
    when: Days | None = None
    where: Place | None = None
    optional: bool = False
    confidence: float | None = None
    mentions: tuple[tuple[int | None, float | None], ...] = ()

    @property
    def start(self) -> int:
        """Where the first words that tell of it stand."""
        return min((start for start, _ in self.triggers), default=0)


def read_record(record: Mapping[str, Any], sentences: Sequence[Span]) -> tuple[CodedEvent, ...]:
    """The events of a record's JSON, as the report's sentences (in the order of the text) hold them."""
    return tuple(_event(event, number, sentences) for number, event in enumerate(_listed(record.get("events")), start=1))


def wrong_spans(text: str, value: Any) -> int:
    """How many objects with start, end and text in a record's JSON do not agree with the report."""
    if isinstance(value, list):
        return sum(wrong_spans(text, part) for part in value)
    if not isinstance(value, dict):
        return 0
    start, end, words = value.get("start"), value.get("end"), value.get("text")
    wrong = start is not None and end is not None and isinstance(words, str) and text[start:end] != words
    return wrong + sum(wrong_spans(text, part) for part in value.values())


def _event(event: Mapping[str, Any], number: int, sentences: Sequence[Span]) -> CodedEvent:
    mentions = _listed(event.get("mentions"))
    spans = [(m["start"], m["end"]) for m in mentions]
    held = [_sentence_of(start, sentences) if end - start <= LONGEST else None for start, end in spans]
    return CodedEvent(
        id=str(event.get("id") or f"e{number}"),
        type=event.get("type"),
        mode=event.get("mode"),
        status=event.get("status"),
        triggers=tuple((start, end) for start, end in spans if end - start <= LONGEST),
        sentences=frozenset(sentence for sentence in held if sentence is not None),
        parties=tuple(_party(value) for value in _listed(event.get("participants"))),
        figures=tuple(_figure(value) for value in _listed(event.get("casualties"))),
        claims=tuple(Claim(v.get("kind"), v.get("by") or "", v.get("confidence"), _words(v)) for v in _listed(event.get("claims"))),
        sources=tuple(Source(v.get("name") or "", _words(v), v.get("confidence")) for v in _listed(event.get("sources"))),
        when=_days(_single(event.get("when"))),
        where=_place(_single(event.get("where"))),
        confidence=event.get("confidence"),
        mentions=tuple((sentence, m.get("confidence")) for sentence, m in zip(held, mentions, strict=True)),
    )


def _party(value: Mapping[str, Any]) -> Party:
    mentions = _listed(value.get("mentions"))
    sure = [m["confidence"] for m in mentions if m.get("confidence") is not None]
    spans = tuple((m["start"], m["end"]) for m in mentions)
    return Party(value.get("role"), value.get("name") or "", spans, max(sure, default=None), value.get("confidence"))


def _figure(value: Mapping[str, Any]) -> Figure:
    low, high, sure = value.get("low"), value.get("high"), value.get("confidence")
    return Figure(value.get("outcome"), low, high, value.get("role"), sure, _words(value))


def _days(value: Mapping[str, Any]) -> Days | None:
    start = value.get("start_date")
    return Days(start, value.get("end_date") or start, value.get("confidence"), _words(value)) if start else None


def _place(value: Mapping[str, Any]) -> Place | None:
    if value.get("precision", UNKNOWN) == UNKNOWN or any(len(value.get(key) or "") > LONGEST for key in ("name", "text")):
        return None
    name, admin1, country, text = (value.get(key) for key in ("name", "admin1", "country", "text"))
    return Place(name, admin1, country, value.get("precision"), text, value.get("confidence"), _words(value))


def _sentence_of(position: int, sentences: Sequence[Span]) -> int | None:
    """The number of the sentence that holds a position; the sentences stand in the order of the text and do not overlap."""
    number = bisect_right(sentences, position, key=lambda sentence: sentence[0]) - 1
    return number if number >= 0 and position < sentences[number][1] else None


def _words(value: Mapping[str, Any]) -> tuple[Span, ...]:
    return ((value["start"], value["end"]),) if value.get("start") is not None else ()


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _single(value: Any) -> Mapping[str, Any]:
    """The object, or the first of a list of them: a record of another program may hold several places."""
    first = value[0] if isinstance(value, list) and value else value
    return first if isinstance(first, dict) else {}
