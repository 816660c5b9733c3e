"""The filters of the page of incidents as they stand in its address."""

from __future__ import annotations

from dataclasses import fields
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import UsageError
from dateline.store import Filters
from dateline.views.review.asking import Asked

NAMES = [field.name for field in fields(Asked)]

# An address's query, and what the store is asked for.
MEANT: list[tuple[str, Filters]] = [
    ("", Filters()),
    ("since=2016-05-02&until=2016-05-09", Filters(since="2016-05-02", until="2016-05-09")),
    ("country=SYR&admin1=Homs", Filters(country="SYR", admin1="Homs")),
    ("actor=National+Liberation+Army&type=ASSAULT%3Afirearms", Filters(actor="National Liberation Army", type="ASSAULT:firearms")),
    ("status=denied&killed=0", Filters(status="denied", killed_min=0)),
    ("text=+roadside+bomb+", Filters(text="roadside bomb")),
    ("without=day", Filters(undated=True)),
    ("without=place", Filters(unplaced=True)),
    ("box=-10.5,30,12,48.25", Filters(box=(-10.5, 30, 12, 48.25))),
    ("box=170,-50,-170,0", Filters(box=(170, -50, -170, 0))),
    # What the map alone is asked
    ("country=SYR&view=1,2,3,4&zoom=7", Filters(country="SYR")),
]


@pytest.mark.parametrize(("query", "filters"), MEANT)
def test_an_address_says_what_is_asked_for(query: str, filters: Filters) -> None:
    assert Asked.of(parse_qsl(query)).filters == filters


# What cannot be meant, and a word of the answer.
WRONG = [
    ("since=yesterday", "since 'yesterday'"),
    ("until=2016-13-01", "until '2016-13-01'"),
    ("since=2016-05-09&until=2016-05-02", "is after"),
    ("country=Syria", "three letters"),
    ("killed=-1", "whole number"),
    ("killed=many", "whole number"),
    ("killed=9999999999", "whole number"),
    ("status=true", "happened"),
    ("without=name", "day, place"),
    ("box=1,2,3", "west,south,east,north"),
    ("box=1,50,3,40", "west,south,east,north"),
    ("box=nan,1,2,3", "west,south,east,north"),
    ("box=181,1,182,3", "west,south,east,north"),
    ("contry=SYR", "no filter"),
]


@pytest.mark.parametrize(("query", "said"), WRONG)
def test_what_cannot_be_meant_is_said(query: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        _ = Asked.of(parse_qsl(query)).filters


@given(st.dictionaries(st.sampled_from(NAMES), st.text(min_size=1).map(str.strip).filter(bool)))
def test_an_address_leads_to_itself(told: dict[str, str]) -> None:
    asked = Asked(**told)
    query = asked.query(page=asked.page)
    assert Asked.of(parse_qsl(query)) == asked
    assert [name for name, _ in parse_qsl(query)] == [name for name in NAMES if told.get(name)]


def test_a_change_of_a_filter_leads_to_the_first_page() -> None:
    asked = Asked(country="SYR", page="4")
    assert asked.address(country="MLI") == "/incidents?country=MLI"
    assert asked.address(page="5") == "/incidents?country=SYR&page=5"
    assert asked.address(country=None) == "/incidents"
