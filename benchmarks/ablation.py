"""What each part of coding adds: the coded reports coded again with one part taken out at a time.

    python -m benchmarks.ablation [--gold DIR] [--markdown]

The reports are annotated once; every row then extracts and resolves them with one part replaced by nothing or by something plain. The
reports are those of benchmarks/accuracy.py, the headline's files together; thresholds were chosen for the whole, so a part may be worth a
little more than its row says.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest import mock

from benchmarks.accuracy import HEADLINE, Coded, gold_folder, read_gold
from dateline.annotate import annotate
from dateline.evaluate import Scores, score
from dateline.extract import extract
from dateline.extract.entries import LexicalTrigger
from dateline.extract.matching import match_triggers
from dateline.extract.own_words import lexicon_in_use
from dateline.resolve import resolve
from dateline.run.pipeline import _record
from dateline.schema.document import Document, Trigger
from dateline.schema.jsonable import dumps, to_json
from dateline.schema.mention import Mention
from dateline.schema.report import Report

SHOWN = ("mentions", "mode", "actor", "recipient", "casualties")
# What a trigger is believed that only the lexicon has, by the strength of its wording.
ALONE = {"firm": 0.9, "weak": 0.5, "cue": 0.1}


@dataclass(frozen=True, slots=True)
class Part:
    """A row: what is otherwise than in the whole. `patches` are (module, name, replacement), `document` changes what was annotated."""

    name: str
    patches: tuple[tuple[str, str, Any], ...] = ()
    document: Callable[[Document], Document] = lambda document: document


def by_lexicon(document: Document) -> Document:
    """The document with the lexicon's wordings as its triggers, and nothing from the learned heads of events."""
    matched = [x for x in match_triggers(document.words, lexicon_in_use()) if x.entry.strength != "cue"]
    return replace(document, triggers=tuple(_trigger(x) for x in matched), roles=(), facts=(), same=())


def _trigger(x: LexicalTrigger) -> Trigger:
    belief = ALONE[x.entry.strength]
    return Trigger(x.first, x.last, x.head, x.entry.type, belief, (("happened", 0.6),), ((x.entry.mode, 1.0),), 0.0, belief)


def _apart(document: Document, mentions: Sequence[Mention], **_: object) -> tuple[tuple[Mention, ...], ...]:
    return tuple((mention,) for mention in mentions)


def _surest(group: Sequence[Mention]) -> float:
    return max(mention.trigger.confidence for mention in group)


def _as_it_is(_: Document, value: Any, **__: object) -> Any:
    return value


PARTS = (
    Part("all parts"),
    Part("without the lexicon", (("dateline.extract.triggers", "match_triggers", lambda *_: ()),)),
    Part("lexicon alone, no learned heads of events", document=by_lexicon),
    Part("without cues of modes", (("dateline.extract.triggers", "implied_modes", lambda *_: ()),)),
    Part("without types by who does it", (("dateline.resolve", "recast", _as_it_is),)),
    Part("without joining: each mention an event", (("dateline.resolve", "join", _apart),)),
    Part("joining by the model's opinion alone", (("dateline.resolve.joining", "read_weights", lambda: {"learned": 1.0}),)),
    Part("without belief: every event given", (("dateline.resolve", "least", lambda: 0.0),)),
    Part("belief is the surest trigger's", (("dateline.resolve", "belief", _surest),)),
    Part("without confidences of single values", (("dateline.resolve", "weigh", _as_it_is),)),
)


@contextmanager
def changed(part: Part) -> Iterator[None]:
    """The stages with the part's replacements in their places."""
    with ExitStack() as stack:
        for module, name, other in part.patches:
            stack.enter_context(mock.patch.object(import_module(module), name, other))
        yield


def measure(golds: Sequence[Coded], documents: Sequence[Document], part: Part) -> Scores:
    """The figures of the reports as coded without the part."""
    with changed(part):
        records = [to_json(_record(document.report, (), _coded(part.document(document)))) for document in documents]
    return score(golds, [json.loads(dumps(record)) for record in records])


def _coded(document: Document) -> tuple[Any, ...]:
    return resolve(document, extract(document))


def read_documents(golds: Sequence[Coded]) -> list[Document]:
    """The coded reports annotated. A report without a day of publication has none."""
    days = [date.fromisoformat(gold["published"]) if gold["published"] else None for gold in golds]
    return [annotate(Report(gold["doc"], gold["text"], day)) for gold, day in zip(golds, days, strict=True)]


def row(part: Part, scores: Scores, *, markdown: bool) -> str:
    """A line of the table: events F1, P, R, then F1 of slots and of those shown."""
    events = scores.events
    figures = [events.f1, events.p, events.r, scores.slots_total.f1, *(scores.by_slot[slot].f1 for slot in SHOWN)]
    cells = [f"{figure:.3f}" for figure in figures]
    return f"| {part.name} | {' | '.join(cells)} |" if markdown else f"{part.name:44}{''.join(f'{cell:>11}' for cell in cells)}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table. Raises SystemExit where there are no coded reports."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, metavar="DIR", help="folder of coded reports")
    parser.add_argument("--markdown", action="store_true", help="print the table as docs/limits.md has it")
    given = parser.parse_args(arguments)
    files = read_gold(gold_folder(given.gold))
    names = [name for name in HEADLINE if name in files] or list(files)
    golds = [report for name in names for report in files[name]]
    if not golds:
        raise SystemExit("no coded reports to measure on: name their folder with --gold")
    documents = read_documents(golds)
    heads = ("events F1", "P", "R", "slots F1", *SHOWN)
    rule = "| --- " * (len(heads) + 1) + "|"
    print(f"| | {' | '.join(heads)} |\n{rule}" if given.markdown else f"{'':44}{''.join(f'{head:>11}' for head in heads)}")
    for part in PARTS:
        print(row(part, measure(golds, documents, part), markdown=given.markdown), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
