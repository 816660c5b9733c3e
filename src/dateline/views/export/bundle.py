"""A bundle: incidents with everything they rest on in one ZIP, which `dateline verify` checks from the number to the sentence.

Its members, in the order of their names:

- `decisions.jsonl`: what people decided about these reports, in the order of time, one decision a line;
- `incidents.jsonl`: the incidents as `jsonl` writes them, one a line;
- `manifest.json`: what made it, how many of what, and size and SHA-256 of every other member;
- `records/<report>.json`: the latest coding of each report, before decisions;
- `reports/<report>.json`: each report with its text.

The same store gives the same bytes on every machine: no clock, no names of files, and members that are not compressed, because the
output of compression depends on the version of zlib.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import IO, Any, BinaryIO

from dateline import __version__
from dateline.schema.decision import Decision
from dateline.schema.jsonable import dumps, to_json, to_plain
from dateline.schema.report import Report
from dateline.store import Store
from dateline.views.export.form import Item
from dateline.views.export.jsonl import to_line

FORMAT_NAME, FORMAT_VERSION = "dateline bundle", "1"
SUFFIX = ".zip"
# As the command line and the API call it
BUNDLE = "bundle"
BUNDLED = "loses nothing of these incidents: their records, the reports' text, decisions, and SHA-256 of each, for `dateline verify`"
DECISIONS, INCIDENTS, MANIFEST = "decisions.jsonl", "incidents.jsonl", "manifest.json"
RECORDS, REPORTS = "records/", "reports/"
# The least time that a ZIP can hold
_EPOCH = (1980, 1, 1, 0, 0, 0)
_IN_MEMORY = 2**24


@dataclass(frozen=True, slots=True)
class Written:
    """What a bundle holds."""

    incidents: int
    events: int
    reports: int
    decisions: int


@dataclass(slots=True)
class _Spool:
    """Members one behind the other, until the size and the SHA-256 of all are known."""

    file: IO[bytes]
    members: dict[str, tuple[int, int, str]] = field(default_factory=dict)

    def add(self, name: str, pieces: Iterable[bytes]) -> None:
        start, digest = self.file.tell(), hashlib.sha256()
        for piece in pieces:
            self.file.write(piece)
            digest.update(piece)
        self.members[name] = (start, self.file.tell() - start, digest.hexdigest())

    def open(self, name: str) -> Iterator[bytes]:
        start, left, _ = self.members[name]
        self.file.seek(start)
        while left:
            piece = self.file.read(min(left, 2**20))
            left -= len(piece)
            yield piece


@dataclass(slots=True)
class _Seen:
    """What the incidents rest on, noted while they are written."""

    incidents: int = 0
    events: int = 0
    reports: set[str] = field(default_factory=set)

    def lines(self, items: Iterable[Item]) -> Iterator[bytes]:
        for item in items:
            self.incidents += 1
            self.events += len(item.tellings)
            self.reports |= {told.report for told in item.tellings}
            yield to_line(item)


def write_bundle(store: Store, items: Iterable[Item], target: BinaryIO) -> Written:
    """Writes the incidents, of that store, with all they rest on; what the bundle holds. `target` need not be seekable."""
    with ExitStack() as closing:
        spool = _Spool(closing.enter_context(tempfile.SpooledTemporaryFile(_IN_MEMORY)))
        seen = _Seen()
        spool.add(INCIDENTS, seen.lines(items))
        decisions = about(store.decisions(), seen.reports)
        spool.add(DECISIONS, (_json_line(to_plain(decision)) for decision in decisions))
        redacted = store.redacted(seen.reports)
        for key in sorted(seen.reports):
            spool.add(f"{RECORDS}{key}.json", [_json_line(to_json(store.coded(key)))])
            spool.add(f"{REPORTS}{key}.json", [_json_line(_report(key, store.report(key), gone=redacted.get(key, False)))])
        written = Written(seen.incidents, seen.events, len(seen.reports), len(decisions))
        spool.add(MANIFEST, [_manifest(spool, written, sorted(redacted))])
        packed = closing.enter_context(tempfile.SpooledTemporaryFile(_IN_MEMORY))
        _pack(spool, packed)
        packed.seek(0)
        shutil.copyfileobj(packed, target)
    return written


def about(decisions: Iterable[Decision], reports: set[str]) -> tuple[Decision, ...]:
    """Those about words of these reports, and what takes one of them back, in their order. `decisions` are all, in the order of time."""
    found: dict[str, Decision] = {}
    for decision in decisions:
        if decision.undoes in found or any(anchor.report in reports for anchor in decision.anchors):
            found[decision.id] = decision
    return tuple(found.values())


def _report(key: str, report: Report, *, gone: bool) -> dict[str, Any]:
    published = report.published.isoformat() if report.published else None
    where = {"publisher": report.publisher, "uri": report.uri, "title": report.title, "language": report.language}
    return {"key": key, "id": report.id, "published": published, **where, "text": None if gone else report.text}


def _manifest(spool: _Spool, written: Written, redacted: list[str]) -> bytes:
    members = {name: {"bytes": size, "sha256": digest} for name, (_, size, digest) in sorted(spool.members.items())}
    counts = to_plain(written)
    whole = {"format": FORMAT_NAME, "version": FORMAT_VERSION, "program": __version__}
    return dumps(whole | {"counts": counts, "redacted": redacted, "members": members}, indent=1).encode() + b"\n"


def _json_line(value: object) -> bytes:
    return f"{dumps(value)}\n".encode()


def _pack(spool: _Spool, target: IO[bytes]) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, (_, size, _) in sorted(spool.members.items()):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.create_system, info.external_attr, info.file_size = 3, 0o644 << 16, size
            with archive.open(info, "w") as member:
                for piece in spool.open(name):
                    member.write(piece)
