"""The day of publication."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import UsageError
from dateline.read.published import day_of_address, only_a_day, parse_day, parse_instant, parse_published, published_day, written_day


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


FORMS = [
    ("Tue, 01 Jan 2019 23:30:00 +0430", date(2019, 1, 1)),
    ("Tue, 1 Jan 19 23:30:00 GMT", date(2019, 1, 1)),
    ("20190101T233000Z", date(2019, 1, 1)),
    ("20190101233000", date(2019, 1, 1)),
    ("20190101", date(2019, 1, 1)),
    ("2019-01-01 23:30:00", date(2019, 1, 1)),
    ("2019-01-01T23:30:00.000+0430", date(2019, 1, 1)),
    ("January 1st, 2019", date(2019, 1, 1)),
    ("Published: Jan. 1, 2019 10:15 am", date(2019, 1, 1)),
    ("1 Sept 2019", date(2019, 9, 1)),
    ("1st of May 2019", date(2019, 5, 1)),
    ("14.05.2021", date(2021, 5, 14)),
    ("25/12/2021", date(2021, 12, 25)),
    ("12/25/2021 10:00", date(2021, 12, 25)),
    ("05/05/2021", date(2021, 5, 5)),
    ("03/04/2021", None),  # March or April: nobody can tell
    ("20191301", None),
    ("31 February 2019", None),
    ("May 2019", None),
    ("2019", None),
    ("yesterday", None),
    ("", None),
]


@pytest.mark.parametrize(("written", "day"), FORMS)
def test_feeds_and_pages_write_days_in_many_ways(written: str, day: date | None) -> None:
    assert parse_day(written) == day


INSTANTS = [
    ("2019-01-01T23:30:00+04:30", "2019-01-01T19:00:00+00:00"),
    ("2019-01-01T23:30:00Z", "2019-01-01T23:30:00+00:00"),
    ("2019-01-01T23:30:00", "2019-01-01T23:30:00+00:00"),
    ("Tue, 01 Jan 2019 23:30:00 GMT", "2019-01-01T23:30:00+00:00"),
    ("2019-01-01", "2019-01-01T00:00:00+00:00"),
    ("January 1, 2019", "2019-01-01T00:00:00+00:00"),
    ("0001-01-01T00:00:00+14:00", None),
    ("soon", None),
]


@pytest.mark.parametrize(("written", "instant"), INSTANTS)
def test_times_are_put_into_one_zone(written: str, instant: str | None) -> None:
    assert parse_instant(written) == instant


ADDRESSES = [
    ("https://a.example.org/2019/03/08/raid", date(2019, 3, 8)),
    ("https://a.example.org/news/2019/mar/08/raid.html", date(2019, 3, 8)),
    ("https://a.example.org/2019-03-08-raid", date(2019, 3, 8)),
    ("https://a.example.org/2019/3/8/", date(2019, 3, 8)),
    ("https://a.example.org/2019/03/raid", None),
    ("https://a.example.org/2019/13/40/raid", None),
    ("https://a.example.org/id/20190308", None),
    ("https://a.example.org/1815/06/18/waterloo", None),
]


@pytest.mark.parametrize(("uri", "day"), ADDRESSES)
def test_an_address_may_hold_the_day(uri: str, day: date | None) -> None:
    assert day_of_address(uri) == day


def test_a_line_may_be_a_day_and_nothing_else() -> None:
    assert only_a_day("Friday, 8 March 2019, 10:15 UTC")
    assert only_a_day("March 8, 2019 | 10.15 am")
    assert not only_a_day("On 8 March 2019 rebels fled.")
    assert not only_a_day("Friday")
    assert written_day("It was first published on 8 March 2019.") == date(2019, 3, 8)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_day_comes_back_from_every_form(day: date) -> None:
    forms = (day.isoformat(), day.strftime("%d.%m.%Y"), day.strftime("%B %d, %Y"), day.strftime("%d %b %Y"), day.strftime("%Y%m%d"))
    assert {parse_day(form) for form in forms} == {day}
    assert day_of_address(f"https://a.example.org{day.strftime('/%Y/%m/%d/')}x") == day


@pytest.mark.timeout(60)
@given(st.text(max_size=300))
def test_no_text_is_an_error(text: str) -> None:
    assert parse_day(text) is None or isinstance(parse_day(text), date)
    assert parse_instant(text) is None or isinstance(parse_instant(text), str)
