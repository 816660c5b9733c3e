"""The day of publication."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from dateline.errors import UsageError
from dateline.read.published import parse_published, published_day


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2019-01-01", date(2019, 1, 1)),
        (" 2019-01-01\n", date(2019, 1, 1)),
        ("2019-01-01T23:30:00+04:30", date(2019, 1, 1)),  # the zone does not move the publisher's day
        ("2019-01-01 00:10", date(2019, 1, 1)),
        ("2019-02-29", None),
        ("20190101", None),
        ("2019-W01-1", None),
        ("01/02/2019", None),
        ("2019-01", None),  # a month is no day
        ("\u0662\u0660\u0661\u0669-01-01", None),
        ("", None),
    ],
)
def test_only_an_iso_day_is_a_day(written: str, day: date | None) -> None:
    assert parse_published(written) == day


def test_a_caller_gives_a_day_or_is_told() -> None:
    assert published_day(None) is None
    assert published_day(date(2019, 1, 1)) == published_day("2019-01-01") == published_day(datetime(2019, 1, 1, 23, tzinfo=UTC))
    with pytest.raises(UsageError, match="last week"):
        published_day("last week")
