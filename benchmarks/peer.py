"""The peer that speed is compared with: spaCy's small CNN architecture, a tagger and a dependency parser over one tok2vec.

    python benchmarks/peer.py train --treebank FILE.conllu[.gz] --out DIR [--seconds 60]
    python benchmarks/peer.py rate DIR       (the task as JSON on standard input, see benchmarks/workers.py)
    python benchmarks/peer.py parse DIR FILE (one report from a cold start)

Runs in an environment of its own (`make peer`), which has spaCy and neither PyTorch nor Dateline; nothing of Dateline is imported. The
sizes are those of spaCy's small English pipelines. It is trained for a minute on a treebank: enough that it parses as such a
pipeline does; how well it parses is no part of the comparison, but is shown.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from statistics import median
from typing import Any

WIDTH = 96
SECONDS = 60
# Sentences put together, so that the parser learns where one ends; one such text in so many is kept to see how well it parses.
TOGETHER = 10
KEPT = 25
AT_ONCE = 8
TOK2VEC = {
    "@architectures": "spacy.Tok2Vec.v2",
    "embed": {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": WIDTH,
        "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"],
        "rows": [5000, 1000, 2500, 2500, 50, 50],
        "include_static_vectors": False,
    },
    "encode": {"@architectures": "spacy.MaxoutWindowEncoder.v2", "width": WIDTH, "depth": 4, "window_size": 1, "maxout_pieces": 3},
}
LISTENER = {"@architectures": "spacy.Tok2VecListener.v1", "width": WIDTH, "upstream": "tok2vec"}
TAGGER = {"@architectures": "spacy.Tagger.v2", "nO": None, "normalize": False, "tok2vec": LISTENER}
PARSER = {
    "@architectures": "spacy.TransitionBasedParser.v2",
    "state_type": "parser",
    "extra_state_tokens": False,
    "hidden_width": 64,
    "maxout_pieces": 2,
    "use_upper": True,
    "nO": None,
    "tok2vec": LISTENER,
}


def read_treebank(path: Path) -> Iterator[list[list[str]]]:
    """The sentences of a CoNLL-U file: the columns of each word, "SpaceAfter=No" in the last where no space follows it."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        rows: list[list[str]] = []
        inside: range | None = None
        for line in lines:
            if not line.strip():
                if rows:
                    yield rows
                rows, inside = [], None
            elif not line.startswith("#"):
                inside = _add(rows, line.rstrip("\n").split("\t"), inside)
        if rows:
            yield rows


def _add(rows: list[list[str]], row: list[str], inside: range | None) -> range | None:
    """Adds a word. A line "3-4 don't" says that no space stands between the words 3 and 4, and is returned as the range 3..3."""
    number, _, end = row[0].partition("-")
    if end:
        return range(int(number), int(end))
    if number.isdigit():
        joined = inside is not None and int(number) in inside
        rows.append([*row[:9], "SpaceAfter=No" if joined else row[9]])
    return inside


def as_text(sentences: Sequence[Sequence[Sequence[str]]]) -> dict[str, list[Any]]:
    """Some sentences as one text: words, whether a space follows, tags, and the head (a place in the text) and relation of each."""
    out: dict[str, list[Any]] = {key: [] for key in ("words", "spaces", "tags", "heads", "deps", "sent_starts")}
    for rows in sentences:
        start = len(out["words"])
        for place, row in enumerate(rows):
            head = int(row[6])
            out["words"].append(row[1])
            out["spaces"].append("SpaceAfter=No" not in row[9])
            out["tags"].append(row[3])
            out["heads"].append(start + head - 1 if head else start + place)
            out["deps"].append(row[7] if head else "ROOT")
            out["sent_starts"].append(place == 0)
    return out


def pipeline() -> Any:
    """The pipeline, untrained."""
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec", config={"model": TOK2VEC})
    nlp.add_pipe("tagger", config={"model": TAGGER})
    nlp.add_pipe("parser", config={"model": PARSER})
    return nlp


def train(treebank: Path, out: Path, seconds: float) -> dict[str, Any]:
    """Trains for so many seconds of processor time, writes the pipeline to `out` and returns how well it does on what was kept."""
    from spacy.tokens import Doc
    from spacy.training import Example
    from spacy.util import fix_random_seed, minibatch

    fix_random_seed(0)
    draw = random.Random(0)
    nlp = pipeline()
    sentences = list(read_treebank(treebank))
    texts = [as_text(sentences[at : at + TOGETHER]) for at in range(0, len(sentences), TOGETHER)]
    made = [Example.from_dict(Doc(nlp.vocab, words=t.pop("words"), spaces=t.pop("spaces")), t) for t in texts]
    learned, kept = [e for k, e in enumerate(made) if k % KEPT], made[::KEPT]
    began = time.process_time()
    optimizer = nlp.initialize(lambda: learned)
    while time.process_time() - began < seconds:
        draw.shuffle(learned)
        for batch in minibatch(learned, AT_ONCE):
            nlp.update(batch, sgd=optimizer, drop=0.1)
            if time.process_time() - began >= seconds:
                break
    scores = nlp.evaluate(kept)
    nlp.to_disk(out)
    return {key: round(float(scores[key]), 3) for key in ("tag_acc", "dep_uas", "dep_las")}


def rate(model: Path) -> dict[str, Any]:
    """Seconds of processor time for all texts of the task, the median of its rounds, after one that does not count."""
    import spacy

    task = json.loads(sys.stdin.readline())
    if task["core"] is not None:
        with suppress(AttributeError, OSError):
            os.sched_setaffinity(0, {task["core"]})
    nlp = spacy.load(model)
    texts = [report["text"] for report in task["reports"]]
    words = sum(len(doc) for doc in nlp.pipe(texts))
    print("ready", flush=True)
    sys.stdin.readline()
    spent = []
    for _ in range(task["rounds"]):
        began = time.process_time()
        for _ in nlp.pipe(texts):
            pass
        spent.append(time.process_time() - began)
    return {"seconds": median(spent), "words": words, "version": spacy.__version__}


def parse(model: Path, file: Path) -> None:
    """Prints the words of a report with tag, head and relation."""
    import spacy

    for word in spacy.load(model)(file.read_text("utf-8")):
        print(word.i, word.text, word.tag_, word.head.i, word.dep_, sep="\t")


def main() -> None:
    """One of the three."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    does = parser.add_subparsers(dest="does", required=True)
    training = does.add_parser("train")
    training.add_argument("--treebank", type=Path, required=True)
    training.add_argument("--out", type=Path, required=True)
    training.add_argument("--seconds", type=float, default=SECONDS)
    for name in ("rate", "parse"):
        other = does.add_parser(name)
        other.add_argument("model", type=Path)
        if name == "parse":
            other.add_argument("file", type=Path)
    given = parser.parse_args()
    if given.does == "train":
        print(json.dumps(train(given.treebank, given.out, given.seconds)))
    elif given.does == "rate":
        print(json.dumps(rate(given.model)))
    else:
        parse(given.model, given.file)


if __name__ == "__main__":
    main()
