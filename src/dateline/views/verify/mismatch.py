"""What does not agree, and how two values and the words of a report are held against each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dateline.errors import DatelineError
from dateline.schema.jsonable import dumps
from dateline.store.redacting import COVER

_SHOWN = 60
# What code of ours raises over values that it never wrote.
HOSTILE = (DatelineError, ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError, RecursionError)


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One thing that does not agree: in which member of the bundle, of which incident (None for all), in which field, and how."""

    file: str
    incident: str | None
    field: str
    message: str


@dataclass(slots=True)
class Checked:
    """How much was held against what so far. `withheld` are reports whose text was taken out: their words could not be checked."""

    members: int = 0
    incidents: int = 0
    events: int = 0
    figures: int = 0
    spans: int = 0
    reports: int = 0
    redacted: int = 0
    withheld: int = 0
    mismatches: int = 0


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a report. `covered`: words in it were taken out, a sign for each character."""

    words: str
    covered: bool = False

    def holds(self, start: int, end: int, text: str) -> bool:
        """Whether these words stand there."""
        if not 0 <= start <= end <= len(self.words):
            return False
        found = self.words[start:end]
        return found == text or (self.covered and _alike(found, text))

    def tells(self, words: str) -> bool:
        """Whether the words stand in it in this order, whatever is between them: sentences are put together with spaces."""
        left = iter(self.words.split())
        return all(any(word == told or (self.covered and _alike(word, told)) for word in left) for told in words.split())


def _alike(one: str, other: str) -> bool:
    return len(one) == len(other) and all(a == b or COVER in (a, b) for a, b in zip(one, other, strict=True))


def differences(found: Any, wanted: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Where two values of JSON are not the same: the path, and what stands there and what should."""
    if isinstance(found, dict) and isinstance(wanted, dict) and found.keys() == wanted.keys():
        for name in wanted:
            yield from differences(found[name], wanted[name], f"{path}.{name}" if path else name)
    elif isinstance(found, list) and isinstance(wanted, list) and len(found) == len(wanted):
        for number, (one, other) in enumerate(zip(found, wanted, strict=True)):
            yield from differences(one, other, f"{path}[{number}]")
    elif isinstance(found, list) and isinstance(wanted, list):
        yield path, f"has {len(found)} entries, not {len(wanted)}"
    elif found != wanted or type(found) is not type(wanted):
        yield path, f"is {shown(found)}, not {shown(wanted)}"


def shown(value: object) -> str:
    """A value in few characters."""
    text = dumps(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


def spans(value: Any, path: str = "") -> Iterator[tuple[str, Any, Any, str]]:
    """Every (path, start, end, text) of a value of JSON where words are told."""
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from spans(item, f"{path}[{number}]")
    elif isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys() and (value["text"] is not None or value["start"] is not None):
            yield path, value["start"], value["end"], value["text"]
        for name, item in value.items():
            yield from spans(item, f"{path}.{name}" if path else name)


def misplaced(value: Any, text: Text, checked: Checked) -> Iterator[tuple[str, str]]:
    """The paths whose words do not stand in the text where they say, and what stands there."""
    for path, start, end, words in spans(value):
        checked.spans += 1
        whole = all(isinstance(number, int) and not isinstance(number, bool) for number in (start, end))
        if not whole or not isinstance(words, str):
            yield path, f"has words without a place: {shown([start, end, words])}"
        elif not 0 <= start <= end <= len(text.words):
            yield path, f"{start}-{end} is outside the report, which has {len(text.words)} characters"
        elif not text.holds(start, end, words):
            yield path, f"{start}-{end} is {shown(text.words[start:end])} in the report, not {shown(words)}"
