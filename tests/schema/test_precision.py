"""Codes of precision by rule: tests/cases/precision.toml, each line a place or date and what three data sets code of it."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.schema.place import Place, When, Where
from dateline.schema.precision import (
    acled_geo_precision,
    acled_time_precision,
    days,
    gtd_specificity,
    ucdp_date_prec,
    ucdp_where_prec,
)
from dateline.schema.record import WHEN_UNKNOWN, WHERE_UNKNOWN

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "precision.toml").read_text("utf-8"))


def where(case: dict[str, Any]) -> Where:
    located = case.get("located", True)
    here = (15.0, -4.0) if located else (None, None)
    country = None if case.get("country") is False else "MLI"
    kind = case.get("kind")
    place = Place("x:1", "X", kind or "", country, None, None, *here, 0)
    candidates = ((place, 1.0),) if kind else ()
    id = "x:1" if kind else None
    return Where("X", None, None, country, *here, case.get("radius"), case["precision"], id, candidates, 0, 1, "X", "made", 1.0)


def coded(number: int) -> int | None:
    return number or None


@pytest.mark.parametrize("case", CASES["places"], ids=[case["note"] for case in CASES["places"]])
def test_codes_of_places(case: dict[str, Any]) -> None:
    found = acled_geo_precision(where(case)), ucdp_where_prec(where(case)), gtd_specificity(where(case))
    assert found == (coded(case["acled"]), coded(case["ucdp"]), coded(case["gtd"]))


@pytest.mark.parametrize("case", CASES["dates"], ids=[case["note"] for case in CASES["dates"]])
def test_codes_of_dates(case: dict[str, Any]) -> None:
    when = When(case.get("start"), case.get("end"), case["precision"], None, None, None, None, "made", 1.0)
    assert (acled_time_precision(when), ucdp_date_prec(when)) == (coded(case["acled"]), coded(case["ucdp"]))


def test_what_is_not_known_has_no_code() -> None:
    assert (acled_geo_precision(WHERE_UNKNOWN), ucdp_where_prec(WHERE_UNKNOWN), gtd_specificity(WHERE_UNKNOWN)) == (None, None, None)
    assert (acled_time_precision(WHEN_UNKNOWN), ucdp_date_prec(WHEN_UNKNOWN), days(WHEN_UNKNOWN)) == (None, None, None)


@given(st.dates(date(1990, 1, 1), date(2026, 1, 1)), st.integers(0, 800), st.integers(0, 800))
def test_a_longer_stretch_is_never_coded_as_more_exact(first: date, some: int, more: int) -> None:
    def codes(length: int) -> tuple[int | None, int | None]:
        when = When(first.isoformat(), (first + timedelta(length)).isoformat(), "day", None, None, None, None, "made", 1.0)
        return acled_time_precision(when), ucdp_date_prec(when)

    for short, long in zip(codes(some), codes(some + more), strict=True):
        assert short is not None and long is not None and short <= long
