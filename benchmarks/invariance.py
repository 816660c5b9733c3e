"""What must not change when a text changes in a way that tells nothing else, over made sentences (benchmarks/sentences.toml).

    python -m benchmarks.invariance [--draws 20] [--show 5] [--only NAME]

Each sentence is filled so often. `blanks`, `ends`, `curled`: two blanks for one, blanks around the text, typographic signs for plain ones
change offsets only. `actor`, `place`, `country`, `person`: another of the same kind in its place changes that name and what hangs on it
(id, country, coordinates, codes), not what happened, how many, when, in which roles. `count` and `day`: another changes figures or dates
only. `negated`: a sentence that says that it did not happen gives no event of that type that happened. Prints for each how many of the
copies keep to it, what differs most often where they do not, and examples.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from benchmarks.sentences import Filled, Sentence, curled, doubled, drawn, fill, sentences, slots, straightened
from dateline.run.pipeline import code
from dateline.schema.jsonable import to_json
from dateline.schema.record import Event, Record
from dateline.schema.report import Report

PUBLISHED = date(2014, 9, 16)
SWAPPED = ("actor", "place", "country", "person", "count", "day")


@dataclass(frozen=True, slots=True)
class Copy:
    """Two texts that say the same but for one thing, and what differs between their records; "" where nothing does that may not."""

    text: str
    other: str
    differs: str


def record_of(text: str) -> Record:
    """The record of a text, published on one day."""
    return code(Report("x", text, PUBLISHED, language="en"))


def told(record: Record) -> Any:
    """What a record says without where it says it, in plain signs and with single blanks."""
    return _plain(to_json(record)["events"])


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items() if name not in {"start", "end"}}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return " ".join(straightened(value).split()) if isinstance(value, str) else value


def shape(event: Event, *, but: str) -> dict[str, Any]:
    """What an event says beyond its names; of figures and days no more than that there are some where just these were changed."""
    figures = sorted((c.outcome, c.role, *(() if but == "count" else (c.low or 0, c.high or -1))) for c in event.casualties)
    return {
        "type": event.type,
        "mode": event.mode,
        "status": event.status,
        "parties": sorted(p.role for p in event.participants),
        "figures": figures,
        "day": None if but == "day" else (event.when.start_date, event.when.end_date),
        "place": event.where.text is not None,
        "claims": sorted(c.kind for c in event.claims),
        "sources": len(event.sources),
    }


def differing(one: Record, other: Record, *, but: str) -> str:
    """The first thing that differs between two records of one shape; "" where nothing does."""
    shapes = [[shape(event, but=but) for event in record.events] for record in (one, other)]
    if len(shapes[0]) != len(shapes[1]):
        return "number of events"
    return next((name for a, b in zip(*shapes, strict=True) for name in a if a[name] != b[name]), "")


def rewritten(change: Callable[[str], str]) -> Callable[[Sentence, random.Random], Iterator[Copy]]:
    """Copies in which only signs are other ones."""

    def copies(sentence: Sentence, chance: random.Random) -> Iterator[Copy]:
        text = straightened(drawn(sentence.text, chance).text)
        one, other = record_of(text), record_of(change(text))
        differs = "" if told(one) == told(other) else differing(one, other, but="") or "a confidence, name or word"
        yield Copy(text, change(text), differs)

    return copies


def swapped(slot: str) -> Callable[[Sentence, random.Random], Iterator[Copy]]:
    """Copies with another of the same kind in one place."""

    def copies(sentence: Sentence, chance: random.Random) -> Iterator[Copy]:
        filled = drawn(sentence.text, chance)
        places = [k for k, (name, _) in enumerate(filled.told) if name == slot]
        if places:
            other = exchanged(sentence, filled, places[0], chance)
            yield Copy(filled.text, other, differing(record_of(filled.text), record_of(other), but=slot))

    return copies


def exchanged(sentence: Sentence, filled: Filled, at: int, chance: random.Random) -> str:
    """The sentence with other words in the slot of that number."""
    slot = filled.told[at][0]
    others = [one for one in slots()[slot] if (slot, one) not in filled.told]
    return fill(sentence.text, [(slot, chance.choice(others)) if k == at else one for k, one in enumerate(filled.told)])


def negated(sentence: Sentence, chance: random.Random) -> Iterator[Copy]:
    """What is told not to have happened."""
    if sentence.negated is None:
        return
    filled = drawn(sentence.text, chance)
    types = {event.type for event in record_of(filled.text).events}
    other = drawn(sentence.negated, chance).text
    happened = [e for e in record_of(other).events if e.status in {"happened", "habitual"} and e.type in types]
    yield Copy(filled.text, other, f"{happened[0].type} {happened[0].status} by {happened[0].mentions[0].text!r}" if happened else "")


CHECKS: dict[str, Callable[[Sentence, random.Random], Iterator[Copy]]] = {
    "blanks": rewritten(doubled),
    "ends": rewritten(lambda text: f" \n{text} \n\n "),
    "curled": rewritten(curled),
    **{slot: swapped(slot) for slot in SWAPPED},
    "negated": negated,
}


def measured(name: str, draws: int) -> list[Copy]:
    """The copies of one check, the same for the same number of draws."""
    return [
        copy
        for number, sentence in enumerate(sentences())
        for k in range(draws)
        for copy in CHECKS[name](sentence, random.Random(1000 * number + k))
    ]


def main() -> None:
    """Prints a line for each check."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--draws", type=int, default=20)
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N examples of each kind of difference")
    parser.add_argument("--only", choices=CHECKS)
    given = parser.parse_args()
    for name in [given.only] if given.only else CHECKS:
        copies = measured(name, given.draws)
        kinds = Counter(copy.differs for copy in copies)
        right = kinds.pop("", 0)
        often = ", ".join(f"{kind} {count}" for kind, count in kinds.most_common(5))
        print(f"{name:9} {right:6,} of {len(copies):6,}  {100 * right / len(copies):6.2f} %   {often}")
        for kind in kinds:
            for copy in [copy for copy in copies if copy.differs == kind][: given.show]:
                print(f"    {kind}: {copy.text!r}\n        {copy.other!r}")


if __name__ == "__main__":
    main()
