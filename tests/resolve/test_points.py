"""What is counted from a day of speaking, by the notation of annotate.times."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.resolve.points import Now, easter_sunday, point

# A Tuesday.
TODAY = date(2019, 1, 1)

CASES = [
    ("TODAY", "past", "2019-01-01", "2019-01-01", "day"),
    ("OVERNIGHT", "past", "2018-12-31", "2019-01-01", "day"),
    ("OVERNIGHT", "future", "2019-01-01", "2019-01-02", "day"),
    ("WD2", "past", "2019-01-01", "2019-01-01", "day"),
    ("LAST-WD2", "past", "2018-12-25", "2018-12-25", "day"),
    ("LAST-W-WD6", "past", "2018-12-29", "2018-12-29", "day"),
    ("LAST-M", "past", "2018-12-01", "2018-12-31", "month"),
    ("D21", "past", "2018-12-21", "2018-12-21", "day"),
    ("D21", "future", "2019-01-21", "2019-01-21", "day"),
    ("P2W-AGO-WD1", "past", "2018-12-17", "2018-12-17", "day"),
    ("EARLY-2018-05", "past", "2018-05-01", "2018-05-10", "week"),
]


@pytest.mark.parametrize(("said", "looking", "first", "last", "precision"), CASES)
def test_point(said: str, looking: str, first: str, last: str, precision: str) -> None:
    found = point(said, Now(TODAY, future=looking == "future"))
    assert found is not None
    assert (found[0].isoformat(), found[1].isoformat(), found[2]) == (first, last, precision)


def test_what_the_notation_does_not_know_is_no_day() -> None:
    assert point("ONE-FINE-DAY", Now(TODAY, future=False)) is None


@pytest.mark.parametrize(("year", "day"), [(1961, "1961-04-02"), (2000, "2000-04-23"), (2019, "2019-04-21"), (2038, "2038-04-25")])
def test_easter(year: int, day: str) -> None:
    assert easter_sunday(year).isoformat() == day
