"""Weapons named in a sentence, each with its kind; a kind tells which ASSAULT mode its use implies.

The words stand in data/lexicon/weapons.toml. The longest term wins ("car bomb" before "bomb"), plurals are understood, and
"AK-47", "AK 47" and "AK47" are one.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.resources import read_toml
from dateline.schema.document import Word
from dateline.schema.mention import Phrase, Weapon
from dateline.settings import checked, current, per_settings

_TABLE = "lexicon/weapons.toml"
MADE_BY = "weapons:lexicon"

# A term of two or more words, or one that a number names, is hardly ever anything else; a word that is also another word is less sure.
CONFIDENCE = 0.95
CONFIDENCE_ONE_WORD = 0.85
CONFIDENCE_NAMED = 0.75

_PIECE = re.compile(r"[^\W\d_]+|\d+")
_NOUNS = frozenset({"", "NOUN", "PROPN", "X", "SYM"})  # the empty class is a word that was not parsed


@dataclass(frozen=True, slots=True)
class _Piece:
    """Letters or figures of a word: "AK-47" has two. `capital` as in names; `shouted` when the word has capitals only."""

    text: str
    word: int
    capital: bool
    shouted: bool


@dataclass(frozen=True, slots=True)
class _Entry:
    """One term of the lexicon as pieces."""

    pieces: tuple[str, ...]
    kind: str
    named: bool


@dataclass(frozen=True)
class _Lexicon:
    """Entries by their first piece, longest first; the tables of the kinds; words beside which a name is a weapon."""

    entries: Mapping[str, tuple[_Entry, ...]]
    kinds: Mapping[str, Mapping[str, Any]]
    beside: frozenset[str]


@per_settings
def _lexicon() -> _Lexicon:
    raw = read_toml(_TABLE)
    for own in current().lexicon.weapons:
        table = raw["kinds"].setdefault(own.kind, {"mode": own.mode, "terms": []})
        table["terms"] = [*table.get("terms", ()), *own.terms]
    entries: dict[str, list[_Entry]] = {}
    for kind, table in raw["kinds"].items():
        for name in ("terms", "named"):
            for term in _spelled(table.get(name, ())):
                pieces = tuple(_singular(piece) for piece in _PIECE.findall(term))
                entries.setdefault(pieces[0], []).append(_Entry(pieces, kind, name == "named"))
    ordered = {first: tuple(sorted(rows, key=lambda row: -len(row.pieces))) for first, rows in entries.items()}
    return _Lexicon(ordered, raw["kinds"], frozenset(raw["grammar"]["beside"]))


def _spelled(terms: Iterable[str]) -> Iterator[str]:
    """The terms, each choice written out: "car|truck bomb" is two."""
    return (" ".join(words) for term in terms for words in itertools.product(*(part.split("|") for part in term.split(" "))))


def weapon_kinds() -> tuple[str, ...]:
    """The kinds of weapons of the lexicon, in its order."""
    return tuple(_lexicon().kinds)


def mode_hint(kind: str) -> str | None:
    """The ASSAULT mode that the use of this kind of weapon implies ("car bomb" is vehicle_bomb: explosives), or None."""
    mode: str | None = _lexicon().kinds[kind].get("mode")
    return mode


@cache
@checked
def _irregular() -> Mapping[str, str]:
    table: Mapping[str, str] = read_toml(_TABLE)["singulars"]
    return table


def _singular(piece: str) -> str:
    """The piece without a plural ending; both the lexicon's terms and the text go through it, so it need only be regular."""
    if piece in _irregular():
        return _irregular()[piece]
    if len(piece) > 3 and piece.endswith("s") and not piece.endswith(("ss", "us", "is")):
        return piece[:-1]
    return piece


def _pieces(words: Sequence[Word]) -> list[_Piece]:
    out: list[_Piece] = []
    for index, word in enumerate(words):
        capital, shouted = word.text[:1].isupper(), word.text.isupper()
        found = _PIECE.findall(word.norm.casefold())
        if len(found) > 1 and found[-1] == "s" and found[-2].isdigit():
            found.pop()  # F-16s
        out.extend(_Piece(_singular(text), index, capital, shouted) for text in found)
    return out


def find_weapons(words: Sequence[Word], *, text: str | None = None) -> tuple[Weapon, ...]:
    """Every weapon named in the words of one sentence, in order, with its phrase.

    "gunmen with AK-47s and a car bomb" gives firearms ("AK-47s") and vehicle_bomb ("car bomb"). The head of a phrase is its word
    that governs the others, or its last one. `text` is the report's text, for exact spans over line breaks.
    """
    pieces = _pieces(words)
    shouting = _all_capitals(words)
    found: list[Weapon] = []
    at = 0
    while at < len(pieces):
        entry = _entry_at(words, pieces, at, shouting=shouting)
        if entry is None:
            at += 1
            continue
        last = at + len(entry.pieces)
        found.append(_weapon(words, pieces[at].word, pieces[last - 1].word + 1, entry=entry, text=text))
        at = last
    return tuple(found)


def _all_capitals(words: Sequence[Word]) -> bool:
    """Whether the sentence is written in capitals, so that they say nothing."""
    letters = [word for word in words if word.text.isalpha() and len(word.text) > 1]
    return len(letters) > 2 and all(word.text.isupper() for word in letters)


def _entry_at(words: Sequence[Word], pieces: Sequence[_Piece], at: int, *, shouting: bool) -> _Entry | None:
    for entry in _lexicon().entries.get(pieces[at].text, ()):
        last = at + len(entry.pieces)
        if last > len(pieces) or any(pieces[at + k].text != piece for k, piece in enumerate(entry.pieces)):
            continue
        if not _together(words, pieces, at, last) or _cut(pieces, at, last) or not _allowed(words, pieces, at, last, entry=entry):
            continue
        if entry.named and not _named(pieces, at, last, shouting=shouting):
            continue
        return entry
    return None


def _together(words: Sequence[Word], pieces: Sequence[_Piece], at: int, last: int) -> bool:
    """Whether nothing but spaces and hyphens stands between the pieces, and no article is taken for a letter ("a $10", "a 10-day")."""
    for one, other in zip(pieces[at:last], pieces[at + 1 : last], strict=False):
        between = [word.norm for word in words[one.word + 1 : other.word]]
        if any(norm != "-" for norm in between):
            return False
        apart = one.word != other.word and not between
        if len(one.text) == 1 and one.text.isalpha() and apart and (one.text == "a" or not one.capital):
            return False
    return True


def _cut(pieces: Sequence[_Piece], at: int, last: int) -> bool:
    """Whether a model's figures go on in the text: the "F-1" of "F-16 A" is no model, nor the "T-72" of "AT-72"."""
    before, after = pieces[at - 1] if at else None, pieces[last] if last < len(pieces) else None
    figures = pieces[last - 1].text.isdigit()
    inside = before is not None and before.word == pieces[at].word and (before.text.isdigit() or (last - at == 1 and len(before.text) < 4))
    return inside or (figures and after is not None and after.word == pieces[last - 1].word and after.text.isdigit())


def _allowed(words: Sequence[Word], pieces: Sequence[_Piece], at: int, last: int, *, entry: _Entry) -> bool:
    """Whether the words beside let a single word be a weapon: a coal mine, a think tank and thrown stones are told apart."""
    table = _lexicon().kinds[entry.kind]
    if len(entry.pieces) > 1:
        return True
    before = pieces[at - 1].text if at else ""
    after = pieces[last].text if last < len(pieces) else ""
    if before in {_singular(word) for word in table.get("not_after", ())} or after in {
        _singular(word) for word in table.get("not_before", ())
    }:
        return False
    if "only_after" in table and not _follows(pieces, at, table["only_after"]):
        return False
    if "near" in table and not _near(pieces, at, table["near"]):
        return False
    return not table.get("nouns_only") or words[pieces[at].word].upos in _NOUNS


def _follows(pieces: Sequence[_Piece], at: int, verbs: Sequence[str]) -> bool:
    """Whether one of the words stands in the four pieces before: "pelted the patrol with (stones)"."""
    wanted = {_singular(verb) for verb in verbs}
    return any(piece.text in wanted for piece in pieces[max(0, at - 4) : at])


def _near(pieces: Sequence[_Piece], at: int, cues: Sequence[str]) -> bool:
    """Whether one of the words stands in the eight pieces on either side: "stepped on a (mine)"."""
    wanted = {_singular(cue) for cue in cues}
    return any(piece.text in wanted for piece in pieces[max(0, at - 8) : at + 9])


def _named(pieces: Sequence[_Piece], at: int, last: int, *, shouting: bool) -> bool:
    """Whether a word that is also another word is meant as a weapon's name."""
    beside = _lexicon().beside
    near = [pieces[k].text for k in (at - 1, last) if 0 <= k < len(pieces)]
    if any(word in beside for word in near):
        return True
    begins = pieces[at].word == 0
    return pieces[at].capital and not shouting and not begins


def _weapon(words: Sequence[Word], first: int, last: int, *, entry: _Entry, text: str | None) -> Weapon:
    inside = words[first:last]
    start, end = inside[0].start, inside[-1].end
    indices = {word.index for word in inside}
    head = next((word.index for word in inside if word.head not in indices and word.head >= 0), inside[-1].index)
    confidence = CONFIDENCE if len(entry.pieces) > 1 else CONFIDENCE_ONE_WORD
    phrase = Phrase(
        start=start,
        end=end,
        text=_joined_text(inside) if text is None else text[start:end],
        head=head,
        made_by=MADE_BY,
        confidence=CONFIDENCE_NAMED if entry.named else confidence,
    )
    return Weapon(entry.kind, phrase)


def _joined_text(words: Sequence[Word]) -> str:
    """The words as they stand, gaps filled with spaces: exact unless a gap holds a line break."""
    text = words[0].text
    for before, word in itertools.pairwise(words):
        text += " " * (word.start - before.end) + word.text
    return text
