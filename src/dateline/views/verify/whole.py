"""A whole bundle: its members against the manifest, its reports against their keys, its incidents against both."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from dateline.errors import BundleError
from dateline.schema.decision import Decision
from dateline.schema.jsonable import from_plain
from dateline.store.redacting import COVER
from dateline.store.rows import decision_id
from dateline.views.export.bundle import DECISIONS, FORMAT_NAME, FORMAT_VERSION, INCIDENTS, MANIFEST
from dateline.views.export.jsonl import from_line
from dateline.views.verify.archive import Archive
from dateline.views.verify.incidents import check_incident
from dateline.views.verify.mismatch import HOSTILE, Checked, Mismatch
from dateline.views.verify.sources import Sources

__all__ = ["Checked", "Mismatch", "verify_bundle"]


@dataclass(frozen=True, slots=True)
class _Manifest:
    """What the manifest says: size and SHA-256 by member, how many of what, which reports words were taken out of."""

    members: dict[str, Any]
    counts: dict[str, Any]
    redacted: frozenset[str]


def verify_bundle(archive: Archive, checked: Checked) -> Iterator[Mismatch]:
    """Everything in the bundle that does not agree, as it is found; `checked` counts along.

    Raises BundleError where it is no bundle, of another version, or not safe to read.
    """
    for mismatch in _all(archive, checked):
        checked.mismatches += 1
        yield mismatch


def _all(archive: Archive, checked: Checked) -> Iterator[Mismatch]:
    manifest = _manifest(archive)
    yield from _check_members(archive, manifest, checked)
    decisions: list[Decision] = []
    try:
        yield from _check_decisions(archive, decisions)
    except BundleError as error:
        yield Mismatch(DECISIONS, None, "", error.message)
    sources = Sources(archive, tuple(decisions), manifest.redacted)
    for key in sources.keys:
        yield from sources.check(key, checked)
    try:
        yield from _check_incidents(archive, sources, checked)
    except BundleError as error:
        yield Mismatch(INCIDENTS, None, "", error.message)
    found = {"incidents": checked.incidents, "events": checked.events, "reports": checked.reports, "decisions": len(decisions)}
    for name, number in found.items():
        if manifest.counts.get(name) != number:
            yield Mismatch(MANIFEST, None, f"counts.{name}", f"is {manifest.counts.get(name)}, and there are {number}")


def _manifest(archive: Archive) -> _Manifest:
    try:
        told = json.loads(archive.read(MANIFEST))
        name, version = told["format"], told["version"]
        manifest = _Manifest(dict(told["members"]), dict(told["counts"]), frozenset(map(str, told["redacted"])))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BundleError(f"{archive.path}: {MANIFEST} is none of a bundle: {type(error).__name__}: {error}") from error
    if (name, version) != (FORMAT_NAME, FORMAT_VERSION):
        raise BundleError(f"{archive.path}: this is {name!r} of version {version!r}; this program reads version {FORMAT_VERSION}")
    return manifest


def _check_members(archive: Archive, manifest: _Manifest, checked: Checked) -> Iterator[Mismatch]:
    there = archive.names - {MANIFEST}
    for name in sorted(manifest.members.keys() - there):
        yield Mismatch(name, None, "", "is in the manifest, and missing")
    for name in sorted(there):
        checked.members += 1
        if name not in manifest.members:
            yield Mismatch(name, None, "", "is not in the manifest")
            continue
        try:
            size, digest = archive.digest(name)
        except BundleError as error:
            yield Mismatch(name, None, "", error.message)
            continue
        if manifest.members[name] != {"bytes": size, "sha256": digest}:
            yield Mismatch(name, None, "sha256", f"is {digest} ({size} bytes), which the manifest does not say: the file was changed")


def _check_decisions(archive: Archive, decisions: list[Decision]) -> Iterator[Mismatch]:
    for number, line in enumerate(archive.lines(DECISIONS), 1):
        try:
            decision: Decision = from_plain(Decision, json.loads(line))
            own = decision_id(replace(decision, id=""))
        except HOSTILE as error:
            yield Mismatch(DECISIONS, None, f"line {number}", f"cannot be read: {type(error).__name__}: {error}")
            continue
        decisions.append(decision)
        # A name that was taken out is covered in what the id was made of
        if own != decision.id and COVER.encode() not in line:
            yield Mismatch(DECISIONS, None, f"line {number}", f"decision {decision.id[:12]} says something else than when it was made")


def _check_incidents(archive: Archive, sources: Sources, checked: Checked) -> Iterator[Mismatch]:
    seen: set[str] = set()
    for number, line in enumerate(archive.lines(INCIDENTS), 1):
        checked.incidents += 1
        try:
            item = from_line(line)
        except HOSTILE as error:
            yield Mismatch(INCIDENTS, None, f"line {number}", str(error))
            continue
        id = item.incident.id
        for name in (id, *(told.id for told in item.tellings)):
            if name in seen:
                yield Mismatch(INCIDENTS, id, f"line {number}", f"{name} is there twice")
            seen.add(name)
        for path, message in check_incident(item, sources, checked):
            yield Mismatch(INCIDENTS, id, path, message)
