"""A bundle of a small store, and bundles made of it that something was changed in."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from dateline.run import incidents
from dateline.run.adding import Coding, add
from dateline.schema.failure import Reading
from dateline.schema.record import Codes, Record
from dateline.store import Filters, Store, open_store
from dateline.views.export.bundle import MANIFEST, Written, write_bundle
from dateline.views.export.stored import items
from dateline.views.verify import Checked, Mismatch, open_bundle, verify_bundle
from tests.store import made
from tests.store.made import OTHER, TEXT, decision, reading

READINGS = (
    reading(f"{TEXT} More fighting followed near the old bridge."),
    reading(f"{OTHER} Nobody could say who had fled to the hills.", id="b.txt", publisher="Post", day="2016-05-05"),
    reading(TEXT.replace("Tadmur", "Raqqan").replace("Monday", "Friday"), id="c.txt", publisher=None, day="2016-05-07"),
)
Members = dict[str, bytes]


def code(given: Reading) -> Record:
    """As tests/store codes; what happens in Raqqan are talks in another country."""
    record = made.code(given)
    if "Raqqan" not in given.report.text:
        return record
    talks = [
        replace(event, type="CONSULT", mode="visit", codes=Codes("CONSULT"), where=replace(event.where, country="IRQ", latitude=30.0))
        for event in record.events
    ]
    return replace(record, events=tuple(talks))


def filled(folder: Path) -> Store:
    """A store of three reports, two of one raid, with one figure that a person changed."""
    merging = incidents.shipped()
    assert merging is not None
    store = open_store(str(folder / "store.db"), create=True, clock=lambda: "2016-06-01T00:00:00+00:00")
    for _ in add(store, READINGS, coding=Coding(work=code)):
        pass
    first = next(store.keys())
    store.decide(decision(store, "change", f"{first}:e1", field="casualties[0].high", value=40))
    incidents.settle(store, merging)
    return store


def bundle(store: Store, file: Path, filters: Filters | None = None) -> Written:
    with file.open("wb") as target:
        return write_bundle(store, items(store, filters or Filters()), target)


def verified(file: Path) -> tuple[list[Mismatch], Checked]:
    checked = Checked()
    with open_bundle(file) as archive:
        return list(verify_bundle(archive, checked)), checked


def members(file: Path) -> Members:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(given: Members, file: Path, *, signed: bool = True) -> Path:
    """The members as a ZIP; with `signed` the manifest says their hashes, as one who changes a file on purpose would do."""
    if signed:
        whole = json.loads(given[MANIFEST])
        whole["members"] = {
            name: {"bytes": len(body), "sha256": hashlib.sha256(body).hexdigest()} for name, body in given.items() if name != MANIFEST
        }
        given = given | {MANIFEST: json.dumps(whole).encode()}
    with zipfile.ZipFile(file, "w") as archive:
        for name, body in given.items():
            archive.writestr(name, body)
    return file


def changed(given: Members, name: str, change: Callable[[list[Any]], None]) -> Members:
    """The members with the lines of JSON of one of them changed."""
    values = [json.loads(line) for line in given[name].splitlines()]
    change(values)
    return given | {name: "".join(f"{json.dumps(value, ensure_ascii=False)}\n" for value in values).encode()}


def place(values: Any, path: Iterable[str | int]) -> tuple[Any, Any]:
    """The holder of what a path means, and the last step."""
    *steps, last = path
    for step in steps:
        values = values[step]
    return values, last
