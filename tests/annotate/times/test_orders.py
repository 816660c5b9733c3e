"""Whether the day or the month comes first in a report's dates with slashes."""

from __future__ import annotations

import pytest

from dateline.annotate.times import date_order
from dateline.schema.report import Report

CASES = [
    ("Signed 05/03/14.", None, None, None),
    ("Signed 05/03/14 and 25/03/2014.", None, None, "day"),
    ("Signed 05/03/14 and 03/25/14.", "bbc.co.uk", None, "month"),
    ("Signed 25/03/14 and 03/25/14.", None, None, None),
    ("Signed 05/03/14.", None, "https://www.example.co.uk/news/1", "day"),
    ("Signed 05/03/14.", None, "https://www.centcom.mil/report", "month"),
    ("Signed 05/03/14.", "The New York Times", None, "month"),
    ("Signed 05/03/14.", "standard.co.ke", None, "day"),
    ("Signed 05/03/14.", "The Valley Courier", "http://[broken", None),
]


@pytest.mark.parametrize(("text", "publisher", "uri", "expected"), CASES)
def test_order(text: str, publisher: str | None, uri: str | None, expected: str | None) -> None:
    assert date_order(Report("r", text, publisher=publisher, uri=uri)) == expected
