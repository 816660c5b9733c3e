"""The reports of a bundle with their codings, as people decided: what its incidents are held against."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dateline.errors import CodingError
from dateline.schema.decision import Decision
from dateline.schema.jsonable import from_json, to_plain
from dateline.schema.record import Record
from dateline.schema.report import Report, report_key
from dateline.store.replay import REJECT, VERDICTS, in_force, replay
from dateline.views.export.bundle import RECORDS, REPORTS
from dateline.views.verify.archive import Archive
from dateline.views.verify.mismatch import HOSTILE, Checked, Mismatch, Text, differences, misplaced

# Reports that are held at a time; one has some kilobytes.
_HELD = 200
_FIELDS = ("key", "id", "published", "publisher", "uri", "title", "language", "text")
_NEEDED = ("key", "id")


@dataclass(frozen=True, slots=True)
class Source:
    """A report as the bundle has it. `text` is None where it was taken out; `events` are plain, by id, without those rejected."""

    key: str
    note: dict[str, Any]
    text: Text | None
    record: Record
    events: dict[str, Any]


@dataclass(slots=True)
class Sources:
    """The reports of a bundle, read when they are asked for. `redacted` are those that words were taken out of."""

    archive: Archive
    decisions: tuple[Decision, ...]
    redacted: frozenset[str]
    _held: OrderedDict[str, Source | None] = field(default_factory=OrderedDict)
    _standing: dict[str, list[Decision]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for decision in in_force(self.decisions):
            for key in dict.fromkeys(anchor.report for anchor in decision.anchors):
                self._standing.setdefault(key, []).append(decision)

    @property
    def keys(self) -> list[str]:
        """Of all reports and codings, in order."""
        return sorted({name.partition("/")[2].removesuffix(".json") for name in self.archive.names if "/" in name})

    def source(self, key: str) -> Source | None:
        """The report; None where it is not there, or cannot be read (`check` says why)."""
        if key not in self._held:
            if len(self._held) >= _HELD:
                self._held.popitem(last=False)
            try:
                self._held[key] = self._read(key)
            except HOSTILE:
                self._held[key] = None
        self._held.move_to_end(key)
        return self._held[key]

    def check(self, key: str, checked: Checked) -> Iterator[Mismatch]:
        """What does not agree between a report, its key and its coding."""
        checked.reports += 1
        checked.redacted += key in self.redacted
        for name in (f"{REPORTS}{key}.json", f"{RECORDS}{key}.json"):
            if name not in self.archive.names:
                yield Mismatch(name, None, "", "is missing")
                return
        try:
            source = self._read(key)
        except HOSTILE as error:
            yield Mismatch(f"{RECORDS}{key}.json", None, "", f"the report or its coding cannot be read: {_said(error)}")
            return
        yield from self._check_report(source)
        yield from self._check_record(source, checked)

    def _check_report(self, source: Source) -> Iterator[Mismatch]:
        name, note = f"{REPORTS}{source.key}.json", source.note
        if note["key"] != source.key:
            yield Mismatch(name, None, "key", f"is {note['key']}, not that of the file's name")
        if source.text is None and source.key not in self.redacted:
            yield Mismatch(name, None, "text", "is not there, and the manifest does not say that it was taken out")
        elif source.text is not None and source.key not in self.redacted and _key(note) != source.key:
            yield Mismatch(
                name, None, "text", "is not what the report's key was made of: text, day, publisher, address or title was changed"
            )

    def _check_record(self, source: Source, checked: Checked) -> Iterator[Mismatch]:
        name, own = f"{RECORDS}{source.key}.json", source.record.report
        if source.key not in self.redacted:
            # The id and the language may be those of another arrival of the same report
            told = {field: getattr(own, field) for field in ("uri", "publisher", "title", "published")}
            for path, message in differences(told, {field: source.note[field] for field in told}):
                yield Mismatch(name, None, f"report.{path}", message)
        if source.text is None:
            checked.withheld += 1
            return
        for path, message in misplaced(to_plain(source.record), source.text, checked):
            yield Mismatch(name, None, path, message)

    def _read(self, key: str) -> Source:
        note = _note(json.loads(self.archive.read(f"{REPORTS}{key}.json")))
        record = from_json(json.loads(self.archive.read(f"{RECORDS}{key}.json")))
        replayed = replay(record, self._standing.get(key, ()), key)
        rejected = {event for event, verdict in replayed.verdicts if verdict == VERDICTS[REJECT]}
        events = {event.id: to_plain(event) for event in replayed.record.events if event.id not in rejected}
        text = None if note["text"] is None else Text(note["text"], key in self.redacted)
        return Source(key, note, text, record, events)


def _note(value: Any) -> dict[str, Any]:
    """The fields of a report's file. Raises CodingError where they are others."""
    if not isinstance(value, dict) or value.keys() != set(_FIELDS):
        raise CodingError(f"a report has {', '.join(_FIELDS)}")
    for name, told in value.items():
        if not (isinstance(told, str) or (told is None and name not in _NEEDED)):
            raise CodingError(f"{name} of a report is a text, not {type(told).__name__}")
    if value["published"] is not None:
        date.fromisoformat(value["published"])
    return value


def _key(note: dict[str, Any]) -> str:
    published = date.fromisoformat(note["published"]) if note["published"] else None
    return report_key(Report(note["id"], note["text"], published, note["title"], note["publisher"], note["uri"]))


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
