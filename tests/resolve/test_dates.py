"""Dates of events: the codebook's rules on invented expressions (tests/cases/dates.csv), and what holds for any input."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.annotate.times import find_times
from dateline.annotate.words import plain, split_words
from dateline.resolve.dates import anchor, begun, resolve_date
from dateline.resolve.stretches import PRECISIONS
from dateline.schema.document import Time, Word

CASES = Path(__file__).parent.parent / "cases" / "dates.csv"
TUESDAY = date(2019, 1, 1)


def times_of(text: str) -> tuple[Time, ...]:
    """The time expressions of one sentence."""
    words = [
        Word(k, start, end, text[start:end], plain(text[start:end]), text[start:end].lower(), "X", -1, "dep", 0)
        for k, (start, end) in enumerate(split_words(text))
    ]
    return find_times(text, words)


def a_time(value: str | None, kind: str = "date", start: int = 0) -> Time:
    return Time(0, 1, start, start + 5, "words", kind, value, "test", 1.0)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _cases() -> Iterator[object]:
    with CASES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield pytest.param(row, id=f"{row['text']} [{row['published']}]{' future' if row['future'] else ''}")


@pytest.mark.parametrize("row", list(_cases()))
def test_case(row: dict[str, str]) -> None:
    times = times_of(f"It happened {row['text']}.")
    when = resolve_date(times, published=_day(row["published"]), spoken=_day(row["spoken"]), future=row["future"] == "yes")
    found = (when.start_date or "", when.end_date or "", when.precision, when.time_of_day or "")
    assert found == (row["start"], row["end"], row["precision"], row["time_of_day"])


def test_a_present_item_without_a_date_is_of_the_day_of_publication_only_if_asked() -> None:
    assert resolve_date((), published=TUESDAY).precision == "unknown"
    when = resolve_date((), published=TUESDAY, assume_published=True)
    assert (when.start_date, when.precision, when.text, when.made_by) == ("2019-01-01", "day", None, "dates.assumed")


def test_a_time_of_day_alone_is_of_the_assumed_day() -> None:
    when = resolve_date(times_of("at dawn"), published=TUESDAY, assume_published=True)
    assert (when.start_date, when.time_of_day, when.text) == ("2019-01-01", "dawn", "at dawn")


def test_words_that_tell_no_day_keep_an_event_from_the_day_of_publication() -> None:
    when = resolve_date(times_of("They met recently"), published=TUESDAY, assume_published=True)
    assert (when.start_date, when.precision, when.text) == (None, "unknown", "recently")


def test_until_does_not_date_what_has_happened() -> None:
    when = resolve_date(times_of("extended until 14 April"), published=TUESDAY, assume_published=True)
    assert when.start_date == "2019-01-01"


def test_gmt_is_no_local_time_of_day() -> None:
    assert resolve_date(times_of("on Sunday (0330 GMT)"), published=TUESDAY).time_of_day is None
    assert resolve_date(times_of("on Sunday at 6:30 a.m. (0330 GMT)"), published=TUESDAY).time_of_day == "06:30"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("the next day", "2018-10-04", "2018-10-04"),
        ("a week later", "2018-10-10", "2018-10-10"),
        ("two days earlier", "2018-10-01", "2018-10-01"),
        ("hours later", "2018-10-03", "2018-10-03"),
        ("the same night", "2018-10-03", "2018-10-03"),
        ("the following month", "2018-11-01", "2018-11-30"),
        ("the following Monday", "2018-10-08", "2018-10-08"),
        ("in July of the same year", "2018-07-01", "2018-07-31"),
        ("three days after the vote", "2018-09-30", "2018-09-30"),
    ],
)
def test_what_is_counted_from_the_day_told_of_before(text: str, start: str, end: str) -> None:
    when = resolve_date(times_of(text), published=TUESDAY, story=date(2018, 10, 3))
    assert (when.start_date, when.end_date) == (start, end)


def test_since_in_front_of_a_when_clause_can_be_taken_off() -> None:
    (time,) = times_of("since May 2004, when gunmen raided a base")
    assert anchor(time, reference=TUESDAY, future=False) == (date(2004, 5, 1), TUESDAY, "year")
    assert anchor(begun(time), reference=TUESDAY, future=False) == (date(2004, 5, 1), date(2004, 5, 31), "month")


def test_a_value_that_is_not_of_the_notation_is_unknown() -> None:
    for value in ("", "SOON", "XXXX-13-40", "WD9", "P-1D-AGO", "2019-13", "REF:", "SINCE:", "0000", None):
        assert anchor(a_time(value), reference=TUESDAY, future=False) is None
    for kind in ("duration", "set"):
        assert anchor(a_time("P2D", kind), reference=TUESDAY, future=False) is None


def test_the_words_of_the_date_stay_with_it() -> None:
    when = resolve_date(times_of("Gunmen came late on Friday and left"), published=TUESDAY)
    assert (when.start, when.end, when.text) == (12, 26, "late on Friday")


YEARS = st.sampled_from(["XXXX", "2019", "1988", "LAST-Y", "THIS-Y", "NEXT-Y"])
CALENDAR = st.builds(lambda y, m, d: f"{y}-{m:02d}-{d:02d}", YEARS, st.integers(1, 12), st.integers(1, 31))
MONTHS = st.builds(lambda y, m: f"{y}-{m:02d}", YEARS, st.integers(1, 12))
WEEKDAYS = st.integers(1, 7).map(lambda n: f"WD{n}")
UNITS = st.sampled_from("DWMY")
OFFSETS = st.builds(
    lambda n, u, s: f"P{n}{u}-{s}", st.sampled_from(["1", "2", "9", "40", "999", "X"]), UNITS, st.sampled_from(["AGO", "AHEAD"])
)
WINDOWS = st.builds(
    lambda s, n, u: f"{s}-P{n}{u}", st.sampled_from(["PAST", "NEXT", "WITHIN"]), st.sampled_from(["1", "3", "200", "X"]), UNITS
)
WORDS = st.sampled_from(
    "TODAY YESTERDAY TOMORROW OVERNIGHT WE LAST-WE NEXT-WE LAST-W THIS-W NEXT-W LAST-M THIS-M NEXT-M LAST-Y THIS-Y NEXT-Y LAST-M06 "
    "NEXT-M02 LAST-SU NEXT-WI THIS-SP XXXX-FA 2014-Q3 198 2001 LAST-W-WD3 NEXT-WD5 LAST-WD1 RECENT-D PTXH-AHEAD PT48H-AGO P3D-AFTER".split()
)
PARTS = st.sampled_from("EARLY MID LATE END EARLIER LATER H1 H2 W1 W4 W-1".split())
PORTIONS = st.builds(lambda p, v: f"{p}-{v}", PARTS, MONTHS | WORDS)
POINTS = CALENDAR | MONTHS | WEEKDAYS | OFFSETS | WINDOWS | WORDS | PORTIONS
VALUES = st.builds(
    lambda r, f, a, b, t: f"{r}{f}{a}{'/' + b if b else ''}{t}",
    st.sampled_from(["", "", "", "SINCE:", "UNTIL:", "BY:", "AFTER:"]),
    st.sampled_from(["", "", "REF:"]),
    POINTS,
    st.none() | POINTS,
    st.sampled_from(["", "TNI", "TON", "T06:30"]),
)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(VALUES, DAYS | st.none(), st.booleans(), DAYS | st.none())
def test_a_stretch_begins_before_it_ends(value: str, published: date | None, future: bool, story: date | None) -> None:
    found = anchor(a_time(value), reference=published, future=future, story=story)
    if found is not None:
        start, end, precision = found
        assert start <= end
        assert precision in PRECISIONS


@given(st.lists(VALUES.map(a_time), max_size=4), DAYS | st.none(), st.booleans())
def test_the_same_input_gives_the_same_date(times: list[Time], published: date | None, future: bool) -> None:
    when = resolve_date(times, published=published, future=future)
    assert when == resolve_date(list(times), published=published, future=future)
    assert (when.start_date is None) == (when.end_date is None) == (when.precision == "unknown")
    if when.start_date is not None and when.end_date is not None:
        assert when.start_date <= when.end_date


@given(WEEKDAYS, DAYS, st.booleans(), st.sampled_from(["", "LAST-", "THIS-"]))
def test_a_weekday_is_not_after_publication_unless_future(weekday: str, published: date, future: bool, which: str) -> None:
    found = anchor(a_time(which + weekday), reference=published, future=future)
    assert found is not None
    start, end, _ = found
    assert start == end and start.isoweekday() == int(weekday[2])
    assert abs(start - published) <= timedelta(days=7)
    if not future or which == "LAST-":
        assert start <= published


@given(st.integers(0, 3000), DAYS, VALUES)
def test_without_publication_only_what_says_its_year_is_dated(shift: int, published: date, value: str) -> None:
    undated = anchor(a_time(value), reference=None, future=False)
    if undated is not None:
        assert not any(mark in value for mark in ("XXXX", "WD", "TODAY", "AGO", "PAST", "SINCE"))
    moved = anchor(a_time("WD3"), reference=published + timedelta(days=7 * (shift % 52)), future=False)
    here = anchor(a_time("WD3"), reference=published, future=False)
    assert moved is not None and here is not None and moved[0] - here[0] == timedelta(days=7 * (shift % 52))


def test_a_year_joins_the_day_beside_it_but_not_one_far_away() -> None:
    day, year = a_time("XXXX-06-03"), replace(a_time("2009"), start=9, end=13)
    assert resolve_date((day, year), published=TUESDAY).start_date == "2009-06-03"
    far = replace(year, start=60, end=64)
    assert resolve_date((day, far), published=TUESDAY).start_date == "2018-06-03"
