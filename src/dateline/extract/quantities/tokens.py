"""Words cut into the pieces that the count grammar reads, and phrases of its table among them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dateline.extract.quantities.table import Phrases
from dateline.schema.document import Word

_PIECE = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d]+(?:[.'][^\W\d]+)*[.']?|.", re.DOTALL)
_SPLIT = re.compile(r"^[^\d]*+\d[\d.,:]*+[^\d.,:]|[^\d]-|[$€£¥][^$€£¥]*\d|~\d")
_DASHES = frozenset({"—", "--", "―"})


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a word: "20-25" is three. `glued`: no space before it."""

    text: str
    raw: str
    word: int
    glued: bool


def _pieces(norm: str) -> list[str]:
    """A word cut where a number or a hyphen ends inside it: "20-25" in three, "21+" in two, "U.S." and "1,200" whole."""
    if len(norm) > 1 and _SPLIT.search(norm) and ":" not in norm and not re.fullmatch(r"\d+(?:st|nd|rd|th|s)|[a-z]+\d+", norm):
        return _PIECE.findall(norm)
    return [norm]


def tokens_of(words: Sequence[Word]) -> list[Token]:
    """The words of a sentence in pieces, small letters throughout."""
    out: list[Token] = []
    end = -1
    for index, word in enumerate(words):
        pieces = ["--"] if word.text in _DASHES else _pieces(word.norm.casefold())
        for number, piece in enumerate(pieces):
            text = "-" if piece in "–‐‑‒" and piece else piece
            out.append(Token(text, word.text, index, number > 0 or word.start == end))
        end = word.end
    return out


def text_at(tokens: Sequence[Token], index: int) -> str:
    """The piece at that place, "" outside the sentence."""
    return tokens[index].text if 0 <= index < len(tokens) else ""


def stands_at(tokens: Sequence[Token], first: int, phrase: tuple[str, ...]) -> bool:
    """Whether the words of a phrase stand there."""
    return first >= 0 and first + len(phrase) <= len(tokens) and all(tokens[first + k].text == word for k, word in enumerate(phrase))


def phrase_at(tokens: Sequence[Token], index: int, table: Phrases) -> tuple[tuple[str, ...], str, Any] | None:
    """The longest phrase of the table that begins at the token."""
    for row in table.get(text_at(tokens, index), ()):
        if stands_at(tokens, index, row[0]):
            return row
    return None


def phrase_before(tokens: Sequence[Token], index: int, table: Phrases) -> tuple[str, ...] | None:
    """The longest phrase of the table (keyed by last words) that ends before the token."""
    for phrase, _, _ in table.get(text_at(tokens, index - 1), ()):
        if stands_at(tokens, index - len(phrase), phrase):
            return phrase
    return None
