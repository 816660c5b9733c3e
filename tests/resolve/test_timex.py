"""TIMEX3 values: what the notation of annotate.times becomes on a given day."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.resolve.timex import time_values, value
from tests.extract.made import time
from tests.resolve.told import report

DOCUMENT = report("Something happened then.")
TUESDAY = date(2019, 1, 1)
STORY = date(2018, 12, 20)

CASES = [
    ("WD5", False, "2018-12-28"),
    ("WD5", True, "2019-01-04"),
    ("LAST-W", False, "2018-W52"),
    ("WE", False, "2018-W52-WE"),
    ("LAST-M", False, "2018-12"),
    ("LAST-Y", False, "2018"),
    ("LAST-SU", False, "2018-SU"),
    ("P3M-AGO", False, "2018-10"),
    ("P2D-AFTER", False, "2018-12-22"),
    ("REF:TOMORROW", False, "2018-12-21"),
    ("SINCE:2018-05", False, "2018-05"),
    ("EARLY-2018-03", False, "2018-03"),
    ("2018-05-03/2018-05-04TNI", False, "2018-05-03/2018-05-04"),
    ("YESTERDAYTDN", False, "2018-12-31TMO"),
    ("T06:30", False, "2018-12-20T06:30"),
    ("PAST-P2W", False, "P2W"),
    ("NEXT-PXD", False, "FUTURE_REF"),
    ("RECENT-W", False, "PAST_REF"),
    ("19", False, "19"),
    ("XXXX-EASTER-2", False, "2018-03-30"),
    ("XXXX-Q3", False, "2018-Q3"),
]


@pytest.mark.parametrize(("said", "future", "expected"), CASES)
def test_value(said: str, future: bool, expected: str) -> None:
    assert value(time(DOCUMENT, "then", value=said), reference=TUESDAY, story=STORY, future=future) == expected


def test_without_a_day_to_count_from_it_is_unknown() -> None:
    assert value(time(DOCUMENT, "then", value="WD5"), reference=None) is None


def test_every_time_of_a_document_gets_a_value_or_none() -> None:
    assert len(time_values(DOCUMENT)) == len(DOCUMENT.times)
