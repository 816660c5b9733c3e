"""Merging measured on ECB+ (topics 1-35): python -m benchmarks.ecbplus FOLDER --sentences CSV [--topics N ...]

FOLDER holds the unpacked topics, CSV names the sentences whose annotation was checked; only these are coded. A coded event is the annotated
one that its trigger overlaps. Reports have no date of publication there, so days and "on Monday" are unknown: what is measured is what
parties, places, figures and words alone can do. Nothing is fitted to it. Topics from 24 on are our test part; every topic has two seminal
events of one kind, so look-alikes are the rule.
"""

from __future__ import annotations

import argparse
import csv
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.stories.scores import b_cubed, pair_score
from dateline.merge import merge, origins, tell
from dateline.run.local import code_many
from dateline.schema.incident import Telling
from dateline.schema.record import Event
from dateline.schema.report import Report

TEST = tuple(range(24, 36))


@dataclass(frozen=True, slots=True)
class Annotated:
    """One document: its checked sentences as text, and start, end and instance of every action in them."""

    id: str
    text: str
    actions: tuple[tuple[int, int, str], ...]


def read_document(path: Path, wanted: frozenset[int]) -> Annotated:
    """The checked sentences of a file, words with spaces between."""
    root = ET.parse(path).getroot()
    text, spans, sentence = "", {}, None
    for token in root.iter("token"):
        at = int(token.attrib["sentence"])
        if at in wanted:
            text += "" if not text else "\n" if at != sentence else " "
            spans[token.attrib["t_id"]] = (len(text), len(text) + len(token.text or ""))
            text, sentence = text + (token.text or ""), at
    instance = {
        source.attrib["m_id"]: relation.attrib.get("note") or f"{path.stem}:{relation.attrib['r_id']}"
        for kind in ("CROSS_DOC_COREF", "INTRA_DOC_COREF")
        for relation in root.iter(kind)
        for source in relation.iter("source")
    }
    actions = []
    for mark in root.iterfind("./Markables/*"):
        held = [spans[a.attrib["t_id"]] for a in mark.iter("token_anchor") if a.attrib["t_id"] in spans]
        if mark.tag.startswith(("ACTION", "NEG")) and held:
            id = mark.attrib["m_id"]
            actions.append((held[0][0], held[-1][1], instance.get(id, f"{path.stem}:m{id}")))
    return Annotated(path.stem, text, tuple(actions))


def read_topics(folder: Path, sentences: Path, topics: Iterable[int]) -> list[Annotated]:
    """The documents of the topics that have a checked sentence, by name."""
    checked: dict[str, set[int]] = defaultdict(set)
    with sentences.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            checked[f"{row['Topic']}_{row['File']}"].add(int(row["Sentence Number"]))
    wanted = {str(t) for t in topics}
    paths = sorted(p for p in folder.rglob("*.xml") if p.parent.name in wanted and p.stem in checked)
    return [read_document(p, frozenset(checked[p.stem])) for p in paths]


def instance(document: Annotated, event: Event) -> str | None:
    """The annotated action that the event's trigger overlaps."""
    return next((i for start, end, i in document.actions for m in event.mentions if m.start < end and start < m.end), None)


def main(argv: Sequence[str] | None = None) -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("folder", type=Path)
    ap.add_argument("--sentences", type=Path, required=True)
    ap.add_argument("--topics", type=int, nargs="*", default=list(TEST))
    args = ap.parse_args(argv)
    held = read_topics(args.folder, args.sentences, args.topics)
    records = list(code_many(Report(d.id, d.text, None) for d in held))
    copies = origins((d.id, d.text) for d in held)
    tellings: list[Telling] = []
    true: dict[str, str] = {}
    for document, record in zip(held, records, strict=True):
        told = tell(record, document.text, report=document.id, origin=copies[document.id])
        tellings += told
        for telling in told:
            if (found := instance(document, telling.event)) is not None:
                true[telling.id] = found
    given = {t: incident.id for incident in merge(tellings) for t in incident.tellings}
    print(f"{len(held)} documents, {len(tellings)} events, {len(true)} of them annotated, of {len(set(true.values()))} happenings")
    print(f"pairs {pair_score(true, given)}   B-cubed {b_cubed(true, {t: given[t] for t in true})}")


if __name__ == "__main__":
    main()
