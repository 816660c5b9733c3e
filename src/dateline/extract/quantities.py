"""How many: count phrases of a sentence with their bounds, and the count that a noun phrase tells.

The grammar is a handful of shapes (number, modifier, range); every word it knows stands in data/lexicon/quantities.toml.
What a number measures (years, kilometres, money, ages, unit names) is not a count and gives nothing. Bounds follow section 5
of the codebook; an open bound is None.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

from dateline.resources import read_toml
from dateline.schema.document import Document, Word
from dateline.schema.mention import Quantity
from dateline.settings import checked

# The kinds of quantity, told in `Quantity.made_by`.
NUMBER = "quantities:number"  # "21", "at least 21", "half a dozen"
RANGE = "quantities:range"  # "20 to 25"
VAGUE = "quantities:vague"  # "dozens", "several", "both"
ARTICLE = "quantities:article"  # "a policeman", "another soldier": 1, if the caller's noun phrase is the one it stands before
MEMBERS = "quantities:members"  # "a 12-man patrol"
NONE = "quantities:none"  # "no casualties": low = high = 0, for callers to drop
PART = "quantities:part"  # "most of", "some of the 14,000": how many is not said, both bounds open
WHOLE = "quantities:whole"  # the 30 of "20 of the 30 hostages"
NAME = "quantities:name"  # people named one by one
NOUN = "quantities:noun"  # read off the noun alone: "soldiers", "the commander"
PRONOUN = "quantities:pronoun"
SUM = "quantities:sum"  # several phrases counted together

# How far each kind is trusted. NUMBER, VAGUE and ARTICLE: share of the training files' casualties that had the gold's bounds (0.99, 1.0,
# 0.94), rounded down for text of other kinds; too few of the others stand there, they are set by judgement.
CONFIDENCE: Mapping[str, float] = {
    NUMBER: 0.97,
    RANGE: 0.95,
    VAGUE: 0.95,
    ARTICLE: 0.9,
    MEMBERS: 0.9,
    NONE: 0.9,
    PART: 0.7,
    WHOLE: 0.7,
    NAME: 0.9,
    NOUN: 0.8,
    PRONOUN: 0.7,
    SUM: 0.8,
}

_TABLE = "lexicon/quantities.toml"

_GROUPED = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}")  # 1,200 and the Indian 1,00,000
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3})+")  # 1.200 as some agencies write it
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_PIECE = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d]+(?:[.'][^\W\d]+)*[.']?|.", re.DOTALL)
_SPLIT = re.compile(r"\d.*[^\d.,:]|[^\d]-|[$€£¥].*\d|~\d")
_DASHES = frozenset({"—", "--", "―"})
_LONGEST_NUMBER = 7  # digits without separators; longer ones are telephone and serial numbers
_YEARS = range(1900, 2101)  # four figures without a comma are a year in this range, and from 1500 on after "in", "since" ...
_OLD_YEARS = range(1500, 1900)
_OLDEST = 115  # a number between commas after a name is an age up to this
_LIMITS = frozenset({"at_least", "more_than", "at_most", "less_than"})
_PHRASE_WINDOW = 7  # words from an article to the noun it belongs to


@dataclass(frozen=True, slots=True)
class _Token:
    """A piece of a word: "20-25" is three. `glued`: no space before it."""

    text: str
    raw: str
    word: int
    glued: bool


@dataclass(frozen=True, slots=True)
class _Amount:
    """Tokens[first:last] with bounds. `base` and `scale` are the parts of "two thousand", for "one to two thousand"."""

    first: int
    last: int
    low: int | None
    high: int | None
    made_by: str
    base: Fraction | None = None
    scale: int = 1
    digits: bool = False


@dataclass(frozen=True, slots=True)
class _Noun:
    """What the lexicon says of a noun for people."""

    kind: str
    civilian: bool | None


_Phrases = Mapping[str, tuple[tuple[tuple[str, ...], str, Any], ...]]


@dataclass(frozen=True)
class _Tables:
    """data/lexicon/quantities.toml, arranged for lookup.

    Phrases are keyed by their first word (by their last one in `before`, `between` and `ages`), longest first.
    """

    raw: Mapping[str, Any]
    numbers: Mapping[str, int]
    scales: Mapping[str, int]
    plurals: Mapping[str, tuple[int, int]]
    opening: _Phrases
    before: _Phrases
    after: _Phrases
    joints: _Phrases
    between: _Phrases
    ages: _Phrases
    units: frozenset[str]
    labels: frozenset[str]
    months: frozenset[str]
    nouns: Mapping[str, _Noun]
    sets: Mapping[str, frozenset[str]]


def _arranged(entries: Iterable[tuple[str, str, Any]], *, key: int) -> _Phrases:
    """Phrases by their first (key 0) or last (key -1) word, longest first."""
    table: dict[str, list[tuple[tuple[str, ...], str, Any]]] = {}
    for text, kind, value in entries:
        words = tuple(text.split())
        table.setdefault(words[key], []).append((words, kind, value))
    return {word: tuple(sorted(rows, key=lambda row: -len(row[0]))) for word, rows in table.items()}


def _opening(raw: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    # a phrase that is no count wins over the count it holds, so it comes first
    yield from ((text, "skip", None) for text in raw["not_counts"]["phrases"])
    yield from ((text, VAGUE, tuple(bounds)) for text, bounds in raw["vague"].items())
    yield from ((text, NONE, None) for text in raw["negatives"]["alone"])
    yield from ((text, PART, None) for text in raw["parts"]["phrases"])


def _nouns(raw: Mapping[str, Any]) -> dict[str, _Noun]:
    told = {"yes": True, "no": False, "unknown": None}
    nouns: dict[str, _Noun] = {}
    for table in raw["people"]["kinds"]:
        for noun in table["nouns"]:
            nouns.setdefault(noun, _Noun(table["kind"], told[table["civilian"]]))
    return nouns


@lru_cache(maxsize=1)
@checked
def _tables() -> _Tables:
    raw = read_toml(_TABLE)
    wrong, people = raw["not_counts"], raw["people"]
    effects = raw["modifiers"]
    before = [(text, effect, None) for effect in effects if effect != "topics" for text in effects[effect]]
    after = [(text, effect, None) for effect, texts in raw["modifiers_after"].items() for text in texts]
    sets = {name: frozenset(people[name]) for name in ("carriers", "collectives", "pairs", "companions")}
    contexts = ("currency", "ages", "year_cues", "member_words", "between", "month_verbs", "month_verb_next")
    sets |= {name: frozenset(wrong[name]) for name in contexts}
    sets |= {name: frozenset(raw["grammar"][name]) for name in ("stops", "group_determiners", "plural_forms")}
    sets |= {"topics": frozenset(effects["topics"]), "changes": frozenset(raw["ranges"]["changes"])}
    sets |= {"negative": frozenset(raw["negatives"]["determiners"]), "not_negative": frozenset(raw["negatives"]["not_before"])}
    return _Tables(
        raw=raw,
        numbers=raw["numbers"],
        scales=raw["scales"],
        plurals={word: (low, high) for word, (low, high) in raw["plurals"].items()},
        opening=_arranged(_opening(raw), key=0),
        before=_arranged(before, key=-1),
        after=_arranged(after, key=0),
        joints=_arranged(((text, "joint", None) for text in raw["ranges"]["joints"]), key=0),
        between=_arranged(((text, "between", None) for text in raw["ranges"]["between"]), key=-1),
        ages=_arranged(((text, "age", None) for text in wrong["ages"]), key=-1),
        units=frozenset(wrong["units"]),
        labels=frozenset(wrong["labels"]),
        months=frozenset(wrong["months"]),
        nouns=_nouns(raw),
        sets=sets,
    )


# --- words into tokens ---------------------------------------------------------------------------------------------------


def _pieces(norm: str) -> list[str]:
    """A word cut where a number or a hyphen ends inside it: "20-25" in three, "21+" in two, "U.S." and "1,200" whole."""
    if len(norm) > 1 and _SPLIT.search(norm) and ":" not in norm and not re.fullmatch(r"\d+(?:st|nd|rd|th|s)|[a-z]+\d+", norm):
        return _PIECE.findall(norm)
    return [norm]


def _tokens(words: Sequence[Word]) -> list[_Token]:
    out: list[_Token] = []
    end = -1
    for index, word in enumerate(words):
        pieces = ["--"] if word.text in _DASHES else _pieces(word.norm.casefold())
        for number, piece in enumerate(pieces):
            text = "-" if piece in "–‐‑‒" and piece else piece
            out.append(_Token(text, word.text, index, number > 0 or word.start == end))
        end = word.end
    return out


def _text(tokens: Sequence[_Token], index: int) -> str:
    return tokens[index].text if 0 <= index < len(tokens) else ""


def _matches(tokens: Sequence[_Token], first: int, phrase: tuple[str, ...]) -> bool:
    return first >= 0 and first + len(phrase) <= len(tokens) and all(tokens[first + k].text == word for k, word in enumerate(phrase))


def _at(tokens: Sequence[_Token], index: int, table: _Phrases) -> tuple[tuple[str, ...], str, Any] | None:
    """The longest phrase of the table that begins at the token."""
    for row in table.get(_text(tokens, index), ()):
        if _matches(tokens, index, row[0]):
            return row
    return None


def _ending(tokens: Sequence[_Token], index: int, table: _Phrases) -> tuple[str, ...] | None:
    """The longest phrase of the table (keyed by last words) that ends before the token."""
    for phrase, _, _ in table.get(_text(tokens, index - 1), ()):
        if _matches(tokens, index - len(phrase), phrase):
            return phrase
    return None


# --- numbers -------------------------------------------------------------------------------------------------------------


def _digits(text: str) -> Fraction | None:
    if _GROUPED.fullmatch(text):
        return Fraction(text.replace(",", ""))
    if _DOTTED.fullmatch(text):
        return Fraction(text.replace(".", ""))
    return Fraction(text) if _PLAIN.fullmatch(text) else None


def _is_number_word(text: str) -> bool:
    tables = _tables()
    return text in tables.numbers or text in tables.scales or _digits(text) is not None


def _below_hundred(tokens: Sequence[_Token], index: int) -> tuple[int, int] | None:
    """Value and end of "seven", "twenty", "twenty - one"."""
    numbers = _tables().numbers
    value = numbers.get(_text(tokens, index))
    if value is None:
        return None
    after = index + 1
    if value >= 20:
        unit = after + 1 if _text(tokens, after) == "-" else after
        below = numbers.get(_text(tokens, unit), 0)
        if 0 < below < 10:
            return value + below, unit + 1
    return value, after


def _start_of_number(tokens: Sequence[_Token], index: int) -> tuple[Fraction, int, bool] | None:
    """Value, end and whether in digits of the first part of a number; "a" and nothing stand for one before a scale."""
    text = _text(tokens, index)
    value = _digits(text)
    if value is not None:
        nxt = _text(tokens, index + 1)
        if re.fullmatch(r"\d{1,3}", text) and re.fullmatch(r"\d{3}", nxt) and not tokens[index + 1].glued and text[0] != "0":
            return Fraction(text + nxt), index + 2, True  # 10 000
        return value, index + 1, True
    small = _below_hundred(tokens, index)
    if small is not None:
        return Fraction(small[0]), small[1], False
    if text in ("a", "an") and _text(tokens, index + 1) in _tables().scales:
        return Fraction(1), index + 1, False
    return (Fraction(1), index, False) if text in _tables().scales else None


def _cardinal(tokens: Sequence[_Token], index: int) -> _Amount | None:
    """The number written from this token on: "1,200", "2.5 million", "one hundred and six", "two dozen", "a thousand"."""
    begun = _start_of_number(tokens, index)
    if begun is None:
        return None
    current, at, digits = begun
    total, base, scale, smallest = Fraction(0), begun[0], 1, 0
    while True:
        step = at + 1 if _text(tokens, at) == "-" and _text(tokens, at + 1) in _tables().scales else at
        factor = _tables().scales.get(_text(tokens, step)) or _suffix(tokens, step, digits=digits, begun=step > index)
        if factor and (smallest == 0 or factor < smallest or factor <= 100 or not total):
            base, scale = (current, factor) if not total else (base, scale)
            current *= factor
            at = step + 1
            if factor >= 1000:
                total, current, smallest = total + current, Fraction(0), factor
            at, half = _and_a_half(tokens, at)
            total += half * factor
            if factor < 100:
                break
        elif scale > 1 or total:
            more = _continuation(tokens, at, current, total)
            if more is None:
                break
            current, at, base, scale = current + more[0], more[1], Fraction(0), max(scale, 2)
        else:
            at, half, scale = _half_before_scale(tokens, at, scale)
            current, base = current + half, base + half
            if not half:
                break
    value = total + current
    if value.denominator != 1:
        return None
    return _Amount(index, at, int(value), int(value), NUMBER, base or None, scale, digits)


def _suffix(tokens: Sequence[_Token], index: int, *, digits: bool, begun: bool) -> int | None:
    """The factor of letters written onto digits ("20k") or of a word that is one only behind a number ("two score")."""
    if begun and not digits and _text(tokens, index) in _tables().raw["scales_after_number"]:
        word: int = _tables().raw["scales_after_number"][tokens[index].text]
        return word
    if digits and 0 <= index < len(tokens) and tokens[index].glued:
        factor: int | None = _tables().raw["suffixes"].get(tokens[index].text)
        return factor
    return None


def _and_a_half(tokens: Sequence[_Token], index: int) -> tuple[int, Fraction]:
    """ "a million and a half": the half counts in the scale just read."""
    return (index + 3, Fraction(1, 2)) if _matches(tokens, index, ("and", "a", "half")) else (index, Fraction(0))


def _half_before_scale(tokens: Sequence[_Token], index: int, scale: int) -> tuple[int, Fraction, int]:
    """ "two and a half million": only before a scale, since two and a half of anything else is no count of people."""
    if _matches(tokens, index, ("and", "a", "half")) and _text(tokens, index + 3) in _tables().scales:
        return index + 3, Fraction(1, 2), scale
    return index, Fraction(0), scale


def _continuation(tokens: Sequence[_Token], index: int, current: Fraction, total: Fraction) -> tuple[Fraction, int] | None:
    """The rest of a number in words: "(one hundred) and six", "(two thousand) three"."""
    at = index + 1 if _text(tokens, index) in ("and", "-") else index
    small = _below_hundred(tokens, at)
    if small is None or small[0] == 0:
        return None
    room = current % 100 == 0 if current else bool(total)
    return (Fraction(small[0]), small[1]) if room else None


# --- amounts -------------------------------------------------------------------------------------------------------------


def _plural(tokens: Sequence[_Token], index: int) -> _Amount | None:
    """ "dozens"; "tens of thousands" is 20 to 99 thousand."""
    plurals = _tables().plurals
    bounds = plurals.get(_text(tokens, index))
    if bounds is None:
        return None
    low, high = bounds
    last = index + 1
    while _text(tokens, last) == "of" and _text(tokens, last + 1) in plurals:
        factor = _singular(_text(tokens, last + 1))
        low, high = low * factor, (high + 1) * factor - 1
        last += 2
    return _Amount(index, last, low, high, VAGUE)


def _singular(plural: str) -> int:
    return {"tens": 10, "scores": 20}.get(plural) or _tables().scales[plural.removesuffix("s")]


def _vague(tokens: Sequence[_Token], index: int) -> _Amount | None:
    """A phrase that opens a count: "several", "a few thousand", "none", "most of the 20"."""
    row = _at(tokens, index, _tables().opening)
    if row is None:
        return _gapped(tokens, index)
    phrase, kind, bounds = row
    last = index + len(phrase)
    if kind != VAGUE:
        return _Amount(index, last, 0, 0, kind) if kind == NONE else _part(tokens, index, last, kind)
    low, high = bounds[0], bounds[1] if len(bounds) > 1 else None
    if phrase[-1] == "of" and _digits(_text(tokens, last)) is not None:
        return _Amount(index, last, None, None, "skip")  # a score of 75
    scale = _text(tokens, last)
    factor = _tables().scales.get(scale) or (_singular(scale) if scale in _tables().plurals else 1)
    if factor > 1:
        exact = low == high
        high = None if high is None else high * factor if exact else (high + 1) * factor - 1
        return _Amount(index, last + 1, low * factor, high, VAGUE)
    return _Amount(index, last, low, high, VAGUE)


def _gapped(tokens: Sequence[_Token], index: int) -> _Amount | None:
    """ "a number of", "an undetermined number of", "a very large number of"."""
    table = _tables().raw["gapped"]
    if _text(tokens, index) not in table["starts"]:
        return None
    for phrase in (tuple(text.split()) for text in table["ends"]):
        for at in range(index + 1, index + 5):
            if _matches(tokens, at, phrase):
                bounds = table["bounds"]
                return _Amount(index, at + len(phrase), bounds[0], bounds[1] if len(bounds) > 1 else None, VAGUE)
            if _text(tokens, at) in _tables().sets["stops"] and _text(tokens, at) != "as":
                break
    return None


def _part(tokens: Sequence[_Token], first: int, last: int, kind: str) -> _Amount:
    """A share of a group takes the size of the group with it, so that "some of the 14,000" is never 14,000."""
    whole = _whole(tokens, last) if kind == PART else None
    return _Amount(first, whole.last if whole else last, None, None, kind)


def _whole(tokens: Sequence[_Token], index: int) -> _Amount | None:
    """The size of the group after "of": "(20 of) the 30", "(half of) its estimated 30"."""
    for at in range(index, min(index + 4, len(tokens))):
        amount = _cardinal(tokens, at)
        if amount is not None and amount.last > at:
            return amount
        if _text(tokens, at) not in _tables().sets["group_determiners"]:
            return None
    return None


def _simple(tokens: Sequence[_Token], index: int) -> _Amount | None:
    found = _vague(tokens, index) or _plural(tokens, index)
    if found is not None:
        return found
    number = _cardinal(tokens, index)
    return number if number is not None and number.last > index else None


def _joined(tokens: Sequence[_Token], low: _Amount) -> _Amount:
    """The amount, or the range that it opens: "20 to 25", "two or three", "dozens, possibly hundreds"."""
    row = _at(tokens, low.last, _tables().joints)
    if row is None or low.low is None or low.made_by not in (NUMBER, VAGUE):
        return low
    at = low.last + len(row[0])
    if row[0] == ("-",) and at < len(tokens) and tokens[low.last].glued != tokens[at].glued:
        return low
    if row[0] == ("to",) and _changing(tokens, low.first):
        return low
    return _range(tokens, low, at) or low


def _changing(tokens: Sequence[_Token], index: int) -> bool:
    """Whether a word for rising or falling stands shortly before: "rose from 20 to 25" tells two figures."""
    return _text(tokens, index - 1) == "from" and any(t.text in _tables().sets["changes"] for t in tokens[max(0, index - 8) : index])


def _range(tokens: Sequence[_Token], low: _Amount, index: int) -> _Amount | None:
    high = _simple(tokens, index)
    if high is None or high.made_by not in (NUMBER, VAGUE) or high.low is None or low.low is None:
        return None
    bottom = low.low
    if low.scale == 1 and low.made_by == NUMBER and high.scale > 2 and high.base is not None and bottom < high.base:
        bottom *= high.scale  # two to three thousand
    elif low.digits and high.digits and high.scale == 1 and high.low % 1000 == 0 and bottom * 1000 < high.low and bottom < 1000:
        bottom *= 1000  # 20 to 30,000
    return _Amount(low.first, high.last, bottom, high.high, RANGE, digits=low.digits) if bottom < high.low else None


def _between(tokens: Sequence[_Token], index: int) -> _Amount | None:
    """ "between 20 and 25", from the first number on."""
    row = _ending(tokens, index, _tables().between)
    if row is None:
        return None
    low = _simple(tokens, index)
    if low is not None and low.made_by in (NUMBER, VAGUE) and _text(tokens, low.last) in ("and", "to", "-"):
        found = _range(tokens, low, low.last + 1)
        return replace(found, first=index - len(row)) if found else None
    return None


# --- what a number measures ----------------------------------------------------------------------------------------------


def _is_month(tokens: Sequence[_Token], index: int) -> bool:
    text = _text(tokens, index)
    tables = _tables()
    if text not in tables.months:
        return False
    if text not in tables.sets["month_verbs"]:
        return True
    return tokens[index].raw[0].isupper() and _text(tokens, index + 1) not in tables.sets["month_verb_next"]


def _measures(tokens: Sequence[_Token], amount: _Amount) -> bool:
    """Whether the words to the right make the number a measure, a date or an age."""
    tables, at = _tables(), amount.last
    text = _text(tokens, at)
    if text == "-" and tokens[at].glued and at + 1 < len(tokens) and tokens[at + 1].glued:
        after = _text(tokens, at + 1)
        return after not in tables.sets["member_words"] and _at(tokens, at, tables.after) is None
    if at < len(tokens) and tokens[at].word == tokens[at - 1].word and text[:1].isalpha() and text not in tables.units:
        return True  # "2i", "60's"
    if (text == "/" and tokens[at].glued) or _is_month(tokens, at) or (text == "of" and _is_month(tokens, at + 1)):
        return True
    if _chained(tokens, at):
        return True
    for skip in range(3):
        word = _text(tokens, at + skip)
        if word in tables.units or (word == "local" and _text(tokens, at + skip + 1) == "time"):
            return not (word == "second" and skip == 0 and _person_at(tokens, at))
        if word not in tables.sets["between"]:
            return False
    return False


def _chained(tokens: Sequence[_Token], index: int) -> bool:
    """A number joined to another that is a measure or a date: "7, 8 and (9 March)", "20 to (30 km)"."""
    joint = _text(tokens, index)
    if joint not in (",", "and", "or", "to", "-", "x"):
        return False
    after = _cardinal(tokens, index + 1)
    if after is None or after.last == index + 1:
        return False
    if joint == ",":
        further = after.digits and _text(tokens, after.last) in (",", "and")
        return _is_month(tokens, after.last) or (further and _chained(tokens, after.last))
    return _measures(tokens, after)


def _labelled(tokens: Sequence[_Token], amount: _Amount) -> bool:
    """Whether the words to the left make the number a name, a date, an age or money."""
    tables, at = _tables(), amount.first
    left = _text(tokens, at - 1)
    first = tokens[at]
    if left in tables.sets["currency"] or (left == "-" and first.glued and tokens[at - 1].glued):
        return True
    if first.glued and (left in ("/", "+", ".", ":", "#", "'", "_") or left.isalpha()):
        return True
    if _is_month(tokens, at - 1) or (left == "," and amount.digits and _is_month(tokens, at - 3)):
        return not _person_at(tokens, amount.last)
    if _ending(tokens, at, tables.ages) is not None:
        return True
    if left in ("and", "or", ",") and _text(tokens, at - 3) in tables.sets["ages"] and _is_number_word(_text(tokens, at - 2)):
        return True
    label = (left == "." and _text(tokens, at - 2) == "no") or left in tables.labels
    return label and not _person_at(tokens, amount.last) and not (left == "no" and not amount.digits)


def _aside(tokens: Sequence[_Token], amount: _Amount) -> bool:
    """An age or a note: "Ali Hassan, 35, ...", "Ali Hassan (35)", "a student of 19"."""
    left, right = _text(tokens, amount.first - 1), _text(tokens, amount.last)
    if (left == "[" and right == "]") or (amount.first == 0 and right == ")"):
        return True  # a note or the number of a list
    if not amount.digits or amount.low is None or amount.low > _OLDEST or amount.first < 2 or amount.last - amount.first > 1:
        return False
    before = tokens[amount.first - 2].raw
    if left == "of":
        noun = before.casefold()
        return is_person_noun(noun) and noun in _tables().nouns and noun not in _tables().sets["carriers"] | _tables().sets["collectives"]
    named = tokens[amount.first - 1].raw
    if named[:1].isupper() and not named.isupper() and left.isalpha() and not _is_number_word(left):
        return right in (",", ".", ";", ")", "")  # a ship or a product: "the tanker Grace 1, ..."
    return before[:1].isupper() and ((left == "," and right in (",", ".", ")", ";")) or (left == "(" and right == ")"))


def _serial(tokens: Sequence[_Token], amount: _Amount) -> bool:
    """Telephone numbers, clock times and other figures written like no count."""
    text = tokens[amount.first].text
    if not amount.digits or not text.isdigit():
        return False
    series = any(_text(tokens, k).isdigit() for k in (amount.first - 1, amount.last))
    return (text[0] == "0" and len(text) > 1) or len(text) > _LONGEST_NUMBER or (series and amount.last - amount.first > 1)


def _year(tokens: Sequence[_Token], amount: _Amount) -> bool:
    text = tokens[amount.first].text
    if amount.made_by == RANGE:
        end = tokens[amount.last - 1].text
        dashed = text.isdigit() and end.isdigit() and _text(tokens, amount.first + 1) == "-"
        # 1990-1995, and 555-1234 as telephones are written; 500-1000 people has its noun
        return dashed and len(end) == 4 and not _person_at(tokens, amount.last)
    if not re.fullmatch(r"\d{4}", text) or amount.made_by != NUMBER or amount.scale != 1:
        return False
    left = _text(tokens, amount.first - 1)
    cue = left in _tables().sets["year_cues"]
    if int(text) in _OLD_YEARS:
        return cue and not _person_at(tokens, amount.last)
    if int(text) not in _YEARS:
        return False
    found = _modifier(tokens, amount.first, 0)
    # "at least 2000" is a count, "around 2000", "over 2000" and "below 1990" may be years
    if found is not None and not cue and (found[0] == ("some",) or (len(found[0]) > 1 and found[1] in _LIMITS)):
        return False
    return (cue and left not in ("around", "about", "over", "and", ",")) or not _person_at(tokens, amount.last)


def _not_a_count(tokens: Sequence[_Token], amount: _Amount) -> bool:
    if amount.made_by == VAGUE:
        return _measures(tokens, amount)
    return (
        _measures(tokens, amount) or _labelled(tokens, amount) or _serial(tokens, amount) or _year(tokens, amount) or _aside(tokens, amount)
    )


# --- modifiers -----------------------------------------------------------------------------------------------------------


def _modifier(tokens: Sequence[_Token], index: int, floor: int) -> tuple[tuple[str, ...], str] | None:
    """The longest modifier that ends before the token and begins at or after `floor`."""
    tables = _tables()
    for phrase, effect, _ in tables.before.get(_text(tokens, index - 1), ()):
        first = index - len(phrase)
        if first < floor or not _matches(tokens, first, phrase):
            continue
        if len(phrase) == 1 and phrase[0] in ("over", "about", "around", "under") and _text(tokens, first - 1) in tables.sets["topics"]:
            return None  # "protests over 20 deaths"
        return phrase, effect
    return None


def _bounded(low: int | None, high: int | None, effect: str) -> tuple[int | None, int | None]:
    """Bounds after a modifier: "at least" opens the top, "about" widens by a tenth."""
    if effect == "at_least":
        return low, None
    if effect == "more_than":
        return (None if low is None else low + 1), None
    if effect == "at_most":
        return None, high
    if effect == "less_than":
        return None, (None if high is None else high - 1)
    if effect == "about":
        return (None if low is None else low * 9 // 10), (None if high is None else -(-high * 11 // 10))
    return (None, None) if effect == "part" else (low, high)


def _modified(tokens: Sequence[_Token], amount: _Amount, floor: int) -> _Amount:
    """The amount with its modifiers on both sides, the nearest applied first."""
    row = _at(tokens, amount.last, _tables().after)
    low, high, first, last = amount.low, amount.high, amount.first, amount.last
    if row is not None and _closes(tokens, last + len(row[0]), row[0]):
        low, high = _bounded(low, high, row[1])
        last += len(row[0])
    made_by = amount.made_by
    while (found := _modifier(tokens, first, floor)) is not None:
        low, high = _bounded(low, high, found[1])
        made_by = PART if found[1] == "part" else made_by
        first -= len(found[0])
    return replace(amount, first=first, last=last, low=low, high=high, made_by=made_by)


def _closes(tokens: Sequence[_Token], index: int, phrase: tuple[str, ...]) -> bool:
    """Whether a modifier behind a number belongs to it and not to what follows: "killing 20, at least five of them"."""
    follows = _text(tokens, index)
    if phrase[-1] == "more" and follows == "than":
        return False
    if phrase == ("odd",) or phrase[-1] in ("+", "odd") or phrase[:1] == ("-",):
        return True
    return not _is_number_word(follows) and follows not in ("a", "an", "the", "his", "her", "their")


# --- articles and nouns --------------------------------------------------------------------------------------------------

_CLOSED = frozenset({"ADP", "VERB", "AUX", "PRON", "DET", "SCONJ", "CCONJ", "PUNCT", "PART", "INTJ"})


def _noun_after(tokens: Sequence[_Token], words: Sequence[Word], index: int) -> Word | None:
    """The last word of the noun phrase that goes on from this token, by word class where the words have one.

    Without word classes it is the last noun for people before a preposition, an article or a stop.
    """
    last: Word | None = None
    for token in tokens[index : index + _PHRASE_WINDOW + 4]:
        word = words[token.word]
        if token.text == "-" or token.text == "'s":
            continue
        if token.text in _tables().sets["stops"] or (word.upos in _CLOSED and not token.text.isdigit() and word.upos != "VERB"):
            break
        if word.upos == "VERB" and last is not None and _is_noun(last):
            break
        if not word.upos and (token.text in ("a", "an") or (last is not None and not is_person_noun(token.text))):
            if token.text in ("a", "an"):
                break
            last = last if last is not None and is_person_noun(last.norm) else word
            continue
        last = word
    return last


def _is_noun(word: Word) -> bool:
    return word.upos in ("NOUN", "PROPN") and is_person_noun(word.lemma)


def _person_at(tokens: Sequence[_Token], index: int) -> bool:
    """Whether a noun for people stands at the token, with at most one word before it."""
    for at in (index, index + 1):
        text = _text(tokens, at)
        if text in _tables().sets["stops"] or not text or _is_number_word(text):
            return False
        if is_person_noun(text):
            return True
    return False


def _determined(tokens: Sequence[_Token], words: Sequence[Word], index: int) -> _Amount | None:
    """ "a policeman", "another soldier", "no casualties": only before a noun for people."""
    text = _text(tokens, index)
    if text == "another" and _stands_alone(tokens, words, index + 1):
        return _Amount(index, index + 1, 1, 1, ARTICLE)
    negative = text in _tables().sets["negative"] and _text(tokens, index + 1) not in _tables().sets["not_negative"]
    if text not in ("a", "an", "another") and not negative:
        return None
    noun = _noun_after(tokens, words, index + 1)
    if noun is None or not (is_person_noun(noun.lemma) or is_person_noun(noun.norm)):
        return None
    if negative:
        return _Amount(index, index + 1, 0, 0, NONE)
    lemma = noun.norm.casefold()
    if lemma in _tables().sets["collectives"] or lemma in _tables().sets["pairs"] or _is_plural(noun):
        return None
    return _Amount(index, index + 1, 1, 1, ARTICLE)


def _stands_alone(tokens: Sequence[_Token], words: Sequence[Word], index: int) -> bool:
    """Whether no noun follows: "another was wounded", "another seriously injured"."""
    text = _text(tokens, index)
    if not text or text in _tables().sets["stops"] or text.endswith("ly"):
        return True
    return words[tokens[index].word].upos in ("VERB", "ADV", "AUX", "ADP", "PUNCT", "CCONJ")


def find_quantities(words: Sequence[Word], *, text: str | None = None) -> tuple[Quantity, ...]:
    """Every count told in the words, in order, as words[first:last] of the document with bounds.

    >>> [(q.text, q.low, q.high) for q in find_quantities(words_of("at least 21 soldiers and a policeman"))]  # doctest: +SKIP
    [('at least 21', 21, None), ('a', 1, 1)]

    `made_by` tells the kind (the constants of this module); `low` = `high` = 0 is "none". Give the words of one sentence.
    Ages, dates, money, measures and unit names give nothing. `text` is the report's text, for exact spans over line breaks.
    """
    if not words:
        return ()
    tokens = _tokens(words)
    found: list[_Amount] = []
    index = floor = 0
    while index < len(tokens):
        amount, index = _read(tokens, words, index, floor)
        if amount is not None:
            found.append(amount)
            index = floor = amount.last
    return tuple(_as_quantity(words, tokens, amount, text) for amount in _with_wholes(tokens, found))


def _read(tokens: Sequence[_Token], words: Sequence[Word], index: int, floor: int) -> tuple[_Amount | None, int]:
    """The amount at the token, or None and where to go on."""
    amount = _between(tokens, index) or _simple(tokens, index)
    if amount is None:
        return _determined(tokens, words, index), index + 1
    if amount.made_by in ("skip", PART, NONE):
        return (None if amount.made_by == "skip" else _modified(tokens, amount, floor)), max(amount.last, index + 1)
    if amount.made_by != RANGE:
        amount = _joined(tokens, amount)
    if _not_a_count(tokens, amount):
        return None, max(amount.last, index + 1)
    if _text(tokens, amount.last) == "-" and _text(tokens, amount.last + 1) in _tables().sets["member_words"] and tokens[amount.last].glued:
        return replace(amount, last=amount.last + 2, made_by=MEMBERS), amount.last + 2
    return _modified(tokens, amount, floor), amount.last


def _with_wholes(tokens: Sequence[_Token], found: Sequence[_Amount]) -> Iterator[_Amount]:
    """Marks the size of a group from which a count is taken: the 30 of "20 of the 30 hostages", "20 out of 30"."""
    last: _Amount | None = None
    for amount in found:
        joint = [t.text for t in tokens[last.last : amount.first]] if last is not None else []
        if joint[-1:] == ["the"] or joint[-1:] == ["its"] or joint[-1:] == ["their"]:
            joint.pop()
        if joint in (["of"], ["out", "of"]) and amount.made_by == NUMBER:
            amount = replace(amount, made_by=WHOLE)
        yield amount
        last = amount


def _as_quantity(words: Sequence[Word], tokens: Sequence[_Token], amount: _Amount, text: str | None) -> Quantity:
    first, last = tokens[amount.first].word, tokens[amount.last - 1].word + 1
    inside = words[first:last]
    start, end = inside[0].start, inside[-1].end
    return Quantity(
        first=inside[0].index,
        last=inside[-1].index + 1,
        start=start,
        end=end,
        text=_joined_text(inside) if text is None else text[start:end],
        low=amount.low,
        high=amount.high,
        made_by=amount.made_by,
        confidence=CONFIDENCE[amount.made_by],
    )


def _joined_text(words: Sequence[Word]) -> str:
    """The words as they stand, gaps filled with spaces: exact unless a gap holds a line break."""
    text = words[0].text
    for before, word in itertools.pairwise(words):
        text += " " * (word.start - before.end) + word.text
    return text


# --- people --------------------------------------------------------------------------------------------------------------


def _noun(text: str) -> _Noun | None:
    """The lexicon's entry for a noun, also in the plural or with something before a hyphen ("ex-soldier")."""
    nouns = _tables().nouns
    word = text.casefold()
    for form in _singulars(word):
        if form in nouns:
            return nouns[form]
    return nouns.get(word.rpartition("-")[2]) if "-" in word else None


def _singulars(word: str) -> Iterator[str]:
    yield word
    if word.endswith("men"):
        yield word[:-3] + "man"
    if word.endswith("s") and len(word) > 3:
        yield word[:-1]
        if word.endswith("ies"):
            yield word[:-3] + "y"
        if word.endswith("es"):
            yield word[:-2]
        if word.endswith("ves"):
            yield word[:-3] + "fe"


def is_person_noun(lemma: str) -> bool:
    """Whether a noun names people or a group of them ("villager", "crew"); plural forms are understood."""
    word = lemma.casefold()
    return _noun(word) is not None or (len(word) > 4 and word.endswith(tuple(_tables().raw["people"]["suffixes"])))


def person_kind(lemma: str) -> str | None:
    """The kind of people a noun names, or None.

    Kinds: military, police, militia, rebel, attacker, criminal, civilian, worker, activist, official, victim, person.
    """
    entry = _noun(lemma)
    return entry.kind if entry else None


@lru_cache(maxsize=1)
@checked
def _belligerent() -> frozenset[str]:
    return frozenset(table["kind"] for table in _tables().raw["people"]["kinds"] if table["belligerent"])


BELLIGERENT: frozenset[str] = _belligerent()
"""Kinds of people that bear arms for a side: military, police, militia, rebel, attacker."""


def is_civilian(words: Sequence[Word]) -> bool | None:
    """Whether a phrase for people names civilians ("three villagers": True), fighters or police (False), or does not say (None).

    Give the words of the phrase ("two unarmed men from the village"). A phrase for both ("soldiers and civilians") gives None.
    """
    told = {_segment_civilian(part) for part in _segments(words)}
    return told.pop() if len(told) == 1 else None


def _segments(words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """The phrase cut at "and", "or" and commas; pieces without a noun for people belong to the next one."""
    start = 0
    for at, word in enumerate(words):
        if word.norm.casefold() in ("and", "or", ",", "&", "as") and any(_noun(w.norm) for w in words[start:at]):
            yield words[start:at]
            start = at + 1
    if start < len(words) and (start == 0 or any(_noun(w.norm) for w in words[start:])):
        yield words[start:]


def _segment_civilian(words: Sequence[Word]) -> bool | None:
    """One person or kind of people: an adjective that says so, else the head noun, else what stands before or behind it."""
    texts = [word.norm.casefold() for word in words]
    adjectives = _tables().raw["people"]["civilian_adjectives"]
    cut = next((k for k, text in enumerate(texts) if k and text in _tables().sets["stops"] and text != "'s"), len(texts))
    said = _noun_civilian(texts[:cut])
    if said is not None:
        return said
    if any(text in adjectives["yes"] for text in texts[:cut]):
        return True
    if any(text in adjectives["no"] or (_noun(text) or _Noun("", None)).civilian is False for text in texts[:cut]):
        return False
    behind = texts[cut + 1 :] if cut < len(texts) and texts[cut] in ("of", "from") else []
    return _noun_civilian(behind) if behind else None


def _noun_civilian(texts: Sequence[str]) -> bool | None:
    """What the last noun for people says; two words ("aid worker", "police officer") go before one."""
    adjectives = _tables().raw["people"]["civilian_adjectives"]
    for at in range(len(texts) - 1, -1, -1):
        entry = (_noun(" ".join(texts[at - 1 : at + 1])) if at else None) or _noun(texts[at])
        if entry is not None:
            armed = any(text in adjectives["no"] for text in texts[:at])
            if armed and entry.civilian is not True:
                return False
            return True if "civilian" in texts[:at] else entry.civilian
    return None


# --- counts of noun phrases ----------------------------------------------------------------------------------------------


_BEFORE = frozenset({"nummod", "det", "amod", "compound", "flat", "advmod", "goeswith"})  # relations inside a phrase, left of its head
_COUNTING = frozenset({"nummod", "det", "amod", "nmod", "compound"})  # relations by which a number hangs on its noun
_BEHIND = frozenset({"flat", "goeswith", "compound", "nummod"})
_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "PRON", "ADJ", "DET", "SYM", "X"})
_ONE = frozenset({"a", "an", "one", "this", "that", "each", "every", "another"})
_SINGULAR_AUX = frozenset({"was", "is", "has", "'s"})


def count_of(document: Document, head: int) -> Quantity | None:
    """How many the whole noun phrase of a head word tells, joined nouns counted together, or None where it tells no count.

    "two children" 2-2, "soldiers" 2-open, "Ali Hassan and Mehmet Demir" 2-2, "a group of 20 fighters" 20-20,
    "three soldiers and a policeman" 4-4, "most of the hostages" both open. `head` is the index of the syntactic head.
    """
    return total_of(document, counts_of(document, head))


def total_of(document: Document, counts: Sequence[Quantity]) -> Quantity | None:
    """Joined quantities (`counts_of`) counted together: the sum, but a plural without number only once; None where there are none."""
    if len(counts) < 2:
        return counts[0] if counts else None
    plain = [count for count in counts if count.made_by == NOUN and count.high is None]
    if len(plain) == len(counts):
        low: int | None = 2  # "women and children": the codebook counts a plural without number once
        high = None
    elif len(plain) == len(counts) - 1 and counts[0].made_by in (NUMBER, RANGE, VAGUE, MEMBERS) and _shared(document, counts):
        low, high = counts[0].low, counts[0].high  # "20 men and women"
    else:
        low = None if any(c.low is None for c in counts) else sum(c.low or 0 for c in counts)
        high = None if any(c.high is None for c in counts) else sum(c.high or 0 for c in counts)
    first, last = min(c.first for c in counts), max(c.last for c in counts)
    made_by = NAME if all(c.made_by == NAME for c in counts) else SUM
    return _spanned(document, first, last, bounds=(low, high), made_by=made_by)


def _shared(document: Document, counts: Sequence[Quantity]) -> bool:
    """Whether one number stands for all the nouns: the others have no determiner of their own."""
    return all(count.last - count.first <= 3 and document.words[count.first].upos != "DET" for count in counts[1:])


def counts_of(document: Document, head: int) -> tuple[Quantity, ...]:
    """One quantity for each of the joined nouns of a phrase, in order: "three soldiers and a policeman" gives 3-3 and 1-1.

    Nouns that name no people ("a soldier and two vehicles") are left out when the phrase has any that do.
    """
    joined = [c for c in document.children[head] if document.words[c].deprel.startswith("conj")]
    heads = [head, *(c for c in joined if document.words[c].upos in _NOMINAL and not _clause(document, c))]
    if len(heads) > 1:
        people = [index for index in heads if not _is_thing(document, index)]
        heads = people or heads
    counts = []
    for position, index in enumerate(heads):
        count = _count_phrase(document, index)
        if count is None or (count.made_by == NONE and len(heads) > 1):
            continue
        if not position or not _same_person(document, heads[0], index, count):
            counts.append(count)
    return tuple(counts)


def _clause(document: Document, index: int) -> bool:
    """Whether a joined word is a predicate ("... and it was great") or a mere quality ("a fighter, young and proud")."""
    relations = {document.words[c].deprel.split(":")[0] for c in document.children[index]}
    if relations & {"nsubj", "cop", "aux"}:
        return True
    word = document.words[index]
    return word.upos == "ADJ" and not relations & {"det", "nummod"} and _noun(word.norm) is None


def _is_thing(document: Document, index: int) -> bool:
    word = document.words[index]
    if word.upos != "NOUN" or word.norm.casefold() in _tables().plurals:
        return False
    return not is_person_noun(word.lemma) and not is_person_noun(word.norm)


def _same_person(document: Document, first: int, index: int, count: Quantity) -> bool:
    """ "a lawyer and activist" is one person unless the verb is plural or the second noun is a relation ("a father and son")."""
    word, one = document.words[index], document.words[first]
    if word.upos != "NOUN" or one.upos != "NOUN" or count.made_by != NOUN or count.high != 1 or _is_plural(one):
        return False
    if any(document.words[c].deprel in ("det", "nmod:poss", "nummod") for c in document.children[index]):
        return False
    if word.lemma.casefold() in _tables().sets["companions"]:
        return False
    if one.head >= 0 and one.deprel.startswith("nsubj"):
        auxiliaries = {document.words[c].norm.casefold() for c in document.children[one.head] if document.words[c].upos == "AUX"}
        return bool(auxiliaries & _SINGULAR_AUX) or not auxiliaries & {"were", "are", "have", "'re"}
    return True


def _count_phrase(document: Document, head: int) -> Quantity | None:
    """The count of one noun phrase, its joined nouns left aside."""
    word = document.words[head]
    first, last = _core(document, head)
    told = _told(document, head, first)
    if told is not None and told.made_by not in (ARTICLE, NONE):
        return _with_noun(document, told, head, last)
    if word.lemma.casefold() in _tables().sets["carriers"] or word.norm.casefold() in _tables().sets["carriers"]:
        carried = _carried(document, head)
        if carried is not None:
            return _spanned(document, first, max(last, carried.last), bounds=(carried.low, carried.high), made_by=carried.made_by)
    if told is not None:
        return _with_noun(document, told, head, last)
    above = _measured_by(document, head)
    if above is not None:
        return _spanned(document, above.first, last, bounds=(above.low, above.high), made_by=above.made_by)
    bounds, made_by = _unnumbered(document, head)
    return _spanned(document, first, last, bounds=bounds, made_by=made_by) if made_by else None


def _measured_by(document: Document, head: int) -> Quantity | None:
    """The count on which an indefinite noun hangs: "dozens of (people)"; not "20 of (the hostages)"."""
    word = document.words[head]
    if word.head < 0 or not word.deprel.startswith("nmod") or _case(document, head) != "of":
        return None
    if any(document.words[c].deprel in ("det", "nmod:poss") for c in document.children[head]):
        return None
    told = _told(document, word.head, word.head)
    return told if told is not None and told.first <= word.head < told.last and told.made_by in (NUMBER, VAGUE, RANGE) else None


def _core(document: Document, head: int) -> tuple[int, int]:
    """First and last (half-open) word of a noun phrase without relative clauses, joined nouns and what follows "of"."""
    first = last = head
    for child in document.children[head]:
        relation = document.words[child].deprel.split(":")[0]
        if child < head and (relation in _BEFORE or document.words[child].deprel == "nmod:poss"):
            first = min(first, *document.subtree(child))
        elif child > head and relation in _BEHIND:
            last = max(last, *document.subtree(child))
    return first, last + 1


def _told(document: Document, head: int, first: int) -> Quantity | None:
    """The count phrase that belongs to the head: it is the head, or hangs on it from the left."""
    sentence = document.sentences[document.words[head].sentence]
    words = document.words
    best: Quantity | None = None
    for quantity in find_quantities(words[sentence.first : sentence.last], text=document.report.text):
        inside = range(quantity.first, quantity.last)
        covers = head in inside
        hangs = quantity.last <= head and any(words[k].head == head and words[k].deprel.split(":")[0] in _COUNTING for k in inside)
        within = quantity.made_by == MEMBERS and first <= quantity.first < head
        if (covers or hangs or within) and (best is None or best.made_by in (ARTICLE, NONE)):
            best = quantity
    return best


def _with_noun(document: Document, told: Quantity, head: int, last: int) -> Quantity:
    """The count with the noun it counts: "at least 21 Afghan security forces", "dozens of villagers", "23 of the dead"."""
    end = max(told.last, last)
    if head < told.last:
        following = document.words[end].norm.casefold() if end < len(document.words) else ""
        nested = [c for c in _of(document, head) if c >= told.last]
        if nested:
            end = max(end, _core(document, nested[0])[1])
        elif following in ("more", "others"):
            end += 1
    return _spanned(document, told.first, end, bounds=(told.low, told.high), made_by=told.made_by)


def _case(document: Document, index: int) -> str:
    return next((document.words[c].norm.casefold() for c in document.children[index] if document.words[c].deprel == "case"), "")


def _carried(document: Document, head: int) -> Quantity | None:
    """The count behind "of": "the bodies of 20 miners", "a family of five", "the group of soldiers"."""
    behind = [child for child in _of(document, head) if child > head]
    return count_of(document, behind[0]) if behind else None


def _of(document: Document, head: int) -> list[int]:
    """Nouns that hang on the head by "of"."""
    return [c for c in document.children[head] if document.words[c].deprel.startswith("nmod") and _case(document, c) == "of"]


def _is_plural(word: Word) -> bool:
    """Whether a noun is plural: its form differs from its lemma by a plural ending, or it has none of its own ("people")."""
    form, lemma = word.norm.casefold(), word.lemma.casefold()
    if form.endswith(tuple(_tables().sets["plural_forms"])):
        return _noun(form) is not None or form != lemma
    if form == lemma:
        known = form not in _tables().nouns or form in _tables().sets["collectives"]  # "troops" has no singular of its own
        return known and form.endswith("s") and not form.endswith(("ss", "us", "is")) and _noun(form) is not None
    return form.endswith("s")


_Bounds = tuple[int | None, int | None]


def _unnumbered(document: Document, head: int) -> tuple[_Bounds, str]:
    """Bounds read off a noun phrase that tells no number; an empty kind where it counts nobody."""
    word = document.words[head]
    form = word.norm.casefold()
    pronouns = _tables().raw["people"]["pronouns"]
    if word.upos in ("PRON", "DET") or (form in ("others", "another") and form in pronouns):
        bounds = pronouns.get(form)
        return ((bounds[0], bounds[1] if len(bounds) > 1 else None), PRONOUN) if bounds else ((None, None), "")
    named = _named(document, head)
    if named:
        return named
    if word.upos == "NUM":
        return (None, None), ""
    determiners = {document.words[c].norm.casefold() for c in document.children[head] if document.words[c].deprel.startswith("det")}
    if form in _tables().sets["pairs"]:
        return (2, 2), NOUN
    if "both" in determiners:
        return (2, 2), VAGUE
    if _is_plural(word):
        return _plural_bounds(document, head)
    if form in _tables().sets["collectives"]:
        return (2, None), NOUN
    if word.upos == "ADJ":
        return ((1, 1), NOUN) if determiners & {"a", "an"} else ((2, None), NOUN)
    if is_person_noun(word.lemma) or determiners & _ONE:
        return (1, 1), (ARTICLE if determiners & _ONE else NOUN)
    return (None, None), ""


def _plural_bounds(document: Document, head: int) -> tuple[_Bounds, str]:
    """A plural without number is two or more, unless the people are named behind it ("officers Ali Hassan and Mehmet Demir")."""
    for child in document.children[head]:
        word = document.words[child]
        if word.upos == "PROPN" and word.deprel.split(":")[0] in ("appos", "flat", "nmod") and child > head and not _case(document, child):
            joined = [document.words[c] for c in document.children[child] if document.words[c].deprel.startswith("conj")]
            names = 1 + sum(1 for other in joined if other.upos == "PROPN")
            if names > 1:
                return (names, names), NAME
    return (2, None), NOUN


def _named(document: Document, head: int) -> tuple[_Bounds, str] | None:
    """A named person is one; a named group several; a place, firm or office nobody."""
    word = document.words[head]
    for name in document.names_in(word.sentence):
        if name.first <= head < name.last:
            if name.kind == "person":
                return (1, 1), NAME
            if name.kind in ("armed_group", "group"):
                return ((1, 1), NOUN) if _singular_name(document, head) else ((2, None), NOUN)
            return None if _noun(word.norm) else ((None, None), "")
    if word.upos == "PROPN" and not _noun(word.norm):
        return ((2, None), NOUN) if _is_plural(word) else ((1, 1), NAME)
    return None


def _singular_name(document: Document, head: int) -> bool:
    """ "a Palestinian": one of the group."""
    return any(document.words[c].norm.casefold() in _ONE for c in document.children[head] if document.words[c].deprel == "det")


def _spanned(document: Document, first: int, last: int, *, bounds: _Bounds, made_by: str) -> Quantity:
    start, end = document.words[first].start, document.words[last - 1].end
    return Quantity(
        first=first,
        last=last,
        start=start,
        end=end,
        text=document.report.text[start:end],
        low=bounds[0],
        high=bounds[1],
        made_by=made_by,
        confidence=CONFIDENCE[made_by],
    )
