"""Stretches of the calendar, and those that an expression names by itself."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.resolve.stretches import absolute, longer, safe_date, shift_months

CASES = [
    ("2024-02-29", "2024-02-29", "2024-02-29", "day"),
    ("2024-02", "2024-02-01", "2024-02-29", "month"),
    ("2023-WI", "2023-12-01", "2024-02-29", "month"),
    ("2023-Q2", "2023-04-01", "2023-06-30", "month"),
    ("1987", "1987-01-01", "1987-12-31", "year"),
    ("198", "1980-01-01", "1989-12-31", "year"),
    ("MID-1987", "1987-05-01", "1987-08-31", "month"),
    ("W2-2023-06", "2023-06-08", "2023-06-14", "week"),
    ("W-1-2023-06", "2023-06-24", "2023-06-30", "week"),
]


@pytest.mark.parametrize(("said", "first", "last", "precision"), CASES)
def test_absolute(said: str, first: str, last: str, precision: str) -> None:
    found = absolute(said)
    assert found is not None
    assert (found[0].isoformat(), found[1].isoformat(), found[2]) == (first, last, precision)


@pytest.mark.parametrize("said", ["2023-02-30", "2023-13", "WD3", ""])
def test_what_needs_a_day_of_speaking_or_is_no_date(said: str) -> None:
    assert absolute(said) is None


def test_a_month_later_is_a_day_that_there_is() -> None:
    assert shift_months(date(2023, 1, 31), 1) == date(2023, 2, 28)
    assert safe_date(2023, 2, 30) is None
    with pytest.raises(OverflowError):
        shift_months(date(9999, 12, 1), 1)


@pytest.mark.parametrize(("days", "expected"), [(1, "day"), (4, "day"), (5, "week"), (15, "month"), (400, "year")])
def test_a_long_stretch_is_known_less_well(days: int, expected: str) -> None:
    assert longer("day", date(2023, 1, 1), date.fromordinal(date(2023, 1, 1).toordinal() + days - 1)) == expected
