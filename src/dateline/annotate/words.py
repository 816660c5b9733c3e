"""The words and sentences of a text, with offsets into the text exactly as given.

Words follow Universal Dependencies English (EWT, GUM): clitics split ("do" "n't", "Iran" "'s"), hyphens between letters
or digits are words of their own ("two" "-" "week"), abbreviations keep their full stop ("Jan.", "U.S.").
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from dateline.resources import read_text
from dateline.settings import current, per_settings

# A letter as readers see it: with its combining marks, and with invisible characters (soft hyphen, joiners) inside.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_LETTER = rf"(?:\p{{L}}[\p{{M}}{_INVISIBLE}]*+)"
_APOSTROPHE = "['\u2019\u02bc\u2018`]"

_URL = r"(?:https?://|www\.)[^\s<>\"\u201c\u201d]*[^\s<>\"\u201c\u201d.,;:!?'\u2019)\]]"
# At most 64 characters stand before the @ (RFC 5321); without the bound a long chain of hyphens takes quadratic time.
_EMAIL = r"[\w.+-]{1,64}+@[\w-]++(?:\.[\w-]++)+"
_HANDLE = r"[@#](?!\d+\b)\w+"
_NUMBER = r"(?>\d+(?:[.,:]\d+)+)|\d++(?:(?:st|nd|rd|th|s)?(?![\p{L}\p{M}])|(?=(?:[ap]\.m\b|am|pm|km|kg|mm|cm|m|lb|lbs|bn|th|rd)\b))"
_ACRONYM = r"Ph\.D\.|(?:\p{L}\.){2,}|\p{L}(?:\.\p{L}){1,4}+(?![\p{L}\p{M}\d])|\p{L}{1,3}&\p{L}{1,3}(?!\p{L})"
_NOT = rf"{_LETTER}+?(?=n{_APOSTROPHE}t\b)"
_CLITIC = rf"n{_APOSTROPHE}t\b|{_APOSTROPHE}(?:s|re|ve|ll|d|m)\b"
_WORD = rf"(?:{_LETTER}|\d)(?:{_LETTER}|\d|[_{_INVISIBLE}])*(?:{_APOSTROPHE}(?!(?:s|re|ve|ll|d|m)\b){_LETTER}+)*"
_DOTS = r"\.{2,}|\u2026+|-{2,}|\u2014+|\u2013|[!?]{2,}"
_ANY = r"\X"

_TOKEN = regex.compile(
    "|".join(f"(?:{part})" for part in (_URL, _EMAIL, _HANDLE, _NUMBER, _ACRONYM, _CLITIC, _NOT, _WORD, _DOTS, _ANY)),
    regex.IGNORECASE,
)
_SPACE = regex.compile(rf"[\s{_INVISIBLE}\p{{Cc}}]+")

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u02bc\u00b4`", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"),
        "\u2014": "--",
        "\u2026": "...",
        **dict.fromkeys(_INVISIBLE),
    }
)

# A heading or list line is shorter than a wrapped line of text; agencies wrapped at 60 to 80 columns.
_WRAPPED = range(45, 110)
_LINE_ENDS = "\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"
# What a wrapped line may go on with; "-", "*" and bullets begin an item of a list.
_GOES_ON = ('"', "'", "(", "[", "\u201c", "\u2018", "\u00ab", "--", "\u2014", "$", "\u00a3", "\u20ac")
# A wrapped line ends where the next word had no more room; lines broken by hand are less even.
_EVEN = 0.9
_CLOSERS = frozenset("\"'\u201d\u2019)]}\u00bb\u300d\u300f")
# Marks of other scripts, which no space need follow.
_FOREIGN = frozenset("\u3002\uff01\uff1f\u0964\u061f\u06d4")
_ENDERS = frozenset(".!?\u2026") | _FOREIGN
# More closing signs than these after one full stop are noise.
_MOST_CLOSERS = 8
_MOST_DATELINE = 9
_PLACES = r"\p{Lu}{3,}[\p{Lu} /,.'\u2019-]{0,60}"
# "MOSCOW. April 5 (Interfax) - ...", "BAKU/YEREVAN, January 27. ...": the report's first sentence begins with the dateline.
_DATELINE = regex.compile(rf"{_PLACES}(?:(?<=, ?)\p{{Lu}}\p{{Ll}}{{2,8}}\.? \d{{1,2}}(?:, \d{{4}})?)?\.")
# "KABUL, Jan 5 (Reuters) - ...": such a line begins a sentence, whatever stands above it.
_AGENCY = regex.compile(rf"{_PLACES}[^()\n]{{0,30}}\([^()\n]{{2,30}}\) ?(?:-|\u2013|\u2014)")
# Two words of the treebanks written as one.
_JOINED = {"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3}


@dataclass(frozen=True, slots=True)
class _Listed:
    """The list of abbreviations. Keys are without the full stop; the value says whether one may end a sentence."""

    any_case: dict[str, bool]
    as_written: dict[str, bool]
    before_number: frozenset[str]
    always_begin: frozenset[str]
    begin_with_capital: frozenset[str]

    def find(self, word: str) -> bool | None:
        """Whether the abbreviation may end a sentence; None where it is none."""
        found = self.as_written.get(word)
        return self.any_case.get(word.casefold()) if found is None else found


def plain(text: str) -> str:
    """The word as model and lexicons read it: composed, typographic signs made plain, invisible characters removed."""
    return unicodedata.normalize("NFC", text).translate(_PLAIN) or text


@per_settings
def _listed() -> _Listed:
    lines = read_text("lexicon/abbreviations.txt").splitlines() + list(current().lexicon.abbreviations)
    entries = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    stops = [e for e in entries if e[0] not in "^~" and not e.endswith(" #")]
    return _Listed(
        any_case={e.rstrip("."): e.endswith(".") for e in stops if e.islower()},
        as_written={e.rstrip("."): e.endswith(".") for e in stops if not e.islower()},
        before_number=frozenset(e.removesuffix(" #") for e in entries if e.endswith(" #")),
        always_begin=frozenset(e[1:] for e in entries if e[0] == "^"),
        begin_with_capital=frozenset(e[1:] for e in entries if e[0] == "~"),
    )


def split_words(text: str) -> list[tuple[int, int]]:
    """Half-open spans of the words of `text`, in order, never overlapping.

    Every character is in exactly one word, except white space, control characters (Cc) and, outside a word, the invisible
    ones: soft hyphen, zero-width space and joiners, word joiner, byte-order mark.
    """
    spans: list[tuple[int, int]] = []
    at, size = 0, len(text)
    while at < size:
        space = _SPACE.match(text, at)
        if space:
            at = space.end()
            continue
        found = _TOKEN.match(text, at)
        end = found.end() if found and found.end() > at else at + 1
        if end < size and text[end] == "." and text[at].isalpha() and _keeps_stop(text, at, end):
            end += 1
        spans.append((at, end))
        at = end
    return [part for start, end in spans for part in _split_joined(text, start, end)]


_NUMBER_NEXT = regex.compile(r"\.\s{0,2}\d")
# An initial is followed by a name: neither by the end of a paragraph nor by a word like "The".
_CLOSES = regex.compile(r"\.[\"'\u201d\u2019)\]]{0,3}+(?:\s*+\Z|[^\S\n]*+\n[^\S\n]*+\n|\s++(\p{Lu}\p{L}*+)(?!\.))")


def _keeps_stop(text: str, start: int, end: int) -> bool:
    if text[end : end + 2] == "..":
        return False
    listed, word = _listed(), text[start:end]
    if word in listed.before_number and _NUMBER_NEXT.match(text, end):
        return True
    if len(word) > 1 or not word.isupper() or word == "I":
        return listed.find(word) is not None
    closes = _CLOSES.match(text, end)
    return not closes or (bool(closes[1]) and closes[1].casefold() not in listed.always_begin)


def _split_joined(text: str, start: int, end: int) -> list[tuple[int, int]]:
    cut = _JOINED.get(text[start:end].casefold())
    return [(start, end)] if cut is None else [(start, start + cut), (start + cut, end)]


def split_sentences(text: str, words: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Half-open word ranges of the sentences; every word is in exactly one.

    A sentence ends at a blank line, at a line end that is not a mere wrap, and at a full stop, question or exclamation
    mark (with closing quotes and brackets) before a word that can begin a sentence.
    """
    breaks = _line_breaks(text)
    out: list[tuple[int, int]] = []
    first = 0
    for i in range(len(words)):
        last = i + 1 == len(words)
        if last or _crosses(breaks, words[i][1], words[i + 1][0]) or _ends_here(text, words, first, i):
            out.append((first, i + 1))
            first = i + 1
    return out


def _line_breaks(text: str) -> list[int]:
    """Offsets of line ends that end a sentence."""
    ends: list[int] = []
    lines: list[str] = []
    at = 0
    for raw in text.splitlines(keepends=True):
        line = raw.rstrip(_LINE_ENDS)
        ends.append(at + len(line))
        lines.append(line.strip())
        at += len(raw)
    widths = _widths(lines)
    return [end for end, width, here, after in zip(ends, widths, lines, lines[1:], strict=False) if not _goes_on(here, after, width)]


def _widths(lines: Sequence[str]) -> list[int]:
    """For each line the length of the longest line of its block; 0 where the text is not wrapped (one line a paragraph)."""
    wrapped = sum(len(line) for line in lines if len(line) in _WRAPPED)
    unwrapped = sum(len(line) for line in lines if len(line) >= _WRAPPED.stop)
    out: list[int] = []
    block = 0
    for i, line in enumerate([*lines, ""]):
        if not line:
            longest = max((len(other) for other in lines[block:i]), default=0)
            out += [longest if longest < _WRAPPED.stop and unwrapped < wrapped else 0] * (i - block) + [0]
            block = i + 1
    return out[: len(lines)]


def _goes_on(here: str, after: str, width: int) -> bool:
    """Does the sentence go on from one line to the next? `width` is that of their block, 0 where lines are not wrapped."""
    if not here or not after or _AGENCY.match(after):
        return False
    last = here.rsplit(None, 1)[-1]
    if after[0].islower():
        return here[-1] not in _ENDERS or _abbreviated(last) or bool(width and len(here) in _WRAPPED and last.endswith("..."))
    if len(here) not in _WRAPPED or here[-1] == ":" or not (after[0].isalnum() or after.startswith(_GOES_ON)):
        return False
    # Full stops inside a wrapped paragraph are judged as within a line.
    return len(here) + 1 + len(after.split(None, 1)[0]) > _EVEN * width > 0


def _abbreviated(word: str) -> bool:
    """Is the last word of a line an abbreviation with its full stop?"""
    bare = word.lstrip("\"'\u201c\u2018([")
    return bare.endswith(".") and (bare.count(".") > 1 or len(bare) == 2 or _listed().find(bare[:-1]) is not None) and bare[0].isalpha()


def _crosses(breaks: list[int], left: int, right: int) -> bool:
    k = bisect_left(breaks, left)
    return k < len(breaks) and breaks[k] <= right


def _ends_here(text: str, words: list[tuple[int, int]], first: int, i: int) -> bool:
    """Does the sentence that began at word `first` end with word `i`, which is not the last word?"""
    stop = i
    while stop > max(first, i - _MOST_CLOSERS) and text[words[stop][0] : words[stop][1]] in _CLOSERS:
        stop -= 1
    mark = text[words[stop][0] : words[stop][1]]
    following = text[words[i + 1][0] : words[i + 1][1]]
    gap = words[i + 1][0] > words[i][1]
    if mark[-1] not in _ENDERS or following[0] in ",;:%":
        return False
    if following in _CLOSERS and (not gap or following not in "\"'\u201d"):
        return False
    if mark[0] in _FOREIGN:
        return True
    if mark[-1] == "." and mark.strip("."):
        return stop > first and gap and _after_abbreviation(text, words, stop, i + 1)
    if mark.startswith(("..", "\u2026")):
        return stop > first and gap and following[0].isupper()
    if mark == "." and (_numbers_an_item(text, words, first, stop) or _is_dateline(text, words, first, i)):
        return False
    if mark in {".", "!", "?"} and not gap and stop == i:
        return following[0].isupper() and len(following) > 1 and mark == "."
    return not following[0].islower() or _begins_small(text, words, i + 1)


def _begins_small(text: str, words: list[tuple[int, int]], i: int) -> bool:
    """Names that begin a sentence without a capital: "al-Shabaab", "iPhone"."""
    start, end = words[i]
    after = text[end : end + 2]
    article = end - start <= 3 and after[:1] in {"-", "\u2010", "\u2011"} and after[1:].isupper()
    return article or text[start + 1 : start + 2].isupper()


def _numbers_an_item(text: str, words: list[tuple[int, int]], first: int, stop: int) -> bool:
    """Is it the "2." before the text of an item?"""
    start, end = words[first]
    return stop == first + 1 and end - start <= 2 and text[start:end].isdigit()


def _is_dateline(text: str, words: list[tuple[int, int]], first: int, i: int) -> bool:
    """Is it "MOSCOW." at the beginning of a line, before a text that is not all in capitals?"""
    if i - first > _MOST_DATELINE or (first and "\n" not in text[words[first - 1][1] : words[first][0]]):
        return False
    ahead = text[words[i + 1][0] : words[min(i + 3, len(words) - 1)][1]]
    return not ahead.isupper() and bool(_DATELINE.fullmatch(text, words[first][0], words[i][1]))


def _after_abbreviation(text: str, words: list[tuple[int, int]], stop: int, following: int) -> bool:
    """An abbreviation ("U.S.", "p.m.") ends a sentence only before a word that hardly goes on with a name."""
    listed = _listed()
    mark = text[words[stop][0] : words[stop][1]]
    word = text[words[following][0] : words[following][1]]
    if not word[0].isupper() or not (mark.count(".") > 1 or listed.find(mark[:-1])):
        return False
    around = text[words[max(stop - 6, 0)][0] : words[min(following + 2, len(words) - 1)][1]]
    return word.casefold() in listed.always_begin or (not around.isupper() and word.casefold() in listed.begin_with_capital)
