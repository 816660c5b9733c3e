"""What every record promises, whatever the text: every value stands on words of the report, nothing is half said (codebook, section 8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

import dateline
from dateline.extract.lexicon import STATUSES, load_lexicon
from dateline.resolve.stretches import PRECISIONS
from dateline.schema.jsonable import spans
from dateline.schema.record import Event, Record


def parts(value: object) -> Iterator[Any]:
    """Every dataclass in a record."""
    if isinstance(value, tuple):
        for item in value:
            yield from parts(item)
    elif is_dataclass(value):
        yield value
        for field in fields(value):
            yield from parts(getattr(value, field.name))


def plain(value: Any) -> Iterator[Any]:
    """Every single value of a JSON object."""
    if isinstance(value, dict):
        for item in value.values():
            yield from plain(item)
    elif isinstance(value, list):
        for item in value:
            yield from plain(item)
    else:
        yield value


def check_record(record: Record, text: str) -> None:
    """All that a record promises (codebook, section 8)."""
    assert record.failures == ()
    for start, end, words in spans(record):
        assert 0 <= start < end <= len(text)
        assert text[start:end] == words
    assert [e.id for e in record.events] == [f"e{k + 1}" for k in range(len(record.events))]
    firsts = [e.mentions[0].start for e in record.events]
    assert firsts == sorted(firsts)
    told = [(m.start, m.end) for e in record.events for m in e.mentions]
    assert len(told) == len(set(told)), "a mention is in one event only"
    for found in parts(record.events):
        if hasattr(found, "made_by") and hasattr(found, "confidence"):
            assert 0.0 <= found.confidence <= 1.0
    for event in record.events:
        check_event(event, [e.id for e in record.events])
    assert "" not in list(plain(dateline.to_json(record)["events"])), "what is unknown is null"


def check_event(event: Event, ids: list[str]) -> None:
    kind = load_lexicon().types[event.type]
    assert event.mode is None or event.mode in [m.name for m in kind.modes]
    assert event.status in STATUSES
    assert event.part_of is None or event.part_of in ids[: ids.index(event.id)]
    assert event.mentions
    assert all(len(m.text) <= 80 for m in event.mentions)
    assert all(p.mentions and p.name and p.made_by for p in event.participants)
    assert all(s.text and s.name and s.made_by for s in event.sources)
    check_figures(event)
    when, where = event.when, event.where
    assert when.precision in (*PRECISIONS, "unknown")
    assert (when.start_date is None) == (when.end_date is None) == (when.precision == "unknown")
    if when.start_date is not None and when.end_date is not None:
        assert date.fromisoformat(when.start_date) <= date.fromisoformat(when.end_date)
        assert when.text or when.made_by in ("dates.assumed", "dates.told")
    for place in (where, *event.other_places):
        assert place.name is None or place.text
        assert place.latitude is None or -90 <= place.latitude <= 90
        assert place.country is None or len(place.country) == 3


def check_figures(event: Event) -> None:
    ids = [c.id for c in event.casualties]
    assert ids == [f"{event.id}.c{k + 1}" for k in range(len(ids))]
    for c in event.casualties:
        assert c.text and c.who and c.made_by
        assert c.low is not None or c.high is not None
        assert c.low != 0 and c.high != 0
        assert c.low is None or c.high is None or c.low <= c.high
        assert c.part_of is None or (c.part_of in ids and c.part_of != c.id)
