"""Sentences whose words, trees and names people marked: read from CoNLL-U and IOB files, and how much of it was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.errors import GoldError
from dateline.evaluate.scores import DECIMALS, Figures, figures
from dateline.evaluate.slots import Count

# Kinds of names in the files; others ("MISC", "OTH") ask nothing.
NAME_KINDS = ("PER", "ORG", "LOC")
# What our kinds of names are there.
COARSE = {"person": "PER", "organisation": "ORG", "armed_group": "ORG", "place": "LOC", "facility": "LOC"}
_CONLLU_COLUMNS = 8

# First and last word (half-open) in the sentence, and the kind.
NameSpan = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class TreeWord:
    """A word as a treebank has it. `head` is the index of a word of the sentence, -1 for the root."""

    form: str
    upos: str
    head: int
    relation: str


@dataclass(frozen=True, slots=True)
class NamedSentence:
    """Words and the names among them."""

    words: tuple[str, ...]
    names: frozenset[NameSpan]


@dataclass(frozen=True, slots=True)
class TreeScore:
    """Shares of words (0 to 1) with the right tag, the right head, the right head and universal relation; punctuation counts too."""

    words: int
    upos: float
    uas: float
    las: float


def read_conllu(lines: Iterable[str], place: str) -> Iterator[list[tuple[TreeWord, ...]]]:
    """The sentences of each document of a CoNLL-U file; `place` names it. Empty nodes and ranges are left out.

    Raises GoldError for a line that is no word.
    """
    document: list[tuple[TreeWord, ...]] = []
    words: list[TreeWord] = []
    for number, line in enumerate([*lines, ""], start=1):
        line = line.rstrip("\r\n")
        if line.startswith("# newdoc") and document:
            yield document
            document = []
        elif not line.strip() and words:
            document.append(tuple(words))
            words = []
        elif line.strip() and not line.startswith("#"):
            words += _tree_word(line.split("\t"), f"{place}, line {number}")
    if document:
        yield document


def _tree_word(cells: Sequence[str], place: str) -> list[TreeWord]:
    if not cells[0].isdigit():
        if cells[0].replace("-", "").replace(".", "").isdigit():
            return []
        raise GoldError(f"{place}: this is no word of CoNLL-U; the first column must be a number, not {cells[0]!r}")
    if len(cells) < _CONLLU_COLUMNS or not cells[6].isdigit():
        raise GoldError(f"{place}: a word of CoNLL-U has ten columns set apart by tabs, the seventh the number of its head")
    return [TreeWord(cells[1], cells[3], int(cells[6]) - 1, cells[7])]


def read_iob(lines: Iterable[str], place: str) -> Iterator[NamedSentence]:
    """The sentences of an IOB file: a word a line, its tag (O, B-PER, I-PER ...) after it; blank lines between sentences.

    Columns are set apart by tabs (number, word, tag, as in Universal NER, or word, tag) or blanks (word ... tag). Raises GoldError for a
    line that has no tag.
    """
    rows: list[tuple[str, str]] = []
    for number, line in enumerate([*lines, ""], start=1):
        line = line.rstrip("\r\n")
        if not line.strip() or line.startswith("-DOCSTART-"):
            if rows:
                yield NamedSentence(tuple(word for word, _ in rows), frozenset(_names([tag for _, tag in rows])))
            rows = []
        elif not line.startswith("# "):
            rows.append(_tagged(line, f"{place}, line {number}"))


def _tagged(line: str, place: str) -> tuple[str, str]:
    cells = line.split("\t") if "\t" in line else line.split()
    numbered = "\t" in line and len(cells) > 2 and cells[0].isdigit()
    word, tag = (cells[1], cells[2]) if numbered else (cells[0], cells[-1])
    if len(cells) < 2 or not (tag in ("O", "_") or tag[:2] in ("B-", "I-")):
        raise GoldError(f"{place}: a word and its tag (O, B-..., I-...) are wanted, not {line!r}")
    return word, tag


def _names(tags: Sequence[str]) -> Iterator[NameSpan]:
    """Runs of tags of one kind; B- begins a further one."""
    first = 0
    while first < len(tags):
        kind = tags[first][2:]
        last = first + 1
        while kind and last < len(tags) and tags[last] == f"I-{kind}":
            last += 1
        if kind in NAME_KINDS:
            yield first, last, kind
        first = last


def score_trees(gold: Iterable[TreeWord], system: Iterable[TreeWord]) -> TreeScore:
    """How many words have the tag and head that gold gives them; both hold the same words in the same order."""
    words = tags = arcs = labelled = 0
    for one, other in zip(gold, system, strict=True):
        words += 1
        tags += one.upos == other.upos
        arcs += one.head == other.head
        labelled += one.head == other.head and _universal(one.relation) == _universal(other.relation)
    return TreeScore(words, *(round(count / max(words, 1), DECIMALS) for count in (tags, arcs, labelled)))


def _universal(relation: str) -> str:
    return relation.split(":")[0]


def score_names(gold: Iterable[frozenset[NameSpan]], system: Iterable[frozenset[NameSpan]]) -> tuple[Figures, Mapping[str, Figures]]:
    """Figures of exact spans with their kind, sentence by sentence: all, and of each kind."""
    counts = dict.fromkeys(NAME_KINDS, Count())
    for one, other in zip(gold, system, strict=True):
        for kind in NAME_KINDS:
            ours, theirs = ({name for name in names if name[2] == kind} for names in (one, other))
            counts[kind] += Count(len(ours & theirs), len(ours), len(theirs))
    return figures(sum(counts.values(), start=Count())), {kind: figures(count) for kind, count in counts.items()}
