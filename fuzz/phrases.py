"""Number and date phrases of any characters: what is found lies in the text, low is at most high, a beginning is at most its end."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from dateline.annotate.times import find_times
from dateline.annotate.words import plain, split_sentences, split_words
from dateline.extract.quantities import find_quantities, is_civilian
from dateline.resolve.dates import begun, resolve_date
from dateline.resolve.stretches import PRECISIONS
from dateline.resolve.timex import value
from dateline.schema.document import Time, Word
from fuzz.readers import FindingError

CASES = Path(__file__).parents[1] / "tests" / "cases"
LONGEST = 300
_LAST = date.max.toordinal()


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text without a parse: what is no number is a noun."""
    out: list[Word] = []
    spans = split_words(text)
    for sentence, (first, last) in enumerate(split_sentences(text, spans)):
        for k in range(first, last):
            start, end = spans[k]
            if not 0 <= start < end <= len(text) or (k and start < spans[k - 1][1]):
                raise FindingError(f"a word at {start}-{end} of {len(text)}")
            word = text[start:end]
            upos = "NUM" if word[:1].isdigit() else "NOUN"
            out.append(Word(k, start, end, word, plain(word), plain(word).lower(), upos, -1, "root", sentence))
    return tuple(out)


def numbers(data: bytes) -> None:
    """Finds the counts of a text."""
    text = data.decode("utf-8", "ignore")[:LONGEST]
    words = words_of(text)
    for found in find_quantities(words, text=text):
        if not 0 <= found.start < found.end <= len(text) or text[found.start : found.end] != found.text:
            raise FindingError(f"{found} does not stand in the text")
        if found.low is not None and found.high is not None and found.low > found.high:
            raise FindingError(f"{found}: low is more than high")
        if min(found.low or 0, found.high or 0) < 0:
            raise FindingError(f"{found}: fewer than none")
    is_civilian(words)


def dates(data: bytes) -> None:
    """Finds the times of a text and puts them on the calendar, for a day of publication that the first two bytes say."""
    number = int.from_bytes(data[:2], "big")
    published = date.fromordinal(max(1, min(_LAST, number * 56)))
    text = data[2:].decode("utf-8", "ignore")[:LONGEST]
    times = find_times(text, words_of(text))
    for time in times:
        if not 0 <= time.start < time.end <= len(text) or text[time.start : time.end] != time.text:
            raise FindingError(f"{time} does not stand in the text")
        for future in (False, True):
            value(time, reference=published, story=date(2014, 2, 28), future=future)
            _dated((begun(time),), published, future=future)
    _dated(times, published, future=False)
    _dated(times, None, future=False)


def _dated(times: tuple[Time, ...], published: date | None, *, future: bool) -> None:
    when = resolve_date(times, published=published, future=future, assume_published=True)
    known = when.start_date is not None
    if when.precision not in (*PRECISIONS, "unknown") or known != (when.end_date is not None) or known == (when.precision == "unknown"):
        raise FindingError(f"{when} is half a date")
    if known and date.fromisoformat(when.start_date or "") > date.fromisoformat(when.end_date or ""):
        raise FindingError(f"{when} ends before it begins")


def number_seeds() -> Iterator[bytes]:
    """The phrases of the tables of cases."""
    return (row[0].encode() for row in _rows("quantities.csv") if row and not row[0].startswith("#"))


def date_seeds() -> Iterator[bytes]:
    """The same, published on 3 September 2019 or on the last of days."""
    at = (date(2019, 9, 3).toordinal() // 56).to_bytes(2, "big")
    for column, name in ((0, "times.csv"), (1, "dates.csv")):
        for number, row in enumerate(_rows(name)):
            yield (b"\xff\xff" if number % 9 == 0 else at) + row[column].encode()


def _rows(name: str) -> list[list[str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]
