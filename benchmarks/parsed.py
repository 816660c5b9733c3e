"""A treebank for the peer where none is at hand: our own reports as `annotate` reads them, in CoNLL-U.

    python -m benchmarks.parsed --out FILE

What a parser learned from this says nothing of how well it parses, but it is as fast as one that learned from a treebank.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from dateline.annotate import annotate
from dateline.schema.document import Document
from dateline.schema.report import Report

OWN = Path(__file__).resolve().parent.parent / "training" / "reports"
# Reports enough for the minute that the peer is trained.
MOST = 200


def as_conllu(document: Document) -> Iterator[str]:
    """The lines of a document."""
    for sentence in document.sentences:
        for word in document.words[sentence.first : sentence.last]:
            head = word.head - sentence.first + 1 if word.head >= 0 else 0
            spaced = "_" if document.report.text[word.end : word.end + 1].isspace() else "SpaceAfter=No"
            number = word.index - sentence.first + 1
            yield "\t".join((str(number), word.norm, word.lemma, word.upos, "_", "_", str(head), word.deprel, "_", spaced))
        yield ""


def own_texts() -> Iterator[str]:
    """The texts of our own coded reports, the first MOST of them."""
    lines = (line for path in sorted(OWN.glob("own-*.jsonl")) for line in path.read_text("utf-8").splitlines() if line.strip())
    for _, line in zip(range(MOST), lines, strict=False):
        yield json.loads(line)["text"]


def main() -> None:
    """Writes the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    given.out.parent.mkdir(parents=True, exist_ok=True)
    lines = [line for number, text in enumerate(own_texts()) for line in as_conllu(annotate(Report(f"own-{number}", text)))]
    given.out.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
