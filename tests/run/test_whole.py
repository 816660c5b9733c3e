"""The whole path with the real stages: what the README shows, and that a record depends on its report alone."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

import dateline
from dateline.run.local import trace_many
from dateline.schema.jsonable import spans

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "arauca.txt"
DAY = date(2018, 6, 13)

pytestmark = pytest.mark.model


def reports() -> list[dateline.Report]:
    """The paragraphs of the example, each a report of its own, and the whole."""
    text = EXAMPLE.read_text("utf-8")
    return [dateline.Report(f"part {n}", part, DAY) for n, part in enumerate([*text.split("\n\n"), text])]


def test_the_readme_s_example_is_coded_as_shown() -> None:
    record = dateline.code("Rebels killed two soldiers in Tadmur on Monday, the army said.", published="2016-05-04")
    assert (record.warnings, record.failures) == ((), ())
    (event,) = record.events
    assert (event.type, event.status, event.when.start_date, event.where.name) == ("ASSAULT", "happened", "2016-05-02", "Tadmur")
    assert [(count.outcome, count.low, count.high) for count in event.casualties] == [("killed", 2, 2)]


def test_a_record_is_the_same_alone_together_in_another_order_and_in_two_processes() -> None:
    alone = {report.id: dateline.code(report, layers=True) for report in reports()}
    assert not [record for record in alone.values() if record.failures]
    backwards = reports()[::-1]
    assert list(dateline.code_many(backwards, layers=True)) == [alone[report.id] for report in backwards]
    assert list(dateline.code_many(backwards, layers=True, jobs=2)) == [alone[report.id] for report in backwards]


def test_every_record_comes_back_from_its_line_and_every_span_is_in_the_text() -> None:
    for report in reports():
        record = dateline.code(report, layers=True)
        line = dateline.dumps(dateline.to_json(record))
        assert dateline.dumps(dateline.to_json(dateline.from_json(json.loads(line)))) == line
        assert all(report.text[start:end] == words for start, end, words in spans(record))


def test_a_trace_changes_nothing_and_comes_in_order_from_any_number_of_processes() -> None:
    coded = list(dateline.code_many(reports()))
    traced = list(trace_many(reports()))
    assert [one.record for one in traced] == coded
    assert [one.report for one in traced] == reports()
    assert [len(one.trace.events) for one in traced if one.trace] == [len(record.events) for record in coded]
    assert list(trace_many(reports(), jobs=2)) == traced
