"""With `relevance` a report on something else is passed over and says so; every other record stays the same."""

from __future__ import annotations

import pytest

import dateline
from dateline.run.pipeline import code_reading
from dateline.schema.failure import NOT_TEXT, Reading, was_passed_over

RAID = "Rebels killed two soldiers in Tadmur on Monday, the army said."
MARKETS = "The central bank left its key rate unchanged; house prices grew more slowly than a year before."

pytestmark = pytest.mark.model


def test_a_report_on_markets_has_no_events_and_says_why() -> None:
    record = dateline.code(MARKETS, relevance=True)
    assert (record.events, record.failures) == ((), ())
    assert [note.code for note in record.warnings] == ["DL507"]
    assert was_passed_over(record.warnings)
    assert dateline.from_json(dateline.to_json(record)) == record


def test_without_it_the_same_report_is_looked_at() -> None:
    assert [note.code for note in dateline.code(MARKETS, published="2016-05-04").warnings] == ["DL504"]


def test_a_report_that_is_not_passed_over_has_the_same_record() -> None:
    assert dateline.code(RAID, published="2016-05-04", relevance=True) == dateline.code(RAID, published="2016-05-04")


@pytest.mark.parametrize(
    "text", ["", "   ", "Les rebelles ont tu\u00e9 deux soldats lundi, a d\u00e9clar\u00e9 un porte-parole de l'arm\u00e9e \u00e0 Bamako."]
)
def test_what_is_not_coded_for_another_reason_keeps_that_reason(text: str) -> None:
    assert dateline.code(text, relevance=True) == dateline.code(text)


def test_what_could_not_be_read_stays_a_failure() -> None:
    broken = Reading(dateline.Report("a", ""), failure=NOT_TEXT.failure("read", reason="it is binary"))
    assert [failure.code for failure in code_reading(broken, relevance=True).failures] == ["DL102"]


def test_many_reports_are_passed_over_alike_in_one_process_and_two() -> None:
    reports = [dateline.Report(f"{n}", text) for n, text in enumerate((MARKETS, RAID) * 6)]
    alone = list(dateline.code_many(reports, relevance=True))
    assert [was_passed_over(record.warnings) for record in alone] == [True, False] * 6
    assert list(dateline.code_many(reports, relevance=True, jobs=2)) == alone
