"""Who tells of the incident: its reports, each with the independent source that it belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.schema.incident import Telling
from dateline.views.incident.quoting import Quote, Texts


@dataclass(frozen=True, slots=True)
class Voice:
    """One telling as the page names it. `source` numbers the independent sources from 1, in the order of their first publication;
    `copied` where an earlier report of the source is the same text."""

    telling: str
    report: str
    event: str
    publisher: str | None
    published: str | None
    title: str | None
    source: int
    copied: bool
    quote: Quote | None


@dataclass(frozen=True, slots=True)
class Source:
    """An independent source: the report that was published first, and the copies of its text."""

    number: int
    first: Voice
    copies: tuple[Voice, ...]
    others: tuple[Voice, ...]
    """Further events that reports of this source tell of the same happening."""


def voices(tellings: Sequence[Telling], titles: Mapping[str, str | None], texts: Texts) -> dict[str, Voice]:
    """The voices by telling, in the order of publication."""
    ordered = sorted(tellings, key=lambda told: (told.published or "9999", told.id))
    numbers: dict[str, int] = {}
    first: dict[str, str] = {}
    out = {}
    for told in ordered:
        number = numbers.setdefault(told.origin, len(numbers) + 1)
        copied = first.setdefault(told.origin, told.report) != told.report
        quote = texts.quote(told.report, [(m.start, m.end) for m in told.event.mentions])
        about = (told.id, told.report, told.event.id, told.publisher, told.published, titles.get(told.report))
        out[told.id] = Voice(*about, number, copied, quote)
    return out


def sources(told: Mapping[str, Voice]) -> tuple[Source, ...]:
    """The independent sources, each with the copies of its text folded into it."""
    by_number: dict[int, list[Voice]] = {}
    for voice in told.values():
        by_number.setdefault(voice.source, []).append(voice)
    return tuple(_source(number, voices) for number, voices in by_number.items())


def _source(number: int, told: list[Voice]) -> Source:
    first, rest = told[0], told[1:]
    copies = {voice.report: voice for voice in reversed(rest) if voice.copied}
    shown = {first.telling, *(copy.telling for copy in copies.values())}
    return Source(number, first, tuple(v for v in rest if v in copies.values()), tuple(v for v in rest if v.telling not in shown))
