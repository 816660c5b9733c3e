"""How well mentions of one event are found to be of one event: python -m tools.measure_joining CODED.jsonl...

B-cubed (Bagga and Baldwin 1998) over the mentions that coders know, mentions of the right type only: for every mention the share of its
group that is of its event (precision) and the share of its event that is in its group (recall). Beside it three crude ways to join: each
mention alone, all of one type in one sentence, all of one type in the report.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Hashable, Iterator, Sequence
from pathlib import Path
from typing import Any

from dateline.extract import extract
from dateline.resolve.joining import join
from dateline.resolve.recasting import recast
from dateline.resolve.setting import read_setting
from dateline.schema.mention import Mention
from tools.fit_joining import owner
from tools.fitting import read_coded, read_document

Pairs = list[tuple[Hashable, Hashable]]
CRUDE: dict[str, Callable[[Mention], Hashable]] = {
    "each alone": lambda m: m.index,
    "one type in one sentence": lambda m: (m.type, m.sentence),
    "one type in the report": lambda m: m.type,
}


def b_cubed(pairs: Sequence[tuple[Hashable, Hashable]]) -> Iterator[tuple[float, float]]:
    """Precision and recall of every mention, given (group, event) of each."""
    for group, event in pairs:
        same_group = [e for g, e in pairs if g == group]
        same_event = [g for g, e in pairs if e == event]
        yield same_group.count(event) / len(same_group), same_event.count(group) / len(same_event)


def read(doc: dict[str, Any]) -> dict[str, Pairs]:
    """For each way of joining the (group, event) of every mention that is coded."""
    document = read_document(doc)
    setting = read_setting(document)
    mentions = recast(document, extract(document), country=setting.country)
    groups = join(document, mentions, setting=setting)
    number = {m.index: k for k, group in enumerate(groups) for m in group}
    owned = [(m, o) for m in mentions if (o := owner(doc, m)) is not None]
    out: dict[str, Pairs] = {"joined": [(number[m.index], o) for m, o in owned]}
    return out | {name: [(key(m), o) for m, o in owned] for name, key in CRUDE.items()}


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("coded", nargs="+", type=Path)
    args = ap.parse_args()
    scores: dict[str, list[tuple[float, float]]] = {}
    for doc, _ in read_coded(args.coded):
        for name, pairs in read(doc).items():
            scores.setdefault(name, []).extend(b_cubed(pairs))
    for name, rows in scores.items():
        p, r = (sum(x) / max(len(rows), 1) for x in zip(*rows, strict=True))
        print(f"{name:26} mentions {len(rows)}  P {p:.3f}  R {r:.3f}  F1 {2 * p * r / (p + r):.3f}")


if __name__ == "__main__":
    main()
