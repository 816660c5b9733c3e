"""Reports coded by people, as JSON: the text, its sentences, and the events by sentence and words (docs/guides/measure-the-coding.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from dateline.errors import GoldError
from dateline.evaluate.coded import Claim, CodedEvent, Days, Figure, Party, Place, Source, Span

ROLES = ("actor", "recipient", "third")
Value = TypeVar("Value")

_NAMES = {str: "text", int: "a number", list: "a list", dict: "an object", bool: "true or false"}


@dataclass(frozen=True, slots=True)
class GoldReport:
    """A report as a person coded it. `sentences` are half-open ranges of the text, in its order."""

    id: str
    text: str
    published: str | None
    sentences: tuple[Span, ...]
    events: tuple[CodedEvent, ...]


@dataclass(frozen=True, slots=True)
class _Reader:
    """An object of gold, its fields read by the kind that is wanted. `place` says where it stands, for messages."""

    value: Mapping[str, Any]
    place: str

    def need(self, key: str, kind: type[Value]) -> Value:
        """The field. Raises GoldError where it is missing or of another kind."""
        found = self.may(key, kind)
        if found is None:
            raise GoldError(f"{self.place}: {key!r} is missing; it must be {_NAMES[kind]}")
        return found

    def may(self, key: str, kind: type[Value]) -> Value | None:
        """The field, None where there is none. Raises GoldError where it is of another kind."""
        found = self.value.get(key)
        if found is None or (isinstance(found, kind) and (kind is bool or not isinstance(found, bool))):
            return found
        raise GoldError(f"{self.place}: {key!r} must be {_NAMES[kind]}, not {type(found).__name__}")

    def each(self, key: str, make: Callable[[_Reader], Value]) -> tuple[Value, ...]:
        """What is made of each object of a list; a list that is not there is empty."""
        return tuple(make(_Reader(_object(value, f"{self.place}, {key}"), f"{self.place}, {key}")) for value in self.may(key, list) or [])


def read_gold(value: Any, place: str = "gold") -> GoldReport:
    """The coded report of one JSON object; `place` says where it stands. Raises GoldError where a field is missing or wrong."""
    top = _Reader(_object(value, place), place)
    id, text = top.need("doc", str), top.need("text", str)
    named = _Reader(top.value, f"{place} ({id})")
    sentences = _sentences(named.need("sentences", list), text, named.place)
    events = tuple(
        _event(_Reader({"id": f"e{number}"} | _object(event, named.place), f"{named.place}, event {number}"), text, sentences)
        for number, event in enumerate(named.need("events", list), start=1)
    )
    return GoldReport(id, text, named.may("published", str), sentences, events)


def _object(value: Any, place: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise GoldError(f"{place}: a JSON object is wanted, not {type(value).__name__}")
    return value


def _sentences(given: list[Any], text: str, place: str) -> tuple[Span, ...]:
    spans, at = [], 0
    for pair in given:
        right = isinstance(pair, list | tuple) and len(pair) == 2 and all(isinstance(edge, int) for edge in pair)
        if not right or not at <= pair[0] <= pair[1] <= len(text):
            raise GoldError(f"{place}: 'sentences' must be [start, end] in the order of the text, not {pair!r}")
        at = pair[1]
        spans.append((pair[0], pair[1]))
    return tuple(spans)


def _event(event: _Reader, text: str, sentences: tuple[Span, ...]) -> CodedEvent:
    told = event.each("mentions", lambda m: (_number(m, len(sentences)), m.need("trigger", str)))
    return CodedEvent(
        id=event.need("id", str),
        type=event.need("type", str),
        mode=event.may("mode", str),
        status=event.need("status", str),
        triggers=tuple(_trigger(text, sentences[number], words) for number, words in told),
        sentences=frozenset(number for number, _ in told),
        parties=tuple(party for role in ROLES for party in event.each(role, lambda p, role=role: _party(p, role, text))),  # type: ignore[misc]
        figures=event.each("casualties", lambda c: _figure(c, text)),
        claims=event.each("claims", lambda c: Claim(c.need("kind", str), c.may("by", str) or "", spans=_found(text, c.may("words", str)))),
        sources=event.each("sources", lambda s: Source(s.need("name", str), _found(text, s.need("words", str)))),
        when=_days(event, text),
        where=_place(event, text),
        optional=bool(event.may("optional", bool)),
    )


def _number(mention: _Reader, count: int) -> int:
    number = mention.need("s", int)
    if not 0 <= number < count:
        raise GoldError(f"{mention.place}: there is no sentence {number}, only 0 to {count - 1}")
    return number


def _trigger(text: str, sentence: Span, words: str) -> Span:
    """The words in their sentence; where they do not stand there, the sentence."""
    start = text.find(words, *sentence) if words else -1
    return (start, start + len(words)) if start >= 0 else sentence


def _party(party: _Reader, role: str, text: str) -> Party:
    spans = [span for words in party.need("words", list) for span in _found(text, words if isinstance(words, str) else None)]
    return Party(role, party.need("name", str), tuple(spans))


def _figure(figure: _Reader, text: str) -> Figure:
    low, high, side = figure.may("low", int), figure.may("high", int), figure.may("role", str)
    return Figure(figure.need("outcome", str), low, high, side, spans=_found(text, figure.may("words", str)))


def _days(event: _Reader, text: str) -> Days | None:
    when = _Reader(event.may("when", dict) or {}, f"{event.place}, when")
    start, end = when.may("start", str), when.may("end", str)
    return Days(start, end or start, spans=_found(text, when.may("words", str))) if start else None


def _place(event: _Reader, text: str) -> Place | None:
    where = _Reader(event.may("where", dict) or {}, f"{event.place}, where")
    precision = where.may("precision", str) or "unknown"
    if precision == "unknown":
        return None
    name, admin1, country = (where.may(key, str) for key in ("name", "admin1", "country"))
    return Place(name, admin1, country, precision, spans=_found(text, where.may("words", str)))


def _found(text: str, words: str | None) -> tuple[Span, ...]:
    """Everywhere that the words stand in the text."""
    return tuple(_everywhere(text, words)) if words else ()


def _everywhere(text: str, words: str) -> Iterator[Span]:
    start = text.find(words)
    while start >= 0:
        yield start, start + len(words)
        start = text.find(words, start + 1)
