"""A bundle agrees as it was written, and nothing in it can be changed without being named, even with new hashes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dateline.errors import BundleError
from dateline.run import incidents
from dateline.store import Filters, Redaction, redact
from dateline.views.export.bundle import DECISIONS, INCIDENTS, MANIFEST
from dateline.views.verify import Mismatch
from tests.store.made import decision
from tests.views.verify.bundled import Members, bundle, changed, filled, members, place, repacked, verified

RECORD, REPORT = "records/", "reports/"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Members:
    """The members of a bundle whose first incident is told by two reports."""
    folder = tmp_path_factory.mktemp("bundle")
    with filled(folder) as store:
        bundle(store, folder / "b.zip")
    return members(folder / "b.zip")


def first(made: Members, start: str) -> str:
    """The member of the first report of the first incident, which is that with the decision."""
    return start if start.endswith("jsonl") else f"{start}{telling(made)['report']}.json"


def telling(made: Members) -> dict[str, Any]:
    tellings: list[dict[str, Any]] = json.loads(made[INCIDENTS].splitlines()[0])["tellings"]
    return tellings[0]


def test_a_bundle_agrees_and_says_how_much_was_checked(made: Members, tmp_path: Path) -> None:
    found, checked = verified(repacked(made, tmp_path / "b.zip", signed=False))
    assert found == []
    assert (checked.incidents, checked.events, checked.reports, checked.figures) == (2, 3, 3, 6)
    # Seven of each event, in its record and in the incident
    assert checked.spans == 3 * 7 * 2
    assert [len(json.loads(line)["tellings"]) for line in made[INCIDENTS].splitlines()] == [2, 1]


def test_the_same_store_gives_the_same_bytes(tmp_path: Path) -> None:
    written = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        with filled(tmp_path / name) as store:
            for time in ("a", "b"):
                bundle(store, tmp_path / name / time)
                written.append((tmp_path / name / time).read_bytes())
    assert len(set(written)) == 1
    assert list(members(tmp_path / "one" / "a")) == sorted(members(tmp_path / "one" / "a"))


# What is changed: member, path in its lines, new value; and where it is named.
TAMPERED: list[tuple[str, list[str | int], Any, str]] = [
    (INCIDENTS, [0, "incident", "tolls", 0, "best"], 22, "tolls[0].best"),
    (INCIDENTS, [0, "incident", "tolls", 0, "low"], 99, "tolls[0].best"),
    (INCIDENTS, [0, "incident", "tolls", 0, "low"], None, "tolls[0].low"),
    (INCIDENTS, [0, "incident", "tolls", 0, "high"], 1000, "tolls[0].high"),
    (INCIDENTS, [0, "incident", "tolls", 0, "outcome"], "wounded", "tolls[0].figures[0].outcome"),
    (INCIDENTS, [0, "incident", "tolls", 0, "side"], "actor", "tolls[0].figures[0].side"),
    (INCIDENTS, [0, "incident", "tolls", 0, "policy"], "mine", "tolls.policy"),
    (INCIDENTS, [0, "incident", "tolls", 0, "figures"], [], "tolls[0].figures"),
    (INCIDENTS, [0, "incident", "tolls", 0, "figures", 0, "low"], 20, "tolls[0].figures[0].low"),
    (INCIDENTS, [0, "incident", "tolls", 0, "figures", 0, "high"], 50, "tolls[0].figures[0].high"),
    (INCIDENTS, [0, "incident", "tolls", 0, "figures", 0, "casualty"], "e1.c9", "tolls[0].figures[0].casualty"),
    (INCIDENTS, [0, "incident", "tolls", 0, "figures", 0, "telling"], "x:e1", "tolls[0].figures[0].telling"),
    (INCIDENTS, [0, "incident", "tolls", 0, "figures", 0, "published"], "2016-05-09", "tolls[0].figures[0].published"),
    (INCIDENTS, [0, "incident", "tolls"], [], "tolls"),
    (INCIDENTS, [0, "incident", "sources"], 7, "sources"),
    (INCIDENTS, [0, "incident", "fields", 0, "chosen"], "PROTEST", "fields[0].chosen"),
    (INCIDENTS, [0, "incident", "fields", 0, "values", 0, "tellings"], ["x:e1"], "fields.type"),
    (INCIDENTS, [0, "incident", "last_published"], "2017-01-01", "last_published"),
    (INCIDENTS, [0, "incident", "id"], "i-0000000000000000", "id"),
    (INCIDENTS, [0, "incident", "tellings"], ["x:e1"], "tellings"),
    (INCIDENTS, [0, "incident", "links", 0, "probability"], 2.0, "links[0].probability"),
    (INCIDENTS, [0, "tellings", 0, "event", "casualties", 0, "low"], 20, "tellings[0].event.casualties[0].low"),
    (INCIDENTS, [0, "tellings", 0, "event", "casualties", 0, "start"], 0, "tellings[0].event.casualties[0]"),
    (INCIDENTS, [0, "tellings", 0, "event", "where", "text"], "Aleppo", "tellings[0].event.where"),
    (INCIDENTS, [0, "tellings", 0, "event", "where", "latitude"], 0.5, "tellings[0].event.where.latitude"),
    (INCIDENTS, [0, "tellings", 0, "words"], "Nobody was hurt.", "tellings[0].words"),
    (INCIDENTS, [0, "tellings", 0, "publisher"], "Other", "tellings[0].publisher"),
    (INCIDENTS, [0, "tellings", 0, "report"], "0" * 64, "tellings[0].report"),
    (INCIDENTS, [0, "titles"], {}, "tellings[0].title"),
    (INCIDENTS, [0, "schema"], "0", "line 1"),
    (INCIDENTS, [0, "incident", "tolls", 0, "best"], "many", "line 1"),
    (RECORD, [0, "events", 0, "casualties", 0, "low"], 20, "tellings[0].event.casualties[0].low"),
    (RECORD, [0, "events", 0, "casualties", 0, "end"], 20, "events[0].casualties[0]"),
    (RECORD, [0, "events", 0, "casualties", 0, "end"], 10**6, "events[0].casualties[0]"),
    (RECORD, [0, "events", 0, "casualties", 0, "start"], -1, "events[0].casualties[0]"),
    (RECORD, [0, "events", 0, "mentions", 0, "text"], "wounded", "events[0].mentions[0]"),
    (RECORD, [0, "events", 0, "when", "start"], None, "events[0].when"),
    (RECORD, [0, "events"], [], "tellings[0].event"),
    (RECORD, [0, "report", "publisher"], "Other", "report.publisher"),
    (RECORD, [0, "schema"], "9", ""),
    (REPORT, [0, "text"], "Nothing happened.", "text"),
    (REPORT, [0, "text"], None, "text"),
    (REPORT, [0, "title"], "Other", "text"),
    (REPORT, [0, "published"], "2016-05-05", "text"),
    (REPORT, [0, "published"], "yesterday", ""),
    (REPORT, [0, "key"], "0" * 64, "key"),
    (DECISIONS, [0, "value"], "41", "line 1"),
    (DECISIONS, [0, "kind"], "reject", "tellings[0].event"),
    (DECISIONS, [0, "anchors", 0, "field"], "casualties[0].low", "tellings[0].event.casualties[0].low"),
    (DECISIONS, [0, "who"], "Eve", "line 1"),
]


@pytest.mark.parametrize(("member", "path", "value", "field"), TAMPERED)
def test_what_was_changed_is_named(made: Members, tmp_path: Path, member: str, path: list[str | int], value: Any, field: str) -> None:
    def change(lines: list[Any]) -> None:
        holder, last = place(lines, path)
        assert holder[last] != value
        holder[last] = value

    name = first(made, member)
    other = changed(made, name, change)
    found, checked = verified(repacked(other, tmp_path / "signed.zip"))
    assert field in {mismatch.field for mismatch in found}
    assert checked.mismatches == len(found)
    # Without new hashes the file is named as well
    unsigned, _ = verified(repacked(other, tmp_path / "unsigned.zip", signed=False))
    assert (name, "sha256") in {(mismatch.file, mismatch.field) for mismatch in unsigned}


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The paths of all single values."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if inside is None:
        yield path
    else:
        for step, each in inside:
            yield from leaves(each, (*path, step))


# What only the hash holds: why events were joined, and which reports copy one text. `trust` is not known of any report.
_ONLY_HASHED = {"links", "origin", "trust"}


def test_no_single_value_of_an_incident_can_be_changed(made: Members, tmp_path: Path) -> None:
    whole = json.loads(made[INCIDENTS].splitlines()[0])
    unseen = []
    paths = [path for path in leaves(whole) if not _ONLY_HASHED & set(path)]
    # Every third: each takes as long as verifying the whole bundle, and all were tried when this was written
    paths = paths[::3]
    for path in paths:

        def change(lines: list[Any], path: tuple[str | int, ...] = path) -> None:
            holder, last = place(lines, [0, *path])
            old = holder[last]
            holder[last] = not old if isinstance(old, bool) else old + 1 if isinstance(old, int | float) else f"{old or ''}x"

        found, _ = verified(repacked(changed(made, INCIDENTS, change), tmp_path / "b.zip"))
        unseen += [] if found else [path]
    assert unseen == []
    assert len(paths) > 60


def test_members_that_are_gone_or_too_many_are_named(made: Members, tmp_path: Path) -> None:
    name = first(made, REPORT)
    gone, _ = verified(repacked({each: body for each, body in made.items() if each != name}, tmp_path / "gone.zip"))
    assert Mismatch(name, None, "", "is missing") in gone
    unsigned, _ = verified(repacked({each: body for each, body in made.items() if each != name}, tmp_path / "u.zip", signed=False))
    assert Mismatch(name, None, "", "is in the manifest, and missing") in unsigned
    more, _ = verified(repacked(made | {f"reports/{'0' * 64}.json": b"{}"}, tmp_path / "more.zip", signed=False))
    assert {mismatch.field for mismatch in more} == {"", "counts.reports"}


@pytest.mark.parametrize("line", [0, 1])
def test_an_incident_or_a_decision_that_is_gone_is_named(made: Members, tmp_path: Path, line: int) -> None:
    found, _ = verified(repacked(changed(made, INCIDENTS, lambda lines: lines.pop(line)), tmp_path / "b.zip"))
    assert {mismatch.field for mismatch in found} == {"counts.incidents", "counts.events"}
    without, _ = verified(repacked(changed(made, DECISIONS, lambda lines: lines.clear()), tmp_path / "d.zip"))
    assert {"tellings[0].event.casualties[0].high", "counts.decisions"} <= {mismatch.field for mismatch in without}


def test_an_incident_that_is_there_twice_is_named(made: Members, tmp_path: Path) -> None:
    found, _ = verified(repacked(changed(made, INCIDENTS, lambda lines: lines.append(lines[0])), tmp_path / "b.zip"))
    assert next(mismatch.message for mismatch in found if mismatch.field == "line 3").endswith("is there twice")


def test_a_filter_makes_a_bundle_of_what_is_asked_for(tmp_path: Path) -> None:
    with filled(tmp_path) as store:
        written = bundle(store, tmp_path / "b.zip", Filters(since="2016-05-05"))
    assert (written.incidents, written.reports, written.decisions) == (1, 1, 0)
    assert verified(tmp_path / "b.zip")[0] == []


def test_decisions_and_what_takes_them_back_are_in_it(tmp_path: Path) -> None:
    with filled(tmp_path) as store:
        (kept,) = store.decisions()
        store.decide(replace(decision(store, "undo"), undoes=kept.id))
        merging = incidents.shipped()
        assert merging is not None
        incidents.settle(store, merging)
        assert bundle(store, tmp_path / "b.zip").decisions == 2
    assert verified(tmp_path / "b.zip")[0] == []


@pytest.mark.parametrize("whole", [True, False])
def test_what_was_taken_out_of_a_store_is_said_and_the_rest_agrees(tmp_path: Path, whole: bool) -> None:
    with filled(tmp_path) as store:
        key = next(store.keys())
        redact(store, Redaction("Ana", "asked", report=key) if whole else Redaction("Ana", "asked", names=("council",)))
        merging = incidents.shipped()
        assert merging is not None
        incidents.settle(store, merging)
        bundle(store, tmp_path / "b.zip")
    found, checked = verified(tmp_path / "b.zip")
    assert found == []
    assert (checked.redacted, checked.withheld) == ((1, 1) if whole else (3, 0))


@pytest.mark.parametrize(
    ("manifest", "message"),
    [
        ({}, "is none of a bundle"),
        ({"format": "other", "version": "1", "members": {}, "counts": {}, "redacted": []}, "this is 'other'"),
        ({"format": "dateline bundle", "version": "2", "members": {}, "counts": {}, "redacted": []}, "reads version 1"),
        ({"format": "dateline bundle", "version": "1", "members": 5, "counts": {}, "redacted": []}, "is none of a bundle"),
    ],
)
def test_what_is_no_bundle_is_refused(made: Members, tmp_path: Path, manifest: dict[str, Any], message: str) -> None:
    file = repacked(made | {MANIFEST: json.dumps(manifest).encode()}, tmp_path / "b.zip", signed=False)
    with pytest.raises(BundleError, match=f"DL451.*{message}"):
        verified(file)
