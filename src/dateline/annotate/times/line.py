"""A sentence as the rules read it, and what a rule finds in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from dateline.annotate.times.table import Phrases, lexicon
from dateline.schema.document import Word

# Share of capital letters from which a sentence is taken as set in capitals, so that case says nothing.
_SHOUTING = 0.8
DASHES = frozenset({"-", "--"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A word as the grammar reads it: `first` and `last` number the words it is made of, half-open."""

    norm: str
    first: int
    last: int
    start: int
    end: int
    capital: bool
    verb: bool
    upper: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule found: pieces up to `last` (half-open) with this value. `level`: day, week, month, season, year, decade, part, span."""

    last: int
    value: str | None
    level: str
    rule: str
    kind: str = "date"
    part: str = ""
    first: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence: its pieces, their words (what the rules ask for most), and whether it is set in capitals."""

    pieces: tuple[Piece, ...]
    norms: tuple[str, ...]
    shouting: bool

    def at(self, i: int) -> str:
        """The word at `i`, "" outside the sentence."""
        return self.norms[i] if 0 <= i < len(self.norms) else ""

    def capital(self, i: int) -> bool:
        """Does the word at `i` begin with a capital that says something?"""
        return 0 <= i < len(self.pieces) and self.pieces[i].capital and not self.shouting

    def joined(self, i: int) -> bool:
        """Do the pieces before and at `i` stand without a space between them?"""
        return 0 < i < len(self.pieces) and self.pieces[i - 1].end == self.pieces[i].start

    def phrase(self, i: int, table: Phrases) -> tuple[int, str] | None:
        """The longest phrase of a table that begins at `i`: where it ends, and its value."""
        norms = self.norms
        if not 0 <= i < len(norms) or norms[i] not in table:
            return None
        return next(((i + len(words), value) for words, value in table[norms[i]] if norms[i : i + len(words)] == words), None)


Rule = Callable[["Line", int], Hit | None]


def line_of(words: list[Word]) -> Line:
    """The words of a sentence as the rules read them."""
    letters = [c for word in words for c in word.text if c.isupper() or c.islower()]
    shouting = len(letters) > 3 and sum(map(str.isupper, letters)) >= _SHOUTING * len(letters)
    pieces = tuple(_pieces(words))
    return Line(pieces, tuple(piece.norm for piece in pieces), shouting)


def _pieces(words: list[Word]) -> Iterator[Piece]:
    """Words as the grammar reads them; digits that a tokeniser cut in two ("198" "0s") are one piece again."""
    k = 0
    while k < len(words):
        last = k + 1
        while last < len(words) and _cut(words[last - 1], words[last]):
            last += 1
        run = words[k:last]
        norm = "".join(word.norm for word in run).casefold()
        verb, text = len(run) == 1 and run[0].upos in {"VERB", "AUX"}, run[0].text
        yield Piece(norm, run[0].index, run[-1].index + 1, run[0].start, run[-1].end, text[:1].isupper(), verb, text.isupper())
        k = last


def _cut(left: Word, right: Word) -> bool:
    return left.end == right.start and left.norm.isdigit() and right.norm[:1].isdigit()


def longest(line: Line, i: int, rules: Sequence[Rule]) -> Hit | None:
    """The longest hit at `i`; of equals the one whose rule comes first."""
    found: Hit | None = None
    for rule in rules:
        hit = rule(line, i)
        if hit is not None and (found is None or hit.last > found.last):
            found = hit
    return found


def closes(line: Line, i: int) -> bool:
    """Can an expression end before the word at `i`, so that nothing there belongs to it?"""
    return not line.at(i) or line.at(i) in lexicon().doubtful["after_date"]
