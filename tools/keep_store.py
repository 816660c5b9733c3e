"""Keeps a small store as this version makes it: python -m tools.keep_store [--folder tests/upgrade/stores]

Run once for each version that is released, and never again for that version: `tests/upgrade` opens every kept store with the present
program. VERSION.db.gz is an SQLite store as `dateline backup` writes it, VERSION.json what is to be found in it. The reports are our own;
times are told, so the same program gives the same bytes (with the same SQLite).
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import dateline
from dateline.run.adding import Coding, add
from dateline.run.incidents import settle, shipped
from dateline.schema.decision import Decision
from dateline.schema.failure import Edition, Reading
from dateline.schema.person import Person
from dateline.schema.report import Report
from dateline.store import Redaction, Store, back_up, open_store, redact
from dateline.store.access import add_person, publish
from dateline.store.assigning import end, set_sharing, sharing, take, value

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "upgrade" / "stores"
PAGE = "https://wire.example/gao"
# Id, publisher, day of publication, text: what each kind of row needs.
REPORTS = (
    (
        "raid",
        "Example Wire",
        "2018-06-13",
        "Rebels killed at least 21 soldiers in Gao on Monday, the army said. Four rebels were arrested.",
    ),
    ("raid-post", "Example Post", "2018-06-13", "Gunmen attacked an army post in Gao on Monday and killed 23 soldiers, officials said."),
    (
        "protest",
        "Example Wire",
        "2018-06-14",
        "Hundreds of students protested in Bamako on Wednesday. Police fired tear gas and wounded six.",
    ),
    ("talks", "Example Wire", "2018-06-15", "The foreign ministers of Mali and Niger met in Niamey on Thursday for talks on the border."),
    ("named", "Example Post", "2018-06-15", "Police arrested the journalist Ana Ruiz in Bogotá on Thursday, her lawyer said."),
    (
        "foreign",
        "Exemple",
        "2018-06-15",
        "Les rebelles ont tué au moins vingt et un soldats lundi à Gao, a déclaré un porte-parole de l'armée malienne.",
    ),
)
EDITIONS = (
    ("2018-06-16T08:00:00+00:00", "A bomb killed three people at a market in Kidal on Saturday, residents said."),
    ("2018-06-16T18:00:00+00:00", "A bomb killed five people at a market in Kidal on Saturday, residents said. The toll rose from three."),
)
SPORT = "The striker scored twice as the home side won the cup final on penalties in front of 40,000 fans."
# No password has this hash.
NO_PASSWORD = "$argon2id$v=19$m=65536,t=3,p=4$bm8gcGFzc3dvcmQgYXQgYWxs$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"


def readings() -> Iterable[Reading]:
    """Reports of each kind, two states of a page among them."""
    for id, publisher, day, text in REPORTS:
        yield _reading(Report(id, text, date.fromisoformat(day), f"About {id}", publisher))
    for number, (since, text) in enumerate(EDITIONS, start=1):
        report = Report(f"page-{number}", text, date(2018, 6, 16), "A bomb", "Example Wire", PAGE)
        yield replace(_reading(report), edition=Edition(PAGE, since))


def _reading(report: Report) -> Reading:
    return Reading(report, raw=json.dumps({"id": report.id, "text": report.text}).encode())


def fill(store: Store) -> None:
    """Puts a row into every table that keeps something for good."""
    for _ in add(store, readings()):
        pass
    for _ in add(store, [_reading(Report("sport", SPORT, date(2018, 6, 17)))], coding=Coding(relevance=True)):
        pass
    _settle(store)
    raid, post, protest = (store.key(id) for id in ("raid", "raid-post", "protest"))
    _decide(store, "accept", f"{protest}:e1")
    _decide(store, "change", f"{raid}:e1", field="casualties[killed/recipient].low", new="22")
    _decide(store, "merge", f"{raid}:e1", f"{post}:e1")
    rejected = _decide(store, "reject", f"{store.key('talks')}:e1")
    store.decide(Decision("", "undo", "Ana", store.now(), "it is one after all", (), None, rejected.id))
    text = store.report(protest).text
    store.decide(Decision("", "add", "Leo", store.now(), "seen", (store.words(protest, 0, len(text.split(" in ")[0]), "MOBILIZE"),)))
    store.decide(Decision("", "accept", "Ben", store.now(), None, (store.anchor(f"{protest}:e1", second="Ben"),)), second=True)
    add_person(store, Person("Ana", "administrator"), NO_PASSWORD, by="tools.keep_store")
    publish(store, published=True, by="Ana")
    set_sharing(store, sharing(store))
    value(store, [(raid, 1.0)], "kept")
    held = take(store, "Ana", sharing(store), report=raid)
    if held is not None:
        end(store, held, "done")
    redact(store, Redaction("Ana", "asked for", names=("Ana Ruiz",)))
    _settle(store)


def _settle(store: Store) -> None:
    merging = shipped()
    assert merging is not None
    settle(store, merging)


def _decide(store: Store, kind: str, *tellings: str, field: str | None = None, new: str | None = None) -> Decision:
    anchors = tuple(store.anchor(telling, field) for telling in tellings)
    return store.decide(Decision("", kind, "Ana", store.now(), "because", anchors, new))


def found(store: Store) -> dict[str, Any]:
    """What a person finds in the store, in numbers and ids that no later version may lose."""
    keys = list(store.keys())
    return {
        "reports": {key: [store.report(key).id, len(store.report(key).text), len(store.codings(key))] for key in keys},
        "events": {key: [[event.id, event.type] for event in store.record(key).events] for key in keys},
        "decisions": [[decision.id, decision.kind, decision.who] for decision in store.decisions(second=True)],
        "orphaned": len(store.orphaned()),
        "incidents": {one.id: sorted(one.tellings) for one in store.incidents()},
        "superseded": store.superseded(keys),
        "redacted": store.redacted(keys),
    }


def main() -> None:
    """Writes the store of this version."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    folder = parser.parse_args().folder
    ticks = count()
    with tempfile.TemporaryDirectory() as spare:
        whole, single = Path(spare) / "made.db", Path(spare) / "kept.db"
        clock = (f"2018-07-01T{tick // 3600:02}:{tick // 60 % 60:02}:{tick % 60:02}+00:00" for tick in ticks)
        with open_store(str(whole), create=True, clock=lambda: next(clock)) as store:
            fill(store)
            told = found(store)
            back_up(store, single)
        name = folder / f"{dateline.__version__}"
        packed = gzip.compress(single.read_bytes(), mtime=0)
        name.with_name(f"{name.name}.db.gz").write_bytes(packed)
        name.with_name(f"{name.name}.json").write_text(json.dumps(told, indent=1, sort_keys=True) + "\n", "utf-8")
    print(f"{name}.db.gz: {len(packed):,} bytes, {len(told['reports'])} reports, {len(told['incidents'])} incidents")


if __name__ == "__main__":
    main()
